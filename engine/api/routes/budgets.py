"""Budgets: what is left, what-if, scenarios side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from engine.api.person import CHANNEL, Engine, Person
from engine.usecases.budget_scenarios import activate_scenario, save_scenario, scenarios
from engine.usecases.budget_status import budget_status
from engine.usecases.simulate_allocation import AllocationAsked, simulate_allocation
from engine.values.encoding import to_plain

router = APIRouter(tags=["budgets"])


class AllocationGiven(BaseModel):
    """No total: the whole budget of the year. No weights: the policy's. Limits by unit."""

    total: Decimal | None = None
    weights: dict[str, Decimal] | None = None
    mode: Literal["best", "proportional"] = "best"
    floors: dict[str, Decimal] = Field(default_factory=dict)
    ceilings: dict[str, Decimal] = Field(default_factory=dict)

    def value(self) -> AllocationAsked:
        return AllocationAsked(self.total, self.weights, self.mode, self.floors, self.ceilings)


class ScenarioGiven(AllocationGiven):
    name: str = Field(max_length=60)


@router.get("/budget")
def get_budget(
    person: Person, engine: Engine, unit: str | None = None, year: int | None = None
) -> Any:
    """Allocated, reserved, committed, spent and left, of a unit and those under it."""
    return to_plain(engine.perform(budget_status, person, CHANNEL, unit, year))


@router.post("/allocations")
def post_allocation(given: AllocationGiven, person: Person, engine: Engine) -> Any:
    """What if: a sum shared among the needs. Binds nobody."""
    return to_plain(engine.perform(simulate_allocation, person, CHANNEL, given.value()))


@router.get("/scenarios/{year}")
def get_scenarios(year: int, person: Person, engine: Engine) -> Any:
    """Every version of a year's budget."""
    return to_plain(engine.perform(scenarios, person, CHANNEL, year))


@router.post("/scenarios", status_code=status.HTTP_201_CREATED)
def post_scenario(given: ScenarioGiven, person: Person, engine: Engine) -> Any:
    """Keep a simulated allocation as a draft."""
    return to_plain(engine.perform(save_scenario, person, CHANNEL, given.name, given.value()))


@router.post("/scenarios/{year}/{name}/activate")
def post_activation(year: int, name: str, person: Person, engine: Engine) -> Any:
    """Make a draft the budget in force."""
    return to_plain(engine.perform(activate_scenario, person, CHANNEL, year, name))
