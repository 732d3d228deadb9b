"""Headings that no list has, known by what their parts mean; and what is no heading of a kind."""

import pytest

from engine.imports.questions import Answers
from engine.imports.recognising.concepts import core_of, meaning_of
from engine.imports.recognising.headings import matches
from engine.imports.recognising.known import Known
from engine.imports.recognising.proposing import propose
from tests.engine.imports.recognising.tables import a_table, columns, proposed
from tests.engine.imports.tables import table


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("User Sys ID", "emp_no"),
        ("Employee No. 工号", "emp_no"),
        ("*人员编号(必填)", "emp_no"),
        ("Payroll Name", "name"),
        ("Surname, Forename", "name"),
        ("First name", "first_name"),
        ("Home Department Description", "unit"),
        ("任职部门", "unit"),
        ("部門", "unit"),
        ("Date of Onboarding 入职日期", "hire_date"),
        ("員工到職日", "hire_date"),
        ("Manager User Sys ID", "manager"),
        ("是否离职", "gone"),
    ],
)
def test_a_heading_of_people_is_known_by_its_parts(heading: str, field: str) -> None:
    found = matches("people", heading)
    assert max(found, key=lambda name: found[name].score) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Superior Org", "parent"), ("上级行政组织编码", "parent_code"), ("Org Code", "code")],
)
def test_of_units_what_is_above_is_told_from_the_unit(heading: str, field: str) -> None:
    found = matches("organisation", heading)
    assert max(found, key=lambda name: found[name].score) == field


def test_what_is_paid_for_a_person_is_not_what_is_paid() -> None:
    assert "cost_per_head" not in matches("trainings", "费用（元）")


def test_words_that_nobody_explained_mean_themselves() -> None:
    meaning = meaning_of("合同主体编码")
    assert "主体" in meaning.strange
    assert meaning.known == {"agreement", "code"}


def test_the_code_of_a_person_is_no_mere_code() -> None:
    assert core_of(frozenset({"person", "code"})) == {"person", "code"}


def test_heads_that_are_counted_are_no_numbers_of_people() -> None:
    assert "emp_no" not in matches("payroll", "No. of Employees")


@pytest.mark.parametrize(
    ("file", "headings", "row"),
    [
        ("请假记录.xlsx", "工号|姓名|部门|请假类型|开始时间|结束时间|天数|审批状态",
         "{0}|甲{0}|生产部|年假|2026-01-05|2026-01-06|2|已通过"),
        ("宿舍入住.xlsx", "房号|床位|姓名|工号|部门|入住日期", "{0}|A|甲{0}|{0}|生产部|2024-01-05"),
        ("职业健康体检.xlsx", "工号|姓名|部门|体检日期|体检机构|结论",
         "{0}|甲{0}|生产部|2026-01-05|市医院|合格"),
        ("Travel expenses.csv", "Employee|Dept|Trip|From|To|Amount EUR|Status",
         "Ann {0}|Ops|Berlin|2026-01-05|2026-01-06|32{0}|Paid"),
        ("IT assets.csv", "Asset Tag|Model|Assigned To|Department|Issue Date|Warranty Expiry",
         "LT{0}|T14|Ann {0}|Ops|2024-01-05|2027-01-05"),
        ("Pension scheme.csv", "Member ID|Surname|Forename|Join Date|Employee Contribution %",
         "E{0}|Abbott|Ann {0}|2020-01-05|5"),
    ],
)  # fmt: skip
def test_a_list_of_people_for_something_else_is_asked_about(
    file: str, headings: str, row: str
) -> None:
    rows = [row.format(number) for number in range(10, 22)]
    proposal = proposed(a_table(headings, *rows, file=file))
    assert proposal.mapping.kind is None
    assert [one.code for one in proposal.questions] == ["kind"]


def test_a_roster_whose_headings_nobody_foresaw_is_proposed() -> None:
    rows = [f"{1000 + at}|Ann {at}|Ops|Active|2020-01-0{at}|E{at}" for at in range(1, 8)]
    headings = "User Sys ID|Payroll Name|Home Department Description|Worker Stat.|Most Recent Hire|Pay Group"
    proposal = proposed(a_table(headings, *rows, file="Headcount.csv"))
    assert proposal.mapping.kind == "people"
    held = columns(proposal)
    assert held["emp_no"] == "User Sys ID"
    assert held["hire_date"] == "Most Recent Hire"


def test_a_column_that_counts_the_skills_beside_it_is_none() -> None:
    rows = [
        "1|甲|3|0|2|1|3", "2|乙|1|1|0|0|2", "3|丙|0|0|2|4|2",
        "4|丁|4|4|4|4|4", "5|戊|0|0|0|1|1", "6|己|2|0|3|0|2",
    ]  # fmt: skip
    proposal = proposed(
        a_table("工号|姓名|开卷|落料|点焊|喷粉|独立工序数", *rows, sheet="技能矩阵")
    )
    skills = {one.of["skill"] for one in proposal.mapping.fields if one.of}
    assert skills == {"开卷", "落料", "点焊", "喷粉"}


@pytest.mark.parametrize(
    "heading",
    [
        "Due Date",
        "Required Date",
        "Assigned Date",
        "Deadline",
        "学习截止日期",
        "指派日期",
        "应完成时间",
    ],
)
def test_the_days_of_a_task_are_no_days_of_training(heading: str) -> None:
    text = f"Employee ID,Course,Status,{heading},Completion Date\n"
    text += "1,Safety,Completed,2026-03-31,2026-02-10\n"
    known = Known(names={"person": {"1": "Ann"}}, kept=[])
    (proposal,) = propose([table(text)], known, Answers({}))
    fields = {one.column: one.field for one in proposal.mapping.fields}
    assert (fields.get(heading), fields["Completion Date"]) == (None, "end_date")


@pytest.mark.parametrize("heading", ["评价人", "测评人", "考评人"])
def test_who_judges_is_not_who_is_judged(heading: str) -> None:
    assert "name" not in matches("skills", heading)
    assert matches("appraisals", f"被{heading}")["name"].score > 0.8
