"""Prices if something were otherwise, and how many people a sum pays for: the sample company."""

from decimal import Decimal
from typing import Any

import pytest

from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import CostEstimate, Training, WhatIf, estimate_cost
from engine.usecases.headcount_for import Affordable, headcount_for
from engine.usecases.needs_costs import needs_costs
from engine.usecases.plan_costs import PlannedTraining, plan_costs
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money

EQUIPMENT, NEGOTIATION = Training(course="TC-EQ"), Training(course="TC-NEG")


def yuan(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


def cost(engine: BudgetEngine, training: Training, people: int, **what: Any) -> CostEstimate:
    return engine.perform(estimate_cost, "hr", "console", training, people, what_if=WhatIf(**what))


def people_for(engine: BudgetEngine, budget: int, **what: Any) -> Affordable:
    return engine.perform(
        headcount_for, "hr", "console", EQUIPMENT, yuan(budget), what_if=WhatIf(**what)
    )


def test_prices_ten_per_cent_up(sample_engine: BudgetEngine) -> None:
    assert cost(sample_engine, EQUIPMENT, 60, times=Decimal("1.1")).total == yuan(99_000)


def test_more_people_in_a_session_need_fewer_sessions(sample_engine: BudgetEngine) -> None:
    usual, fuller = (cost(sample_engine, NEGOTIATION, 50, capacity=one) for one in (None, 25))
    assert usual.by_session is not None
    assert fuller.by_session is not None
    assert (usual.by_session.sessions, fuller.by_session.sessions) == (3, 2)
    assert fuller.by_session.total < usual.by_session.total


def test_without_the_instructor_it_costs_less(sample_engine: BudgetEngine) -> None:
    without = cost(sample_engine, EQUIPMENT, 60, without=("instructor",))
    assert yuan(0) < without.total < yuan(90_000)


def test_what_was_never_paid_apart_cannot_be_left_out(sample_engine: BudgetEngine) -> None:
    with pytest.raises(NotEnoughData, match="no_such_costs"):
        cost(sample_engine, EQUIPMENT, 60, without=("travel",))


def test_prices_of_nothing_are_refused(sample_engine: BudgetEngine) -> None:
    with pytest.raises(InvalidInput, match="price_change_impossible"):
        cost(sample_engine, EQUIPMENT, 60, times=Decimal(0))


def test_so_many_can_go_for_a_sum(sample_engine: BudgetEngine) -> None:
    found = people_for(sample_engine, 250_000)
    assert found.headcount == 166
    assert found.cost.total == yuan(249_000)


def test_as_many_as_can_go_is_the_most(sample_engine: BudgetEngine) -> None:
    found = people_for(sample_engine, 250_000)
    assert found.in_sessions is not None
    paid, beyond = (
        cost(sample_engine, EQUIPMENT, found.in_sessions + more).by_session for more in (0, 1)
    )
    assert paid is not None
    assert beyond is not None
    assert paid.total <= yuan(250_000) < beyond.total


def test_fewer_can_go_if_prices_rise(sample_engine: BudgetEngine) -> None:
    assert people_for(sample_engine, 250_000, times=Decimal("1.1")).headcount == 151


def test_for_too_little_nobody_can_go(sample_engine: BudgetEngine) -> None:
    assert people_for(sample_engine, 1_499).headcount is None


def test_nobody_is_sent_twice(sample_engine: BudgetEngine) -> None:
    assert people_for(sample_engine, 3_000_000).everybody


def test_the_articles_plan(sample_engine: BudgetEngine) -> None:
    lines = [
        PlannedTraining(Training(course=code), people)
        for code, people in (("TC-STM", 50), ("TC-SAL", 100), ("TC-RET", 400))
    ]
    found = sample_engine.perform(plan_costs, "hr", "console", lines)
    assert found.result.total == yuan(1_100_000)


def test_all_needs_if_prices_rise(sample_engine: BudgetEngine) -> None:
    found = sample_engine.perform(needs_costs, "hr", "console", WhatIf(times=Decimal("1.08")))
    # What `simulate_allocation` has a price of, and 12 at what courses like it cost.
    assert found.now.total == yuan(1_493_000 + 12 * 3_600)
    assert found.then.total == yuan(1_659_096)
