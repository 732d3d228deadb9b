"""Budgets: what is left, what-if, scenarios side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from engine.api.bodies import (
    Code,
    CodeAsked,
    CodeInPath,
    MoneyGiven,
    Name,
    Share,
    Shares,
    Year,
    YearAsked,
    YearInPath,
)
from engine.api.person import Caller, SetCommander, Setter
from engine.usecases.allocation_asked import AllocationAsked, Limit, Part
from engine.usecases.budget_scenarios import activate_scenario, save_scenario, scenarios
from engine.usecases.budget_status import budget_status
from engine.usecases.budgets.from_last_year import (
    HIGHEST_RATE,
    RaisedBudget,
    budget_from_last_year,
    preview_from_last_year,
)
from engine.usecases.budgets.grid import BudgetGrid, budget_grid
from engine.usecases.budgets.setting import BudgetReceipt, set_budget
from engine.usecases.simulate_allocation import simulate_allocation
from engine.values.encoding import to_plain

router = APIRouter(tags=["budgets"])


class PartGiven(BaseModel):
    """Needs of a unit (and what is under it), of a course or a category of courses, by code; or
    those of one origin: strategy, business, employee."""

    of: Literal["unit", "course", "category", "origin"]
    code: Code

    def value(self) -> Part:
        return Part(self.of, self.code)


Parts = Annotated[list[PartGiven], Field(max_length=500)]


class LimitGiven(PartGiven):
    """At least or at most a sum, or a share ("0.3") of the total."""

    bound: Literal["at_least", "at_most"]
    amount: MoneyGiven | None = None
    share: Share | None = None

    def limit(self) -> Limit:
        return Limit(
            part=self.value(),
            bound=self.bound,
            amount=self.amount.value() if self.amount else None,
            share=self.share,
        )


class AllocationGiven(BaseModel):
    """No total: `times` ("0.9": 10 % less) the whole budget of `of_year`, unless it is the one that
    needs are open for. No weights: the policy's; of origins
    left out, the relation in which it weighs them.
    What is `mandatory` comes first, is left apart, or competes alike."""

    total: MoneyGiven | None = None
    times: Share = Decimal(1)
    of_year: Year | None = None
    weights: Shares | None = None
    mode: Literal["best", "proportional"] = "best"
    limits: Annotated[list[LimitGiven], Field(max_length=500)] = Field(default_factory=list)
    only: Parts = Field(default_factory=list)
    without: Parts = Field(default_factory=list)
    mandatory: Literal["first", "apart", "alike"] = "first"

    def value(self) -> AllocationAsked:
        return AllocationAsked(
            total=self.total.value() if self.total else None,
            times=self.times,
            of_year=self.of_year,
            weights=self.weights,
            mode=self.mode,
            limits=tuple(limit.limit() for limit in self.limits),
            only=tuple(part.value() for part in self.only),
            without=tuple(part.value() for part in self.without),
            mandatory=self.mandatory,
        )


class ScenarioGiven(AllocationGiven):
    name: str = Field(max_length=60)


@router.get("/budget")
def get_budget(caller: Caller, unit: CodeAsked = None, year: YearAsked = None) -> Any:
    """Allocated, reserved, committed, spent and left, of a unit and those under it."""
    return to_plain(caller.perform(budget_status, unit, year))


@router.get("/budget/{year}/grid")
def get_grid(year: YearInPath, caller: Setter) -> BudgetGrid:
    """All budgets of a year, as a table to type into: units by programmes."""
    return caller.perform(budget_grid, year)


class BudgetGiven(BaseModel):
    """So much in all. `programme` is "all", a course or a category; `quarter` (1 to 4) of the
    fiscal year, without it the whole year."""

    amount: MoneyGiven
    programme: Name = "all"
    quarter: Annotated[int, Field(ge=1, le=4)] | None = None


@router.put("/budget/{year}/{unit}")
def put_budget(
    year: YearInPath, unit: CodeInPath, given: BudgetGiven, caller: SetCommander
) -> BudgetReceipt:
    """Give a unit so much in all; a line that is not there is made, and what is only reserved
    gives way where it is less than before."""
    amount, key = given.amount.value(), caller.key
    return caller.perform(set_budget, unit, year, amount, key, given.programme, given.quarter)


class RateGiven(BaseModel):
    """What each line had in `base_year` (the year before, unless said) and `rate` more: "0.05"
    for 5 %. `units`: only these and what is under them. `preview`: only look, store nothing."""

    rate: Annotated[Decimal, Field(gt=-1, le=HIGHEST_RATE, max_digits=9, decimal_places=6)]
    base_year: Year | None = None
    units: Annotated[list[Code], Field(max_length=500)] = Field(default_factory=list)
    preview: bool = False


@router.post("/budget/{year}/from-last-year")
def post_from_last_year(year: YearInPath, given: RateGiven, caller: SetCommander) -> RaisedBudget:
    """A year's budgets as those of another year and so many per cent; all or none."""
    base_year = given.base_year or year - 1
    if given.preview:
        return caller.perform(preview_from_last_year, year, base_year, given.rate, given.units)
    return caller.perform(
        budget_from_last_year, year, base_year, given.rate, caller.key, given.units
    )


@router.post("/allocations")
def post_allocation(given: AllocationGiven, caller: Caller) -> Any:
    """What if: a sum shared among the needs. Binds nobody."""
    return to_plain(caller.perform(simulate_allocation, given.value()))


@router.get("/scenarios/{year}")
def get_scenarios(year: YearInPath, caller: Caller) -> Any:
    """Every version of a year's budget."""
    return to_plain(caller.perform(scenarios, year))


@router.post("/scenarios", status_code=status.HTTP_201_CREATED)
def post_scenario(given: ScenarioGiven, caller: Caller) -> Any:
    """Keep a simulated allocation as a draft."""
    return to_plain(caller.perform(save_scenario, given.name, given.value()))


@router.post("/scenarios/{year}/{name}/activate")
def post_activation(year: YearInPath, name: CodeInPath, caller: Caller) -> Any:
    """Make a draft the budget in force."""
    return to_plain(caller.perform(activate_scenario, year, name))
