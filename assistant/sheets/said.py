"""What of a sheet a message speaks of: its pieces, and the columns that they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from assistant.sheets.comparing import is_bound, sign_beside
from assistant.sheets.operation import (
    COUNT,
    DIFFERENCE,
    LEAST,
    LIST,
    MEAN,
    MINUS,
    MOST,
    RATIO,
    SAME,
    SHARE,
    SUM,
    WHY_NOT,
    Figure,
)
from assistant.sheets.piece import NAME, NUMBER, ROWS, SESSION, Piece, apart
from assistant.sheets.sheet import MONEY, SCORE, Sheet
from assistant.sheets.words import found
from engine.values.fiscal import FiscalCalendar

# Of several the first is what is told; the others say of which rows, or nothing more.
_FIRST = (WHY_NOT, SAME, RATIO, DIFFERENCE, SHARE, MINUS, MEAN)
_COSTS = ("total", "actual")
PERSON, PEOPLE = "employee_name", "headcount"
# Further off, a column is not what a figure is held against.
_NEAR = 14


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was shown: as it stands, and as it was answered. `chosen` are the rows that the last
    figure was of, `before` the figure, where it was told right before; `compared` is the column
    that a figure was held against last."""

    sheet: Sheet
    whole: Sheet
    chosen: tuple[int, ...] = ()
    before: Figure | None = None
    compared: str | None = None
    # The columns by the names that they were shown under.
    labels: Mapping[str, str] = field(default_factory=dict)
    # What the question was about that it answered.
    about: tuple[Mapping[str, Any], ...] = ()
    fiscal: FiscalCalendar | None = None
    # Whether it was shown right before.
    fresh: bool = True


def _counting(piece: Piece) -> Piece:
    if piece.kind != "columns" or piece.name != PEOPLE:
        return piece
    return replace(piece, kind="figures", name=COUNT)


