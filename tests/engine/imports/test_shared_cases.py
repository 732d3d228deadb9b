"""The handed files, loaded as they are: each comes out right, or the right question is asked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.imports.sheet_report import Fate
from engine.queries.import_totals import costs_by_unit
from engine.store.database import Database
from engine.store.tables import (
    Appraisal,
    Base,
    BudgetLine,
    Employee,
    EmployeeSkill,
    KpiResult,
    OrgUnit,
    Participation,
    TrainingSession,
)
from engine.usecases.imports.settings import CODES
from tests.engine.imports.files import Imported, counted, give, given, paid, refused

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
pytestmark = pytest.mark.skipif(
    not CASES.exists(), reason="the shared cases are not part of the product"
)
WHOLE = {"CNY": "202044.70"}


def load(database: Database, *names: str, **answers: str) -> Imported:
    """What is asked of the company itself is no question about a file."""
    return give(database, given(*(CASES / name for name in names)), answers=answers)


def asked(result: Imported) -> list[str]:
    keys = [one for one in result.questions if one not in CODES]
    return [key.partition(":")[0] for key in keys]


def rows(database: Database, table: type[Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def tree(database: Database) -> set[str]:
    """The units by the names down from below the company."""
    with database.reading() as session:
        units = {one.id: one for one in session.scalars(select(OrgUnit))}
    found = set()
    for one in units.values():
        names: list[str] = []
        while one.parent_id is not None:
            names.insert(0, one.name)
            one = units[one.parent_id]
        found.add("/".join(names))
    return found - {""}


def left(database: Database) -> int:
    with database.reading() as session:
        gone = select(func.count()).where(Employee.status == "left")
        return session.scalar(gone) or 0


@pytest.fixture
def store(empty_store: Database) -> Database:
    load(empty_store, "people/people1.csv")
    load(empty_store, "people/train1.csv")
    return empty_store


@pytest.fixture
def base(empty_store: Database) -> Database:
    load(empty_store, "files/base_people.csv")
    return empty_store


def by_unit(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {one.name: f"{one.totals[0].amount}" for one in costs_by_unit(session)}


# ---- people who move, units that are renamed, numbers that are given again


def test_b16a_people_who_move(store: Database) -> None:
    result = load(store, "people/people_moved.csv")
    assert by_unit(store) == {"生产部": "5400.00", "销售部": "4000.00"}
    assert [one.row for one in result.report.changes] == [10, 11]


def test_b16b_a_renamed_department(store: Database) -> None:
    (question,) = load(store, "people/people_ren.csv").report.questions
    assert (question.code, question.args["new"]) == ("unit_renamed", "制造部")
    load(store, "people/people_ren.csv", **{question.key: "renamed"})
    assert by_unit(store) == {"制造部": "5400.00", "销售部": "4000.00"}


def test_b16c_a_corrected_export(store: Database) -> None:
    result = load(store, "people/train_fix.csv")
    changes = [(one.row, one.old, one.new) for one in result.report.changes]
    assert (paid(result), changes) == (
        {"CNY": "9900.00"},
        [(2, "1,000.00 CNY", "1,500.00 CNY")],
    )


def test_b16e_a_number_given_to_a_new_person(store: Database) -> None:
    load(store, "people/people_left.csv")
    assert asked(load(store, "people/people_reuse.csv")) == ["number_reused"]
    load(store, "people/people_reuse.csv", **{"number_reused:1001": "yes"})
    assert by_unit(store) == {"生产部": "5400.00", "销售部": "4000.00"}


# ---- rosters


@pytest.mark.parametrize("name", ["c01_roster_title_row.xlsx", "c02_roster_levels.xlsx"])
def test_a_roster_with_titles_and_levels(empty_store: Database, name: str) -> None:
    result = load(empty_store, f"files/{name}")
    assert (rows(empty_store, Employee), asked(result), refused(result)) == (60, [], [])
    assert len(tree(empty_store)) == 10
    assert left(empty_store) == (9 if name.startswith("c02") else 0)


def test_c13_numbers_that_lost_their_zeros(base: Database) -> None:
    assert asked(load(base, "files/c13_empno_numbers.xlsx")) == ["padded_numbers"]
    result = load(base, "files/c13_empno_numbers.xlsx", padded_numbers="yes")
    assert counted(result) == [(20, 0, 0)]


def test_c22_paths_are_a_tree(empty_store: Database) -> None:
    load(empty_store, "files/c22_paths.csv")
    assert {"华东大区", "华东大区/销售部"} <= tree(empty_store)


def test_c22b_two_units_of_one_name(empty_store: Database) -> None:
    load(empty_store, "files/c22b_levels.csv")
    assert len([one for one in tree(empty_store) if one.endswith("/销售部")]) == 2


def test_c23_whether_those_who_are_missing_left(base: Database) -> None:
    assert asked(load(base, "files/c23_people_next_month.csv")) == ["not_in_the_list"]
    assert left(base) == 0
    load(base, "files/c23_people_next_month.csv", not_in_the_list="left")
    assert left(base) == 10


def test_r04_two_files_that_need_each_other(empty_store: Database) -> None:
    names = "files/r04_departments.csv", "files/r04_employees_dept_id.csv"
    load(empty_store, *names)
    assert rows(empty_store, Employee) == 2
    with empty_store.reading() as session:
        units = set(session.scalars(select(OrgUnit.name)))
    assert not any(name.isdigit() for name in units)


def test_r07_people_without_a_number(empty_store: Database) -> None:
    result = load(empty_store, "files/r07_org_paths_no_number.csv")
    assert (result.employees, refused(result)) == (3, [])


def test_r09_an_organisation_chart(empty_store: Database) -> None:
    load(empty_store, "files/r09_org_chart.csv")
    assert len(tree(empty_store)) == 2


# ---- trainings and what they cost


@pytest.mark.parametrize(
    "name",
    [
        "c04_ledger_cost_yuan_heading.xlsx",
        "c05_cost_wan_heading.xlsx",
        "c10_semicolon_decimal_comma.csv",
        "c10_utf16_unicode_text.txt",
        "c10_gbk.csv",
        "c10_tab.tsv",
        "c10_old.xls",
        "base_trainings.csv",
    ],
)
def test_the_same_costs_in_other_forms(base: Database, name: str) -> None:
    result = load(base, f"files/{name}")
    assert (paid(result), result.participations, asked(result)) == (WHOLE, 150, [])
    assert result.report.remarks == []


def test_c09_spellings_of_amounts(base: Database) -> None:
    result = load(base, "files/c09_amounts.csv", no_cost_words="zero")
    assert refused(result) == [
        (12, "decimal_unclear"),
        (14, "no_number"),
        (19, "decimal_unclear"),
        (20, "no_number"),
    ]
    assert asked(result) == ["decimal"]
    # 12,000 + 8 × 1,200 + 0.5 + no costs − 300
    assert Decimal(paid(result)["CNY"]) == Decimal("21300.50")


def test_c12_a_corrected_cost(base: Database) -> None:
    load(base, "files/c12_v1.csv")
    result = load(base, "files/c12_v2_corrected.csv")
    assert (counted(result), paid(result)) == ([(0, 1, 0)], {"CNY": "1800.00"})


@pytest.mark.parametrize(
    "name", ["c20_workbook.xlsx", "c20b_workbook_two_sheets.xlsx", "c20c_two_good_sheets.xlsx"]
)
def test_a_workbook_of_several_sheets(base: Database, name: str) -> None:
    result = load(base, f"files/{name}")
    assert [one.kind for one in result.reports if one.kind] == ["people", "trainings"]
    assert (paid(result), result.participations) == (WHOLE, 150)


def test_c24_what_outcomes_say(base: Database) -> None:
    result = load(base, "files/c24_outcomes.csv")
    assert asked(result) == ["word", "word"]
    assert [one.code for one in result.report.remarks] == [
        "marks_without_pass",
        "did_not_take_part_cost",
    ]
    assert result.participations == 7


def test_c26_names_in_a_cell(base: Database) -> None:
    result = load(base, "files/c26_session_with_names.csv")
    assert rows(base, TrainingSession) == 2
    assert {one.code for one in result.report.cells_left_out} == {"namesakes", "unknown_employee"}


@pytest.mark.parametrize("name", ["c28_title_line_csv.csv", "c29_total_row.csv"])
def test_titles_and_totals_are_no_rows(base: Database, name: str) -> None:
    result = load(base, f"files/{name}")
    assert (counted(result), paid(result)) == ([(2, 0, 0)], {"CNY": "3000.00"})


def test_c30_a_merged_amount_is_asked_about(base: Database) -> None:
    assert asked(load(base, "files/c30_merged_cells.xlsx")) == ["merged_amount"]


def test_c32_two_days_are_one_session(base: Database) -> None:
    result = load(base, "files/c32_two_day_course.csv")
    assert (rows(base, TrainingSession), rows(base, Participation)) == (1, 1)
    assert paid(result) == {"CNY": "1500.00"}


def test_c36_a_refund(base: Database) -> None:
    load(base, "files/base_trainings.csv")
    result = load(base, "files/c36_negative_refund.csv")
    assert (paid(result), result.participations) == ({"CNY": "201544.70"}, 150)


@pytest.mark.parametrize(
    ("name", "sheets"),
    [
        ("r02_course_per_sheet.xlsx", 2),
        ("r06_training_mistaken_for_roster.csv", 1),
        ("r08_cost_usd_heading.csv", 1),
    ],
)
def test_trainings_are_no_roster(empty_store: Database, name: str, sheets: int) -> None:
    result = load(empty_store, f"files/{name}")
    assert {one.kind for one in result.reports} == {"trainings"}
    fates = [fate for one in result.reports for fate in one.fates.values()]
    # Nobody of them is in the store yet; one a sheet did not take part.
    assert fates.count(Fate.REFUSED) == sheets
    assert fates.count(Fate.LEFT_OUT) == sheets


# ---- evidence and budgets


def test_c14_a_cycle_each(base: Database) -> None:
    load(base, "files/c14_rating_2024.csv")
    load(base, "files/c14_rating_2025.csv")
    with base.reading() as session:
        cycles = dict(
            session.execute(select(Appraisal.cycle, func.count()).group_by(Appraisal.cycle)).all()
        )
    assert sorted(cycles.values()) == [60, 60]


@pytest.mark.parametrize("name", ["c16_skill_matrix.csv", "c16b_skill_matrix_as_survey.csv"])
def test_a_matrix_of_skills(base: Database, name: str) -> None:
    load(base, f"files/{name}")
    assert rows(base, EmployeeSkill) == 180


def test_c18_budgets_in_ten_thousands(base: Database) -> None:
    load(base, "files/c18_budget.xlsx")
    with base.reading() as session:
        planned = session.scalars(select(BudgetLine.planned)).all()
    assert (len(planned), sum(planned)) == (5, Decimal(500_000))


def test_c19_results_of_a_kpi(base: Database) -> None:
    load(base, "files/c19_kpi.csv")
    assert rows(base, KpiResult) == 60
