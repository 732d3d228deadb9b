"""Every method's explanation gives the same figure when it is run again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.analysis.methods import METHODS
from engine.analysis.pairwise import Judgement
from engine.query.value import Condition, Query
from engine.store.tables import Evaluation, Explanation, PayrollYear, ServiceAgreement
from engine.usecases.allocation_asked import AllocationAsked
from engine.usecases.budget_status import budget_status
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training, estimate_cost
from engine.usecases.explanations import explain, replay
from engine.usecases.legal import education_fund, service_penalty
from engine.usecases.need_evidence import who_should_go
from engine.usecases.performance_gap import performance_gap
from engine.usecases.plan_costs import PlannedTraining, plan_costs
from engine.usecases.plan_from_goal import GoalAsked, plan_from_goal
from engine.usecases.priorities import priorities, weights_from_pairs
from engine.usecases.profile import profile
from engine.usecases.propose_request import propose_request
from engine.usecases.query import query
from engine.usecases.reallocation import reallocation
from engine.usecases.relations import RelationAsked, Side, relate
from engine.usecases.requests.draft import LineDraft, RequestDraft
from engine.usecases.requests.reviewing import review_request
from engine.usecases.requests.submitting import submit_request
from engine.usecases.simulate_allocation import simulate_allocation
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.usecases.skill_rise import RiseAsked, skill_rise
from engine.usecases.training_effect import training_effect
from engine.usecases.training_history import training_history
from engine.usecases.training_value import (
    RoiAsked,
    budget_efficiency,
    course_correlation,
    training_roi,
)
from engine.values.errors import NotEnoughData, NotFound
from engine.values.money import Money
from engine.values.period import Period

PAIRS = [
    Judgement("strategy", "business", "2"),
    Judgement("strategy", "employee", "4"),
    Judgement("business", "employee", "2"),
]
EQ = Training(course="TC-EQ")
Ask = Callable[[BudgetEngine], object]


def as_hr(usecase: Callable[..., object], *args: object) -> Ask:
    return lambda engine: engine.perform(usecase, "hr", "test", *args)


def reviewed(engine: BudgetEngine) -> object:
    line = LineDraft(training=EQ, headcount=20, period=Period(date(2027, 3, 1), date(2027, 3, 31)))
    draft = RequestDraft((line,), "W1")
    made = engine.perform(submit_request, "hr", "test", draft, "key-of-the-test")
    return engine.perform(review_request, "hr", "test", made.request.number)


ASKED: dict[str, Ask] = {
    "audience": as_hr(who_should_go, EQ, "W1"),
    "best_set": as_hr(simulate_allocation, AllocationAsked(total=Money(Decimal(700_000), "CNY"))),
    "correlation": as_hr(course_correlation, "TC-FUP", "KP-CONV", "SAL"),
    "cost_estimate": as_hr(estimate_cost, EQ, 50),
    "cost_plan": as_hr(plan_costs, [PlannedTraining(EQ, 20)]),
    "education_fund": as_hr(education_fund),
    "gap_breakdown": as_hr(gap_breakdown, "unit", "C"),
    "goal_plan": as_hr(plan_from_goal, GoalAsked(kpi="KP-SALES", change=0.1, unit="SAL")),
    "reallocation": as_hr(reallocation, ["TC-COH"]),
    "relation": as_hr(
        relate, RelationAsked(x=Side("level", "SK-EQ"), y=Side("kpi", "KP-FLT"), unit="W1")
    ),
    "skill_rise": as_hr(skill_rise, RiseAsked(skill="SK-EQ", relative=0.1, unit="W1")),
    "kpi_standing": as_hr(performance_gap, "KP-YLD", "W1"),
    "ledger_sum": as_hr(budget_status, "W1"),
    "need_evidence": as_hr(propose_request, EQ, 50, "W1"),
    "next_year_by_effect": as_hr(training_effect, "TC-LEAN"),
    "pairwise_weights": as_hr(weights_from_pairs, PAIRS),
    "person_gap": as_hr(profile),
    "request_check": reviewed,
    "request_outlook": reviewed,
    "proportional_split": as_hr(
        simulate_allocation,
        AllocationAsked(total=Money(Decimal(700_000), "CNY"), mode="proportional"),
    ),
    "query_table": as_hr(
        query,
        Query(
            of="participations",
            by=("unit",),
            measures=("hours_per_head", "last_on", "pass_rate"),
            where=(Condition(name="course", sign="is_not", values=("TC-SAF",)),),
            period=Period(date(2025, 1, 1), date(2025, 12, 31)),
        ),
    ),
    "return_on_investment": as_hr(training_roi, RoiAsked(course="TC-EQ")),
    "service_penalty": as_hr(service_penalty, date(2026, 6, 1), "E000100"),
    "skill_behind_kpi": as_hr(performance_gap, "KP-YLD", "W1"),
    "skill_gap": as_hr(skill_gap, "W1"),
    "training_history": as_hr(training_history, "RET"),
    "weighted_priority": as_hr(priorities),
}
# With data of their own; the golden cases compute them.
ELSEWHERE = {"cost_variance", "effect_per_money", "training_effect"}


def prepared(engine: BudgetEngine) -> BudgetEngine:
    """The sample company, with what the law asks for and a benefit in money."""
    with engine.database.transaction() as session:
        session.add(PayrollYear(fiscal_year=2025, amount=Decimal(20_000_000), currency="CNY"))
        session.add(
            ServiceAgreement(
                employee_id=100,
                agreed_cost=Decimal(36_000),
                currency="CNY",
                months=36,
                starts_on=date(2025, 6, 1),
                special_fund=True,
            )
        )
        session.add(
            Evaluation(
                course_id=1,
                year=2025,
                level="roi",
                measure="benefit",
                value=Decimal(500_000),
                method="estimate",
            )
        )
    return engine


@pytest.fixture
def engine(sample_engine: BudgetEngine) -> BudgetEngine:
    return prepared(sample_engine)


def test_every_method_is_asked() -> None:
    assert set(ASKED) | ELSEWHERE == set(METHODS)


@pytest.mark.parametrize("method", sorted(ASKED))
def test_it_replays_to_the_same_figure(engine: BudgetEngine, method: str) -> None:
    ASKED[method](engine)
    with engine.database.reading() as session:
        numbers = session.scalars(select(Explanation.id).where(Explanation.method == method)).all()
    assert numbers
    for number in numbers:
        found = engine.perform(replay, "hr", "test", number)
        assert found.same, found.output
        assert found.explanation.formula
        assert found.explanation.rows != []


def test_changed_inputs_do_not_replay(engine: BudgetEngine) -> None:
    engine.perform(estimate_cost, "hr", "test", EQ, 50)
    with engine.database.transaction() as session:
        stored = session.scalars(select(Explanation)).one()
        stored.inputs = {**stored.inputs, "headcount": 51}
    assert not engine.perform(replay, "hr", "test").same


def test_an_older_version_of_a_method_is_not_replayed_as_if_it_were_new(
    engine: BudgetEngine,
) -> None:
    engine.perform(estimate_cost, "hr", "test", EQ, 50)
    with engine.database.transaction() as session:
        session.scalars(select(Explanation)).one().method_version = 0
    with pytest.raises(NotFound, match="method_is_gone"):
        engine.perform(replay, "hr", "test")
    assert engine.perform(explain, "hr", "test").method == "cost_estimate"


def test_a_failed_analysis_leaves_no_explanation(engine: BudgetEngine) -> None:
    with pytest.raises(NotEnoughData):
        engine.perform(budget_efficiency, "hr", "test", "KP-CAP", 2020, 2021)
    with engine.database.reading() as session:
        assert session.scalars(select(Explanation)).all() == []