@dataclass
class Said:
    """`asks` is whether the message is a question."""

    pieces: Sequence[Piece]
    seen: Seen
    asks: bool

    def __post_init__(self) -> None:
        """How many people there are is, of a list of people, how many rows."""
        rows = self.seen.whole.rows
        people = bool(rows) and all(one.thing.get("entity") == PERSON for one in rows)
        if people and not any(one.means == PEOPLE for one in self.sheet.columns):
            self.pieces = [_counting(one) for one in self.pieces]

    def of(self, kind: str, name: str | None = None) -> list[Piece]:
        return [one for one in self.pieces if one.kind == kind and name in (None, one.name)]

    def says(self, *figures: str) -> bool:
        return any(self.of("figures", one) for one in figures)

    @property
    def sheet(self) -> Sheet:
        return self.seen.sheet

    @cached_property
    def columns(self) -> list[Piece]:
        """The columns that are asked for: not those that a figure is held against, or that say what
        is highest. How much, beside another column, asks for that one."""
        taken = {one.start for one in self.comparing.values() if one is not None}
        if (order := self.ordering) is not None:
            taken.add(order.start)
        asked = [*self.of("columns"), *self._averages]
        asked = [one for one in asked if one.start not in taken]
        if len({one.name for one in asked}) > 1 and not self.says("per"):
            much = [one for one in _COSTS if one == "total" or not self.sheet.has(one)]
            asked = [one for one in asked if one.name not in much]
        return [one for one in asked if one.name not in self._quotients(asked)]

    def _quotients(self, asked: Sequence[Piece]) -> set[str]:
        """What a quotient that is asked for is reckoned from says how, and asks for nothing."""
        keys = [self.key(one.name) for one in asked]
        made = {one.key: one.of for one in self.sheet.columns if one.key in keys and one.of}
        of = {key for parts in made.values() for key in parts or ()}
        return {one.name for one in asked if self.key(one.name) in of} if made else set()

    @property
    def of_sessions(self) -> bool:
        """Whether each row is a session that was held."""
        return any(row.thing.get("entity") == SESSION for row in self.seen.whole.rows)

    @cached_property
    def ordering(self) -> Piece | None:
        """Of several columns the one that stands beside the highest or lowest."""
        ends = (*self.of("figures", MOST), *self.of("figures", LEAST))
        columns = self.of("columns")
        if not ends or len({self.key(one.name) for one in columns}) < 2:
            return None
        near = min(columns, key=lambda one: min(apart(one, end) for end in ends))
        return near if min(apart(near, end) for end in ends) <= 1 else None

    @cached_property
    def comparing(self) -> dict[int, Piece | None]:
        """Of each figure the column that it is held against, where one is named."""
        said = [*self.of("columns"), *self._averages]
        free = self.first_figure() in (None, COUNT, LIST) or len(said) > 1 or self._averages
        return {
            one.start: _nearest(said, one) if free else None
            for one in self.of(NUMBER)
            if is_bound(self.pieces, one)
        }

    @cached_property
    def _averages(self) -> list[Piece]:
        """An average that a figure is held against, that is the highest, or that is of one thing,
        is the column of averages."""
        score = next((one.key for one in self.sheet.columns if one.kind == SCORE), None)
        if score is None:
            return []
        beside = [sign_beside(self.pieces, one) for one in self.of(NUMBER)]
        beside += [*self.of("figures", MOST), *self.of("figures", LEAST)]
        return [
            Piece(kind="columns", name=score, start=one.start, end=one.end, said=one.said)
            for one in self.of("figures", MEAN)
            if self.of(NAME) or any(apart(one, other) <= 1 for other in beside if other is not None)
        ]

    def key(self, means: str) -> str | None:
        """The column that such a word asks for; money is any where there is no such cost."""
        own = [one.key for one in self.sheet.columns if means in (one.means, one.key)]
        if own:
            return own[0]
        return self.money() if means in _COSTS else None

    def money(self) -> str | None:
        main = self.sheet.column(self.sheet.main)
        if main.kind == MONEY:
            return main.key
        return next((one.key for one in self.sheet.columns if one.kind == MONEY), None)

    def first_figure(self) -> str | None:
        held = {one.start for one in self._averages}
        said = [one.name for one in self.of("figures") if one.start not in held]
        return next((one for one in (*_FIRST, COUNT, SUM, MOST, LEAST) if one in said), None)

    def ordered_by(self) -> str | None:
        """The column that the dearest, or the oldest, is by itself of; or that is said beside it."""
        if self.ordering is not None:
            return self.key(self.ordering.name)
        for one in (*self.of("figures", MOST), *self.of("figures", LEAST)):
            for name, _, _ in found("orders", one.said):
                if (key := self.key(name)) is not None:
                    return key
        return None

    # --- how many ---------------------------------------------------------------------------
    def is_of_ends(self, rows: Piece) -> bool:
        """The three cheapest are no first three."""
        ends = (*self.of("figures", MOST), *self.of("figures", LEAST))
        return any(0 <= one.start - rows.end <= 1 for one in ends)

    def of_ends(self) -> int:
        """Of how many highest or lowest rows is spoken."""
        counted = [one.value for one in self.of(ROWS) if self.is_of_ends(one)]
        counted += [
            one.value.value
            for one in self.of(NUMBER)
            if self.counts_rows(one) and self._is_of_most(one)
        ]
        return int(counted[0]) if counted else 1

    def _is_of_most(self, number: Piece) -> bool:
        ends = (*self.of("figures", MOST), *self.of("figures", LEAST))
        return any(apart(one, number) <= 1 for one in ends)

    def counts_rows(self, number: Piece) -> bool:
        """Whether it says no more than of how many rows is spoken."""
        value = number.value
        means = value.means if not (self.of_sessions and value.means == "sessions") else None
        if value.high or means or value.currency or is_bound(self.pieces, number):
            return False
        return number.name in _COUNTING and not value.value % 1 and 0 < value.value <= _MOST_SPOKEN

    def many(self) -> int | None:
        """Of how many rows is spoken, beside those that are the highest or lowest so many."""
        spoken = [
            int(one.value.value)
            for one in self.of(NUMBER)
            if self.counts_rows(one) and one.value.value > 1 and not self._is_of_most(one)
        ]
        ends = self.of_ends() if self.says(MOST, LEAST) else None
        return next((one for one in spoken if one != ends), None)


# A bigger figure counts no rows.
_MOST_SPOKEN = Decimal(50)
_COUNTING = ("bare", "number", "headcount", "level", "rank")


def _nearest(columns: Sequence[Piece], number: Piece) -> Piece | None:
    near = [one for one in columns if apart(one, number) <= _NEAR]
    return min(near, key=lambda one: apart(one, number), default=None)
