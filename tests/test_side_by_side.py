"""The tests run side by side: what must share a process does."""

from __future__ import annotations

import ast
from collections import OrderedDict
from pathlib import Path

import pytest

from tests.side_by_side import TOGETHER, TRAINED, Scheduling, scope

TESTS = Path(__file__).parent


def test_the_tests_of_the_assistant_stay_together() -> None:
    nodes = [
        "tests/conversation/test_doors.py::test_a[x::y]",
        "tests/conversation/test_manners.py::b",
    ]
    assert {scope(node) for node in nodes} == {TOGETHER}


def test_pages_that_need_no_assistant_do_not_wait_for_its_model() -> None:
    file = "tests/conversation/test_setup_page.py"
    assert scope(f"{file}::test") == file
    assert file not in TRAINED


@pytest.mark.parametrize("file", ["tests/test_one_clock.py", "tests/engine/test_money.py"])
def test_any_other_file_is_run_as_a_whole(file: str) -> None:
    assert {scope(f"{file}::test_a"), scope(f"{file}::test_b[tests/c.py::d]")} == {file}


def test_the_assistant_starts_once() -> None:
    users = {file for file in TESTS.rglob("test_*.py") if "assistant" in _asked_for(file)}
    assert users
    elsewhere = {file for file in users if scope(_nodeid(file)) != TOGETHER}
    assert elsewhere == set()


def test_what_needs_the_model_is_known() -> None:
    users = {file for file in TESTS.rglob("test_*.py") if "trained_models" in file.read_text()}
    users -= {Path(__file__)}
    assert {scope(_nodeid(file)) for file in users} | {TOGETHER} == set(TRAINED)


@pytest.mark.parametrize(
    ("training", "order"), [(True, ["others", *reversed(TRAINED)]), (False, [*TRAINED, "others"])]
)
def test_what_needs_the_model_waits_for_its_training(training: bool, order: list[str]) -> None:
    scheduling = Scheduling.__new__(Scheduling)
    scheduling.workqueue = OrderedDict.fromkeys([TRAINED[0], "others", *TRAINED[1:]])
    scheduling._put_off(training)
    assert list(scheduling.workqueue) == order


def _asked_for(file: Path) -> set[str]:
    """The names of the parameters of its functions: fixtures are asked for by them."""
    return {node.arg for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.arg)}


def _nodeid(file: Path) -> str:
    return f"{file.relative_to(TESTS.parent).as_posix()}::test"
