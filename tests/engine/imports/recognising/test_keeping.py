"""What was accepted once is used again."""

import dataclasses

from engine.imports.recognising.fingerprint import fingerprint
from engine.imports.recognising.known import Known
from engine.imports.sheet_mapping import FieldMap, SheetMapping
from tests.engine.imports.recognising.tables import a_table, columns, constants, facts, proposed

HEADINGS = "员工代码|姓名|归属|课题|培训日期|培训费用"
ROW = "1|甲|生产部|消防|2026-01-05|20"
FIRST = a_table(HEADINGS, ROW, file="1月.xlsx")
KEPT = SheetMapping(
    file="1月.xlsx",
    sheet="",
    fingerprint=fingerprint(FIRST.headings),
    kind="trainings",
    fields=(
        FieldMap(field="emp_no", column="员工代码"),
        FieldMap(field="course", column="课题"),
        FieldMap(field="start_date", column="培训日期"),
    ),
    words={"outcome": {"过": "passed"}},
    headings=tuple(FIRST.headings),
)


def test_headings_in_another_order_and_writing_are_the_same() -> None:
    assert fingerprint(["工号", "Emp Name"]) == fingerprint(["emp_name", " 工号"])
    assert fingerprint(["工号"]) != fingerprint(["工号", "姓名"])


def test_the_same_headings_are_what_they_were() -> None:
    found = proposed(a_table(HEADINGS, ROW, file="2月.xlsx"), Known(kept=[KEPT]))
    assert (found.mapping.kind, found.questions) == ("trainings", ())
    assert columns(found) == {"emp_no": "员工代码", "course": "课题", "start_date": "培训日期"}
    assert found.mapping.words == KEPT.words
    assert found.mapping.file == "2月.xlsx"
    assert facts(found, "mapping_kept") == [{"file": "1月.xlsx", "sheet": ""}]


def test_a_new_column_is_proposed_and_a_missing_one_is_gone() -> None:
    table = a_table(
        "员工代码|姓名|归属|课题|培训日期|培训费用|培训结果", f"{ROW}|合格", file="2月.xlsx"
    )
    found = proposed(table, Known(kept=[KEPT]))
    assert columns(found)["outcome"] == "培训结果"
    assert columns(found)["course"] == "课题"
    assert "name" not in columns(found)


def test_a_sheet_that_was_left_out_stays_out() -> None:
    kept = dataclasses.replace(KEPT, kind=None, fields=())
    found = proposed(a_table(HEADINGS, ROW, file="2月.xlsx"), Known(kept=[kept]))
    assert (found.mapping.kind, found.questions) == (None, ())
    assert facts(found, "no_data") == [{"why": "kept_out"}]


def test_the_course_of_last_month_is_not_taken_for_this_months() -> None:
    headings = "工号|姓名|培训日期|培训结果"
    kept = SheetMapping(
        file="焊接.xlsx",
        sheet="",
        fingerprint=fingerprint(headings.split("|")),
        kind="trainings",
        fields=(
            FieldMap(field="emp_no", column="工号"),
            FieldMap(field="course", constant="焊接"),
        ),
        headings=tuple(headings.split("|")),
    )
    found = proposed(a_table(headings, "1|甲|2026-02-01|合格", file="f.xlsx"), Known(kept=[kept]))
    (question,) = found.questions
    assert question.key == "constant:f.xlsx||course"
    assert question.proposed == "焊接"
    assert constants(found) == {}
