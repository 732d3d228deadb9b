"""What is said against what stands: 3 more, half, 打八折, 15 % off."""

from __future__ import annotations

from assistant.reading.kinds import FIGURES
from assistant.reading.line import Line

_CHANGED = (FIGURES | {"duration", "period"}) - {"rate", "level", "rank", "age"}


def is_relative(line: Line, at: int) -> bool:
    piece = line.pieces[at]
    if piece.source.get("role") == "relative":
        return True
    if piece.kind not in _CHANGED:
        return False
    if line.inside(at, "relating"):
        return True
    # By quarter is a cut, by 10 % a change.
    return piece.kind != "period" and line.beside(at, "relating")
