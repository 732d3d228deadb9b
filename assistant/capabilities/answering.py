"""The answers of the capabilities that have one in their folder: `answer.py`, with a class `Answer`."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from assistant.base import PeisuanAction
from assistant.capabilities import CAPABILITIES


@cache
def answer_of(name: str) -> type[PeisuanAction] | None:
    """What answers a capability; None where another part of the talk does."""
    capability = CAPABILITIES.get(name)
    if capability is None or not (capability.folder / "answer").with_suffix(".py").exists():
        return None
    answer: type[PeisuanAction] = import_module(f"{__package__}.{name}.answer").Answer
    answer.action_name = f"action_{name}"
    return answer


def answers() -> dict[str, type[PeisuanAction]]:
    """What answers each capability that has an answer, by its name."""
    return {name: answer for name in CAPABILITIES if (answer := answer_of(name))}
