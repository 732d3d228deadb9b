"""Kinds whose rows go straight into a table, as those of skill levels do."""

import pytest
from sqlalchemy import select

from engine.imports.shape.table import Table
from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.store.database import Database
from engine.store.tables import Employee, EmployeeSkill, Skill
from tests.engine.imports.tables import (
    CASES,
    Sheet,
    asked,
    changed,
    fates,
    load,
    needs_cases,
    refused,
    sheet,
    table,
)

LONG = "工号,姓名,技能,等级,评估日期,评估来源\n"


def matrix(made: Table, skills: list[str], **common: str) -> Sheet:
    """People by skills; `common` are the other fields with their headings."""
    maps = [FieldMap(field=field, column=column) for field, column in common.items()]
    maps += [FieldMap(field="level", column=one, of={"skill": one}) for one in skills]
    return made, SheetMapping(
        file=made.file, sheet="", fingerprint="", kind="skills", fields=tuple(maps)
    )


def levels(database: Database) -> list[tuple[str, str, str, str, str]]:
    with database.reading() as session:
        rows = session.execute(
            select(
                Employee.emp_no,
                Skill.name,
                EmployeeSkill.level,
                EmployeeSkill.assessed_on,
                EmployeeSkill.assessed_by,
            )
            .join(Employee, Employee.id == EmployeeSkill.employee_id)
            .join(Skill, Skill.id == EmployeeSkill.skill_id)
            .order_by(Employee.emp_no, Skill.name, EmployeeSkill.assessed_on)
        )
        return [
            (no, name, f"{level.normalize():f}", str(day), by) for no, name, level, day, by in rows
        ]


def test_a_list_of_levels_is_kept_and_a_later_day_is_history(store: Database) -> None:
    (report,) = load(store, sheet("skills", LONG + "000001,赵伟芳,焊接,3,2025-10-01,上级\n"))
    assert (fates(report), report.things["skill"]) == ({"ADDED": 1}, 1)
    (report,) = load(store, sheet("skills", LONG + "000001,赵伟芳, 焊接 ,4,2026-10-01,上级\n"))
    assert (fates(report), report.things["skill"]) == ({"ADDED": 1}, 0)
    assert levels(store) == [
        ("000001", "焊接", "3", "2025-10-01", "manager"),
        ("000001", "焊接", "4", "2026-10-01", "manager"),
    ]


def test_the_same_again_changes_nothing_and_another_value_corrects(store: Database) -> None:
    text = LONG + "000001,赵伟芳,焊接,3,2025-10-01,上级\n000002,,焊接,2,2025-10-01,考试\n"
    load(store, sheet("skills", text))
    (report,) = load(store, sheet("skills", text))
    assert (fates(report), changed(report)) == ({"SAME": 2}, [])
    (report,) = load(store, sheet("skills", text.replace("接,2", "接,2.5")))
    assert fates(report) == {"SAME": 1, "CHANGED": 1}
    assert changed(report) == [("level", "2", "2.5")]
    assert [one[2] for one in levels(store)] == ["3", "2.5"]


def test_a_matrix_is_an_assessment_a_cell(store: Database) -> None:
    text = (
        "工号,姓名,评估日期,焊接,钳工\n000001,赵伟芳,2025-10-01,1,-\n000002,钱磊静,2025-10-01,,\n"
    )
    text += "999,某人,2025-10-01,3,3\n000003,孙涛磊,2025-10-01,x,4\n"
    common = {"emp_no": "工号", "name": "姓名", "assessed_on": "评估日期"}
    (report,) = load(store, matrix(table(text), ["焊接", "钳工"], **common))
    assert fates(report) == {"LEFT_OUT": 1, "REFUSED": 1, "ADDED": 2}
    assert refused(report) == [(4, "unknown_employee"), (5, "no_level")]
    assert [one[:3] for one in levels(store)] == [("000001", "焊接", "1"), ("000003", "钳工", "4")]


def test_the_day_is_asked_where_the_file_has_none(store: Database) -> None:
    one = sheet("skills", "工号,技能,等级\n000001,焊接,3\n000002,焊接,4\n")
    (report,) = load(store, one)
    assert (fates(report), asked(report)) == ({"LEFT_OUT": 2}, ["day:f.csv"])
    assert (report.questions[0].rows, report.questions[0].proposed) == (2, "2026-11-23")
    assert dict(report.things) == {}
    (report,) = load(store, one, answers={"day:f.csv": "2025-10-01"})
    assert (fates(report), asked(report)) == ({"ADDED": 2}, [])
    assert levels(store)[0] == ("000001", "焊接", "3", "2025-10-01", "manager")


def test_a_scale_that_is_not_sure_is_asked_for_all_rows(store: Database) -> None:
    one = sheet("skills", LONG + "000001,,焊接,初级,2025-10-01,\n000002,,焊接,中级,2025-10-01,\n")
    (report,) = load(store, one)
    assert (fates(report), asked(report)) == ({"LEFT_OUT": 2}, ["scale:f.csv"])
    (question,) = report.questions
    (report,) = load(store, one, answers={"scale": question.options[-1]})
    assert fates(report) == {"ADDED": 2}


def test_two_levels_for_one_day_are_not_guessed_between(store: Database) -> None:
    text = (
        LONG
        + "000001,,焊接,3,2025-10-01,\n000001,,焊接,4,2025-10-01,\n000001,,焊接,3,2025-10-01,\n"
    )
    (report,) = load(store, sheet("skills", text))
    assert fates(report) == {"SAME": 1, "REFUSED": 1, "ADDED": 1}
    assert refused(report) == [(3, "twice_in_file")]


@needs_cases
@pytest.mark.parametrize(
    ("name", "day"),
    [("c16_skill_matrix.csv", "评估日期"), ("c16b_skill_matrix_as_survey.csv", "日期")],
)
def test_the_shared_cases(either_store: Database, name: str, day: str) -> None:
    files = CASES / "files"
    load(either_store, sheet("people", (files / "base_people.csv").read_text("utf-8-sig")))
    made = table((files / name).read_text("utf-8-sig"), file=name)
    skills = ["设备操作", "质量检验", "消防安全"]
    (report,) = load(
        either_store, matrix(made, skills, emp_no="工号", name="姓名", assessed_on=day)
    )
    assert (fates(report), dict(report.things)) == ({"ADDED": 60}, {"skill": 3})
    found = levels(either_store)
    assert (len(found), {one[3] for one in found}) == (180, {"2025-10-01"})
