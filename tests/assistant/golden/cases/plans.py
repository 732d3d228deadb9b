"""The plan of a year as it is told; with the sample's figures it stands in `tests/assistant/planning`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from assistant.asking.aspects import ASPECT
from assistant.capabilities.answering import answers
from engine.usecases.plans.carrying_out import BesidePlan, CarriedOut, PlanCarriedOut
from engine.usecases.plans.versions import OfQuarter, OfUnit, PlanLineView, PlanView, VersionView
from engine.values.errors import NotFound
from tests.assistant.golden.made import NEGOTIATION, SAFETY, SALES, WORKSHOP, cny, made
from tests.assistant.golden.records import entity
from tests.assistant.golden.stage import Case


def told(name: str, aspect: str, *more: Any, **results: object) -> Case:
    return Case(
        action=answers()["query_plan"],
        name=name,
        said=("计划", "the plan"),
        entities=(entity(ASPECT, aspect), *more),
        results=results,
    )


def line(**given: Any) -> PlanLineView:
    usual = {
        "course": NEGOTIATION,
        "unit": SALES,
        "headcount": 20,
        "quarter": 2,
        "amount": cny(24000),
        "is_in": True,
        "reason": "chosen",
        "extra": None,
        "said": None,
        "stands_for": ("ND-1",),
    }
    return made(PlanLineView, **{**usual, **given})


VERSION = made(
    VersionView,
    fiscal_year=2027,
    version=3,
    status="frozen",
    in_force=True,
    total=cny(50000),
    based_on=2,
    made_by="王芳",
    frozen_by="李强",
    frozen_at=datetime(2027, 1, 5, 8, tzinfo=UTC),
)
OUT = line(
    course=SAFETY,
    unit=WORKSHOP,
    quarter=None,
    amount=cny(9000),
    is_in=False,
    reason="budget",
    extra=cny(1300),
)
HAND = line(course=SAFETY, unit=WORKSHOP, quarter=None, reason="by_hand", said="旺季要用")
PLAN = made(
    PlanView,
    plan=VERSION,
    unit=SALES,
    lines=(line(), HAND, OUT),
    planned=cny(24000),
    left=cny(26000),
    by_unit=(OfUnit(SALES, 1, cny(24000)),),
    by_quarter=(OfQuarter(2, 1, cny(24000)),),
    withheld=True,
)
DONE = made(
    CarriedOut,
    line=line(),
    planned=cny(24000),
    requested=cny(20000),
    committed=cny(4000),
    spent=cny(15000),
    deviation=cny(-5000),
)
CARRIED = made(
    PlanCarriedOut,
    plan=VERSION,
    unit=SALES,
    rows=(DONE,),
    beside=(BesidePlan(name=SAFETY, unit=WORKSHOP, requested=cny(7000), spent=cny(6500)),),
    planned=cny(24000),
    requested=cny(20000),
    committed=cny(4000),
    spent=cny(15000),
    deviation=cny(-5000),
    caveats=(),
)
CASES: tuple[Case, ...] = (
    told("what is in", "inside", plan_of_year=PLAN),
    told("what is out", "out", plan_of_year=PLAN),
    told("by quarter", "by_quarter", plan_of_year=PLAN),
    told("by unit", "by_unit", plan_of_year=PLAN),
    told("its versions", "versions", plans_of_year=(VERSION,)),
    told("what became of it", "carried", plan_carried_out=CARRIED),
    told("none yet", "inside", plan_of_year=NotFound("no_plan", year=2027)),
)
