"""The groups of which those who are to be trained are made up: 甲班 20, 乙班 15."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

# What is said of a group: so many, so many more, so many fewer, so many of those counted
# already, none any more, or that it comes too.
SET, ADD, TAKE, WITHIN, GONE, ALSO = "set", "add", "take", "within", "gone", "also"


@dataclass(frozen=True, kw_only=True)
class Group:
    """`words` is what it is called, empty for those who were counted without a name; `code`
    that of its unit or position, where the catalogue has one."""

    words: str
    headcount: int
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class GroupSaid:
    """What a message says of one group; `headcount` is None where it says no figure."""

    words: str
    how: str
    headcount: int | None = None
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Regrouped:
    """The groups after a message; `unknown` are the names of those that should be less and
    are not there, `too_many` of those that are to lose more than they have."""

    groups: tuple[Group, ...]
    unknown: tuple[str, ...] = ()
    too_many: tuple[str, ...] = ()

    @property
    def headcount(self) -> int:
        return headcount_of(self.groups)


def headcount_of(groups: Iterable[Group]) -> int:
    return sum(one.headcount for one in groups)


def groups_in(slots: Mapping[str, Any]) -> tuple[Group, ...]:
    return tuple(Group(**one) for one in slots.get("groups") or ())


def regrouped(
    groups: Sequence[Group], before: int, said: Sequence[GroupSaid], total: int | None = None
) -> Regrouped:
    """The groups with what was said of each. `before` is the headcount so far, which counts as
    a group without a name where there are none; `total` is how many were said to be in all."""
    rows = list(groups)
    if not rows and before and total is None and any(one.how in (ADD, TAKE, GONE) for one in said):
        rows = [Group(words="", headcount=before)]
    unknown: list[str] = []
    too_many: list[str] = []
    for one in said:
        at = next((n for n, row in enumerate(rows) if is_same_group(row, one)), None)
        if one.how == WITHIN and at is None:
            _split_off(rows, one)
        elif one.how in (TAKE, GONE) and at is None:
            unknown.append(one.words)
        elif one.how == TAKE and at is not None and rows[at].headcount < (one.headcount or 0):
            too_many.append(one.words)
        else:
            _change(rows, at, one)
    if total is not None:
        _fill(rows, total)
    kept = tuple(row for row in rows if row.headcount > 0)
    return Regrouped(groups=kept, unknown=tuple(unknown), too_many=tuple(too_many))


def _change(rows: list[Group], at: int | None, said: GroupSaid) -> None:
    figure = said.headcount or 0
    if at is None:
        rows.append(Group(words=said.words, headcount=figure, code=said.code))
        return
    stands = rows[at].headcount
    after = {ADD: stands + figure, TAKE: stands - figure, GONE: 0}.get(said.how, figure)
    rows[at] = replace(rows[at], headcount=after)


def _split_off(rows: list[Group], said: GroupSaid) -> None:
    """Of those without a name so many have one: the sum stays."""
    figure = said.headcount or 0
    unnamed = next((n for n, row in enumerate(rows) if not row.words), None)
    if unnamed is not None:
        rest = max(rows[unnamed].headcount - figure, 0)
        rows[unnamed] = replace(rows[unnamed], headcount=rest)
    rows.append(Group(words=said.words, headcount=figure, code=said.code))


def _fill(rows: list[Group], total: int) -> None:
    """So many in all: those without a name are what the others leave."""
    rows[:] = [row for row in rows if row.words]
    rest = total - headcount_of(rows)
    if rest > 0:
        rows.insert(0, Group(words="", headcount=rest))


def is_same_group(group: Group, said: GroupSaid) -> bool:
    if group.code and said.code:
        return group.code == said.code
    return bool(group.words) and _plain(group.words) == _plain(said.words)


def _plain(words: str) -> str:
    return "".join(words.casefold().split())
