"""On what something hangs: if, provided that, 前提是, 只要."""

from __future__ import annotations

from assistant.reading.line import Line, slots_in


def conditions(line: Line) -> set[int]:
    return {at for match in line.matches("condition") for at in slots_in(match, "if")}
