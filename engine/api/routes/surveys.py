"""Needs collected: surveys opened, goals stated."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response, status
from pydantic import BaseModel, ConfigDict, StringConstraints

from engine.api.bodies import Code, Day, Name, Value, Year
from engine.api.person import Commander
from engine.usecases.surveys import (
    LONGEST_STATEMENT,
    GoalSaid,
    SurveyAsked,
    launch_survey,
    preview_survey,
    state_goal,
)
from engine.values.encoding import to_plain

router = APIRouter(tags=["needs"])
Statement = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_STATEMENT, pattern=r"^[^\x00]*$")
]


class SurveyGiven(BaseModel):
    """Whom to ask, under which unit (the caller's own), about which year (the next), until when
    (in two weeks)."""

    model_config = ConfigDict(extra="forbid")

    audience: Literal["employees", "heads", "management"] = "employees"
    unit: Code | None = None
    year: Year | None = None
    closes_on: Day | None = None


class GoalStated(BaseModel):
    """A goal or a problem in its author's words; what it means, as far as that is known: a KPI by
    code and its change in per cent, the skill by code or the topic that is lacked."""

    model_config = ConfigDict(extra="forbid")

    statement: Statement
    kpi: Code | None = None
    percent_from: Value | None = None
    percent_to: Value | None = None
    skill: Code | None = None
    topic: Name | None = None
    year: Year | None = None


@router.post(
    "/surveys",
    status_code=status.HTTP_201_CREATED,
    responses={status.HTTP_200_OK: {"description": "a dry run: nobody was asked"}},
)
def post_survey(
    given: SurveyGiven,
    caller: Commander,
    response: Response,
    dry_run: Annotated[bool, Query(description="tell whom it would ask, and ask nobody")] = False,
) -> Any:
    """Open a survey of needs, and tell everybody who is asked."""
    asked = SurveyAsked(**given.model_dump())
    if dry_run:
        response.status_code = status.HTTP_200_OK
        return to_plain(caller.perform(preview_survey, asked))
    return to_plain(caller.perform(launch_survey, asked, caller.key))


@router.post("/goals", status_code=status.HTTP_201_CREATED)
def post_goal_stated(given: GoalStated, caller: Commander) -> Any:
    """State a goal or a problem of the unit that the caller stands for; an open survey is
    answered by it."""
    return to_plain(caller.perform(state_goal, GoalSaid(**given.model_dump()), caller.key))
