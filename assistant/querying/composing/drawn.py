"""The picture of an answer that is split over times or units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.charts.chart import Chart, ChartRow
from assistant.querying.composing.layout import LaidOut, Layout
from assistant.sheets import sheet as sheets
from assistant.sheets.sheet import Cell
from engine.query.subject import UNIT
from engine.query.value import Query
from engine.values.money import Money

# Fewer are told as well in words; more are a picture of nothing.
FEWEST, MOST = 3, 12
_UNITS = (UNIT, "for_unit", "team")


def drawn(title: str, query: Query, layout: Layout, series: Sequence[str]) -> Chart | None:
    """None where it is no such split, or not all of it is a number of one kind."""
    split = layout.is_of_times or (len(query.by) == 1 and query.by[0] in _UNITS)
    if not split or layout.beside() or not FEWEST <= len(layout.rows) <= MOST:
        return None
    shown = len(series) or 1
    figures = layout.figures[:shown]
    if not figures or layout.kind(figures[0]) not in sheets.NUMERIC:
        return None
    rows = list(_rows(layout, shown))
    if len(rows) < len(layout.rows) or len(_currencies(layout, shown)) > 1:
        return None
    return Chart(title, tuple(rows), tuple(series))


def _rows(layout: Layout, shown: int) -> Iterator[ChartRow]:
    for row in layout.rows:
        cells = row.figures[:shown]
        values = [value for one in cells if (value := _number(one)) is not None]
        if len(values) == shown and all(value >= 0 for value in values):
            said = (
                layout.said(one, cell) for one, cell in zip(layout.figures, cells, strict=False)
            )
            yield ChartRow(row.name, tuple(values), tuple(said))


def _number(cell: Cell) -> float | None:
    if isinstance(cell, Money):
        return float(cell.amount)
    if isinstance(cell, Decimal | int | float):
        return float(cell)
    return None


def _currencies(layout: Layout, shown: int) -> set[str]:
    return {
        cell.currency
        for row in layout.rows
        for cell in _shown(row, shown)
        if isinstance(cell, Money)
    }


def _shown(row: LaidOut, shown: int) -> Sequence[Cell]:
    return row.figures[:shown]
