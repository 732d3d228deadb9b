"""Budgets of so little that they can hardly be in single units, in a file that does not say what
they are in: yuan or ten thousands of them is asked, and nothing is loaded until then."""

from __future__ import annotations

import dataclasses

from engine.imports.amounts import plain, take_apart, unit_of
from engine.imports.kinds.kind import Kind
from engine.imports.loading.asking import place_of
from engine.imports.loading.run import Run
from engine.imports.questions import Question
from engine.imports.recognising.contents import number_in
from engine.imports.shape.table import Column, Table
from engine.imports.sheet_mapping import SheetMapping
from engine.imports.sheet_report import Fate, SheetReport

CODE, BUDGETS = "budget_scale", "budgets"
AS_WRITTEN, THOUSAND, TEN_THOUSAND = "as_written", "thousand", "ten_thousand"
# What an answer is as the scale of a table.
SCALES = {THOUSAND: "000", TEN_THOUSAND: "万"}
# Currencies that people count in ten thousands.
IN_TEN_THOUSANDS = frozenset(("CNY", "TWD", "HKD", "JPY"))
# No line of a year's budget is so small: below the first with cents, or below the second.
LITTLE, LEAST = 1000, 100
FEW = 3


def scaled(run: Run, kind: Kind, table: Table, mapping: SheetMapping, report: SheetReport) -> Table:
    """The table with the scale of its amounts as it was said; it asks where nobody has."""
    if kind.name != BUDGETS or table.scale or not _are_little(table, _of_money(kind, mapping)):
        return table
    said = run.answers.to(CODE, place_of(report))
    if said in SCALES:
        return dataclasses.replace(table, scale=SCALES[said])
    if said is None:
        _ask(run, table, report)
    return table


def waits(report: SheetReport) -> bool:
    return any(one.code == CODE for one in report.questions)


def _of_money(kind: Kind, mapping: SheetMapping) -> set[str]:
    return {
        one.column
        for one in mapping.fields
        if one.column and kind.fields[one.field].type == "money"
    }


def _are_little(table: Table, headings: set[str]) -> bool:
    columns = [one for one in table.columns if one.heading in headings]
    if any(not unit_of(one.heading).is_plain or _has_units(one) for one in columns):
        return False
    found = [number_in(plain(text)) for one in columns for text in one]
    numbers = [abs(one) for one in found if one]
    if len(numbers) < FEW:
        return False
    most = max(numbers)
    with_cents = any(one != one.to_integral_value() for one in numbers)
    return most < LEAST or (most < LITTLE and with_cents)


def _has_units(column: Column) -> bool:
    """Whether any cell says what it is in."""
    written = [take_apart(text) for text in column.texts if text]
    return any(one is not None and not one.unit.is_plain for one in written)


def _ask(run: Run, table: Table, report: SheetReport) -> None:
    ten_thousands = run.company.currency in IN_TEN_THOUSANDS
    options = (AS_WRITTEN, THOUSAND, *((TEN_THOUSAND,) if ten_thousands else ()))
    place = place_of(report)
    report.read = len(table)
    for number in table.numbers:
        report.took(number, Fate.LEFT_OUT)
    report.ask(
        Question(
            code=CODE,
            subject=place,
            args={"place": place, "currency": run.company.currency},
            options=options,
            proposed=options[-1],
            rows=len(table),
        )
    )
