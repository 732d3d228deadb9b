"""Columns that only reckon from those beside them, whatever they are called: how many of a row are
filled or good enough, their sum, their mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import islice

from engine.imports.amounts import plain
from engine.imports.recognising.contents import number_in
from engine.imports.shape.table import Table

LEAST_COLUMNS, LEAST_ROWS = 3, 5
LOOKED_AT = 60
# So many months (quarters) right before a column make the sum that it is.
RUNS = (2, 3, 4, 6)
NEARLY_ALL = 0.9
# By how much a rounded mean may differ.
ROUNDED = Decimal("0.06")

_Numbers = Sequence[Decimal]
_WAYS: Sequence[Callable[[_Numbers], Decimal]] = (
    lambda found: Decimal(len(found)),
    lambda found: sum(found, Decimal(0)),
    lambda found: sum(found, Decimal(0)) / max(1, len(found)),
    *(
        lambda found, least=least: Decimal(sum(one >= least for one in found))
        for least in range(1, 6)
    ),
)


def reckoned_in(table: Table, headings: Sequence[str]) -> set[str]:
    """Those of some columns side by side that only reckon from the others."""
    columns = {
        heading: [number_in(plain(cell)) for cell in islice(table.column(heading) or (), LOOKED_AT)]
        for heading in headings
    }
    if len(columns) <= LEAST_COLUMNS:
        return set()
    found: set[str] = set()
    for heading in reversed(headings):
        others = {one: cells for one, cells in columns.items() if one not in {heading, *found}}
        if (len(others) >= LEAST_COLUMNS and _is_reckoned(columns[heading], others)) or any(
            _is_sum(columns[heading], before) for before in _runs_before(columns, heading)
        ):
            found.add(heading)
    return found


def _runs_before(
    columns: Mapping[str, Sequence[Decimal | None]], heading: str
) -> list[list[Sequence[Decimal | None]]]:
    """The columns right before it, as many as a quarter or a half adds up."""
    headings = list(columns)
    at = headings.index(heading)
    return [[columns[one] for one in headings[at - n : at]] for n in RUNS if at >= n]


def _is_sum(cells: Sequence[Decimal | None], parts: Sequence[Sequence[Decimal | None]]) -> bool:
    rows = [(cell, beside) for cell, *beside in zip(cells, *parts, strict=True) if cell is not None]
    sums = [(cell, sum((one or Decimal(0) for one in beside), Decimal(0))) for cell, beside in rows]
    fitting = sum(abs(cell - total) <= ROUNDED for cell, total in sums)
    return (
        len(sums) >= LEAST_ROWS
        and fitting >= NEARLY_ALL * len(sums)
        and any(cell for cell, _ in sums)
    )


def _is_reckoned(
    cells: Sequence[Decimal | None], others: Mapping[str, Sequence[Decimal | None]]
) -> bool:
    rows = [
        (cell, [one for one in beside if one is not None])
        for cell, *beside in zip(cells, *others.values(), strict=True)
        if cell is not None
    ]
    if len(rows) < LEAST_ROWS or len({cell for cell, _ in rows}) < 2:
        return False
    return any(
        sum(abs(cell - way(beside)) <= ROUNDED for cell, beside in rows) >= NEARLY_ALL * len(rows)
        for way in _WAYS
    )
