"""Rows of a mapped table: typed, unfolded, and wrong ones told."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest

from engine.imports.costs import MoneyRules
from engine.imports.kinds.kind import Field, Kind
from engine.imports.questions import Answers
from engine.imports.reading.rows import Row, Rows
from engine.imports.shape.table import Column, Table
from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.imports.sheet_report import SheetReport
from engine.values.money import Money


def a_field(name: str, type: str = "text", required: bool = False) -> Field:
    return Field(name=name, type=type, headings=(name,), labels={}, required=required)


KIND = Kind(
    name="things",
    labels={},
    order=1,
    loader="plain",
    right="import_people",
    fields={
        one.name: one
        for one in (
            a_field("who", required=True),
            a_field("on", "day"),
            a_field("cost", "money"),
            a_field("skill", "name"),
            a_field("level", "number"),
            a_field("state", "word"),
        )
    },
    needs=(),
    wide=(),
    signs={},
    words={"state": {"here": ("here", "在"), "gone": ("gone",)}},
)


def a_table(headings: Sequence[str], *rows: Sequence[str], scale: str | None = None) -> Table:
    columns = []
    for at, heading in enumerate(headings):
        texts = tuple(dict.fromkeys(row[at] for row in rows))
        codes = array("l", (texts.index(row[at]) for row in rows))
        columns.append(Column(heading, texts, codes))
    numbers = array("l", range(2, len(rows) + 2))
    return Table(file="f.csv", sheet="", columns=tuple(columns), numbers=numbers, scale=scale)


def a_report() -> SheetReport:
    return SheetReport(file="f.csv", sheet="", kind="things")


def rows_of(
    table: Table,
    fields: Sequence[FieldMap] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
    answers: Answers | None = None,
) -> Rows:
    maps = fields or [FieldMap(field=one, column=one) for one in table.headings]
    mapping = SheetMapping(
        file="f.csv",
        sheet="",
        fingerprint="",
        kind="things",
        fields=tuple(maps),
        words=words or {},
    )
    return Rows(
        table=table,
        mapping=mapping,
        kind=KIND,
        report=a_report(),
        rules=MoneyRules("CNY"),
        answers=answers or Answers(),
    )


def only(rows: Rows) -> Row:
    (row,) = rows
    return row


def test_a_bad_cell_of_an_optional_field_leaves_the_row() -> None:
    row = only(rows_of(a_table(("who", "on"), ("1", "soon"))))
    assert (row.day("on"), row.ok) == (None, True)
    assert [one.code for one in row.report.cells_left_out] == ["no_date"]


@pytest.mark.parametrize("sign", ["-", "无", "N/A", "/"])
def test_a_sign_for_nothing_is_an_empty_cell(sign: str) -> None:
    row = only(rows_of(a_table(("who", "on", "skill"), ("1", sign, sign))))
    assert (row.day("on"), row.raw("skill"), row.report.cells_left_out) == (None, "", [])


def test_a_needed_field_that_is_empty_refuses_the_row() -> None:
    row = only(rows_of(a_table(("who", "on"), ("", "2025-03-01"))))
    row.needed("who")
    assert not row.ok
    assert row.report.refusals[0].code == "empty"
    assert row.day("on") == date(2025, 3, 1)


def test_many_columns_of_a_field_are_a_row_each_where_they_are_filled() -> None:
    maps = [
        FieldMap(field="who", column="who"),
        FieldMap(field="level", column="焊接", of={"skill": "焊接"}),
        FieldMap(field="level", column="钳工", of={"skill": "钳工"}),
    ]
    rows = rows_of(a_table(("who", "焊接", "钳工"), ("1", "3", ""), ("2", "2", "4")), maps)
    found = [(row.text("who"), row.text("skill"), row.amount("level")) for row in rows]
    assert found == [
        ("1", "焊接", Decimal(3)),
        ("2", "焊接", Decimal(2)),
        ("2", "钳工", Decimal(4)),
    ]


def test_the_scale_that_a_sheet_notes_holds_for_its_amounts() -> None:
    row = only(rows_of(a_table(("who", "cost"), ("1", "1.5"), scale="万元")))
    assert row.money().money == Money(Decimal(15_000), "CNY")
    assert row.report.in_file == {"CNY": Decimal(15_000)}


def test_an_unknown_word_is_asked_about_once_and_costs_its_cell() -> None:
    rows = rows_of(a_table(("who", "state"), ("1", "在"), ("2", "maybe"), ("3", "maybe")))
    assert [row.word("state") for row in rows] == ["here", None, None]
    (question,) = rows.report.questions
    assert (question.key, question.rows) == ("word:state=maybe", 2)


def test_an_answered_word_means_what_was_said() -> None:
    answers = Answers({"word:state=maybe": "gone"})
    row = only(rows_of(a_table(("who", "state"), ("2", "maybe")), answers=answers))
    assert (row.word("state"), row.report.questions) == ("gone", [])


def test_a_day_that_could_be_two_is_never_guessed() -> None:
    rows = rows_of(a_table(("who", "on"), ("1", "04/02/2025")))
    row = only(rows)
    assert row.day("on") is None
    assert [one.code for one in row.report.cells_left_out] == ["day_order_unclear"]


def test_a_day_that_could_be_two_is_what_was_said() -> None:
    table = a_table(("who", "on"), ("1", "04/02/2025"))
    read = only(rows_of(table, answers=Answers({"day_order": "day_first"}))).day("on")
    assert read == date(2025, 2, 4)


def test_one_day_tells_the_order_of_the_others() -> None:
    rows = rows_of(a_table(("who", "on"), ("1", "04/02/2025"), ("2", "28/02/2025")))
    assert [row.day("on") for row in rows] == [date(2025, 2, 4), date(2025, 2, 28)]
