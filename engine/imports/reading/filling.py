"""Groups that say a value in their first row alone: every row of the group has it."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Iterator

from engine.imports.kinds.kind import Kind, kinds
from engine.imports.shape.table import Column, Fact, Table
from engine.imports.sheet_mapping import SheetMapping

GAPS, FILLED = "gaps_in", "filled_down"
REMARK = "remark"
# Fields that tell a person: a blank one beside a full one is somebody without a number.
PERSON = frozenset(("emp_no", "name", "first_name", "last_name", "email"))
# What a group says of all its rows; sums and remarks are of the row where they stand.
SHARED = frozenset(("person", "unit", "name", "day", "period", "year", "text"))


def filled(table: Table, mapping: SheetMapping) -> Table:
    """The table with the gaps of its leading columns filled from above, where these are what a row
    cannot do without; and said so."""
    kind = kinds().get(mapping.kind or "")
    headings = set(_to_fill(table, mapping, kind)) if kind else set()
    if kind is None or not headings:
        return table
    headings |= set(_of_groups(table, mapping, kind, headings))
    columns = tuple(_down(one) if one.heading in headings else one for one in table.columns)
    facts = tuple(
        Fact(FILLED, one.args) if one.code == GAPS and one.args["heading"] in headings else one
        for one in table.facts
    )
    return dataclasses.replace(table, columns=columns, facts=facts)


def _to_fill(table: Table, mapping: SheetMapping, kind: Kind) -> Iterator[str]:
    gaps = {str(one.args["heading"]) for one in table.facts if one.code == GAPS}
    held = {one.field: one.column for one in mapping.fields if one.column and not one.of}
    of_people = {column for name, column in held.items() if name in PERSON}
    for name, column in held.items():
        field = kind.fields.get(name)
        if field is None:
            continue
        is_needed = field.is_key or field.required or field.type == "unit"
        is_person = name in PERSON
        if column in gaps and is_needed and field.type in SHARED:
            if not is_person or of_people <= gaps:
                yield column
        elif column in gaps and is_person and of_people <= gaps:
            yield column


def _of_groups(
    table: Table, mapping: SheetMapping, kind: Kind, headings: set[str]
) -> Iterator[str]:
    """What else is said in the very rows where the groups begin, and in no other: where it was,
    who taught it, whether it took place."""
    blanks = [_blank(column) for one in headings if (column := table.column(one))]
    for one in mapping.fields:
        field, column = kind.fields.get(one.field), table.column(one.column or "")
        if field is None or column is None or one.of or field.name == REMARK:
            continue
        if field.type in SHARED | {"word"} and _blank(column) in blanks:
            yield column.heading


def _blank(column: Column) -> frozenset[int]:
    """The rows where a column says nothing."""
    return frozenset(row for row, text in enumerate(column) if not text)


def _down(column: Column) -> Column:
    """With every blank as what is above it."""
    codes = array(column.codes.typecode, column.codes)
    blank = column.texts.index("")
    for row in range(1, len(codes)):
        if codes[row] == blank:
            codes[row] = codes[row - 1]
    return Column(column.heading, column.texts, codes)
