"""Scenarios side by side, of which one is active."""

from decimal import Decimal

import pytest

from engine.store.database import Database
from engine.usecases.allocation_asked import AT_MOST, UNIT, AllocationAsked, Limit, Part
from engine.usecases.budget_scenarios import activate_scenario, save_scenario, scenarios
from engine.usecases.budget_status import budget_status
from engine.usecases.context import BudgetEngine
from engine.values.errors import BudgetExceeded, InvalidInput, NotFound, NotPermitted
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.conftest import engine_over

NEXT = YEAR + 1


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    """Two units with a need of 40,000 and 60,000; a budget on which 30,000 are reserved."""
    company = Company()
    people = company.people(20, company.root)
    for name, cost in (("A", "40000"), ("B", "60000")):
        unit = company.unit(name, company.root)
        course = company.course(f"course {name}")
        company.session(course, people[:10], cost)
        company.need(course, "strategy", "0.8", headcount=10, unit=unit)
        line = company.budget(unit, "50000", NEXT)
        if name == "A":
            company.entry(line, "reserve", "30000")
    company.write(either_store)
    return engine_over(either_store)


def total(amount: int) -> AllocationAsked:
    return AllocationAsked(total=Money(Decimal(amount), "CNY"))


def test_scenarios_lie_side_by_side_and_bind_nobody(engine: BudgetEngine) -> None:
    engine.perform(save_scenario, HR, "test", "all", total(100_000))
    engine.perform(save_scenario, HR, "test", "half", total(50_000))
    found = engine.perform(scenarios, HR, "test", NEXT)
    assert [(s.name, s.status, s.total.amount) for s in found] == [
        ("base", "active", 100_000),
        ("all", "draft", 100_000),
        ("half", "draft", 40_000),
    ]
    status = engine.perform(budget_status, HR, "test", None, NEXT)
    assert status.balance.allocated.amount == 100_000


def test_saving_again_replaces_the_draft(engine: BudgetEngine) -> None:
    engine.perform(save_scenario, HR, "test", "plan", total(100_000))
    engine.perform(save_scenario, HR, "test", "plan", total(50_000))
    drafts = [s for s in engine.perform(scenarios, HR, "test", NEXT) if s.status == "draft"]
    assert [s.total.amount for s in drafts] == [40_000]


def test_activating_moves_what_is_bound_and_leaves_one_active(engine: BudgetEngine) -> None:
    engine.perform(save_scenario, HR, "test", "all", total(100_000))
    engine.perform(activate_scenario, DIRECTOR, "test", NEXT, "all")
    balance = engine.perform(budget_status, HR, "test", None, NEXT).balance
    assert (balance.allocated.amount, balance.reserved.amount) == (100_000, 30_000)
    states = {s.name: s.status for s in engine.perform(scenarios, HR, "test", NEXT)}
    assert states == {"all": "active", "base": "superseded"}


def test_a_scenario_below_what_is_bound_changes_nothing(engine: BudgetEngine) -> None:
    ceiling = AllocationAsked(
        total=Money(Decimal(60_000), "CNY"),
        limits=[Limit(part=Part(UNIT, "U2"), bound=AT_MOST, amount=Money.zero("CNY"))],
    )
    engine.perform(save_scenario, HR, "test", "without A", ceiling)
    with pytest.raises(BudgetExceeded, match="scenario_below_bound"):
        engine.perform(activate_scenario, DIRECTOR, "test", NEXT, "without A")
    balance = engine.perform(budget_status, HR, "test", None, NEXT).balance
    assert (balance.allocated.amount, balance.reserved.amount) == (100_000, 30_000)


def test_only_the_management_activates(engine: BudgetEngine) -> None:
    engine.perform(save_scenario, HR, "test", "all", total(100_000))
    with pytest.raises(NotPermitted):
        engine.perform(activate_scenario, HR, "test", NEXT, "all")


def test_what_is_no_draft_is_neither_replaced_nor_activated(engine: BudgetEngine) -> None:
    with pytest.raises(InvalidInput, match="scenario_is_no_draft"):
        engine.perform(save_scenario, HR, "test", "base", total(100_000))
    with pytest.raises(NotFound, match="unknown_scenario"):
        engine.perform(activate_scenario, DIRECTOR, "test", NEXT, "base")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_scenario_needs_a_name(engine: BudgetEngine, name: str) -> None:
    with pytest.raises(InvalidInput, match="scenario_name"):
        engine.perform(save_scenario, HR, "test", name, total(100_000))
