"""Which capabilities have arguments of their own that a message may change, in its own words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from assistant.capabilities import CAPABILITIES


def changes_the_last(name: str, text: str) -> bool:
    """Whether `text` changes the last answer of the capability, though it names nothing: by what
    stands in its folder (`hearing.py`)."""
    changes = _changes(name)
    return changes is not None and changes(text)


@cache
def _changes(name: str) -> Callable[[str], bool] | None:
    if not (CAPABILITIES[name].folder / "hearing.py").exists():
        return None
    found: Callable[[str], bool] = import_module(f"{__package__}.{name}.hearing").changes_the_last
    return found
