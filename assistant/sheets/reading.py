"""An operation on what was shown, read from a message; None where any of it says something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.sheets.choosing import is_of_rest, steps_of
from assistant.sheets.operation import (
    COUNT,
    DIFFERENCE,
    LEAST,
    LIST,
    MEAN,
    MINUS,
    MOST,
    PER,
    PLACE,
    RATIO,
    SAME,
    SHARE,
    SUM,
    TELL,
    WHY_NOT,
    Figure,
    Operation,
)
from assistant.sheets.piece import NAME, ROWS, SEVERAL, Entity, things_in
from assistant.sheets.pieces import pieces_of
from assistant.sheets.said import Said, Seen
from assistant.sheets.sheet import COUNT as COUNTS
from assistant.sheets.sheet import DATE, NUMERIC, SCORE, Sheet
from assistant.sheets.steps import At, Compare, Extreme, First, InState, Named, Sorted, Step
from assistant.sheets.unread import is_read, is_slight
from assistant.sheets.words import found as found_in

_OF_TWO = (DIFFERENCE, RATIO)
# Of a single row they say nothing.
_OF_SEVERAL = (COUNT, MOST, LEAST, MEAN, SAME)
# What only sessions have, where it is kept.
_OF_SESSIONS = frozenset(
    {
        "instructor",
        "venue",
        "material",
        "travel",
        "accommodation",
        "exam",
        "platform",
        "other",
        "taught_by",
        "place",
    }
)
# A session is one of a course, and is called that.
_CALLED = {"session": ("session", "course")}
# Pieces that say what is to be done, rather than of what.
_DOING = ("figures", "signs", "places", "beside", "states", "orders")


def operation_in(
    text: str,
    entities: Sequence[Entity],
    today: date,
    seen: Seen,
    asks: bool = True,
    follows: bool = False,
) -> Operation | None:
    """What is wanted of what was shown; None where anything in the message is not part of that.

    Where the message surely `follows` what was shown, a few words may be left unread.
    """
    pieces, rest = pieces_of(text, entities, today, seen)
    if not pieces:
        return None
    if not is_read(rest) and not (follows and is_slight(text, rest, entities)):
        return None
    again = any(one.kind == "whole" for one in pieces)
    said = Said(pieces, replace(seen, sheet=seen.whole) if again else seen, asks)
    found = _Reader(said).operation()
    if (
        found is not None
        and found.figure.what == SAME
        and any(True for _ in found_in("which", text))
    ):
        # Which of them are: that cannot be told row by row.
        return None
    whole = again or is_of_rest(said)
    return replace(found, whole=True) if found is not None and whole else found


def works_with(
    text: str, entities: Sequence[Entity], today: date, seen: Seen, points: bool = False
) -> bool:
    """Whether it says of what was shown that something be done with it, whatever else it says;
    nothing that it names was not shown. `points` is whether it points at a row of it."""
    pieces, _ = pieces_of(text, entities, today, seen)
    shown = {key for one in things_in(seen.whole) for key in one}
    names = [name for one in pieces if one.kind == NAME for name in one.value]
    doing = any(one.kind in _DOING for one in pieces)
    rows = points or any(one.kind in (ROWS, NAME) for one in pieces)
    doing = doing or (rows and any(True for _ in found_in("what_if", text)))
    return doing and all(name in shown for name in names)


def lacks(text: str, entities: Sequence[Entity], today: date, seen: Seen) -> bool:
    """Whether it asks for something that no column tells."""
    pieces, _ = pieces_of(text, entities, today, seen)
    said = Said(pieces, seen, asks=True)
    return any(said.key(one.name) is None for one in said.columns)


@dataclass
class _Reader:
    said: Said

    @property
    def _sheet(self) -> Sheet:
        return self.said.sheet

    def operation(self) -> Operation | None:
        said = self.said
        if not self._is_of_sheet():
            return None
        single = len(said.seen.whole.rows) == 1 and not said.columns
        if single and said.first_figure() in _OF_SEVERAL:
            return None
        named = list(dict.fromkeys(one.name for one in said.columns))
        lacking = next((one for one in named if said.key(one) is None), None)
        steps = steps_of(said)
        if steps is None:
            return None
        figure, more = self._figure(named, steps)
        if lacking in _OF_SESSIONS:
            told = said.of_sessions and said.seen.fresh
            return Operation(figure=Figure(what=TELL), lacking=lacking) if told else None
        if figure is None:
            return None
        if lacking is not None and figure.what != MINUS:
            plain = self._is_plain(figure, steps)
            return Operation(figure=figure, lacking=lacking) if plain else None
        several = said.of(NAME, SEVERAL)
        if several and figure.what != WHY_NOT:
            return Operation(figure=figure, which=several[0].value)
        made = (*steps, *more)
        if not self._fits(figure, made):
            return None
        return Operation(
            figure=figure,
            steps=made,
            many=self._many(figure),
            groups=self._groups(figure),
            every=bool(said.of("things")),
        )

    def _groups(self, figure: Figure) -> tuple[tuple[str, ...], ...]:
        """Rows that are held against others, where they are several each."""
        named = [one.value for one in self.said.of(NAME)]
        several = figure.what in _OF_TWO and len(named) == 2 and any(len(one) > 1 for one in named)
        return tuple(named) if several else ()

    def _many(self, figure: Figure) -> int | None:
        return None if figure.what in _OF_TWO else self.said.many()

    def _is_plain(self, figure: Figure, steps: Sequence[Step]) -> bool:
        """Whether it surely is about what was shown, though its column is not there."""
        return bool(steps) or figure.what in (SUM, MEAN, MOST, LEAST, LIST, TELL)

    def _is_of_sheet(self) -> bool:
        """Whether the things that are spoken of are those that the rows are about."""
        entities = {str(row.thing.get("entity")) for row in self.said.seen.whole.rows}
        called = {name for one in entities for name in _CALLED.get(one, (one,))}
        return all(one.name in called for one in self.said.of("things"))

    # --- figures ----------------------------------------------------------------------------
    def _figure(self, named: list[str], steps: Sequence[Step]) -> tuple[Figure | None, list[Step]]:
        """What is told, and the steps that its words make."""
        said = self.said
        keys = [key for one in named if (key := said.key(one)) is not None]
        column = keys[0] if keys else None
        if said.says("sort", "up", "down", "reverse"):
            return self._sorted(column)
        if said.says(MEAN) and any(isinstance(one, Compare) for one in steps) and said.of("signs"):
            return Figure(what=COUNT if said.says(COUNT) else LIST), []
        if any(isinstance(one, Sorted) for one in steps):
            return Figure(what=TELL, column=column or self._order_in(steps)), []
        if said.says(PLACE) and any(isinstance(one, Named) for one in steps):
            return Figure(what=PLACE), []
        what = said.first_figure()
        if what in _OF_TWO and len(keys) == 2:
            return Figure(what=what, column=keys[0], by=keys[1]), []
        if what == MINUS:
            left = Figure(what=MINUS, column=said.money())
            return (left if "available" in named else None), []
        if said.of_sessions and said.says("per", "each") and said.of("things"):
            # Of each session: on average, where that is said; else all of them.
            mean = Figure(what=MEAN, column=column or self._sheet.main)
            return (mean if said.says(MEAN) else Figure(what=LIST)), []
        if said.says("per") and any(self._sheet.column(one).kind == COUNTS for one in keys):
            return self._per(keys), []
        if len(keys) > 1:
            placed = steps and all(isinstance(one, At) for one in steps)
            return (Figure(what=LIST) if placed and what in (None, COUNT) else None), []
        if said.says("each") and column is not None and not steps:
            return Figure(what=TELL, column=column), []
        if what in (MOST, LEAST) and column is not None and said.ordering is not None:
            highest = self._extreme_step(None)
            return self._value(column, highest, None), highest
        if what in (MOST, LEAST) and said.says("keep"):
            return Figure(what=LIST), self._extreme_step(column)
        if what in (MOST, LEAST):
            return self._extreme(what, column), []
        extreme = self._extreme_step(None) if said.says(MOST, LEAST) else []
        if what == COUNT:
            if column is not None:
                return self._value(column, [*steps, *extreme], SUM), extreme
            return Figure(what=COUNT), extreme
        if what == SUM and len(self._sheet.rows) == 1:
            what = TELL
        if what is not None:
            return Figure(what=what, column=column or self._as_before(what)), extreme
        if column is None:
            return self._none_said(steps), []
        return self._value(column, steps, None), []

    def _as_before(self, what: str) -> str:
        """The column of the figure or the order before, if that can be; else the one that was asked
        for."""
        before = self.said.seen.before
        if before is None or before.column is None:
            return self._sheet.main
        adds = self._sheet.column(before.column).adds
        return before.column if adds or what in _OF_TWO else self._sheet.main

    def _order_in(self, steps: Sequence[Step]) -> str:
        return next(one.column for one in steps if isinstance(one, Sorted))

    def _per(self, keys: list[str]) -> Figure | None:
        """Money per count: which is divided by which is plain."""
        counts = [one for one in keys if self._sheet.column(one).kind == COUNTS]
        money = next((one for one in keys if one not in counts), self.said.money())
        if len(counts) != 1 or len(keys) > 2 or money is None:
            return None
        return Figure(what=PER, column=money, by=counts[0])

    def _sorted(self, column: str | None) -> tuple[Figure | None, list[Step]]:
        said = self.said
        before = [one for one in self._sheet.steps if isinstance(one, Sorted)]
        down = not (said.says("up", LEAST) and not said.says("down"))
        by = column or said.ordered_by()
        if said.says("reverse"):
            down = not (before[-1].down if before else True)
            by = by or (before[-1].column if before else None)
        by = by or self._sheet.main
        return Figure(what=LIST, column=by), [Sorted(column=by, down=down)]

    def _extreme(self, what: str, column: str | None) -> Figure | None:
        by = column or self.said.ordered_by() or self._sheet.main
        if self._sheet.column(by).kind not in NUMERIC | {DATE}:
            return None
        return Figure(what=what, column=by, many=self.said.of_ends())

    def _extreme_step(self, column: str | None) -> list[Step]:
        by = column or self.said.ordered_by() or self._sheet.main
        return [Extreme(column=by, down=self.said.says(MOST), many=self.said.of_ends())]

    def _value(self, column: str, steps: Sequence[Step], otherwise: str | None) -> Figure | None:
        """A column of the rows that are meant: of one row its cell, of several their sum."""
        seen = self.said.seen
        if any(isinstance(one, At | First | Extreme | InState) for one in steps):
            single = _is_single(steps) or not self._sheet.column(column).adds
            return Figure(what=TELL if single else SUM, column=column)
        if steps:
            told = self._sheet.column(column).kind == SCORE or self._are_times(steps)
            return Figure(what=TELL, column=column) if told else None
        if column in _OF_SESSIONS and self._sheet.column(column).adds and seen.fresh:
            single = len(seen.chosen) == 1 or len(self._sheet.rows) == 1
            return Figure(what=TELL if single else SUM, column=column)
        if len(self._sheet.rows) == 1 or (len(seen.chosen) == 1 and seen.fresh):
            return Figure(what=TELL, column=column)
        counts = self._sheet.column(column).kind == COUNTS
        of_these = counts or (self._sheet.steps and self._sheet.column(column).adds)
        if otherwise is None and not (of_these and self.said.asks and seen.fresh):
            return None
        return Figure(what=SUM, column=column) if seen.fresh else None

    def _are_times(self, steps: Sequence[Step]) -> bool:
        """Whether rows of a time are named: of them nothing can be asked anew."""
        rows = self.said.seen.whole.rows
        times = {row.thing["value"] for row in rows if "first_day" in row.thing}
        return all(isinstance(one, Named) and times.issuperset(one.names) for one in steps)

    def _none_said(self, steps: Sequence[Step]) -> Figure | None:
        """Only rows are said: the figure told before, of these; else the rows themselves."""
        if not steps:
            return Figure(what=LIST) if self.said.of("whole") else None
        before = self.said.seen.before
        places = any(isinstance(one, At) for one in steps)
        if before is not None and places and before.what in (MOST, LEAST):
            return Figure(what=TELL, column=before.column)
        if before is not None and before.what in (SUM, MEAN, TELL, SHARE) and _repeats(steps):
            if before.what == TELL and not places:
                return Figure(what=SUM, column=before.column)
            return before
        # A row that is pointed at as a thing is asked about; the second alone is looked at.
        looked_at = self.said.of("beside") or self.said.of("places") or self.said.of("from_end")
        return None if places and not looked_at else Figure(what=LIST)

    # --- whether it is plain ----------------------------------------------------------------
    def _fits(self, figure: Figure, steps: Sequence[Step]) -> bool:
        """Whether the rows and the figure go together, and nothing is left that says more."""
        if self.said.of("figures", "minus") and figure.what != MINUS:
            return False
        if self.said.of("figures", "without") and not any(
            getattr(one, "keep", True) is False for one in steps
        ):
            return False
        named = next((one for one in steps if isinstance(one, Named)), None)
        if figure.what == WHY_NOT and named is None:
            return False
        if named is not None and figure.what != WHY_NOT and not self._are_shown(named.names):
            return False
        if named is not None and named.keep and not self._named_fits(figure, named):
            return False
        if figure.what == LIST and any(isinstance(one, Compare) for one in steps):
            return self._lists()
        return True

    def _lists(self) -> bool:
        said = self.said
        again = said.seen.fresh and said.seen.compared is not None
        return said.says("only", "keep", "without") or bool(said.of("things")) or again

    def _are_shown(self, names: Sequence[str]) -> bool:
        """Whether the answer had them: others are asked for anew."""
        shown = {key for one in things_in(self.said.seen.whole) for key in one}
        return all(name in shown for name in names)

    def _named_fits(self, figure: Figure, named: Named) -> bool:
        """Names alone ask anew; two are compared or added, one is a share, or why it is not there."""
        whole = self.said.seen.whole
        own = {str(row.thing.get("code") or row.thing.get("value")) for row in whole.rows}
        rows = [name for name in named.names if name in own]
        if figure.what in (WHY_NOT, SHARE, PLACE):
            return True
        if figure.what in _OF_TWO:
            told = bool(self.said.seen.chosen) or figure.by is not None
            return len(self.said.of(NAME)) == 2 or told
        if figure.what in (SUM, MEAN, PER):
            return len(rows) != 1 or figure.what == PER
        if figure.what == TELL:
            score = figure.column is not None and self._sheet.column(figure.column).kind == SCORE
            return score or self._are_times([named])
        return (not rows or self._are_times([named])) and figure.what in (LIST, COUNT)


def _is_single(steps: Sequence[Step]) -> bool:
    return any(
        (isinstance(one, At) and len(one.places) == 1)
        or (isinstance(one, First | Extreme) and abs(one.many) == 1)
        for one in steps
    )


def _repeats(steps: Sequence[Step]) -> bool:
    return all(isinstance(one, At | First | Named) for one in steps)
