"""What a row of trainings says, before its sums are settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from engine.values.money import Money

WHOLE, TOTAL, PER_HEAD = "cost", "total_cost", "cost_per_head"
# The columns for one kind of cost each, and the category that the store knows it by.
PARTS = {
    f"cost_{category}": category
    for category in (
        "venue",
        "material",
        "instructor",
        "travel",
        "accommodation",
        "exam",
        "platform",
        "other",
    )
}
SUMS = (WHOLE, TOTAL, PER_HEAD, *PARTS)


@dataclass(frozen=True, slots=True)
class Part:
    """An amount, and the column that it stands in."""

    column: str
    money: Money

    @property
    def category(self) -> str:
        return PARTS.get(self.column, "other")


class About(NamedTuple):
    """What else tells one session from another, and what it was like; shared by its rows."""

    place: str | None = None
    instructor: str | None = None
    session: str | None = None
    unit: str | None = None

    def may_be(self, place: str | None, instructor: str | None) -> bool:
        """Whether nothing contradicts: a file that says less, or more, means the same one."""
        pairs = ((self.place, place), (self.instructor, instructor))
        return all(None in pair or pair[0] == pair[1] for pair in pairs)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who took part in a session that is one row: those known by name, and how many in all."""

    people: tuple[int, ...]
    heads: int


@dataclass(slots=True, kw_only=True, eq=False)
class Entry:
    """What a row says: who took part in what, from when to when, and what it cost.

    `at` is its place in the table, `also` are those of the same person's next days; `person` took
    part, or a `crowd` did. `parts` are the amounts as they stand in the row until they are
    settled, then what is to be paid for this row alone. Who is paid for and did not come has not
    `attended`.
    """

    at: int
    person: int
    crowd: Crowd | None
    course: int
    start: date
    end: date
    about: About
    delivery: str | None
    outcome: str | None
    hours: Decimal | None
    parts: tuple[Part, ...]
    also: tuple[int, ...] = ()
    attended: bool = True

    @property
    def people(self) -> tuple[int, ...]:
        return self.crowd.people if self.crowd else (self.person,)

    @property
    def heads(self) -> int:
        return self.crowd.heads if self.crowd else 1


@dataclass(slots=True, kw_only=True, eq=False)
class Group:
    """The rows of one session: the `number`-th of those that say the same. `shared` is what it
    cost as a whole; `by_head`, that this grows with how many take part."""

    course: int
    start: date
    end: date
    about: About
    number: int
    entries: list[Entry]
    shared: tuple[Part, ...] = ()
    by_head: bool = False
