"""Several people in one cell: who they are, and how many there are in all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from engine.imports.loading.training.entry import Crowd
from engine.imports.loading.training.words import words
from engine.imports.reading.rows import Row, Wrong
from engine.imports.values.people import People
from engine.imports.values.spelling import folded
from engine.values.person_names import is_han

FIELD, HEADS = "participants", "headcount"
MOST_HEADS = 100_000
# A number of people has so many digits at most; a longer one is somebody's.
LONGEST_COUNT = 4


@dataclass(frozen=True, slots=True)
class Named:
    """The names in a cell, and how many there are in all as it says; `open`: nobody counted the
    rest."""

    names: tuple[str, ...]
    heads: int | None = None
    open: bool = False


@cache
def named_in(text: str) -> Named:
    """
    >>> named_in("孙勇洋等10人")
    Named(names=('孙勇洋',), heads=10, open=False)
    >>> named_in("赵伟芳、钱磊静").names
    ('赵伟芳', '钱磊静')
    """
    said = folded(text.replace("\n", "、"))
    for pattern in words()["crowd"]["only"]:
        if whole := re.fullmatch(pattern, said, re.IGNORECASE):
            return Named((), int(whole[1]))
    heads, more, is_open = None, 0, False
    for kind in ("of", "more", "some"):
        for pattern in words()["crowd"][kind]:
            found = re.search(rf"[,;、，；]? *(?:{pattern})\.?$", said, re.IGNORECASE)
            if found is None:
                continue
            said = said[: found.start()]
            if kind == "of":
                heads = int(found[1])
            elif kind == "more":
                more = int(found[1])
            else:
                is_open = True
            break
    names = tuple(dict.fromkeys(_parted(said)))
    if more:
        heads = len(names) + more
    return Named(names, heads, is_open and heads is None)


def is_one_name(text: str) -> bool:
    """Whether the cell can be one person's name."""
    found = named_in(text)
    return len(found.names) == 1 and found.heads is None and not found.open


class Crowds:
    def __init__(self, people: People) -> None:
        self._people = people

    def of(self, row: Row, unit: str) -> Crowd | None:
        """None where nobody can tell how many took part (and it was said why)."""
        named = self._named(row.raw(FIELD))
        told = _counted(row)
        if told is not None and not 0 <= told <= MOST_HEADS:
            row.wrong(HEADS, "out_of_range")
            told = None
        known = self._known(row, named, unit)
        heads = told if told is not None else named.heads
        if heads is None:
            if named.open:
                row.report.remark("heads_unknown", row.number, named=len(named.names))
            heads = len(named.names)
        elif heads < len(named.names):
            args = {"heads": heads, "named": len(named.names)}
            row.report.remark("more_names_than_heads", row.number, **args)
            heads = len(named.names)
        return Crowd(known, heads)

    def _named(self, text: str) -> Named:
        """A bare number is somebody's, or a number of people."""
        if text.isdigit() and len(text) <= LONGEST_COUNT:
            try:
                self._people.find(number=text)
            except Wrong:
                return Named((), int(text))
        return named_in(text) if text else Named(())

    def _known(self, row: Row, named: Named, unit: str) -> tuple[int, ...]:
        """Those of them whom the store has; the others are heads without a name."""
        known = {}
        for name in named.names:
            try:
                known[self._people.find(number=name, unit=unit)] = True
            except Wrong as wrong:
                row.report.leave_out(row.number, FIELD, name, wrong.code)
        return tuple(known)


def _counted(row: Row) -> int | None:
    """A number of people, with or without its unit."""
    said = folded(row.raw(HEADS))
    for pattern in words()["crowd"]["only"]:
        if whole := re.fullmatch(pattern, said, re.IGNORECASE):
            return int(whole[1])
    return row.whole(HEADS)


def _parted(text: str) -> list[str]:
    """By lines and semicolons first: a comma between these stands inside a name (Alder, Ann),
    unless it is a Chinese one."""
    said = words()["crowd"]
    parts = _by_any([text], said["first"])
    several = len(parts) > 1
    parts = [
        one
        for part in parts
        for one in ([part] if several and not is_han(part) else _by_any([part], said["between"]))
    ]
    names = [one.rpartition(":")[2].strip(" .。") for one in parts]
    return [name for one in names for name in _han(one) if name]


def _by_any(parts: list[str], marks: list[str]) -> list[str]:
    for mark in marks:
        parts = [one for part in parts for one in _split(part, mark)]
    return [one for one in parts if one.strip()]


def _split(text: str, mark: str) -> list[str]:
    """A word of one sign (和) parts names only where both sides can be names of their own."""
    pieces = text.split(mark)
    if len(mark) == 1 and is_han(mark) and any(len(one.strip()) < 2 for one in pieces):
        return [text]
    return pieces


def _han(text: str) -> list[str]:
    """Chinese names with blanks between them: 张三 李四, but not 张 三."""
    parts = text.split()
    if len(parts) > 1 and all(is_han(one) and 2 <= len(one) <= 4 for one in parts):
        return parts
    return [" ".join(parts)]
