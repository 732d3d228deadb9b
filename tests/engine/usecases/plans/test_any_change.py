"""Whatever is done to a plan, in any order: nothing that was stored changes, and sums are sums."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.usecases.plans.changing import PlanChange, change_plan
from engine.usecases.plans.comparing import compare_plans
from engine.usecases.plans.freezing import freeze_plan
from engine.usecases.plans.looking import plan_of_year, plans_of_year
from engine.usecases.plans.versions import PlanLineView, PlanView
from engine.values.errors import EngineError
from engine.values.money import Money
from tests.company import DIRECTOR, HR
from tests.engine.usecases.plans.company import (
    EXCEL,
    LEADING,
    LEAN,
    NEXT,
    SAFETY,
    WELDING,
    planned,
)
from tests.workflow import Office

COURSES = st.sampled_from([WELDING, EXCEL, LEAN, SAFETY, LEADING])
AMOUNTS = st.none() | st.decimals("0", "99999.99", places=2).map(lambda one: Money(one, "CNY"))
CHANGES = st.builds(
    PlanChange,
    course=COURSES,
    take=st.sampled_from([None, "in", "out"]),
    quarter=st.none() | st.integers(1, 4),
    headcount=st.none() | st.integers(1, 60),
    amount=AMOUNTS,
)
FREEZE = "freeze"
STEPS = st.lists(CHANGES | st.just(FREEZE), min_size=1, max_size=5)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_versions_stay_and_their_sums_are_those_of_their_lines(
    plan_store: Office, steps: Sequence[PlanChange | str]
) -> None:
    office = plan_store
    for _ in range(2):
        planned(office)
    for step in steps:
        before = every(office)
        try:
            if isinstance(step, PlanChange):
                office.do(HR, change_plan, [step], office.key(), "why")
            else:
                office.do(DIRECTOR, freeze_plan, office.key())
        except EngineError:
            assert every(office) == before
            continue
        after = every(office)
        stood = [one for one in before if one.plan.status == "frozen"]
        assert [one.lines for one in after[: len(before)]] == [one.lines for one in before]
        assert [one for one in stood if not same_but_in_force(one, after)] == []
    for view in every(office):
        require_sums(view)
    require_difference(office)


def every(office: Office) -> list[PlanView]:
    versions = office.do(HR, plans_of_year, NEXT)
    return [office.do(HR, plan_of_year, NEXT, one.version) for one in versions]


def same_but_in_force(view: PlanView, now: Sequence[PlanView]) -> bool:
    (found,) = [one for one in now if one.plan.version == view.plan.version]
    told = (found.plan.frozen_at, found.plan.frozen_by, found.planned, found.lines, found.left)
    return told == (view.plan.frozen_at, view.plan.frozen_by, view.planned, view.lines, view.left)


def require_sums(view: PlanView) -> None:
    whole = inside(view.lines)
    assert view.planned.amount == whole
    assert sum((one.amount.amount for one in view.by_unit), Decimal(0)) == whole
    assert sum((one.amount.amount for one in view.by_quarter), Decimal(0)) == whole
    assert view.plan.total is not None
    assert view.left is not None
    assert view.left.amount == view.plan.total.amount - whole


def inside(lines: Sequence[PlanLineView]) -> Decimal:
    amounts = (one.amount for one in lines if one.is_in and one.amount is not None)
    return sum((one.amount for one in amounts), Decimal(0))


def require_difference(office: Office) -> None:
    """What is told as different between the first and the newest is all that is."""
    found = office.do(HR, compare_plans, NEXT, 1)
    gained = inside([one.after for one in found.lines if one.after])
    lost = inside([one.before for one in found.lines if one.before])
    assert found.after.amount - found.before.amount == gained - lost
