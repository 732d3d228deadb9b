"""The answer to a composed query: one line that says what it is of, and its rows as a sheet."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.base import PeisuanAction, Turn
from assistant.listing import Row, listed, page
from assistant.querying.composing.composed import COMPOSED, Composed, entity_of, is_list
from assistant.querying.composing.draft import subjects
from assistant.querying.composing.drawn import drawn
from assistant.querying.composing.heading import NamedRow, Told, goes_by_size, head_of, number_of
from assistant.querying.composing.layout import LaidOut, Layout
from assistant.querying.composing.lexicon import DIMENSION, MEASURE, SUBJECT
from assistant.querying.composing.titles import Titles
from assistant.sheets import sheet as sheets
from assistant.sheets.saying import reply_table
from assistant.sheets.sheet import Cell, Sheet, Thing, sheet
from engine.query.columns import COMPARED, DIFFERENCE
from engine.query.table import Column as Asked
from engine.query.value import MOST_ROWS, Query
from engine.usecases.query import QueryAnswer, query
from engine.values.errors import EngineError
from engine.values.money import Money

# How many more than were asked for may be as high as the last.
MOST_TIED = 10
_FORESEEN = "forecast"


# What the catalogue says of queries that are none; what single people could be made out by is one.
_NONE, _TOO_NARROW = "query_", "query_too_narrow"


class TellsQuery(PeisuanAction):
    """What the message asks for, as one query."""

    action_name = "action_query"

    def __init__(self, asked: Composed) -> None:
        self._asked = asked
        # Whether no such query can be told, to nobody: then it was not what was asked for.
        self.is_none = False

    def respond(self, turn: Turn) -> None:
        tell_query(turn, self._asked)

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        self.is_none = error.code.startswith(_NONE) and error.code != _TOO_NARROW
        super().on_refusal(turn, error)


def tell_query(turn: Turn, asked: Composed) -> None:
    """Raises:
    EngineError: it may not be seen, or cannot be told.
    """
    before = [one for one in turn.message.entities if one["entity"] != COMPOSED]
    turn.message = replace(turn.message, entities=(*before, entity_of(asked)))
    answer = _with_ties(turn.perform(query, _asked_for(asked.query)), asked.query)
    turn.set(last_explanation=answer.explanation_id)
    turn.personal = turn.personal or answer.personal
    _Telling(turn, asked, answer).tell()


def _asked_for(asked: Query) -> Query:
    """Of the first so many a few more, for those that are as high as the last."""
    if asked.limit is None or asked.order is None:
        return asked
    return replace(asked, limit=min(asked.limit + MOST_TIED, MOST_ROWS))


def _with_ties(answer: QueryAnswer, asked: Query) -> QueryAnswer:
    """Who is as high as the last is not left out by chance."""
    if asked.limit is None or asked.order is None or len(answer.rows) <= asked.limit:
        return answer
    name = asked.order.removeprefix("-")
    at = [one.name for one in answer.columns].index(name)
    last = answer.rows[asked.limit - 1][at]
    tied = itertools.takewhile(lambda row: row[at] == last, answer.rows[asked.limit :])
    kept = answer.rows[: asked.limit] + tuple(tied)
    return replace(answer, rows=kept, more=answer.more + len(answer.rows) - len(kept))


class _Telling:
    def __init__(self, turn: Turn, asked: Composed, answer: QueryAnswer) -> None:
        self._turn, self._asked, self._query = turn, asked, asked.query
        self._answer = answer
        self._titles = Titles(turn, asked, answer)
        self._layout = Layout(turn, asked.query, answer)
        if goes_by_size(self._told()):
            self._layout.rows.sort(key=lambda one: -(number_of(one.figures[0]) or 0))

    def tell(self) -> None:
        say = self._turn.say
        title = self._titles.title()
        if not self._layout.rows:
            self._turn.reply(say("wanted.nothing", title=title), self._hidden(), self._source())
            return
        if self._is_unrecorded():
            what = self._titles.called(DIMENSION, self._layout.heads[0].name)
            self._turn.reply(say("composed.unrecorded", what=what), self._source())
            return
        if not self._query.by:
            lines = [self._one(title, one) for one in self._layout.rows]
            self._turn.reply(*lines, self._floor(), self._source())
            return
        self._tell_rows(title)

    def _tell_rows(self, title: str) -> None:
        turn, more, rows = self._turn, self._answer.more, self._rows()
        made, shown = self._sheet(title, rows), page(turn, len(rows))
        lines = listed(turn, rows, sheet=made)
        turn.reply(
            head_of(turn, title, self._told()),
            *lines,
            turn.say("composed.beyond", count=more) if more else "",
            self._floor(),
            self._hidden(),
            self._source(),
            table=reply_table(turn.speech, made, shown, lines[: len(shown)]),
            file=turn.picture(
                self._query.of, drawn(title, self._query, self._layout, self._series())
            ),
        )

    def _told(self) -> Told:
        return Told(
            query=self._query,
            subject=subjects()[self._query.of],
            answer=self._answer,
            columns=self._layout.figures,
            rows=[
                NamedRow(name=one.name, code=one.thing.get("code"), figures=one.figures)
                for one in self._layout.rows
            ],
            named=frozenset(self._asked.names),
            lists=is_list(self._query),
            said=self._layout.said,
        )

    def _is_unrecorded(self) -> bool:
        """Whether what it is split by is on record of nothing."""
        at = next(
            (at for at, one in enumerate(self._answer.columns) if one in self._layout.heads), None
        )
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

    # --- in words ---------------------------------------------------------------------------
    def _one(self, title: str, row: LaidOut) -> str:
        """One figure, or several; of a comparison what each is held against."""
        say = self._turn.say
        if len(row.figures) == 1:
            return say(
                "wanted.one",
                title=title,
                value=self._layout.said(self._layout.figures[0], row.figures[0]),
            )
        return say("composed.several", title=title, figures=self._labelled(row))

    def _labelled(self, row: LaidOut) -> list[str]:
        return [
            self._turn.say(
                "wanted.figure", label=self._label(one), value=self._layout.said(one, cell)
            )
            for one, cell in zip(self._layout.figures, row.figures, strict=True)
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

    def _rows(self) -> list[Row]:
        return [Row(line=self._line(one), thing=one.thing) for one in self._layout.rows]

    def _sheet(self, title: str, rows: Sequence[Row]) -> Sheet:
        told = [
            (
                one.thing,
                row.line,
                (Thing(one.name, one.thing.get("code")), *one.beside, *one.figures),
            )
            for one, row in zip(self._layout.rows, rows, strict=True)
        ]
        columns = [*self._layout.columns()]
        main = next((one.key for one in columns if one.kind in sheets.NUMERIC), columns[0].key)
        made = sheet(title, columns, told, main, "sheet", self._source())
        return replace(made, own_file=True, personal=self._answer.personal)

    def _series(self) -> tuple[str, ...]:
        """What the two bars of each row are, where one is held against the other."""
        if self._query.compare is None:
            return ()
        return self._titles.own() or self._titles.called(MEASURE, self._query.measures[0]), (
            self._titles.other()
        )

    def _line(self, row: LaidOut) -> str:
        beside = [
            self._beside(one, cell)
            for one, cell in zip(self._layout.beside(), row.beside, strict=True)
            if cell is not None
        ]
        figures = self._labelled(row)
        if len(self._layout.figures) == 1 and figures:
            figures = [self._layout.said(self._layout.figures[0], row.figures[0])]
        parts = [*beside, *figures]
        return self._turn.say("wanted.row", name=row.name, figures=parts) if parts else row.name

    def _beside(self, column: Asked, cell: Cell) -> str:
        said = self._layout.said(column, cell)
        if isinstance(cell, (Decimal, date, Money)):
            return self._turn.say(
                "wanted.figure", label=self._titles.called(DIMENSION, column.name), value=said
            )
        return said
