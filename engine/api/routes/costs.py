"""Costs: estimates, plans of several trainings, history, and what the law says of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from engine.api.bodies import (
    LARGEST,
    Code,
    CodeAsked,
    Day,
    Headcount,
    MoneyGiven,
    Share,
    TrainingAsked,
)
from engine.api.person import Caller
from engine.usecases.estimate_cost import WhatIf, estimate_cost
from engine.usecases.headcount_for import headcount_for
from engine.usecases.legal import education_fund, service_penalty
from engine.usecases.needs_costs import needs_costs
from engine.usecases.plan_costs import PlannedTraining, plan_costs
from engine.usecases.training_history import training_history
from engine.values.encoding import to_plain

router = APIRouter(tags=["costs"])


class WhatIfGiven(BaseModel):
    """Prices so many `times` what history says ("1.1": 10 % dearer); so many people in a session;
    some kinds of costs (instructor, venue, travel, …) not counted."""

    times: Share = Decimal(1)
    capacity: Annotated[int, Field(ge=1, le=LARGEST)] | None = None
    without: Annotated[list[Code], Field(max_length=20)] = Field(default_factory=list)

    def value(self) -> WhatIf:
        return WhatIf(times=self.times, capacity=self.capacity, without=tuple(self.without))


class EstimateAsked(BaseModel):
    training: TrainingAsked
    headcount: Headcount
    what_if: WhatIfGiven = Field(default_factory=WhatIfGiven)
    planned: Day | None = None
    basis: Literal["per_participant", "by_session"] = "per_participant"


class LineAsked(BaseModel):
    training: TrainingAsked
    headcount: Headcount
    planned: Day | None = None


class PlanAsked(BaseModel):
    lines: list[LineAsked] = Field(max_length=100)
    what_if: WhatIfGiven = Field(default_factory=WhatIfGiven)


@router.post("/estimates")
def post_estimate(asked: EstimateAsked, caller: Caller) -> Any:
    """What a training would cost, with its interval and where the price is from."""
    return to_plain(
        caller.perform(
            estimate_cost,
            asked.training.value(),
            asked.headcount,
            asked.planned,
            asked.basis,
            asked.what_if.value(),
        )
    )


class HeadcountAsked(BaseModel):
    training: TrainingAsked
    budget: MoneyGiven
    what_if: WhatIfGiven = Field(default_factory=WhatIfGiven)


@router.post("/headcounts")
def post_headcount(asked: HeadcountAsked, caller: Caller) -> Any:
    """How many people can be trained for a sum."""
    training, budget = asked.training.value(), asked.budget.value()
    return to_plain(caller.perform(headcount_for, training, budget, asked.what_if.value()))


@router.post("/needs-costs")
def post_needs_costs(asked: WhatIfGiven, caller: Caller) -> Any:
    """What all open needs would cost, as prices are and what if."""
    return to_plain(caller.perform(needs_costs, asked.value()))


@router.post("/cost-plans")
def post_cost_plan(asked: PlanAsked, caller: Caller) -> Any:
    """Several trainings together."""
    lines = [
        PlannedTraining(line.training.value(), line.headcount, line.planned) for line in asked.lines
    ]
    return to_plain(caller.perform(plan_costs, lines, asked.what_if.value()))


@router.get("/training-history")
def get_training_history(
    caller: Caller,
    unit: CodeAsked = None,
    course: CodeAsked = None,
    first: Day | None = None,
    last: Day | None = None,
) -> Any:
    """What was held and what it cost, per participant and per session."""
    return to_plain(caller.perform(training_history, unit, course, first, last))


@router.get("/education-fund")
def get_education_fund(caller: Caller) -> Any:
    """职工教育经费: deductible, carried on, room left."""
    return to_plain(caller.perform(education_fund))


@router.get("/service-penalty")
def get_service_penalty(leaves_on: Day, caller: Caller, emp_no: CodeAsked = None) -> Any:
    """The most that who leaves early may be asked to pay back."""
    return to_plain(caller.perform(service_penalty, leaves_on, emp_no))
