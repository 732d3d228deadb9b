"""Which way a figure or a time is a limit: at most, at least, before, after."""

from __future__ import annotations

from assistant.reading.kinds import BARE, FIGURES, TIMES
from assistant.reading.line import Line
from assistant.reading.mention import AFTER, AT_LEAST, AT_MOST, BEFORE

_FIGURES = ((AT_LEAST, "_least"), (AT_MOST, ""))
_TIMES = ((BEFORE, "_before"), (AFTER, "_after"))
_READ = {"at_most": AT_MOST, "at_least": AT_LEAST, "before": BEFORE, "after": AFTER} | {
    "within": BEFORE,
    "until": BEFORE,
    "from": AFTER,
    "since": AFTER,
}


def limit_of(line: Line, at: int) -> str | None:
    """The direction of the limit that a piece is; None where it is none."""
    piece = line.pieces[at]
    if piece.kind not in FIGURES | TIMES or piece.kind == BARE:
        return None
    if line.inside(at, "limiting", "no_limit"):
        return None
    if piece.kind == "rank":
        return None if line.inside(at, "limiting", "ordinal") else AT_MOST
    read = _READ.get(str(piece.source.get("bound")))
    if read is not None:
        return read
    # 不少于 holds 少于: what says at least is longer.
    tried = _FIGURES if piece.kind != "period" else _TIMES
    for direction, suffix in tried:
        if line.inside(at, "limiting", direction) or line.beside(at, "limiting", suffix):
            return direction
    return None
