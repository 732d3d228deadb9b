"""What is shut out: everybody but C, without D, 除了C, 别算E."""

from __future__ import annotations

from assistant.reading.line import Line, slots_in


def excluding(line: Line) -> set[int]:
    return {at for match in line.matches("excluding") for at in slots_in(match, "out")}
