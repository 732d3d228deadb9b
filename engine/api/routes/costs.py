"""Costs: estimates, plans of several trainings, history, and what the law says of them."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from engine.api.bodies import CodeAsked, Day, Headcount, TrainingAsked
from engine.api.person import Caller
from engine.usecases.estimate_cost import estimate_cost
from engine.usecases.legal import education_fund, service_penalty
from engine.usecases.plan_costs import PlannedTraining, plan_costs
from engine.usecases.training_history import training_history
from engine.values.encoding import to_plain

router = APIRouter(tags=["costs"])


class EstimateAsked(BaseModel):
    training: TrainingAsked
    headcount: Headcount
    planned: Day | None = None
    basis: Literal["per_participant", "by_session"] = "per_participant"


class LineAsked(BaseModel):
    training: TrainingAsked
    headcount: Headcount
    planned: Day | None = None


class PlanAsked(BaseModel):
    lines: list[LineAsked] = Field(max_length=100)


@router.post("/estimates")
def post_estimate(asked: EstimateAsked, caller: Caller) -> Any:
    """What a training would cost, with its interval and where the price is from."""
    return to_plain(
        caller.perform(
            estimate_cost, asked.training.value(), asked.headcount, asked.planned, asked.basis
        )
    )


@router.post("/cost-plans")
def post_cost_plan(asked: PlanAsked, caller: Caller) -> Any:
    """Several trainings together."""
    lines = [
        PlannedTraining(line.training.value(), line.headcount, line.planned) for line in asked.lines
    ]
    return to_plain(caller.perform(plan_costs, lines))


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
