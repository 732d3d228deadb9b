"""What can be done with a sheet: rows chosen, and figures reckoned from them. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.sheets.sheet import (
    COUNT,
    DATE,
    NUMERIC,
    STATE,
    THING,
    Cell,
    Row,
    Sheet,
    Thing,
    number_in,
)
from assistant.sheets.steps import (
    AT_LEAST,
    AT_MOST,
    OVER,
    UNDER,
    At,
    Compare,
    Extreme,
    First,
    InState,
    Named,
    Sorted,
    Step,
)
from engine.values.money import Money

Number = Money | Decimal
_HOLDS = {
    OVER: lambda one, than: one > than,
    AT_LEAST: lambda one, than: one >= than,
    UNDER: lambda one, than: one < than,
    AT_MOST: lambda one, than: one <= than,
}


class CannotReckonError(Exception):
    """Why a figure cannot be told: `code` is the end of a key in the texts."""

    def __init__(self, code: str, **args: object) -> None:
        super().__init__(code)
        self.code, self.args_said = code, args


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """A figure, the rows that it is of, and how many had no value for it."""

    value: Number
    rows: tuple[Row, ...]
    without: int = 0


# --- rows -----------------------------------------------------------------------------------
def apply(sheet: Sheet, *steps: Step) -> Sheet:
    """The sheet after these steps.

    Raises:
        CannotReckonError: its cells cannot be ordered or compared.
    """
    for step in steps:
        sheet = sheet.with_rows(_rows(sheet, step), step)
    return sheet


def _rows(sheet: Sheet, step: Step) -> Sequence[Row]:
    rows = sheet.rows
    if isinstance(step, Compare):
        return [row for row in rows if _compares(sheet, row, step)]
    if isinstance(step, Named):
        return [row for row in rows if is_about(sheet, row, step.names) == step.keep]
    if isinstance(step, InState):
        return [row for row in rows if _is_in(sheet, row, step.states) == step.keep]
    if isinstance(step, First):
        return rows[: step.many] if step.many >= 0 else rows[step.many :]
    if isinstance(step, At):
        return [
            rows[one - 1 if one > 0 else one] for one in step.places if 0 < abs(one) <= len(rows)
        ]
    if isinstance(step, Sorted):
        return ordered(sheet, step.column, step.down)
    return extremes(sheet, step)


def _compares(sheet: Sheet, row: Row, step: Compare) -> bool:
    """Cells that are empty, or in another currency than the one said, are neither above nor below."""
    cell = sheet.cell(row, step.column)
    found = number_in(cell)
    if found is None:
        return False
    if step.currency and isinstance(cell, Money) and cell.currency != step.currency:
        return False
    return bool(_HOLDS[step.sign](found, step.value)) == step.keep


def is_about(sheet: Sheet, row: Row, names: Sequence[str]) -> bool:
    """Whether the row's thing, or a thing in it, is one of these."""
    own = {row.thing.get("code"), row.thing.get("value")}
    for one, cell in zip(sheet.columns, row.cells, strict=True):
        if one.kind == THING and isinstance(cell, Thing):
            own |= {cell.code, cell.value}
    return any(name in own for name in names)


def _is_in(sheet: Sheet, row: Row, states: Sequence[str]) -> bool:
    return any(
        one.kind == STATE and cell in states
        for one, cell in zip(sheet.columns, row.cells, strict=True)
    )


def ordered(sheet: Sheet, column: str, down: bool) -> list[Row]:
    """By a column; equal ones as they stood, empty ones at the end.

    Raises:
        CannotReckonError: several currencies, or no figures.
    """
    _require_order(sheet, column)
    known = [row for row in sheet.rows if number_in(sheet.cell(row, column)) is not None]
    empty = [row for row in sheet.rows if number_in(sheet.cell(row, column)) is None]
    sign = -1 if down else 1
    known.sort(key=lambda row: sign * (number_in(sheet.cell(row, column)) or Decimal(0)))
    return [*known, *empty]


def extremes(sheet: Sheet, step: Extreme) -> list[Row]:
    rows = [
        row
        for row in ordered(sheet.parts, step.column, step.down)
        if number_in(sheet.cell(row, step.column)) is not None
    ]
    if len(rows) <= step.many:
        return rows
    last = number_in(sheet.cell(rows[step.many - 1], step.column))
    also = [row for row in rows[step.many :] if number_in(sheet.cell(row, step.column)) == last]
    return [*rows[: step.many], *also]


