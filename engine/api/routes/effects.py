"""Effects: whether trainings worked, what they earned, and next year's money."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from engine.api.bodies import (
    NO_NUL,
    Code,
    CodeAsked,
    CodeInPath,
    MoneyGiven,
    Share,
    Year,
    YearAsked,
)
from engine.api.person import Caller
from engine.usecases.reallocation import reallocation
from engine.usecases.relations import RelationAsked, Side, relate
from engine.usecases.training_effect import next_year_budgets, training_effect
from engine.usecases.training_value import (
    RoiAsked,
    budget_efficiency,
    course_correlation,
    training_roi,
)
from engine.values.encoding import to_plain

router = APIRouter(prefix="/effects", tags=["effects"])
CodeNeeded = Annotated[str, Query(max_length=64, pattern=NO_NUL)]
SideNeeded = Annotated[str, Query(max_length=90, pattern=NO_NUL)]
CodeGiven = Annotated[str, Query(max_length=64, pattern=NO_NUL)]
YearNeeded = Annotated[int, Query(ge=1900, le=2999)]


class RoiGiven(BaseModel):
    """What is not given is taken from the course's evaluation."""

    course: Code
    year: Year | None = None
    benefit: MoneyGiven | None = None
    isolation: Share | None = None
    confidence: Share | None = None


@router.get("/courses/{course}")
def get_effect(course: CodeInPath, caller: Caller, year: YearAsked = None) -> Any:
    """Kirkpatrick's levels, effects on KPIs, and the proposal for next year."""
    return to_plain(caller.perform(training_effect, course, year))


@router.get("/next-year")
def get_next_year(caller: Caller, year: YearAsked = None) -> Any:
    """The proposal for every course held in a year."""
    return to_plain(caller.perform(next_year_budgets, year))


@router.get("/correlation")
def get_correlation(
    course: CodeNeeded,
    kpi: CodeNeeded,
    caller: Caller,
    unit: CodeAsked = None,
    year: YearAsked = None,
) -> Any:
    """How a course and an outcome go together, with n and the interval."""
    return to_plain(caller.perform(course_correlation, course, kpi, unit, year))


@router.get("/relation")
def get_relation(
    x: SideNeeded,
    y: SideNeeded,
    caller: Caller,
    unit: CodeAsked = None,
    year: YearAsked = None,
) -> Any:
    """How two things go together among people: hours, participation (of a course: `hours:CODE`),
    `level:SKILL`, `tenure` or `kpi:CODE`; with r, n, interval and p."""
    asked = RelationAsked(x=_side(x), y=_side(y), unit=unit, year=year)
    return to_plain(caller.perform(relate, asked))


def _side(said: str) -> Side:
    kind, _, code = said.partition(":")
    return Side(kind, code or None)


@router.get("/reallocation")
def get_reallocation(
    caller: Caller,
    course: Annotated[list[CodeGiven] | None, Query(max_length=50)] = None,
    kpi: CodeAsked = None,
    unit: CodeAsked = None,
    year: YearAsked = None,
) -> Any:
    """Courses whose hours show no relation with results, and where their money could go."""
    return to_plain(caller.perform(reallocation, course or (), kpi, unit, year))


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
    kpi: CodeNeeded,
    before: YearNeeded,
    after: YearNeeded,
    caller: Caller,
    unit: CodeAsked = None,
) -> Any:
    """Effect per unit of money in two years."""
    return to_plain(caller.perform(budget_efficiency, kpi, before, after, unit))
