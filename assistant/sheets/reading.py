"""An operation on what was shown, read from a message; None where any of it says something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from assistant.sheets.comparing import compares, is_bound
from assistant.sheets.operation import (
    COUNT,
    DIFFERENCE,
    LEAST,
    LIST,
    MEAN,
    MINUS,
    MOST,
    PER,
    RATIO,
    SHARE,
    SUM,
    TELL,
    WHY_NOT,
    Figure,
    Operation,
)
from assistant.sheets.pieces import (
    NAME,
    NUMBER,
    ROWS,
    Entity,
    Piece,
    apart,
    is_read,
    pieces_of,
    things_in,
)
from assistant.sheets.sheet import COUNT as COUNTS
from assistant.sheets.sheet import DATE, MONEY, NUMERIC, Sheet
from assistant.sheets.states import STATES
from assistant.sheets.steps import At, Compare, Extreme, First, InState, Named, Sorted, Step
from assistant.sheets.words import found

# Of several the first is what is told; the others say of which rows, or nothing more.
_FIRST = (WHY_NOT, RATIO, DIFFERENCE, SHARE, MINUS, MEAN)
_OF_TWO = (DIFFERENCE, RATIO)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was shown: as it stands, and as it was answered. `chosen` are the rows that the last
    figure was of, `before` the figure, where it was told right before."""

    sheet: Sheet
    whole: Sheet
    chosen: tuple[int, ...] = ()
    before: Figure | None = None
    # Whether it was shown right before.
    fresh: bool = True


def operation_in(
    text: str, entities: Sequence[Entity], today: date, seen: Seen, asks: bool = True
) -> Operation | None:
    """What is wanted of what was shown; None where anything in the message is not part of that."""
    pieces, rest = pieces_of(text, entities, today, seen.whole)
    if not pieces or not is_read(rest):
        return None
    return _Reader(pieces, seen, asks).operation()


