"""The sample company: deterministic, of any size, with the article's figures in its data."""

from datetime import date

import pytest
from sqlalchemy import func, select

from engine.sample import load_sample
from engine.store.database import Database
from engine.store.tables import Base, Employee, Request
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training, estimate_cost
from engine.usecases.propose_request import propose_request
from engine.usecases.skill_gap import skill_gap
from engine.usecases.training_history import training_history
from engine.usecases.training_sessions import training_sessions
from engine.values.errors import InvalidInput
from tests.conftest import engine_over

TODAY = date(2026, 11, 23)


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All but which store it is."""
    with database.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=str)
            for table in Base.metadata.sorted_tables
            if table.name not in ("store_identity", "table_change")
        }


def test_it_is_the_same_on_both_databases(sample_store: Database, postgres_store: Database) -> None:
    with postgres_store.transaction() as session:
        load_sample(session, TODAY)
    assert contents(postgres_store) == contents(sample_store)


@pytest.mark.parametrize("employees", [100, 237, 540, 1_500])
def test_it_has_exactly_so_many_people(empty_store: Database, employees: int) -> None:
    with empty_store.transaction() as session:
        load_sample(session, TODAY, employees)
        assert session.scalar(select(func.count()).select_from(Employee)) == employees


def test_it_has_no_request_yet(sample_store: Database) -> None:
    with sample_store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Request)) == 0


def test_too_small_a_company_is_refused(empty_store: Database) -> None:
    with (
        pytest.raises(InvalidInput, match="sample_too_small"),
        empty_store.transaction() as session,
    ):
        load_sample(session, TODAY, 12)


@pytest.mark.parametrize(
    ("course", "unit_cost"),
    [
        ("TC-EQ", 1500),
        ("TC-STM", 3000),
        ("TC-SAL", 1500),
        ("TC-RET", 2000),
        ("TC-FUP", 2000),
    ],
)
def test_the_articles_prices_come_out_of_the_sessions(
    sample_engine: BudgetEngine, course: str, unit_cost: int
) -> None:
    cost = sample_engine.perform(estimate_cost, "hr", "test", Training(course=course), 100)
    assert cost.unit_cost.amount == unit_cost


def test_two_hundred_operators_of_whom_three_fifths_are_below_the_mean(
    sample_engine: BudgetEngine,
) -> None:
    proposal = sample_engine.perform(
        propose_request, "workshop-head", "test", Training(course="TC-EQ"), 200, None, "PO-LINE"
    )
    need = proposal.need
    assert need is not None
    assert (need.assessed, need.share_below_mean, need.must_do) == (200, 0.6, True)


def test_conversion_is_five_points_short_because_of_follow_up(sample_engine: BudgetEngine) -> None:
    proposal = sample_engine.perform(
        propose_request, "sales-head", "test", Training(course="TC-FUP"), 100
    )
    assert proposal.need is not None
    assert proposal.need.kpi is not None
    compared = proposal.need.kpi.comparison
    people = compared.with_gap + compared.without_gap
    mean = (
        compared.mean_with_gap * compared.with_gap
        + compared.mean_without_gap * compared.without_gap
    ) / people
    assert mean == pytest.approx(0.25, abs=0.002)
    # 60 miss the target; four fifths of them are short of the skill.
    missing_and_short = compared.missing_with_gap * compared.with_gap
    missing = missing_and_short + compared.missing_without_gap * compared.without_gap
    assert missing_and_short / missing == pytest.approx(0.8, abs=0.02)


def test_negotiation_is_short_only_among_those_of_three_years_and_more(
    sample_engine: BudgetEngine,
) -> None:
    proposal = sample_engine.perform(
        propose_request, "sales-head", "test", Training(course="TC-NEG"), 100
    )
    assert proposal.narrower is not None
    assert proposal.narrower.headcount == 40


def test_three_tenths_of_the_java_developers_lack_the_certificate(
    sample_engine: BudgetEngine,
) -> None:
    report = sample_engine.perform(skill_gap, "rd-head", "test", None, "PO-JAVA")
    assert [(row.required, row.missing) for row in report.report.certificates] == [(40, 12)]


def test_last_years_retail_was_400_participants_for_800_000(sample_engine: BudgetEngine) -> None:
    report = sample_engine.perform(training_history, "hr", "test", "RET", "TC-RET")
    retail = report.history.courses[0].held
    assert (retail.participations, retail.total.amount) == (400, 800_000)


def test_the_sessions_of_a_unit_cost_what_its_history_says(sample_engine: BudgetEngine) -> None:
    asked = ("SAL", None, None, None)
    history = sample_engine.perform(training_history, "hr", "test", *asked).history
    report = sample_engine.perform(training_sessions, "hr", "test", *asked)
    sessions = report.sessions
    assert (report.count, len(sessions)) == (history.sessions, history.sessions)
    assert sum(one.participants for one in sessions) == history.participations
    assert sum(one.total.amount for one in sessions) == history.total.amount
    parts = [part for one in sessions for part in one.parts.values()]
    assert sum(part.amount for part in parts) == history.total.amount
    assert [one.start for one in sessions] == sorted(one.start for one in sessions)


def test_a_company_of_another_size_has_the_same_shares(empty_store: Database) -> None:
    with empty_store.transaction() as session:
        load_sample(session, TODAY, 300)
    proposal = engine_over(empty_store).perform(
        propose_request, "workshop-head", "test", Training(course="TC-EQ"), 50
    )
    assert proposal.need is not None
    assert proposal.need.share_below_mean == pytest.approx(0.6, abs=0.01)
