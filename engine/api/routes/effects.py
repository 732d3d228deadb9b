"""Effects: whether trainings worked, what they earned, and next year's money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from engine.api.bodies import MoneyGiven
from engine.api.person import Caller
from engine.usecases.training_effect import next_year_budgets, training_effect
from engine.usecases.training_value import (
    RoiAsked,
    budget_efficiency,
    course_correlation,
    training_roi,
)
from engine.values.encoding import to_plain

router = APIRouter(prefix="/effects", tags=["effects"])


class RoiGiven(BaseModel):
    """What is not given is taken from the course's evaluation."""

    course: str
    year: int | None = None
    benefit: MoneyGiven | None = None
    isolation: Decimal | None = None
    confidence: Decimal | None = None


@router.get("/courses/{course}")
def get_effect(course: str, caller: Caller, year: int | None = None) -> Any:
    """Kirkpatrick's levels, effects on KPIs, and the proposal for next year."""
    return to_plain(caller.perform(training_effect, course, year))


@router.get("/next-year")
def get_next_year(caller: Caller, year: int | None = None) -> Any:
    """The proposal for every course held in a year."""
    return to_plain(caller.perform(next_year_budgets, year))


@router.get("/correlation")
def get_correlation(
    course: str, kpi: str, caller: Caller, unit: str | None = None, year: int | None = None
) -> Any:
    """How a course and an outcome go together, with n and the interval."""
    return to_plain(caller.perform(course_correlation, course, kpi, unit, year))


@router.post("/roi")
def post_roi(given: RoiGiven, caller: Caller) -> Any:
    """Phillips' return on investment."""
    benefit = given.benefit.value() if given.benefit else None
    asked = RoiAsked(
        course=given.course,
        year=given.year,
        benefit=benefit,
        isolation=given.isolation,
        confidence=given.confidence,
    )
    return to_plain(caller.perform(training_roi, asked))


@router.get("/efficiency")
def get_efficiency(
    kpi: str, before: int, after: int, caller: Caller, unit: str | None = None
) -> Any:
    """Effect per unit of money in two years."""
    return to_plain(caller.perform(budget_efficiency, kpi, before, after, unit))
