"""Budgets from files: by unit, year, quarter and programme, with what was used before."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.queries.budget_phases import planned_phases
from engine.store.database import Database
from engine.store.tables import BudgetEntry, BudgetLine, BudgetPosting, BudgetSum, OrgUnit
from engine.usecases.imports.settings import CODES
from tests.engine.imports.files import Imported, counted, load, refused

PEOPLE = "工号,姓名,部门\n1,甲,生产部\n2,乙,销售部\n"
HEAD = "部门,年度,培训预算(万元)\n"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(either_store: Database, tmp_path: Path) -> Database:
    load(either_store, tmp_path, PEOPLE, name="people.csv")
    return either_store


def sums(database: Database) -> dict[tuple[str, str, str], Decimal]:
    """What the ledger has by unit, programme and kind."""
    statement = (
        select(OrgUnit.name, BudgetLine.programme, BudgetSum.kind, BudgetSum.amount)
        .join(BudgetLine, BudgetLine.id == BudgetSum.line_id)
        .join(OrgUnit, OrgUnit.id == BudgetLine.org_unit_id)
    )
    with database.reading() as session:
        return {
            (unit, what, kind): amount for unit, what, kind, amount in session.execute(statement)
        }


def asked(result: Imported) -> list[str]:
    return [one.partition(":")[0] for one in result.questions if one not in CODES]


def test_a_year_without_any_budget_gets_one(store: Database, tmp_path: Path) -> None:
    result = load(store, tmp_path, f"{HEAD}生产部,2027,18\n销售部,2027,6.5\n")
    assert counted(result) == [(2, 0, 0)]
    assert sums(store) == {
        ("生产部", "all", "allocate"): Decimal(180_000),
        ("销售部", "all", "allocate"): Decimal(65_000),
    }


def test_opening_figures_are_within_their_budgets_and_no_money_beside_them(
    store: Database, tmp_path: Path
) -> None:
    report = load(store, tmp_path, USED, opening_figures="post").report
    assert (report.paid["CNY"], report.opened["CNY"]) == (1000, 300)


def test_a_row_of_years_is_several_budgets(store: Database, tmp_path: Path) -> None:
    report = load(
        store, tmp_path, "部门,2026年培训预算(万元),2027年培训预算(万元)\n生产部,18,20\n"
    ).report
    assert dict(report.things) == {"budget_line": 2}
    assert ("wide", {"of": ["year"], "columns": 2}) in [
        (one.code, dict(one.args)) for one in report.facts
    ]
    single = load(store, tmp_path, f"{HEAD}销售部,2027,20\n").report
    assert dict(single.things) == {}


def test_the_same_again_changes_nothing_and_another_sum_corrects(
    store: Database, tmp_path: Path
) -> None:
    load(store, tmp_path, f"{HEAD}生产部,2027,18\n")
    assert counted(load(store, tmp_path, f"{HEAD}生产部,2027,18\n")) == [(0, 0, 1)]
    result = load(store, tmp_path, f"{HEAD}生产部,2027,20\n")
    assert [(one.old, one.new) for one in result.report.changes] == [
        ("180,000.00 CNY", "200,000.00 CNY")
    ]
    assert sums(store)["生产部", "all", "allocate"] == 200_000


def test_quarters_are_those_of_the_months_that_their_headings_name(
    store: Database, tmp_path: Path
) -> None:
    head = "2027年度培训预算,,,,\n部门,Q1 Jul–Sep,Q2 Oct–Dec,Q3 Jan–Mar,Q4 Apr–Jun\n"
    result = load(store, tmp_path, f"{head}生产部,3000,4000,1000,2000\n", year="2027")
    with store.reading() as session:
        (line,) = session.scalars(select(BudgetLine.id))
        planned = planned_phases(session, [line])[line]
    assert planned == {1: 1000, 2: 2000, 3: 3000, 4: 4000}
    told = [one.args for one in result.report.remarks if one.code == "quarter_by_months"]
    assert [(one["said"], one["taken"]) for one in told][:1] == [("2027-Q1 (07-09)", "2027-Q3")]


def test_quarters_in_columns(store: Database, tmp_path: Path) -> None:
    text = "2027年度培训预算,,,,\n部门,一季度,二季度,三季度,四季度\n生产部,1000,2000,3000,4000\n"
    load(store, tmp_path, text, year="2027")
    with store.reading() as session:
        line = session.scalars(select(BudgetLine)).one()
        phases = planned_phases(session, [line.id])[line.id]
    assert phases == {1: 1000, 2: 2000, 3: 3000, 4: 4000}
    assert sums(store) == {("生产部", "all", "allocate"): Decimal(10_000)}


def test_a_unit_that_is_not_there_is_refused(store: Database, tmp_path: Path) -> None:
    result = load(store, tmp_path, f"{HEAD}生产部,2027,18\n研究院,2027,6\n")
    assert [row for row, _ in refused(result)] == [3]
    assert len(sums(store)) == 1


def test_programmes_that_nothing_is_called_are_kept_until_somebody_says_otherwise(
    store: Database, tmp_path: Path
) -> None:
    text = "部门,年度,培训项目,预算金额\n生产部,2027,安全,1000\n生产部,2027,技能,500\n"
    assert asked(load(store, tmp_path, text)) == ["unknown_programmes"]
    assert {programme for _, programme, _ in sums(store)} == {"安全", "技能"}


@pytest.mark.parametrize(
    ("answer", "programmes"), [("keep", {"安全", "技能"}), ("whole_unit", {"all"})]
)
def test_programmes_that_nothing_is_called_are_what_is_said(
    store: Database, tmp_path: Path, answer: str, programmes: set[str]
) -> None:
    text = "部门,年度,培训项目,预算金额\n生产部,2027,安全,1000\n生产部,2027,技能,500\n"
    load(store, tmp_path, text, unknown_programmes=answer)
    found = sums(store)
    assert {programme for _, programme, _ in found} == programmes
    assert sum(found.values()) == 1500


USED = "部门,年度,培训预算,已使用\n生产部,2026,1000,300\n"


def test_what_was_used_is_asked_about_and_the_budget_is_loaded(
    store: Database, tmp_path: Path
) -> None:
    assert asked(load(store, tmp_path, USED)) == ["opening_figures"]
    assert sums(store) == {("生产部", "all", "allocate"): Decimal(1000)}


def test_what_was_used_is_booked_where_that_is_said(store: Database, tmp_path: Path) -> None:
    result = load(store, tmp_path, USED, opening_figures="post")
    assert asked(result) == []
    wanted = {("生产部", "all", "allocate"): 1000, ("生产部", "all", "actual"): 300}
    assert sums(store) == wanted
    load(store, tmp_path, USED, opening_figures="post")
    assert sums(store) == wanted


def test_more_used_than_there_is_is_said_and_the_budget_set(
    store: Database, tmp_path: Path
) -> None:
    text = USED.replace("300", "3000")
    result = load(store, tmp_path, text, opening_figures="post")
    assert [one.code for one in result.report.remarks] == ["overspent"]
    assert (refused(result), sums(store)) == ([], {("生产部", "all", "allocate"): Decimal(1000)})


def test_a_wrong_figure_of_before_refuses_its_row_whole(store: Database, tmp_path: Path) -> None:
    text = USED + "销售部,2026,500,很多\n"
    result = load(store, tmp_path, text, opening_figures="post")
    assert refused(result) == [(3, "no_number")]
    assert ("销售部", "all", "allocate") not in sums(store)


def test_what_was_spent_beyond_a_budget_is_told_as_not_loaded(
    store: Database, tmp_path: Path
) -> None:
    result = load(store, tmp_path, USED.replace("300", "3000"), opening_figures="post")
    assert (result.report.paid["CNY"], result.report.unpaid["CNY"]) == (1000, 3000)


def test_a_unit_is_found_by_its_cost_centre(store: Database, tmp_path: Path) -> None:
    with store.transaction() as session:
        unit = session.scalars(select(OrgUnit).where(OrgUnit.name == "生产部")).one()
        unit.cost_centre = "CC10"
    text = "成本中心,年度,培训预算\nCC10,2027,1000\nCC99,2027,5\n"
    result = load(store, tmp_path, text)
    assert refused(result) == [(3, "unknown_unit")]
    assert sums(store) == {("生产部", "all", "allocate"): Decimal(1000)}


LITTLE = "部门,年度,培训预算\n生产部,2027,0.8\n销售部,2027,19\n生产部,2027,4.5\n"


def test_amounts_too_small_for_yuan_wait_for_what_they_are_in(
    store: Database, tmp_path: Path
) -> None:
    result = load(store, tmp_path, LITTLE)
    assert (asked(result), sums(store)) == (["budget_scale"], {})


@pytest.mark.parametrize(("said", "amount"), [("ten_thousand", 53_000), ("as_written", "5.3")])
def test_they_are_what_was_said(
    store: Database, tmp_path: Path, said: str, amount: int | str
) -> None:
    result = load(store, tmp_path, LITTLE, budget_scale=said)
    assert asked(result) == []
    assert sums(store)["生产部", "all", "allocate"] == Decimal(amount)


def test_amounts_that_say_what_they_are_in_are_not_asked_about(
    store: Database, tmp_path: Path
) -> None:
    assert (
        asked(load(store, tmp_path, f"{HEAD}生产部,2027,1\n销售部,2027,6.5\n生产部,2027,2\n")) == []
    )


def test_the_first_units_are_those_that_budgets_are_for(
    either_store: Database, tmp_path: Path
) -> None:
    load(either_store, tmp_path, f"{HEAD}生产部,2027,18\n销售部,2027,6.5\n")
    assert sums(either_store)["销售部", "all", "allocate"] == Decimal(65_000)


def test_where_there_are_units_an_unknown_one_is_refused(store: Database, tmp_path: Path) -> None:
    assert refused(load(store, tmp_path, f"{HEAD}生产布,2027,18\n")) == [(2, "unknown_unit")]


def test_a_unit_that_stands_once_for_its_group_is_that_of_all_of_it(
    store: Database, tmp_path: Path
) -> None:
    text = (
        "部门,预算季度,培训预算(万元)\n生产部,2027-Q1,1\n,2027-Q2,2\n销售部,2027-Q1,3\n,2027-Q2,4\n"
    )
    load(store, tmp_path, text)
    assert sums(store)["生产部", "all", "allocate"] == Decimal(30_000)
    assert sums(store)["销售部", "all", "allocate"] == Decimal(70_000)


def notes(database: Database) -> list[tuple[str, str | None]]:
    with database.reading() as session:
        rows = session.execute(
            select(BudgetPosting.kind, BudgetEntry.note)
            .join(BudgetPosting, BudgetPosting.id == BudgetEntry.posting_id)
            .order_by(BudgetEntry.id)
        )
        return [(kind, note) for kind, note in rows]


def test_a_note_is_kept_with_what_is_booked(store: Database, tmp_path: Path) -> None:
    load(store, tmp_path, "部门,年度,培训预算,备注\n生产部,2027,1000,年初批复\n")
    assert notes(store) == [("allocate", "年初批复")]


def test_a_year_to_come_of_which_nothing_is_spent_begins_with_that(
    store: Database, tmp_path: Path
) -> None:
    text = "部门,年度,培训预算,已使用\n生产部,2027,1000,0\n销售部,2027,500,3\n"
    result = load(store, tmp_path, text, opening_figures="post")
    assert notes(store) == [("opening", "opening"), ("allocate", None)]
    assert (result.report.paid["CNY"], result.report.unpaid["CNY"]) == (1500, 3)
