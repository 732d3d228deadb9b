"""Needs: reported, ranked, weighed; goals turned into needs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from engine.analysis.pairwise import Judgement
from engine.api.bodies import (
    Code,
    CodeAsked,
    CodeInPath,
    Headcount,
    Name,
    Shares,
    TrainingAsked,
    Words,
    YearAsked,
)
from engine.api.person import Caller, Commander
from engine.usecases.needs.listing import NeedsAsked, needs_on_record
from engine.usecases.plan_from_goal import GoalAsked, plan_from_goal
from engine.usecases.priorities import priorities, weights_from_pairs
from engine.usecases.report_need import report_need
from engine.usecases.withdraw_need import own_needs, own_wishes, withdraw_need
from engine.values.encoding import to_plain

router = APIRouter(tags=["needs"])
Measured = Annotated[float, Field(ge=-(10**12), le=10**12, allow_inf_nan=False)]


class NeedAsked(BaseModel):
    training: TrainingAsked
    reason: Words | None = None


class WeightsAsked(BaseModel):
    """Weights of strategy, business and employee, summing to 1; none: the policy's."""

    weights: Shares | None = None


class JudgementGiven(BaseModel):
    """`first` counts `ratio` times as much as `second`: "3", "1/3"."""

    first: Code
    second: Code
    ratio: str = Field(max_length=20)


class PairsGiven(BaseModel):
    judgements: list[JudgementGiven] = Field(max_length=36)


class GoalGiven(BaseModel):
    """A KPI by code and its change (0.01 is "1 %"), or the value to reach."""

    kpi: Code
    change: Measured | None = None
    reading: Name | None = None
    to: Measured | None = None
    driver: Code | None = None
    mix: Shares = Field(default_factory=dict)
    headcount: Headcount | None = None
    unit: Code | None = None
    position: Code | None = None


@router.post("/needs", status_code=status.HTTP_201_CREATED)
def post_need(asked: NeedAsked, caller: Commander) -> Any:
    """Report a skill one lacks."""
    return to_plain(caller.perform(report_need, asked.training.value(), asked.reason, caller.key))


@router.get("/priorities")
def get_priorities(caller: Caller) -> Any:
    """The ranking of next year's needs, by the policy's weights."""
    return to_plain(caller.perform(priorities))


@router.post("/priorities")
def post_priorities(asked: WeightsAsked, caller: Caller) -> Any:
    """The ranking by other weights; stores none."""
    return to_plain(caller.perform(priorities, asked.weights))


@router.post("/weights/pairwise")
def post_pairs(given: PairsGiven, caller: Caller) -> Any:
    """Weights from comparing strategy, business and employee in pairs."""
    judgements = [Judgement(j.first, j.second, j.ratio) for j in given.judgements]
    return to_plain(caller.perform(weights_from_pairs, judgements))


@router.post("/goals/plan")
def post_goal(given: GoalGiven, caller: Caller) -> Any:
    """What a goal takes: drivers, skill gain, people, money."""
    asked = GoalAsked(**given.model_dump())
    return to_plain(caller.perform(plan_from_goal, asked))


@router.get("/needs")
def get_needs(
    caller: Caller,
    unit: CodeAsked = None,
    origin: Literal["strategy", "business", "employee"] | None = None,
    state: Literal["open", "requested", "withdrawn"] | None = None,
    year: YearAsked = None,
) -> Any:
    """The needs on record, merged by topic and counted: reported, raised, stated, requested."""
    asked = NeedsAsked(unit=unit, origin=origin, state=state, year=year)
    return to_plain(caller.perform(needs_on_record, asked))


@router.get("/needs/own")
def get_own_needs(caller: Caller) -> Any:
    """The caller's own needs that are open."""
    return to_plain(caller.perform(own_needs))


@router.get("/needs/own/all")
def get_own_wishes(caller: Caller) -> Any:
    """All that the caller ever reported, with its state."""
    return to_plain(caller.perform(own_wishes))


@router.post("/needs/{number}/withdrawal")
def post_withdrawal(number: CodeInPath, caller: Commander) -> Any:
    """Take an own need back."""
    return to_plain(caller.perform(withdraw_need, number, caller.key))