# --- figures --------------------------------------------------------------------------------
def total(sheet: Sheet, column: str) -> Reckoned:
    """The cells of a column together.

    Raises:
        CannotReckonError: they are in several currencies, or are nothing to be added.
    """
    if not sheet.column(column).adds:
        people = sheet.column(column).kind == COUNT
        raise CannotReckonError("no_sum_of_people" if people else "no_sum", column=column)
    rows, numbers = _numbers(sheet, column)
    return Reckoned(value=_sum(numbers), rows=rows, without=len(sheet.parts.rows) - len(rows))


def mean(sheet: Sheet, column: str) -> Reckoned:
    """The cells of a column, on average; a quotient's is the quotient of the sums.

    Raises:
        CannotReckonError: they are in several currencies, or no figures.
    """
    of = sheet.column(column).of
    if of is not None:
        return quotient(sheet, *of)
    rows, numbers = _numbers(sheet, column)
    value = _sum(numbers)
    mean = value.per(len(rows)) if isinstance(value, Money) else value / len(rows)
    return Reckoned(value=mean, rows=rows, without=len(sheet.parts.rows) - len(rows))


def quotient(sheet: Sheet, column: str, by: str) -> Reckoned:
    """One column's sum by another's, over the rows that have both.

    Raises:
        CannotReckonError: there is nothing to divide by, or the sums cannot be told.
    """
    both = [
        row
        for row in sheet.parts.rows
        if sheet.cell(row, column) is not None and sheet.cell(row, by) is not None
    ]
    part = sheet.with_rows(both)
    above, divisor = total(part, column).value, total(part, by).value
    below = number_in(divisor)
    if not below:
        raise CannotReckonError("nothing_to_divide_by", column=by)
    if isinstance(above, Money) and isinstance(divisor, Money):
        _require_one_currency([above, divisor])
        value: Number = above.amount / below
    elif isinstance(above, Money):
        value = Money(above.amount / below, above.currency)
    else:
        value = above / below
    return Reckoned(value=value, rows=tuple(both), without=len(sheet.parts.rows) - len(both))


def share(part: Sheet, whole: Sheet, column: str) -> Decimal:
    """What the rows of `part` make of those of `whole`.

    Raises:
        CannotReckonError: the sums cannot be told, or the whole is nothing.
    """
    above, below = total(part, column).value, total(whole, column).value
    _require_one_currency([above, below])
    divisor = number_in(below)
    if not divisor:
        raise CannotReckonError("nothing_to_divide_by", column=column)
    return (number_in(above) or Decimal(0)) / divisor


def difference(first: Cell, second: Cell) -> Number:
    """The first without the second.

    Raises:
        CannotReckonError: they are in two currencies, or one of them is no figure.
    """
    if isinstance(first, Money) and isinstance(second, Money):
        _require_one_currency([first, second])
        return first - second
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return first - second
    raise CannotReckonError("no_figure")


def ratio(first: Cell, second: Cell) -> Decimal:
    """How many times the second the first is.

    Raises:
        CannotReckonError: they are in two currencies, no figures, or the second is nothing.
    """
    difference(first, second)
    above, below = number_in(first), number_in(second)
    if above is None or not below:
        raise CannotReckonError("no_figure")
    return above / below


def _numbers(sheet: Sheet, column: str) -> tuple[tuple[Row, ...], list[Number]]:
    """The cells that are figures, with their rows: at least one, and of one currency."""
    if sheet.column(column).kind not in NUMERIC:
        raise CannotReckonError("no_figure")
    found = [(row, sheet.cell(row, column)) for row in sheet.parts.rows]
    known = [(row, cell) for row, cell in found if isinstance(cell, Money | Decimal)]
    if not known:
        raise CannotReckonError("no_rows")
    _require_one_currency([cell for _, cell in known])
    return tuple(row for row, _ in known), [cell for _, cell in known]


def _sum(numbers: Sequence[Number]) -> Number:
    """Of one kind and currency."""
    amount = sum((number_in(one) or Decimal(0) for one in numbers), Decimal(0))
    first = numbers[0]
    return Money(amount, first.currency) if isinstance(first, Money) else amount


def _require_order(sheet: Sheet, column: str) -> None:
    if sheet.column(column).kind not in NUMERIC | {DATE}:
        raise CannotReckonError("no_figure")
    _require_one_currency([sheet.cell(row, column) for row in sheet.rows])


def _require_one_currency(cells: Sequence[Cell]) -> None:
    found = sorted({cell.currency for cell in cells if isinstance(cell, Money)})
    if len(found) > 1:
        raise CannotReckonError("currencies", currencies=found)
