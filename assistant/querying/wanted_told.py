"""The figure that is wanted, told in one line, and the rows that it is of as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.base import Turn
from assistant.listing import Row, listed
from assistant.querying.declined import decline
from assistant.querying.held_against import tell_against
from assistant.querying.table import (
    Table,
    Told,
    cells_of,
    columns_of,
    in_order,
    number_of,
    table_of,
    with_rows,
)
from assistant.querying.wanted import (
    AVERAGE,
    BOOKS,

    DIFFERENCE,
    LEAST,
    MOST,
    RANK,
    SHARE,
    UNTOLD,
    Wanted,
    entity_of,
)
from assistant.querying.wanted_said import (

    figure_said,
    row_line,
    source_said,
    title_of,
    total_of,
)
from assistant.sheets import operation
from assistant.sheets.operation import Figure
from assistant.sheets.sheet import sheet

PAIR = 2
_REPORTS = {BOOKS: "budget"}
_FIGURES = {MOST: operation.MOST, LEAST: operation.LEAST, DIFFERENCE: operation.DIFFERENCE}


def tell_wanted(turn: Turn, wanted: Wanted) -> None:
    """Raises:
    EngineError: it may not be seen.
    """
    turn.message = replace(turn.message, entities=(*turn.message.entities, entity_of(wanted)))
    if wanted.form in UNTOLD:
        decline(turn, wanted)
        return
    if wanted.against is not None:
        tell_against(turn, wanted)
        return
    asked = _with_rows(wanted)
    table = table_of(turn, asked)
    if table is None:
        decline(turn, asked)
    elif not table.rows:
        turn.reply(turn.say("wanted.nothing", title=title_of(turn, table)), source_said(turn, table))
    elif asked.by is None:
        _tell_one(turn, table)
    else:
        _tell_rows(turn, table)


def _with_rows(wanted: Wanted) -> Wanted:
    """By which rows it is reckoned where that is not said: units that are named are rows."""
    if wanted.by is not None:
        return wanted
    if len(wanted.units) > 1 or (wanted.units and wanted.form == SHARE):
        return replace(wanted, by="unit")
    if len(wanted.courses) > 1 or (wanted.courses and wanted.form == SHARE):
        return replace(wanted, by="course")
    if wanted.only and wanted.domain != "ledger":
        return replace(wanted, by="category")
    if wanted.form in (MOST, LEAST, RANK, SHARE):
        return replace(wanted, by="unit" if wanted.domain == BOOKS else "course")
    return wanted


# --- one figure -----------------------------------------------------------------------------
def _tell_one(turn: Turn, table: Table) -> None:
    row = table.rows[0]
    title = title_of(turn, table)
    value = figure_said(turn, table.columns[0], row.cells[0])
    also = [
        turn.say("wanted.figure", label=turn.say(one.label), value=figure_said(turn, one, cell))
        for one, cell in zip(table.columns[1:], row.cells[1:], strict=True)
        if cell is not None
    ]
    turn.reply(
        turn.say("wanted.one", title=title, value=value),
        turn.say("wanted.beside", figures=also) if also else "",
        source_said(turn, table),
    )


# --- rows -----------------------------------------------------------------------------------
def _tell_rows(turn: Turn, table: Table) -> None:
    form = table.wanted.form
    if form in (MOST, LEAST, RANK) or table.wanted.by not in ("quarter", "month", "year"):
        table = with_rows(table, in_order(table.rows, down=form != LEAST))
    chosen = _chosen(table)
    head = _head(turn, table, chosen)
    lines = _shown(turn, table, head)
    _choose(turn, table, chosen)
    hidden = turn.say("people.withheld", count=table.withheld) if table.withheld else ""
    turn.reply(head, *lines, hidden, source_said(turn, table))


def _chosen(table: Table) -> list[Told]:
    """The rows that the figure is of."""
    wanted, rows = table.wanted, list(table.rows)
    if wanted.form in (MOST, LEAST):
        known = [one for one in rows if number_of(one) is not None]
        return [one for one in known if number_of(one) == number_of(known[0])]
    named = {*wanted.units, *wanted.courses, *([wanted.only] if wanted.only else [])}
    of_named = [one for one in rows if one.code in named]
    if wanted.form == SHARE or wanted.only:
        return of_named
    return rows if wanted.form == DIFFERENCE and len(rows) == PAIR else []


def _head(turn: Turn, table: Table, chosen: Sequence[Told]) -> str:
    form, title = table.wanted.form, title_of(turn, table)
    total = total_of(table)
    if len(table.rows) == PAIR and form in (DIFFERENCE, MOST, LEAST) and chosen:
        return _apart(turn, table, title)
    if form in (MOST, LEAST) and chosen:
        value = figure_said(turn, table.columns[0], chosen[0].cells[0])
        names = [one.name for one in chosen]
        share = _share_said(turn, table, chosen)
        return turn.say(f"wanted.{form}", title=title, rows=names, value=value, share=share)
    if form == AVERAGE and total is not None and table.columns[0].adds:
        return _mean(turn, table, title)
    if chosen and total is not None:
        value = figure_said(turn, table.columns[0], _sum(chosen, table))
        names = [one.name for one in chosen]
        share = _share_said(turn, table, chosen)
        return turn.say("wanted.part_of", title=title, rows=names, value=value, share=share)
    if total is None:
        return turn.say("wanted.rows", title=title)
    return turn.say("wanted.total", title=title, total=figure_said(turn, table.columns[0], total))


def _sum(rows: Sequence[Told], table: Table) -> object:
    return total_of(with_rows(table, rows))


def _share_said(turn: Turn, table: Table, chosen: Sequence[Told]) -> str:
    total = total_of(table)
    part, whole = _plain(_sum(chosen, table)), _plain(total)
    if not whole or part is None or not table.columns[0].adds or len(table.rows) < PAIR:
        return ""
    of = figure_said(turn, table.columns[0], total)
    return turn.say("wanted.share", share=part / whole, whole=of)


def _plain(value: object) -> Decimal | None:
    amount = getattr(value, "amount", value)
    return amount if isinstance(amount, Decimal) else None


def _mean(turn: Turn, table: Table, title: str) -> str:
    known = [one for one in table.rows if number_of(one) is not None]
    total = total_of(table)
    whole, column = _plain(total), table.columns[0]
    assert whole is not None
    mean = whole / len(known)
    value = replace(total, amount=mean) if hasattr(total, "amount") else mean  # type: ignore[type-var]
    said = {"whole": figure_said(turn, column, total), "value": figure_said(turn, column, value)}
    return turn.say("wanted.average", title=title, count=len(known), **said)


def _apart(turn: Turn, table: Table, title: str) -> str:
    """How far two rows are apart, the larger first."""
    first, second = in_order(table.rows)
    above, below = number_of(first), number_of(second)
    column = table.columns[0]
    said = {
        "title": title,
        "first": first.name,
        "second": second.name,
        "first_value": figure_said(turn, column, first.cells[0]),
        "second_value": figure_said(turn, column, second.cells[0]),
    }
    if above is None or below is None:
        return turn.say("wanted.rows", title=title)
    if above == below:
        return turn.say("wanted.same", **said)
    apart = first.cells[0] - second.cells[0]  # type: ignore[operator]
    share = turn.say("wanted.more_by", share=(above - below) / below) if below else ""
    return turn.say("wanted.apart", value=figure_said(turn, column, apart), share=share, **said)


def _shown(turn: Turn, table: Table, head: str) -> list[str]:
    """The rows, a page at a time; all of them stay shown."""
    rows = [Row(line=row_line(turn, table, one), thing=one.thing) for one in table.rows]
    told = [(one.thing, row.line, cells_of(one)) for one, row in zip(table.rows, rows, strict=True)]
    title = title_of(turn, table)
    report = _REPORTS.get(table.wanted.domain, "history")
    made = sheet(
        title, columns_of(table), told, table.measured.column, report, source_said(turn, table)
    )
    return listed(turn, rows, sheet=replace(made, own_file=True))


def _choose(turn: Turn, table: Table, chosen: Sequence[Told]) -> None:
    """What was told is of these rows: "and its share?" goes on with them."""
    shown = turn.talk.shown
    if shown is None or shown.whole is None or not chosen:
        return
    what = _FIGURES.get(table.wanted.form, operation.TELL)
    numbers = tuple(at for at, one in enumerate(table.rows) if one in chosen)
    turn.remember(
        shown=replace(
            shown,
            worked=turn.talk.messages,
            figure=Figure(what=what, column=table.measured.column),
            chosen=numbers,
        )
    )


