"""The answer to a composed query: one line that says what it is of, and its rows as a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.base import PeisuanAction, Turn
from assistant.listing import Row, listed
from assistant.querying.composing.composed import COMPOSED, Composed, entity_of, is_list
from assistant.querying.composing.draft import YEAR, subjects
from assistant.querying.composing.heading import NamedRow, Told, goes_by_size, head_of, number_of
from assistant.querying.composing.lexicon import DIMENSION, MEASURE, SUBJECT, VALUE
from assistant.querying.composing.titles import Titles
from assistant.sheets import sheet as sheets
from assistant.sheets.saying import cell_said
from assistant.sheets.sheet import Cell, Column, Thing, sheet
from engine.query.columns import COMPARED, DIFFERENCE, measure_of
from engine.query.subject import (
    COUNT,
    CURRENCY,
    DATE,
    HOURS,
    LEVEL,
    MONEY,
    NUMBER,
    SHARE,
    STATE,
    THING,
)
from engine.query.table import Cell as Value
from engine.query.table import Column as Asked
from engine.usecases.query import QueryAnswer, query
from engine.values.money import Money
from engine.values.months import add_months, month_end
from engine.values.period import Period
from engine.values.results import Named

_KINDS = {
    THING: sheets.THING,
    DATE: sheets.DATE,
    MONEY: sheets.MONEY,
    SHARE: sheets.SHARE,
    LEVEL: sheets.SCORE,
    COUNT: sheets.COUNT,
    HOURS: sheets.COUNT,
    NUMBER: sheets.COUNT,
}
_MONTHS = {"quarter": 3, "month": 1}
_FORESEEN = "forecast"
_TIMES = (YEAR, *_MONTHS)
# What a row of such a thing is called in a message.
_ENTITIES = {
    "unit": "department",
    "for_unit": "department",
    "team": "department",
    "request": "request_id",
}


class TellsQuery(PeisuanAction):
    """What the message asks for, as one query."""

    action_name = "action_query"

    def __init__(self, asked: Composed) -> None:
        self._asked = asked

    def respond(self, turn: Turn) -> None:
        tell_query(turn, self._asked)


def tell_query(turn: Turn, asked: Composed) -> None:
    """Raises:
    EngineError: it may not be seen, or cannot be told.
    """
    before = [one for one in turn.message.entities if one["entity"] != COMPOSED]
    turn.message = replace(turn.message, entities=(*before, entity_of(asked)))
    answer = turn.perform(query, asked.query)
    turn.set(last_explanation=answer.explanation_id)
    turn.personal = turn.personal or answer.personal
    _Telling(turn, asked, answer).tell()


@dataclass(frozen=True, kw_only=True)
class _Row:
    name: str
    thing: dict[str, Any]
    beside: tuple[Cell, ...]
    figures: tuple[Cell, ...]


class _Telling:
    def __init__(self, turn: Turn, asked: Composed, answer: QueryAnswer) -> None:
        self._turn, self._asked, self._query = turn, asked, asked.query
        self._answer = answer
        self._subject = subjects()[asked.query.of]
        self._titles = Titles(turn, asked, answer)
        self._heads = [one for one in answer.columns if one.name in self._query.by]
        self._figures = [
            one for one in answer.columns if one.name not in self._query.by and one.name != CURRENCY
        ]
        self._rows = [self._row(row) for row in answer.rows]
        if goes_by_size(self._told()):
            self._rows.sort(key=lambda one: -(number_of(one.figures[0]) or 0))

    def tell(self) -> None:
        say = self._turn.say
        title = self._titles.title()
        if not self._rows:
            self._turn.reply(say("wanted.nothing", title=title), self._hidden(), self._source())
            return
        if self._is_unrecorded():
            what = self._titles.called(DIMENSION, self._heads[0].name)
            self._turn.reply(say("composed.unrecorded", what=what), self._source())
            return
        if not self._query.by:
            lines = [self._one(title, one) for one in self._rows]
            self._turn.reply(*lines, self._floor(), self._source())
            return
        head, lines = head_of(self._turn, title, self._told()), self._lines(title)
        more = self._answer.more
        beyond = say("composed.beyond", count=more) if more else ""
        self._turn.reply(head, *lines, beyond, self._floor(), self._hidden(), self._source())

    def _told(self) -> Told:
        return Told(
            query=self._query,
            subject=self._subject,
            answer=self._answer,
            columns=self._figures,
            rows=[
                NamedRow(name=one.name, code=one.thing.get("code"), figures=one.figures)
                for one in self._rows
            ],
            named=frozenset(self._asked.names),
            lists=is_list(self._query),
            said=self._said,
        )

    def _is_unrecorded(self) -> bool:
        """Whether what it is split by is on record of nothing."""
        at = next((at for at, one in enumerate(self._answer.columns) if one in self._heads), None)
        return at is not None and all(row[at] is None for row in self._answer.rows)

    # --- what stands beside the figures ---------------------------------------------------------
    def _source(self) -> str:
        return self._turn.say("composed.source", of=self._titles.called(SUBJECT, self._query.of))

    def _floor(self) -> str:
        """What is foreseen is what is bound, and no trend."""
        foreseen = any(one.startswith(_FORESEEN) for one in self._query.measures)
        return self._turn.say("wanted.floor") if foreseen else ""

    def _hidden(self) -> str:
        count = self._answer.withheld
        return self._turn.say("wanted.withheld", count=count) if count else ""

    # --- rows -------------------------------------------------------------------------------
    def _row(self, row: Sequence[Value]) -> _Row:
        cells = dict(zip((one.name for one in self._answer.columns), row, strict=True))
        named, rest = self._named(cells)
        return _Row(
            name=named[0],
            thing=named[1],
            beside=tuple(self._cell(one, cells[one.name]) for one in rest),
            figures=tuple(self._cell(one, cells[one.name]) for one in self._figures),
        )

    def _named(self, cells: dict[str, Value]) -> tuple[tuple[str, dict[str, Any]], list[Asked]]:
        """What a row is called and about, and the columns beside that."""
        if not self._heads:
            return ("", {"entity": "list_item"}), []
        times = [one for one in self._heads if one.name in _TIMES]
        if times and self._heads[0].name in _TIMES:
            return self._of_time(cells), [one for one in self._heads if one not in times]
        first, *rest = self._heads
        return self._of_thing(first, cells[first.name]), rest

    def _of_thing(self, column: Asked, value: Value) -> tuple[str, dict[str, Any]]:
        if value is None:
            return self._turn.say("wanted.no_part"), {"entity": "list_item"}
        kind = _ENTITIES.get(column.name, column.name)
        if isinstance(value, Named):
            said = self._turn.speech.name(value)
            return said, {"entity": kind, "kind": kind, "code": value.code, "value": said}
        said = self._said(column, self._cell(column, value))
        return said, {"entity": kind, "code": str(value), "value": said}

    def _of_time(self, cells: dict[str, Value]) -> tuple[str, dict[str, Any]]:
        days = self._days(cells)
        if days is None:
            return str(next(cells[one.name] for one in self._heads)), {"entity": "list_item"}
        said = self._turn.speech.period(days)
        first, last = days.start.isoformat(), days.end.isoformat()
        return said, {"entity": "period", "value": said, "first_day": first, "last_day": last}

    def _days(self, cells: dict[str, Value]) -> Period | None:
        year = cells.get(YEAR) or (self._query.period.start.year if self._query.period else None)
        if year is None:
            year = next((one.values[0] for one in self._query.where if one.name == YEAR), None)
        if year is None:
            return None
        part = next((one for one in _MONTHS if one in cells), None)
        if part is None:
            return Period(date(int(str(year)), 1, 1), date(int(str(year)), 12, 31))
        months = _MONTHS[part]
        first = date(int(str(year)), (int(str(cells[part])) - 1) * months + 1, 1)
        return Period(first, month_end(add_months(first, months - 1)))

    def _cell(self, column: Asked, value: Value) -> Cell:
        if isinstance(value, Named):
            return Thing(self._turn.speech.name(value), value.code)
        if column.kind == STATE and value is not None:
            key = f"called.{VALUE}.{column.name}.{value}"
            return self._turn.say(key) if self._turn.speech.knows(key) else str(value)
        if isinstance(value, str):
            key = f"called.{VALUE}.{column.name}.{value}"
            return self._turn.say(key) if self._turn.speech.knows(key) else value
        if isinstance(value, Decimal):
            return round(value, 4) if value % 1 else Decimal(int(value))
        return value

    def _said(self, column: Asked, cell: Cell) -> str:
        return cell_said(self._turn.speech, self._kind(column), cell)

    def _kind(self, column: Asked) -> str:
        return _KINDS.get(column.kind, sheets.WORDS)

    # --- in words ---------------------------------------------------------------------------
    def _one(self, title: str, row: _Row) -> str:
        """One figure, or several; of a comparison what each is held against."""
        say = self._turn.say
        if len(row.figures) == 1:
            return say(
                "wanted.one", title=title, value=self._said(self._figures[0], row.figures[0])
            )
        return say("composed.several", title=title, figures=self._labelled(row))

    def _labelled(self, row: _Row) -> list[str]:
        return [
            self._turn.say("wanted.figure", label=self._label(one), value=self._said(one, cell))
            for one, cell in zip(self._figures, row.figures, strict=True)
            if cell is not None
        ]

    def _label(self, column: Asked) -> str:
        if column.name.endswith(COMPARED):
            return self._titles.other()
        if column.name.endswith(DIFFERENCE):
            return self._turn.say("composed.difference")
        own = self._titles.own() if self._query.compare is not None else ""
        alone = len(self._query.measures) == 1
        return own if own and alone else self._titles.called(MEASURE, column.name)

    def _lines(self, title: str) -> list[str]:
        rows = [Row(line=self._line(one), thing=one.thing) for one in self._rows]
        told = [
            (
                one.thing,
                row.line,
                (Thing(one.name, one.thing.get("code")), *one.beside, *one.figures),
            )
            for one, row in zip(self._rows, rows, strict=True)
        ]
        columns = [*self._columns()]
        main = next((one.key for one in columns if one.kind in sheets.NUMERIC), columns[0].key)
        made = sheet(title, columns, told, main, "sheet", self._source())
        return listed(
            self._turn, rows, sheet=replace(made, own_file=True, personal=self._answer.personal)
        )

    def _line(self, row: _Row) -> str:
        beside = [
            self._beside(one, cell)
            for one, cell in zip(self._beside_columns(), row.beside, strict=True)
            if cell is not None
        ]
        figures = self._labelled(row)
        if len(self._figures) == 1 and figures:
            figures = [self._said(self._figures[0], row.figures[0])]
        parts = [*beside, *figures]
        return self._turn.say("wanted.row", name=row.name, figures=parts) if parts else row.name

    def _beside(self, column: Asked, cell: Cell) -> str:
        said = self._said(column, cell)
        if isinstance(cell, (Decimal, date, Money)):
            return self._turn.say(
                "wanted.figure", label=self._titles.called(DIMENSION, column.name), value=said
            )
        return said

    def _beside_columns(self) -> list[Asked]:
        times = [one for one in self._heads if one.name in _TIMES]
        if times and self._heads[0].name in _TIMES:
            return [one for one in self._heads if one not in times]
        return self._heads[1:]

    def _columns(self) -> Iterator[Column]:
        first = self._heads[0]
        yield Column(
            key=first.name,
            kind=sheets.THING,
            label=f"called.{DIMENSION}.{first.name}",
            means=first.name,
        )
        for one in self._beside_columns():
            yield self._column(one, DIMENSION)
        for one in self._figures:
            yield self._column(one, MEASURE)

    def _column(self, one: Asked, kind: str) -> Column:
        label = f"called.{kind}.{one.name}"
        if not self._turn.speech.knows(label):
            label = f"called.{kind}.{measure_of(one.name, self._subject).removeprefix('share_of_')}"
        return Column(
            key=one.name,
            kind=self._kind(one),
            label=label,
            means=one.name,
            adds=one.kind in (MONEY, COUNT),
        )
