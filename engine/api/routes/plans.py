"""The plan of a year: its versions, what is in and out and why, what became of it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, status
from pydantic import BaseModel, Field

from engine.api.bodies import (
    LARGEST,
    Code,
    CodeAsked,
    Headcount,
    MoneyGiven,
    Name,
    Words,
    Year,
    YearAsked,
    YearInPath,
)
from engine.api.person import Caller, Commander
from engine.api.routes.budgets import AllocationGiven
from engine.usecases.plans.budgeting import PlanBudgets, budgets_from_plan, preview_plan_budgets
from engine.usecases.plans.carrying_out import PlanCarriedOut, plan_carried_out
from engine.usecases.plans.changing import ChangedPlan, PlanChange, change_plan, preview_plan_change
from engine.usecases.plans.comparing import ComparedPlans, compare_plans
from engine.usecases.plans.freezing import freeze_plan
from engine.usecases.plans.looking import plan_of_year, plans_of_year
from engine.usecases.plans.making import PlanReceipt, make_plan
from engine.usecases.plans.versions import PlanView, VersionView

router = APIRouter(tags=["plans"])
Version = Annotated[int, Field(ge=1, le=LARGEST)]
VersionAsked = Annotated[int | None, Query(ge=1, le=LARGEST)]


class PlanGiven(AllocationGiven):
    """An allocation, to be kept as the plan of the year that needs are open for; another `year` is
    refused."""

    year: Year | None = None
    note: Words | None = None


class ChangeGiven(BaseModel):
    """What becomes of a line: of a course by code, or of a topic in words. One that is new needs a
    `unit` and a `headcount`, and an `amount` where nothing tells the price."""

    course: Code | None = None
    topic: Name | None = None
    take: Literal["in", "out"] | None = None
    quarter: Annotated[int, Field(ge=1, le=4)] | None = None
    headcount: Headcount | None = None
    amount: MoneyGiven | None = None
    unit: Code | None = None

    def value(self) -> PlanChange:
        given = self.model_dump(exclude={"amount"})
        return PlanChange(**given, amount=self.amount.value() if self.amount else None)


class ChangesGiven(BaseModel):
    """Why, where a line is taken in or out. `of`: the version to begin with, unless the newest.
    `preview`: only look, store nothing."""

    changes: Annotated[list[ChangeGiven], Field(min_length=1, max_length=500)]
    reason: Words | None = None
    of: Version | None = None
    preview: bool = False


class FreezeGiven(BaseModel):
    """The version to be frozen; the newest, unless said."""

    version: Version | None = None


class BudgetsGiven(BaseModel):
    """`preview`: only look, store nothing."""

    preview: bool = False


@router.post("/plans", status_code=status.HTTP_201_CREATED)
def post_plan(given: PlanGiven, caller: Commander) -> PlanReceipt:
    """Allocate, and keep it as the next version of the plan: a draft."""
    return caller.perform(make_plan, given.value(), caller.key, given.year, given.note)


@router.get("/plans")
def get_plan(
    caller: Caller,
    year: YearAsked = None,
    version: VersionAsked = None,
    unit: CodeAsked = None,
) -> PlanView:
    """What is in, what is out and why, by unit and by quarter: of the plan in force (the newest
    version where none is frozen), or of another version."""
    return caller.perform(plan_of_year, year, version, unit)


@router.get("/plans/{year}/versions")
def get_versions(year: YearInPath, caller: Caller) -> tuple[VersionView, ...]:
    """Every version of a year's plan."""
    return caller.perform(plans_of_year, year)


@router.get("/plans/{year}/comparison")
def get_comparison(
    year: YearInPath,
    caller: Caller,
    first: VersionAsked = None,
    second: VersionAsked = None,
    unit: CodeAsked = None,
) -> ComparedPlans:
    """What is otherwise in the version `second` (the newest) than in `first` (the one before)."""
    return caller.perform(compare_plans, year, first, second, unit)


@router.get("/plans/{year}/carried-out")
def get_carried_out(
    year: YearInPath, caller: Caller, version: VersionAsked = None, unit: CodeAsked = None
) -> PlanCarriedOut:
    """What was planned, asked for, committed and spent, and who came; and what is beside the plan."""
    return caller.perform(plan_carried_out, year, version, unit)


@router.post("/plans/{year}/changes")
def post_changes(
    year: YearInPath, given: ChangesGiven, caller: Commander
) -> ChangedPlan | PlanReceipt:
    """Change lines by hand: what comes of it is the next version, a draft."""
    changes = [one.value() for one in given.changes]
    if given.preview:
        return caller.perform(preview_plan_change, changes, year, given.of)
    return caller.perform(change_plan, changes, caller.key, given.reason, year, given.of)


@router.post("/plans/{year}/freeze")
def post_freeze(year: YearInPath, given: FreezeGiven, caller: Commander) -> PlanReceipt:
    """Freeze a version: it is in force, and nothing changes it any more."""
    return caller.perform(freeze_plan, caller.key, year, given.version)


@router.post("/plans/{year}/budgets")
def post_budgets(year: YearInPath, given: BudgetsGiven, caller: Commander) -> PlanBudgets:
    """Set the budgets of the year by its plan in force; all or none."""
    if given.preview:
        return caller.perform(preview_plan_budgets, year)
    return caller.perform(budgets_from_plan, caller.key, year)