@dataclass
class _Reader:
    pieces: list[Piece]
    seen: Seen
    asks: bool
    used: set[int] = field(default_factory=set)

    # --- what is said -----------------------------------------------------------------------
    def _of(self, kind: str, name: str | None = None) -> list[Piece]:
        return [one for one in self.pieces if one.kind == kind and name in (None, one.name)]

    def _says(self, *figures: str) -> bool:
        return any(self._of("figures", one) for one in figures)

    @cached_property
    def _sheet(self) -> Sheet:
        return self.seen.sheet

    @cached_property
    def _columns(self) -> list[Piece]:
        """The columns that are asked for: not those that a figure is held against. How much, beside
        another column, asks for that one."""
        taken = {one.start for one in self._comparing.values() if one is not None}
        found = [one for one in self._of("columns") if one.start not in taken]
        if len({one.name for one in found}) > 1 and not self._says("per"):
            found = [one for one in found if one.name != "total"]
        return found

    @cached_property
    def _comparing(self) -> dict[int, Piece | None]:
        """Of each figure the column that it is held against, where one is named."""
        said = self._of("columns")
        free = self._first_figure() in (None, COUNT, LIST) or len(said) > 1
        return {
            one.start: _nearest(said, one) if free else None
            for one in self._of(NUMBER)
            if is_bound(self.pieces, one)
        }

    def key(self, means: str) -> str | None:
        """The column that such a word asks for; money is any where there is no cost."""
        own = [one.key for one in self._sheet.columns if means in (one.means, one.key)]
        if own:
            return own[0]
        return self._money() if means == "total" else None

    def _money(self) -> str | None:
        main = self._sheet.column(self._sheet.main)
        if main.kind == MONEY:
            return main.key
        return next((one.key for one in self._sheet.columns if one.kind == MONEY), None)

    # --- the operation ----------------------------------------------------------------------
    def operation(self) -> Operation | None:
        if not self._is_of_sheet():
            return None
        named = list(dict.fromkeys(one.name for one in self._columns))
        lacking = next((one for one in named if self.key(one) is None), None)
        steps = self._steps()
        if steps is None:
            return None
        figure, more = self._figure(named, steps)
        if figure is None:
            return None
        if lacking is not None and figure.what != MINUS:
            return (
                Operation(figure=figure, lacking=lacking) if self._is_plain(figure, steps) else None
            )
        made = (*steps, *more)
        if not self._fits(figure, made):
            return None
        return Operation(figure=figure, steps=made)

    def _is_plain(self, figure: Figure, steps: Sequence[Step]) -> bool:
        """Whether it surely is about what was shown, though its column is not there."""
        return bool(steps) or figure.what in (SUM, MEAN, MOST, LEAST, LIST, TELL)

    def _is_of_sheet(self) -> bool:
        """Whether the things that are spoken of are those that the rows are about."""
        entities = {str(row.thing.get("entity")) for row in self.seen.whole.rows}
        return all(one.name in entities for one in self._of("things"))

    def _first_figure(self) -> str | None:
        said = [one.name for one in self._of("figures")]
        return next((one for one in (*_FIRST, COUNT, SUM, MOST, LEAST) if one in said), None)

    # --- rows -------------------------------------------------------------------------------
    def _steps(self) -> list[Step] | None:
        out = self._says("without")
        steps: list[Step] = []
        for number in self._of(NUMBER):
            made = self._compared(number, not out)
            if made is None:
                return None
            steps += made
        for state in self._of("states"):
            steps.append(InState(states=STATES[state.name], keep=not out))
        names = tuple(dict.fromkeys(one.name for one in self._of(NAME)))
        if names:
            steps.append(Named(names=names, keep=not out))
        places = self._places()
        if places and out:
            steps.append(Named(names=self._at(places), keep=False))
        elif places:
            steps.append(At(places))
        for one in self._of(ROWS):
            if one.name in ("firsts", "lasts") and not self._is_many(one):
                if self._columns and self._says(MOST, LEAST):
                    return None
                steps.append(First(one.value if one.name == "firsts" else -one.value))
        return steps

    def _places(self) -> tuple[int, ...]:
        named = {"former": 1, "latter": -1}
        found = [
            (one.start, named.get(one.name, one.value))
            for one in self._of(ROWS)
            if one.name in ("ordinal", "former", "latter")
        ]
        found += [(one.start, int(one.name)) for one in self._of("places")]
        return tuple(dict.fromkeys(place for _, place in sorted(found)))

    def _at(self, places: Sequence[int]) -> tuple[str, ...]:
        rows = self._sheet.rows
        inside = [rows[one - 1 if one > 0 else one] for one in places if abs(one) <= len(rows)]
        return tuple(str(row.thing.get("code") or row.thing.get("value")) for row in inside)

    def _compared(self, number: Piece, keep: bool) -> list[Step] | None:
        """The rows beyond a figure; None where the figure is for something else. How many of the
        rows are spoken of says nothing more."""
        if not is_bound(self.pieces, number):
            return [] if self._counts_rows(number) else None
        nearest = self._comparing.get(number.start)
        column = self._compared_column(number, nearest)
        if column is None:
            return None
        return compares(self.pieces, number, self._sheet.column(column), keep)

    def _compared_column(self, number: Piece, named: Piece | None) -> str | None:
        means = named.name if named is not None else number.value.means
        if means is not None:
            return self.key(means)
        main = self._sheet.column(self._sheet.main)
        if number.name == "amount":
            return self._money() if main.kind != COUNTS else main.key
        if number.name == "headcount" and main.kind not in (COUNTS, MONEY):
            return self.key("headcount")
        return main.key

    def _counts_rows(self, number: Piece) -> bool:
        many: Decimal = number.value.value
        if number.value.bound or number.value.high or number.value.means:
            return False
        if self._says(MOST, LEAST):
            return 0 < many <= len(self._sheet.rows)
        if self._says(*_OF_TWO):
            return many == 2
        return many == len(self._sheet.rows)

    # --- figures ----------------------------------------------------------------------------
    def _figure(self, named: list[str], steps: Sequence[Step]) -> tuple[Figure | None, list[Step]]:
        """What is told, and the steps that its words make."""
        keys = [key for one in named if (key := self.key(one)) is not None]
        column = keys[0] if keys else None
        if self._says("sort", "up", "down"):
            return self._sorted(column)
        what = self._first_figure()
        if what in _OF_TWO and len(keys) == 2:
            return Figure(what=what, column=keys[0], by=keys[1]), []
        if what == MINUS:
            return (Figure(what=MINUS, column=self._money()) if "available" in named else None), []
        if self._says("per") and any(self._sheet.column(one).kind == COUNTS for one in keys):
            return self._per(keys), []
        if len(keys) > 1:
            return None, []
        if what in (MOST, LEAST):
            return self._extreme(what, column), []
        extreme = self._extreme_step() if self._says(MOST, LEAST) else []
        if what == COUNT:
            if column is not None:
                return self._value(column, [*steps, *extreme], SUM), extreme
            return Figure(what=COUNT), extreme
        if what == SUM and len(self._sheet.rows) == 1:
            what = TELL
        if what is not None:
            return Figure(what=what, column=column or self._sheet.main), extreme
        if column is None:
            return self._none_said(steps), []
        return self._value(column, steps, None), []

    def _per(self, keys: list[str]) -> Figure | None:
        """Money per count: which is divided by which is plain."""
        counts = [one for one in keys if self._sheet.column(one).kind == COUNTS]
        money = next((one for one in keys if one not in counts), self._money())
        if len(counts) != 1 or len(keys) > 2 or money is None:
            return None
        return Figure(what=PER, column=money, by=counts[0])

    def _sorted(self, column: str | None) -> tuple[Figure | None, list[Step]]:
        up = self._says("up", LEAST) and not self._says("down")
        by = column or self._ordered_by() or self._sheet.main
        return Figure(what=LIST, column=by), [Sorted(column=by, down=not up)]

    def _ordered_by(self) -> str | None:
        """The column that the dearest, or the oldest, is by itself of."""
        for one in (*self._of("figures", MOST), *self._of("figures", LEAST)):
            for name, _, _ in found("orders", one.said):
                key = self.key(name)
                if key is not None:
                    return key
        return None

    def _extreme(self, what: str, column: str | None) -> Figure | None:
        by = column or self._ordered_by() or self._sheet.main
        if self._sheet.column(by).kind not in NUMERIC | {DATE}:
            return None
        return Figure(what=what, column=by, many=self._many())

    def _extreme_step(self) -> list[Step]:
        by = self._ordered_by() or self._sheet.main
        return [Extreme(column=by, down=self._says(MOST), many=self._many())]

    def _is_many(self, rows: Piece) -> bool:
        """The three cheapest are no first three."""
        ends = (*self._of("figures", MOST), *self._of("figures", LEAST))
        return any(0 <= one.start - rows.end <= 1 for one in ends)

    def _many(self) -> int:
        counted = [one.value for one in self._of(ROWS) if self._is_many(one)]
        counted += [one.value.value for one in self._of(NUMBER) if not is_bound(self.pieces, one)]
        return int(counted[0]) if counted else 1

    def _value(self, column: str, steps: Sequence[Step], otherwise: str | None) -> Figure | None:
        """A column of the rows that are meant: of one row its cell, of several their sum."""
        if any(isinstance(one, At | First | Extreme | InState) for one in steps):
            single = _is_single(steps)
            return Figure(what=TELL if single else SUM, column=column)
        if steps:
            return None
        if len(self._sheet.rows) == 1 or (len(self.seen.chosen) == 1 and self.seen.fresh):
            return Figure(what=TELL, column=column)
        counts = self._sheet.column(column).kind == COUNTS
        if otherwise is None and not (counts and self.asks and self.seen.fresh):
            return None
        return Figure(what=SUM, column=column) if self.seen.fresh else None

    def _none_said(self, steps: Sequence[Step]) -> Figure | None:
        """Only rows are said: the figure told before, of these; else the rows themselves."""
        if not steps:
            return None
        before = self.seen.before
        places = any(isinstance(one, At) for one in steps)
        if before is not None and before.what in (SUM, MEAN, TELL, SHARE) and _repeats(steps):
            if before.what == TELL and not places:
                return Figure(what=SUM, column=before.column)
            return before
        return None if places else Figure(what=LIST)

    # --- whether it is plain ----------------------------------------------------------------
    def _fits(self, figure: Figure, steps: Sequence[Step]) -> bool:
        """Whether the rows and the figure go together, and nothing is left that says more."""
        if self._of("figures", "minus") and figure.what != MINUS:
            return False
        if self._of("figures", "without") and not any(
            getattr(one, "keep", True) is False for one in steps
        ):
            return False
        named = next((one for one in steps if isinstance(one, Named)), None)
        if named is not None and figure.what != WHY_NOT and not self._are_shown(named.names):
            return False
        if named is not None and named.keep and not self._named_fits(figure, named):
            return False
        if figure.what == LIST and any(isinstance(one, Compare) for one in steps):
            return self._lists()
        return True

    def _lists(self) -> bool:
        return self._says("only", "without") or bool(self._of("things"))

    def _are_shown(self, names: Sequence[str]) -> bool:
        """Whether the answer had them: others are asked for anew."""
        shown = {key for one in things_in(self.seen.whole) for key in one}
        return all(name in shown for name in names)

    def _named_fits(self, figure: Figure, named: Named) -> bool:
        """Names alone ask anew; two are compared or added, one is a share, or why it is not there."""
        own = {str(row.thing.get("code") or row.thing.get("value")) for row in self.seen.whole.rows}
        rows = [name for name in named.names if name in own]
        if figure.what in (WHY_NOT, SHARE):
            return True
        if figure.what in _OF_TWO:
            return len(named.names) == 2 or figure.by is not None
        if figure.what in (SUM, MEAN):
            return len(rows) != 1
        return not rows and figure.what in (LIST, COUNT)


def _is_single(steps: Sequence[Step]) -> bool:
    return any(isinstance(one, At) and len(one.places) == 1 for one in steps)


def _repeats(steps: Sequence[Step]) -> bool:
    return all(isinstance(one, At | First | Named) for one in steps)


def _nearest(columns: Sequence[Piece], number: Piece) -> Piece | None:
    near = [one for one in columns if apart(one, number) <= _NEAR]
    return min(near, key=lambda one: apart(one, number), default=None)


# Further off, a column is not what a figure is held against.
_NEAR = 14
