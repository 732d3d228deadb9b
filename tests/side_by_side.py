"""A plugin of pytest-xdist's: which tests stay together, and which begin.

`./peisuan test` loads it when it runs several processes (`commands/testing.py`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from commands.model import in_training
from engine.settings import Settings

ROOT = Path(__file__).parents[1]
# They share one running assistant, and take longest.
TOGETHER = "tests/conversation"
SHARED = "assistant: Assistant"
# What needs the model, which may be in training when the tests begin (`commands/testing.py`).
TRAINED = (TOGETHER, "tests/conversation/test_tour.py", "tests/commands/test_commands.py")


def scope(nodeid: str) -> str:
    """What one process runs as a whole: a file, whose module's fixtures are made once then;
    or all tests that talk to the real assistant, which starts once only."""
    file = nodeid.partition("::")[0]
    return TOGETHER if file.startswith(f"{TOGETHER}/") and _talks(file) else file


@cache
def _talks(file: str) -> bool:
    """Whether its tests ask for the assistant. Those of pages alone begin without a model."""
    return SHARED in (ROOT / file).read_text(encoding="utf-8")


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives a process that has nothing left the next of the scopes."""

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        self._put_off(in_training(Settings()))
        super()._assign_work_unit(node)

    def _put_off(self, training: bool) -> None:
        """What needs the model comes last while there is none, and then at once."""
        for one in reversed(TRAINED):
            if one in self.workqueue:
                self.workqueue.move_to_end(one, last=training)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no process is left alone with it at the end."""
    slow = {scope(item.nodeid) for item in items if _is_long(item)}
    items.sort(key=lambda item: _turn(scope(item.nodeid), slow))


def _is_long(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("long")) or item.nodeid.startswith(f"{TOGETHER}/")


def _turn(whole: str, slow: set[str]) -> int:
    return 0 if whole == TOGETHER else 1 if whole in slow else 2
