"""Whether the days of a sheet stand before its months."""

from __future__ import annotations

from engine.imports.cleaning import date_order
from engine.imports.kinds.kind import Kind
from engine.imports.questions import Answers
from engine.imports.shape.table import Table
from engine.imports.sheet_mapping import SheetMapping

# What can be said of it.
DAY_ORDERS = {"day_first": True, "month_first": False}


def told_order(table: Table, mapping: SheetMapping, kind: Kind, answers: Answers) -> bool | None:
    """Whether days stand before months: as was said, or as one column of the sheet tells for the
    others; None where nothing does."""
    if (said := answers.to("day_order")) in DAY_ORDERS:
        return DAY_ORDERS[said]
    days = {one.name for one in kind.fields.values() if one.type == "day"}
    maps = [one for one in mapping.fields if one.field in days and one.column]
    own = [column for one in maps if (column := table.column(one.column or ""))]
    others = [one for one in table.columns if one not in own]
    for columns in (own, others):
        orders = [date_order(one.texts).day_first for one in columns]
        told = {first for order in orders for mark, first in order.items() if mark != "."}
        if told:
            return told.pop() if len(told) == 1 else None
    return None
