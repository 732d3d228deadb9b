"""New units and courses that look like known ones misspelt are never made without a word."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import func, select

from engine.imports.sheet_report import SheetReport
from engine.store.database import Database
from engine.store.tables import Base, Course, OrgUnit
from tests.engine.imports import tables
from tests.engine.imports.loading.company import trainings
from tests.engine.imports.tables import asked, fates, refused, sheet

PEOPLE = "工号,姓名,部门\n1,甲一,冲压车间\n2,乙二,焊接车间\n3,丙三,Sales Department\n"
LATER = "工号,姓名,部门\n4,丁四,冲压车问\n5,戊五,冲压车问\n6,己六,Sales Dept.\n7,庚七,品管部\n"
HELD = "工号,课程,培训日期,费用\n1,Welding basic,2026-03-10,100\n"
HELD_LATER = "工号,课程,培训日期,费用\n2,Welding Basics ,2026-05-10,200\n3,Forklift,2026-05-11,50\n"
CODE = "perhaps_misspelt"


@pytest.fixture
def store(empty_store: Database) -> Database:
    load(empty_store, "people", PEOPLE)
    trainings(empty_store, HELD)
    return empty_store


def load(
    database: Database, kind: str, text: str, answers: Mapping[str, str] | None = None
) -> SheetReport:
    (report,) = tables.load(database, sheet(kind, text), answers=answers)
    return report


def names(database: Database, table: type[Base]) -> set[str]:
    with database.reading() as session:
        return {name for (name,) in session.execute(select(table.__table__.c.name))}


def test_people_of_a_misspelt_unit_wait(store: Database) -> None:
    report = load(store, "people", LATER)
    (question,) = report.questions
    assert (question.key, question.options) == (f"{CODE}:f.csv", ("same", "new", "each"))
    assert question.args["names"] == "冲压车问 → 冲压车间, Sales Dept. → Sales Department"
    assert question.rows == 3
    assert fates(report) == {"LEFT_OUT": 3, "ADDED": 1}
    assert not {"冲压车问", "Sales Dept."} & names(store, OrgUnit)


def test_a_unit_that_is_the_same_is_known_by_that_name_from_now_on(store: Database) -> None:
    report = load(store, "people", LATER, {CODE: "same"})
    assert (fates(report), asked(report)) == ({"ADDED": 4}, [])
    again = load(store, "people", "工号,姓名,部门\n8,辛八,冲压车问\n")
    assert (fates(again), asked(again)) == ({"ADDED": 1}, [])
    assert "冲压车问" not in names(store, OrgUnit)


def test_a_unit_that_is_new_is_asked_about_once(store: Database) -> None:
    whole = PEOPLE + LATER.partition("\n")[2]
    load(store, "people", whole, {CODE: "new"})
    assert {"冲压车问", "冲压车间"} <= names(store, OrgUnit)
    assert asked(load(store, "people", whole)) == []


def test_of_each_if_they_are_not_alike(store: Database) -> None:
    report = load(store, "people", LATER, {f"{CODE}:f.csv": "each"})
    assert asked(report) == [f"{CODE}:冲压车问", f"{CODE}:Sales Dept."]
    said = {f"{CODE}:f.csv": "each", f"{CODE}:冲压车问": "same", f"{CODE}:Sales Dept.": "new"}
    assert asked(load(store, "people", LATER, said)) == []
    assert names(store, OrgUnit) & {"冲压车问", "Sales Dept."} == {"Sales Dept."}


def test_a_misspelt_unit_above_makes_no_second_tree(store: Database) -> None:
    load(store, "people", "工号,姓名,部门\n9,壬九,冲压车间/一班\n10,癸十,冲压车间/二班\n")
    text = "工号,姓名,部门\n11,子一,冲压车问/一班\n12,子二,冲压车问/三班\n13,子三,焊接车间\n"
    assert fates(load(store, "people", text)) == {"LEFT_OUT": 2, "ADDED": 1}
    assert fates(load(store, "people", text, {CODE: "same"})) == {"ADDED": 2, "SAME": 1}
    assert "冲压车问" not in names(store, OrgUnit)


def test_units_with_codes_of_their_own_are_two(store: Database) -> None:
    load(store, "people", "工号,姓名,部门,部门编码\n20,子一,涂装车间,D20\n")
    report = load(store, "people", "工号,姓名,部门,部门编码\n21,子二,涂装车问,D21\n")
    assert (fates(report), asked(report)) == ({"ADDED": 1}, [])


def test_a_list_of_units_names_the_known_one_otherwise(store: Database) -> None:
    text = "部门名称,负责人\n冲压车问,\n焊接车间,\n"
    assert asked(load(store, "organisation", text)) == [f"{CODE}:f.csv"]
    report = load(store, "organisation", text, {CODE: "same"})
    assert [(one.field, one.old, one.new) for one in report.changes] == [
        ("unit", "冲压车间", "冲压车问")
    ]
    assert fates(load(store, "people", PEOPLE)) == {"SAME": 3}


def test_two_units_of_one_list_are_two(store: Database) -> None:
    report = load(store, "organisation", "部门名称,负责人\nSales Department,\nSales,\n")
    assert asked(report) == []


def test_a_misspelt_course_is_not_made(store: Database) -> None:
    report = trainings(store, HELD_LATER)
    (question,) = report.questions
    assert question.args["names"] == "Welding Basics → Welding basic"
    assert (fates(report), report.unpaid) == ({"LEFT_OUT": 1, "ADDED": 1}, {"CNY": 200})
    assert names(store, Course) == {"Welding basic", "Forklift"}


def test_a_course_that_is_the_same_is_known_by_that_name_from_now_on(store: Database) -> None:
    assert fates(trainings(store, HELD_LATER, {CODE: "same"})) == {"ADDED": 2}
    again = trainings(store, HELD_LATER)
    assert (fates(again), asked(again)) == ({"SAME": 2}, [])
    assert names(store, Course) == {"Welding basic", "Forklift"}


def test_a_course_that_is_new_is_asked_about_once(store: Database) -> None:
    trainings(store, HELD_LATER, {CODE: "new"})
    again = trainings(store, HELD_LATER)
    assert (fates(again), asked(again)) == ({"SAME": 2}, [])
    assert names(store, Course) == {"Welding basic", "Welding Basics", "Forklift"}


def test_the_catalogue_names_the_known_course_otherwise(store: Database) -> None:
    text = "课程名称,课程编号\nWelding basics,W-1\nForklift,F-1\n"
    assert fates(load(store, "courses", text)) == {"LEFT_OUT": 1, "ADDED": 1}
    report = load(store, "courses", text, {CODE: "same"})
    assert sorted((one.field, one.new) for one in report.changes) == [
        ("code", "W-1"),
        ("name", "Welding basics"),
    ]
    assert fates(trainings(store, HELD)) == {"SAME": 1}


def test_evaluations_make_no_misspelt_course(store: Database) -> None:
    text = "课程,年度,满意度\nWelding Basics,2026,4.5\n"
    mapped = sheet("evaluations", text, value="满意度", level="=reaction")
    said = {"scale": "0-5"}
    (report,) = tables.load(store, mapped, answers=said)
    assert (asked(report), refused(report)) == ([f"{CODE}:f.csv"], [])
    (report,) = tables.load(store, mapped, answers={**said, CODE: "same"})
    assert fates(report) == {"ADDED": 1}
    assert names(store, Course) == {"Welding basic"}


def test_a_first_list_asks_nothing(empty_store: Database) -> None:
    report = load(empty_store, "people", PEOPLE + "4,丁四,冲压车问\n")
    assert asked(report) == []
    with empty_store.reading() as session:
        assert session.scalar(select(func.count()).select_from(OrgUnit)) == 5
