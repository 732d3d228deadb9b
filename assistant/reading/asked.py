"""What a question is for, by what it is cut, and in which order: 多少钱, 按部门, the dearest."""

from __future__ import annotations

from assistant.reading.frames import named, pattern
from assistant.reading.line import NEAR, Line
from assistant.reading.mention import Order

# What an answer can be cut by.
_CUT_BY = frozenset(
    ("unit", "position", "period", "course", "vendor", "category", "tenure", "skill", "level")
)
_NAMED = frozenset(("measure", "person", "unit", "course", "period", "position"))


def is_asked(line: Line, at: int) -> bool:
    piece = line.pieces[at]
    if piece.source.get("found") in ("measures", "asked_words") or piece.kind == "measure":
        return True
    if piece.source.get("code"):
        return False
    if line.inside(at, "asked"):
        return True
    return piece.kind in _CUT_BY and _cuts(line, at)


def _cuts(line: Line, at: int) -> bool:
    """Whether an answer is to be cut by it: by unit, 按支公司分."""
    slot = line.slots[at]
    before, behind = line.marked[max(0, slot - NEAR) : slot], line.marked[slot + 1 :]
    for language in line.languages:
        by, after = pattern(language, "asked", "by"), pattern(language, "asked", "by_after")
        if by and after and by.search(before) and after.match(behind):
            return True
    return False


def order_of(line: Line, at: int) -> Order:
    """The order that its words wish for."""
    words, descending, measure = line.said(at), True, None
    for language in line.languages:
        for name, found in named(language, "orders"):
            if found.search(words) is None:
                continue
            if name in ("highest", "lowest"):
                descending = name == "highest"
            else:
                measure = name
    return Order(measure, descending)
