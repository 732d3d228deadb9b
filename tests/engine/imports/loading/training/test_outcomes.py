"""How trainings ended: words, marks, yes and no; and who was not there."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.store.database import Database
from engine.store.tables import Participation
from tests.engine.imports.loading.company import (
    asked_in,
    attended,
    paid,
    people,
    remarks,
    trainings,
)
from tests.engine.imports.tables import Sheet, fates, load, refused, table

C24 = "工号,课程名称,培训日期,费用,培训结果\n" + "".join(
    f"{n},消防安全培训,2025-03-05,300,{said}\n"
    for n, said in enumerate(
        "合格 不合格 优秀 及格 Pass Fail 未参加 缺勤 请假 Dropped InProgress Enrolled 95 是 否 "
        "Not-Attended".replace("InProgress", "In_Progress").split(),
        1,
    )
).replace("In_Progress", "In Progress")


def outcomes(database: Database) -> list[str | None]:
    with database.reading() as session:
        return list(session.scalars(select(Participation.outcome).order_by(Participation.id)))


def test_c24_the_usual_outcomes(either_store: Database) -> None:
    people(either_store)
    report = trainings(either_store, C24)
    assert sorted(asked_in(report)) == ["word:outcome=否", "word:outcome=是"]
    assert (attended(either_store), paid(either_store)) == (7, {"CNY": "2100.00"})
    assert fates(report) == {"ADDED": 7, "LEFT_OUT": 9}
    assert remarks(report) == [("marks_without_pass", 0), ("did_not_take_part_cost", 0)]
    answers = {"pass_mark": "60", "word:outcome=否": "not_taken", "word:outcome=是": "passed"}
    trainings(either_store, C24, answers)
    assert outcomes(either_store) == [
        "passed",
        "failed",
        "passed",
        "passed",
        "passed",
        "failed",
        "passed",
        "passed",
    ]


@pytest.mark.parametrize(
    ("heading", "said", "outcome"),
    [
        ("是否通过", "是", "passed"),
        ("是否通过", "否", "failed"),
        ("是否合格", "√", "passed"),
        ("是否完成", "否", "incomplete"),
        ("Passed", "Y", "passed"),
        ("Completed", "no", "incomplete"),
        ("是否通过", "1", "passed"),
    ],
)
def test_yes_and_no_by_the_heading(
    empty_store: Database, heading: str, said: str, outcome: str
) -> None:
    people(empty_store)
    report = trainings(empty_store, f"工号,课程,培训日期,{heading}\n1,焊接,2025-03-05,{said}\n")
    assert (outcomes(empty_store), asked_in(report)) == ([outcome], [])


@pytest.mark.parametrize(
    ("heading", "said", "was_there"),
    [
        ("是否参加", "是", True),
        ("是否参加", "否", False),
        ("是否缺勤", "是", False),
        ("是否缺勤", "否", True),
        ("Attended", "N", False),
        ("出勤", "√", True),
        ("出勤", "请假", False),
    ],
)
def test_whether_somebody_came(
    empty_store: Database, heading: str, said: str, was_there: bool
) -> None:
    people(empty_store)
    report = trainings(empty_store, f"工号,课程,培训日期,{heading}\n1,焊接,2025-03-05,{said}\n")
    assert (attended(empty_store), asked_in(report)) == (int(was_there), [])


def test_r02_attendance_and_outcome_in_two_columns(empty_store: Database) -> None:
    people(empty_store, {"346": "Ann", "321": "Bob"})
    text = (
        "Emp_ID,Training_Date,Training_Status,Assessment_Status\n"
        "346,2025-05-20,Done,Pass\n321,2025-05-20,Not-Attended,Fail\n"
    )
    fields = {
        "emp_no": "Emp_ID",
        "start_date": "Training_Date",
        "attendance": "Training_Status",
        "outcome": "Assessment_Status",
        "course": "=Kaizen",
    }
    report = trainings(empty_store, text, None, **fields)
    assert (outcomes(empty_store), fates(report)) == (["passed"], {"ADDED": 1, "LEFT_OUT": 1})


def test_r06_marks_beside_words(empty_store: Database) -> None:
    people(empty_store, {"EMP1": "Ann Alder", "EMP2": "Bob Birch"})
    text = (
        "employee id,employee name,department,training course,completion date,score,status\n"
        "EMP1,Ann Alder,Strategy,AML & Compliance Basics,2024-12-27,65,Completed\n"
        "EMP2,Bob Birch,Communications,Digital Transformation,2024-09-30,93,In Progress\n"
    )
    report = trainings(empty_store, text)
    assert (outcomes(empty_store), paid(empty_store)) == (["completed"], {})
    assert remarks(report) == [("did_not_take_part", 0), ("without_cost", 0)]


def test_marks_alone_are_no_outcome_until_it_is_said_what_passes(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,培训日期,成绩\n1,焊接,2025-03-05,95\n2,焊接,2025-03-05,59.5分\n"
    report = trainings(empty_store, text)
    assert (asked_in(report), remarks(report)) == (
        [],
        [("marks_without_pass", 0), ("without_cost", 0)],
    )
    assert outcomes(empty_store) == [None, None]
    trainings(empty_store, text, {"pass_mark": "60"})
    assert outcomes(empty_store) == ["passed", "failed"]


def test_who_came_but_did_not_sit_the_examination(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,培训日期,是否参加,考核结果\n1,焊接,2025-03-05,是,缺考\n"
    trainings(empty_store, text)
    assert (attended(empty_store), outcomes(empty_store)) == (1, [None])


def test_r08_who_is_only_enrolled_paid_nothing(empty_store: Database) -> None:
    people(empty_store, {"EMP1": "A", "EMP2": "B"})
    text = (
        "training id,employee id,course name,start date,completion date,status,cost_usd\n"
        "T1,EMP1,SQL Mastery,2023-05-04,2024-05-29,Completed,1390\n"
        "T2,EMP2,SQL Mastery,2024-11-03,,Enrolled,1663\n"
    )
    report = trainings(empty_store, text, cost="cost_usd")
    assert (paid(empty_store), fates(report)) == ({"USD": "1390.00"}, {"ADDED": 1, "LEFT_OUT": 1})
    assert report.unpaid == {"USD": 1663}


def test_what_is_only_planned_is_no_training(empty_store: Database) -> None:
    text = "课程,培训日期,人数,费用,培训状态\n焊接,2025-03-05,5,100,计划中\n焊接,2025-04-05,5,100,已完成\n"
    report = trainings(empty_store, text)
    assert (paid(empty_store), remarks(report)) == ({"CNY": "100.00"}, [("session_planned", 0)])


def test_parts_of_a_cell_that_agree(empty_store: Database) -> None:
    people(empty_store)
    text = (
        "工号,课程,培训日期,是否参加\n1,焊接,2025-03-05,N - no show\n"
        "2,焊接,2025-03-05,缺勤（病假）\n3,焊接,2025-03-05,Y\n"
    )
    report = trainings(empty_store, text)
    assert (attended(empty_store), asked_in(report)) == (1, [])


def test_marks_beside_the_attendance_are_no_question(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,培训日期,出勤情况,成绩\n1,焊接,2025-03-05,出勤,90\n2,焊接,2025-03-05,请假,\n"
    report = trainings(empty_store, text)
    assert (attended(empty_store), asked_in(report)) == (1, [])


def test_who_has_no_sign_where_the_others_have_one_did_not_come(empty_store: Database) -> None:
    people(empty_store)
    report = trainings(
        empty_store, "工号,课程,培训日期,签到\n1,焊接,2025-03-05,√\n2,焊接,2025-03-05,\n"
    )
    assert (attended(empty_store), fates(report)) == (1, {"ADDED": 1, "LEFT_OUT": 1})
    assert ("not_signed", 0) in remarks(report)


def test_who_has_no_word_where_some_are_absent_may_have_come(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程,培训日期,签到\n1,焊接,2025-03-05,缺席\n2,焊接,2025-03-05,\n"
    trainings(empty_store, text)
    assert attended(empty_store) == 1


def test_a_line_between_the_rows_is_no_participation(empty_store: Database) -> None:
    people(empty_store)
    report = trainings(empty_store, "工号,课程,培训日期\n1,焊接,2025-03-05\n,焊接 小计,\n")
    assert (fates(report), remarks(report)) == (
        {"ADDED": 1, "LEFT_OUT": 1},
        [("row_says_nothing", 0), ("without_cost", 0)],
    )


def matrix(cells: str, field: str) -> Sheet:
    """Two people down, two courses across."""
    made = table(f"工号,安全 2025-02-10,焊接 2025-03-06\n{cells}")
    maps = [FieldMap(field="emp_no", column="工号")]
    for heading in made.headings[1:]:
        course, day = heading.split()
        of = {"course": course} | ({"start_date": day} if field == "attendance" else {})
        maps.append(FieldMap(field=field, column=heading, of=of))
    return made, SheetMapping(
        file="f.csv", sheet="", fingerprint="", kind="trainings", fields=tuple(maps)
    )


def test_a_matrix_of_days(empty_store: Database) -> None:
    people(empty_store)
    one = matrix("1,2025-02-10,NA\n2,TBA,2025-03-06\n", "start_date")
    report = load(empty_store, one, answers={})[0]
    assert (attended(empty_store), refused(report)) == (2, [])


def test_a_list_of_attendance(empty_store: Database) -> None:
    people(empty_store)
    one = matrix("1,√,×\n2,/,√\n", "attendance")
    report = load(empty_store, one, answers={})[0]
    assert (attended(empty_store), refused(report), report.questions) == (2, [], [])


def test_who_wrote_words_where_the_number_should_be_is_known_by_name(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,姓名,课程,培训日期\n1,员工1,消防,2026-03-10\n忘带,员工2,消防,2026-03-10\n"
    report = trainings(empty_store, text)
    assert fates(report) == {"ADDED": 2}
    assert [one.code for one in report.cells_left_out] == ["no_employee_number"]


@pytest.mark.parametrize("column", ["是否参训", "完成情况"])
@pytest.mark.parametrize("said", ["DNA", "请假未参加"])
def test_who_did_not_attend_by_its_abbreviation(
    empty_store: Database, column: str, said: str
) -> None:
    people(empty_store)
    text = f"工号,课程,培训日期,{column}\n1,消防,2026-03-10,已参加\n2,消防,2026-03-10,{said}\n"
    trainings(empty_store, text)
    assert attended(empty_store) == 1


def test_numbered_lines_below_a_title_that_tells_the_day_are_no_rows(empty_store: Database) -> None:
    people(empty_store)
    text = "序号,工号,姓名\n1,1,员工1\n2,,\n"
    report = trainings(empty_store, text, course="=急救", start_date="=2026-03-10")
    assert fates(report) == {"ADDED": 1, "LEFT_OUT": 1}
