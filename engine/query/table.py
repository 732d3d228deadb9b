"""The answer to a query: its rows, with small groups withheld. It is explained and replayed as every
method is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.access.disclosure import withheld
from engine.analysis.method import Method
from engine.query.subject import COUNT, HOURS, MONEY
from engine.query.value import Query
from engine.values.money import Money
from engine.values.results import Named

Cell = Named | Money | Decimal | date | str | None
# Quotients are told with so many digits.
DIGITS = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A row as it was read: `keys` are what it is split by, `values` and `over` the measures' parts,
    `whom` how many people it tells of, `size` how many the group has, where that matters. `other`
    is the same of what it is compared with."""

    keys: tuple[Cell, ...]
    values: tuple[Decimal | date | None, ...]
    over: tuple[Decimal | None, ...]
    whom: int = 0
    size: int | None = None
    currency: str | None = None
    other: Raw | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableInputs:
    """`divided` says which measures are quotients, `adds` which of the others are nothing where
    there is nothing. Groups of fewer than `least` people are withheld;
    and where rows tell more than how many they are (`telling`), those that tell of so few."""

    query: Query
    columns: tuple[Column, ...]
    divided: tuple[bool, ...]
    least: int
    telling: bool
    rows: tuple[Raw, ...]
    adds: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`withheld` is how many rows are not told, for they are about too few people."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    withheld: int


def _table(inputs: TableInputs) -> Table:
    hidden = _hidden(inputs)
    told = [row for at, row in enumerate(inputs.rows) if str(at) not in hidden]
    return Table(
        columns=inputs.columns,
        rows=tuple(_cells(row, inputs) for row in told),
        withheld=len(hidden),
    )


def _hidden(inputs: TableInputs) -> set[str]:
    """Which rows are about too few, and as many others as it takes that these cannot be told by
    what is left."""
    rows = {str(at): row for at, row in enumerate(inputs.rows)}
    others = {at: row.other for at, row in rows.items() if row.other is not None}
    return _too_few(rows, inputs) | _too_few(others, inputs)


def _too_few(rows: Mapping[str, Raw], inputs: TableInputs) -> set[str]:
    sizes = {at: row.size for at, row in rows.items() if row.size is not None}
    hidden = withheld(sizes, 0, inputs.least) if sizes else set()
    if inputs.telling and inputs.least > 1:
        whom = {at: row.whom for at, row in rows.items() if row.whom}
        hidden |= withheld(whom, 0, inputs.least)
    return hidden


def _cells(row: Raw, inputs: TableInputs) -> tuple[Cell, ...]:
    if row.other is None:
        return (*row.keys, *_figures(row, inputs))
    compared = zip(_figures(row, inputs), _figures(row.other, inputs), strict=True)
    return (*row.keys, *(cell for pair in compared for cell in (*pair, _difference(*pair))))


def _difference(these: Cell, others: Cell) -> Cell:
    if isinstance(these, Money) and isinstance(others, Money):
        return these - others
    if isinstance(these, Decimal) and isinstance(others, Decimal):
        return these - others
    return None


def _figures(row: Raw, inputs: TableInputs) -> list[Cell]:
    compared = inputs.query.compare is not None
    kinds = inputs.columns[len(row.keys) :: 3 if compared else 1]
    empty = inputs.adds if compared else (False,) * len(row.values)
    parts = zip(kinds, row.values, row.over, inputs.divided, empty, strict=True)
    return [
        _cell(column, Decimal(0) if value is None and adds else value, over, divided, row.currency)
        for column, value, over, divided, adds in parts
    ]


def _cell(
    column: Column,
    value: Decimal | date | None,
    over: Decimal | None,
    divided: bool,
    currency: str | None,
) -> Cell:
    if isinstance(value, date):
        return value
    if value is None:
        nothing = column.kind in (COUNT, HOURS) or (divided and over)
        return Decimal(0) if nothing else None
    if divided:
        if not over:
            return None
        value = _plain((value / over).quantize(DIGITS))
    if column.kind == MONEY:
        return Money(value, currency) if currency else None
    return value


def _plain(number: Decimal) -> Decimal:
    """Without zeros at the end, and never as 1E+3."""
    short = number.normalize()
    return short if number % 1 else short.quantize(Decimal(1))


QUERY_TABLE = Method(
    name="query_table",
    version=2,
    formula="rows of the query's one statement; a quotient is its sum / its count, a share its part / "
    "the whole; a difference is the figure − what it is compared with",
    inputs=TableInputs,
    compute=_table,
)
