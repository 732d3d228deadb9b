"""Budgets: what is left, what-if, scenarios side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from engine.api.bodies import MoneyGiven
from engine.api.person import Caller
from engine.usecases.budget_scenarios import activate_scenario, save_scenario, scenarios
from engine.usecases.budget_status import budget_status
from engine.usecases.simulate_allocation import AllocationAsked, simulate_allocation
from engine.values.encoding import to_plain

router = APIRouter(tags=["budgets"])


class AllocationGiven(BaseModel):
    """No total: the whole budget of the year. No weights: the policy's. Limits by unit."""

    total: MoneyGiven | None = None
    weights: dict[str, Decimal] | None = None
    mode: Literal["best", "proportional"] = "best"
    floors: dict[str, MoneyGiven] = Field(default_factory=dict)
    ceilings: dict[str, MoneyGiven] = Field(default_factory=dict)

    def value(self) -> AllocationAsked:
        return AllocationAsked(
            total=self.total.value() if self.total else None,
            weights=self.weights,
            mode=self.mode,
            floors={unit: floor.value() for unit, floor in self.floors.items()},
            ceilings={unit: top.value() for unit, top in self.ceilings.items()},
        )


class ScenarioGiven(AllocationGiven):
    name: str = Field(max_length=60)


@router.get("/budget")
def get_budget(caller: Caller, unit: str | None = None, year: int | None = None) -> Any:
    """Allocated, reserved, committed, spent and left, of a unit and those under it."""
    return to_plain(caller.perform(budget_status, unit, year))


@router.post("/allocations")
def post_allocation(given: AllocationGiven, caller: Caller) -> Any:
    """What if: a sum shared among the needs. Binds nobody."""
    return to_plain(caller.perform(simulate_allocation, given.value()))


@router.get("/scenarios/{year}")
def get_scenarios(year: int, caller: Caller) -> Any:
    """Every version of a year's budget."""
    return to_plain(caller.perform(scenarios, year))


@router.post("/scenarios", status_code=status.HTTP_201_CREATED)
def post_scenario(given: ScenarioGiven, caller: Caller) -> Any:
    """Keep a simulated allocation as a draft."""
    return to_plain(caller.perform(save_scenario, given.name, given.value()))


@router.post("/scenarios/{year}/{name}/activate")
def post_activation(year: int, name: str, caller: Caller) -> Any:
    """Make a draft the budget in force."""
    return to_plain(caller.perform(activate_scenario, year, name))
