"""What is said to be added: groups that make one headcount, parts that make one sum."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.reading.frames import pattern
from assistant.reading.kinds import MONEY
from assistant.reading.line import NEAR, Line
from assistant.understanding.patterns import Patterns

_FREE = (None, "given")
# Whom a headcount counts.
_COUNTED = ("unit", "position", "group", "person", "list_item", "state", "level")
_SAID = Patterns(__file__)
_EMPTY = re.compile(_SAID["empty"])
_LABEL = re.compile(_SAID["label"])


def adding(line: Line, roles: Mapping[int, str]) -> set[int]:
    """The pieces that are parts of one total."""
    return _groups(line, roles) | _money(line, roles)


def _groups(line: Line, roles: Mapping[int, str]) -> set[int]:
    """Headcounts in a row, each with whom it counts: 甲班10个乙班12个."""
    rows: list[list[int]] = []
    for at, piece in enumerate(line.pieces):
        if piece.kind != "headcount" or not _may_add(line, roles, at):
            continue
        if rows and _joins(line, rows[-1][-1], at):
            rows[-1].append(at)
        elif roles.get(at) in _FREE:
            rows.append([at])
    return {at for row in rows if len(row) > 1 for at in row} | {
        at
        for at, piece in enumerate(line.pieces)
        if piece.source.get("part") and roles.get(at) in _FREE
    }


def _may_add(line: Line, roles: Mapping[int, str], at: int) -> bool:
    """5 more are more than what stands; but behind another figure they are added to that."""
    relative = roles.get(at) == "relative" and "times" not in line.pieces[at].source
    return relative or roles.get(at) in _FREE


def _joins(line: Line, first: int, second: int) -> bool:
    """Whether whom the second counts stands between them, or in its words, and nothing else."""
    if any(piece.kind not in _COUNTED for piece in line.pieces[first + 1 : second]):
        return False
    between = line.between(first, second)
    if _EMPTY.fullmatch(between) and not (_labelled(line, first) and _labelled(line, second)):
        return False
    return any(
        _holds(language, "between", between) and not _holds(language, "not_between", between)
        for language in line.languages
    )


def _labelled(line: Line, at: int) -> bool:
    """东楼40: whom it counts is part of what was said."""
    piece = line.pieces[at]
    return not piece.source and bool(_LABEL.match(line.said(at)))


def _holds(language: str, name: str, between: str) -> bool:
    found = pattern(language, "adding", name)
    return found is not None and found.search(between) is not None


def _money(line: Line, roles: Mapping[int, str]) -> set[int]:
    """A sum beside others that comes on top of them; and those of one row, as they were read."""
    found: set[int] = set()
    sums = [at for at, piece in enumerate(line.pieces) if piece.kind in MONEY]
    for at in sums:
        piece = line.pieces[at]
        if not _may_add(line, roles, at):
            continue
        beside = at != sums[0] and _on_top(line, at)
        if piece.source.get("role") == "part" or beside:
            found.add(at)
    return found


def _on_top(line: Line, at: int) -> bool:
    slot = line.slots[at]
    before, behind = line.marked[max(0, slot - NEAR) : slot], line.marked[slot + 1 :]
    for language in line.languages:
        left = pattern(language, "adding", "on_top")
        right = pattern(language, "adding", "on_top_after")
        if (left and left.search(before)) or (right and right.match(behind)):
            return True
    return False
