"""The figure that is wanted, told in one line, and the rows that it is of as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.base import Turn
from assistant.listing import Row, listed
from assistant.querying.declined import decline
from assistant.querying.figures_found import figures_of
from assistant.querying.heads import PAIR, chosen_of, head_of
from assistant.querying.held_against import tell_against
from assistant.querying.table import (
    TIMES,
    Table,
    Told,
    cells_of,
    columns_of,
    in_order,
    with_rows,
)
from assistant.querying.wanted import UNTOLD, WANTED, Wanted, entity_of, told_of
from assistant.querying.wanted_reading import (
    BOOKS,
    DIFFERENCE,
    LEAST,
    LEDGER,
    MOST,
    RANK,
    RECORDS,
    REQUESTS,
    SHARE,
    TREND,
)
from assistant.querying.wanted_said import figure_said, row_line, source_said, title_of
from assistant.sheets import operation
from assistant.sheets.operation import Figure
from assistant.sheets.sheet import sheet
from engine.values.money import Money

_REPORTS = {BOOKS: "budget", LEDGER: "budget", REQUESTS: "requests"}
_FIGURES = {MOST: operation.MOST, LEAST: operation.LEAST, DIFFERENCE: operation.DIFFERENCE}
_PARTS = (MOST, LEAST, RANK, SHARE)


def tell_wanted(turn: Turn, wanted: Wanted) -> None:
    """Raises:
    EngineError: it may not be seen.
    """
    before = [one for one in turn.message.entities if one["entity"] != WANTED]
    turn.message = replace(turn.message, entities=(*before, entity_of(wanted)))
    if wanted.form in UNTOLD.get(wanted.domain, ()):
        decline(turn, wanted)
        return
    if wanted.against is not None:
        tell_against(turn, wanted)
        return
    asked = _with_rows(wanted)
    if asked.by is None and asked.also and {asked.measure, *asked.also} - told_of(asked.domain):
        _tell_several(turn, asked)
        return
    table = figures_of(turn, asked)
    if table is None:
        decline(turn, asked)
    elif not table.rows:
        nothing = turn.say("wanted.nothing", title=title_of(turn, table))
        turn.reply(nothing, source_said(turn, table))
    elif asked.by is None:
        _tell_one(turn, table)
    else:
        _tell_rows(turn, table)


def _with_rows(wanted: Wanted) -> Wanted:
    """By which rows it is reckoned where that is not said: what is named are rows."""
    if wanted.form == TREND:
        return replace(wanted, domain=BOOKS, measure="forecast", by=None, also=())
    if wanted.by is not None:
        return wanted
    share = wanted.form == SHARE
    if wanted.position and share:
        return replace(wanted, by="position")
    if share and wanted.of_budget and len(wanted.units) < PAIR:
        # A part of the budget, and of no other unit.
        return wanted
    if len(wanted.units) > 1 or (wanted.units and share):
        return replace(wanted, by="unit")
    if len(wanted.courses) > 1 or (wanted.courses and share):
        return replace(wanted, by="course")
    if wanted.only and wanted.domain == RECORDS:
        return replace(wanted, by="category", form=SHARE)
    if wanted.form in _PARTS:
        by = {BOOKS: "unit", RECORDS: "course", LEDGER: "kind", REQUESTS: "unit"}
        return replace(wanted, by=by[wanted.domain])
    return wanted


# --- one figure -----------------------------------------------------------------------------
def _tell_one(turn: Turn, table: Table) -> None:
    """All of it; of what is a part of something that stands beside it, its share."""
    row, title = table.rows[0], title_of(turn, table)
    value = figure_said(turn, table.columns[0], row.cells[0])
    also = [
        turn.say("wanted.figure", label=turn.say(one.label), value=figure_said(turn, one, cell))
        for one, cell in zip(table.columns[1:], row.cells[1:], strict=True)
        if cell is not None
    ]
    turn.reply(
        turn.say("wanted.one", title=title, value=value),
        turn.say("wanted.beside", figures=also) if also else "",
        _of_budget(turn, table),
        turn.say("wanted.floor") if table.wanted.form == TREND else "",
        source_said(turn, table),
    )


def _tell_several(turn: Turn, wanted: Wanted) -> None:
    """Each of the figures that are named, in a line."""
    tables = [
        figures_of(turn, replace(wanted, measure=one)) for one in (wanted.measure, *wanted.also)
    ]
    found = [one for one in tables if one is not None and one.rows]
    if not found:
        decline(turn, wanted)
        return
    lines = [
        turn.say(
            "wanted.one",
            title=title_of(turn, one),
            value=figure_said(turn, one.columns[0], one.rows[0].cells[0]),
        )
        for one in found
    ]
    turn.reply(*lines, source_said(turn, found[0]))


def _of_budget(turn: Turn, table: Table) -> str:
    """What part of the budget it is, where that is asked."""
    cells = dict(zip((one.key for one in table.columns), table.rows[0].cells, strict=True))
    part, whole = table.rows[0].cells[0], cells.get("allocated")
    if table.wanted.form != SHARE or not isinstance(part, Money) or not isinstance(whole, Money):
        return ""
    if not whole.amount or not table.wanted.of_budget:
        return ""
    return turn.say("wanted.of_budget", share=part.amount / whole.amount)


# --- rows -----------------------------------------------------------------------------------
def _tell_rows(turn: Turn, table: Table) -> None:
    form = table.wanted.form
    if form in (MOST, LEAST, RANK) or table.wanted.by not in TIMES:
        table = with_rows(table, in_order(table.rows, down=form != LEAST))
    chosen = chosen_of(table)
    head = head_of(turn, table, chosen)
    lines = _shown(turn, table)
    _choose(turn, table, chosen, head)
    hidden = turn.say("wanted.withheld", count=table.withheld) if table.withheld else ""
    turn.reply(head, *lines, hidden, source_said(turn, table))


def _shown(turn: Turn, table: Table) -> list[str]:
    """The rows, a page at a time; all of them stay shown."""
    rows = [Row(line=row_line(turn, table, one), thing=one.thing) for one in table.rows]
    told = [(one.thing, row.line, cells_of(one)) for one, row in zip(table.rows, rows, strict=True)]
    title, report = title_of(turn, table), _REPORTS.get(table.wanted.domain, "history")
    made = sheet(
        title, columns_of(table), told, table.measured.column, report, source_said(turn, table)
    )
    return listed(turn, rows, sheet=replace(made, own_file=True))


def _choose(turn: Turn, table: Table, chosen: Sequence[Told], head: str) -> None:
    """What was told is of these rows: "and its share?" and "why?" go on with them."""
    shown = turn.talk.shown
    if shown is None or shown.whole is None or not chosen:
        return
    what = _FIGURES.get(table.wanted.form, operation.TELL)
    told = "\n".join(one for one in (head, shown.whole.source) if one)
    turn.remember(
        shown=replace(
            shown,
            worked=turn.talk.messages,
            figure=Figure(what=what, column=table.measured.column),
            chosen=tuple(at for at, one in enumerate(table.rows) if one in chosen),
            told=told,
        )
    )
