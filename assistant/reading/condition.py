"""On what something hangs: if, provided that, 前提是, 只要."""

from __future__ import annotations

from assistant.reading.frames import pattern
from assistant.reading.line import Line, slots_in


def conditions(line: Line) -> set[int]:
    """In a question an if gives a parameter of what is asked, and is no condition."""
    said = {at for at in range(len(line.pieces)) if line.inside(at, "condition")}
    names = ("frames",) if _asks(line) else ("frames", "maybe")
    return said | {
        at
        for name in names
        for match in line.matches("condition", name)
        for at in slots_in(match, "if")
    }


def _asks(line: Line) -> bool:
    found = (pattern(language, "condition", "asks") for language in line.languages)
    return any(one is not None and one.search(line.text) for one in found)
