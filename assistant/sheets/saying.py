"""A sheet, its cells and the steps that made it in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from assistant.reply import ReplyTable
from assistant.reports.table import Cell as TableCell
from assistant.reports.table import Table
from assistant.sheets.algebra import Number
from assistant.sheets.sheet import (
    DATE,
    MONEY,
    SCORE,
    SHARE,
    STATE,
    Cell,
    Column,
    Row,
    Sheet,
    Thing,
)
from assistant.sheets.states import STATES
from assistant.sheets.steps import At, Compare, First, InState, Named, Sorted, Step
from assistant.speech import Speech
from engine.values.money import Money
from engine.values.visible import one_line

LEAST_ROWS = 2


def cell_said(speech: Speech, kind: str, cell: Cell) -> str:
    if cell is None:
        return speech.say("sheet.empty")
    if isinstance(cell, Thing):
        return one_line(cell.value)
    if isinstance(cell, Money):
        return speech.money(cell)
    if isinstance(cell, date):
        return speech.day(cell)
    if isinstance(cell, Decimal):
        return number_said(speech, kind, cell)
    return speech.say(f"state.{cell}") if kind == STATE else one_line(cell)


def number_said(speech: Speech, kind: str, number: Number) -> str:
    if isinstance(number, Money):
        return speech.money(number)
    if kind == SHARE:
        return speech.percent(number)
    if kind == SCORE:
        return f"{number:.2f}"
    return f"{number:,}" if not number % 1 else f"{number:,.1f}"


def row_name(sheet: Sheet, row: Row) -> str:
    cell = row.cells[0]
    return one_line(cell.value if isinstance(cell, Thing) else str(row.thing.get("value", "")))


def names_said(speech: Speech, sheet: Sheet, rows: Iterable[Row]) -> str:
    return speech.people([row_name(sheet, row) for row in rows])


def label(speech: Speech, column: Column) -> str:
    return speech.say(column.label)


def steps_said(speech: Speech, whole: Sheet, steps: Sequence[Step]) -> str:
    """Which rows are meant."""
    return speech.say("sheet.and").join(_step_said(speech, whole, one) for one in steps)


def _step_said(speech: Speech, whole: Sheet, step: Step) -> str:
    if isinstance(step, Compare):
        column = whole.column(step.column)
        value: Cell = step.value
        currency = step.currency or _currency(whole)
        if column.kind == MONEY and currency is not None:
            value = Money(step.value, currency)
        said = {"column": label(speech, column), "value": cell_said(speech, column.kind, value)}
        return speech.say(f"sheet.{'' if step.keep else 'not_'}{step.sign}", **said)
    if isinstance(step, Named):
        names = things_named(whole, step.names)
        return speech.say("sheet.only" if step.keep else "sheet.without", names=names)
    if isinstance(step, InState):
        name = next(name for name, states in STATES.items() if states == step.states)
        state = speech.say(f"sheet.state_{name}")
        return speech.say("sheet.in_state" if step.keep else "sheet.not_in_state", state=state)
    if isinstance(step, First):
        key = "sheet.first" if step.many > 0 else "sheet.last"
        return speech.say(key, many=abs(step.many))
    if isinstance(step, At):
        return speech.say("sheet.at", places=[str(one) for one in step.places])
    column = whole.column(step.column)
    if isinstance(step, Sorted):
        key = "sheet.sorted_down" if step.down else "sheet.sorted_up"
        return speech.say(key, column=label(speech, column))
    key = "sheet.highest" if step.down else "sheet.lowest"
    return speech.say(key, many=step.many, column=label(speech, column))


def _currency(sheet: Sheet) -> str | None:
    return min(_currencies(sheet), default=None)


def things_named(whole: Sheet, names: Iterable[str]) -> list[str]:
    """As they were shown."""
    shown = {
        key: cell.value
        for row in whole.rows
        for cell in row.cells
        if isinstance(cell, Thing)
        for key in (cell.code or cell.value, cell.value)
    }
    return [shown.get(one, one) for one in names]


# --- tables ---------------------------------------------------------------------------------
def reply_table(
    speech: Speech, sheet: Sheet, shown: range, lines: Sequence[str]
) -> ReplyTable | None:
    """The rows that are said, in the place of the lines that say them."""
    rows = []
    for at in shown:
        first, *others = (
            cell_said(speech, one.kind, cell)
            for one, cell in zip(sheet.columns, sheet.rows[at].cells, strict=True)
        )
        rows.append((f"{at + 1}. {first}", *others))
    columns = tuple(label(speech, one) for one in sheet.columns)
    return ReplyTable(columns, tuple(rows), tuple(lines)) if len(rows) >= LEAST_ROWS else None


def file_table(speech: Speech, sheet: Sheet) -> Table:
    """The sheet as it stands, as a table for a file; sums of several currencies name theirs."""
    several = len(_currencies(sheet)) > 1
    columns: list[str] = []
    for one in sheet.columns:
        columns.append(label(speech, one))
        if several and one.kind == MONEY:
            columns.append(speech.say("column.currency"))
    rows: list[list[TableCell]] = []
    for row in sheet.rows:
        cells: list[TableCell] = []
        for one, cell in zip(sheet.columns, row.cells, strict=True):
            cells.append(_file_cell(speech, one, cell))
            if several and one.kind == MONEY:
                cells.append(cell.currency if isinstance(cell, Money) else None)
        rows.append(cells)
    notes = [steps_said(speech, sheet, sheet.steps), sheet.source]
    return Table(sheet.title, columns, rows, [one for one in notes if one])


def _currencies(sheet: Sheet) -> set[str]:
    return {cell.currency for row in sheet.rows for cell in row.cells if isinstance(cell, Money)}


def _file_cell(speech: Speech, column: Column, cell: Cell) -> TableCell:
    if isinstance(cell, Money):
        return cell.amount
    if isinstance(cell, Decimal):
        return round(cell, 2) if column.kind == SCORE else cell
    if column.kind == DATE or cell is None:
        return cell if isinstance(cell, date) else None
    return cell_said(speech, column.kind, cell)
