"""The engine's use cases as routes, each as the person signed in."""

from __future__ import annotations

import secrets
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request, status
from pydantic import BaseModel, Field

from engine.api.session import session_person
from engine.usecases.budget_status import budget_status
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.explanations import explain
from engine.usecases.priorities import priorities
from engine.usecases.propose_request import propose_request
from engine.usecases.report_need import report_need
from engine.usecases.request_status import request_status
from engine.usecases.skill_gap import skill_gap
from engine.usecases.submit_request import RequestDraft, submit_request
from engine.usecases.training_costs import training_costs
from engine.values.encoding import to_plain
from engine.values.period import Period

router = APIRouter(prefix="/api", tags=["engine"])
CHANNEL = "api"


def signed_in(
    request: Request,
    x_peisuan_person: Annotated[str, Header(description="an employee number")] = "",
    x_peisuan_secret: Annotated[str, Header(description="the installation's secret")] = "",
) -> str:
    """The person of the web page's session; or, with the operator's secret, anybody."""
    if x_peisuan_secret:
        expected = request.app.state.settings.secret("operator")
        if secrets.compare_digest(expected, x_peisuan_secret) and x_peisuan_person:
            return x_peisuan_person
    elif person := session_person(request):
        return person
    raise HTTPException(status.HTTP_401_UNAUTHORIZED, "sign in first")


def the_engine(request: Request) -> BudgetEngine:
    engine: BudgetEngine = request.app.state.engine
    return engine


Person = Annotated[str, Depends(signed_in)]
Engine = Annotated[BudgetEngine, Depends(the_engine)]


class TrainingAsked(BaseModel):
    """A course or skill by code, or a topic in words; with an outside price if there is one."""

    course: str | None = None
    skill: str | None = None
    topic: str | None = Field(default=None, max_length=200)
    quoted_per_head: Decimal | None = None
    quoted_total: Decimal | None = None

    def value(self) -> Training:
        return Training(**self.model_dump())


class ProposalAsked(BaseModel):
    training: TrainingAsked
    headcount: int
    unit: str | None = None
    position: str | None = None


class RequestAsked(BaseModel):
    training: TrainingAsked
    headcount: int
    first_day: date
    last_day: date
    unit: str | None = None
    reason: str | None = Field(default=None, max_length=1000)


class NeedAsked(BaseModel):
    training: TrainingAsked
    reason: str | None = Field(default=None, max_length=1000)


IdempotencyKey = Annotated[str, Header(min_length=8, max_length=200)]


@router.get("/budget")
def get_budget(
    person: Person, engine: Engine, unit: str | None = None, year: int | None = None
) -> Any:
    """Allocated, reserved, committed, spent and left, of a unit and those under it."""
    return to_plain(engine.perform(budget_status, person, CHANNEL, unit, year))


@router.get("/gaps")
def get_gaps(
    person: Person,
    engine: Engine,
    unit: str | None = None,
    position: str | None = None,
    skill: str | None = None,
) -> Any:
    """Where people fall short of what their positions require."""
    return to_plain(engine.perform(skill_gap, person, CHANNEL, unit, position, skill))


@router.get("/priorities")
def get_priorities(person: Person, engine: Engine) -> Any:
    """The ranking of next year's needs."""
    return to_plain(engine.perform(priorities, person, CHANNEL))


@router.get("/training-costs")
def get_training_costs(person: Person, engine: Engine, unit: str | None = None) -> Any:
    """What trainings cost so far: in all, by course and by org unit."""
    return to_plain(engine.perform(training_costs, person, CHANNEL, unit))


@router.post("/proposals")
def post_proposal(asked: ProposalAsked, person: Person, engine: Engine) -> Any:
    """The estimate for a training, with the evidence for the need; stores no request."""
    return to_plain(
        engine.perform(
            propose_request,
            person,
            CHANNEL,
            asked.training.value(),
            asked.headcount,
            asked.unit,
            asked.position,
        )
    )


@router.get("/requests")
def get_requests(person: Person, engine: Engine, number: str | None = None) -> Any:
    """One request, or the newest that the person may see."""
    return to_plain(engine.perform(request_status, person, CHANNEL, number))


@router.post("/requests", status_code=status.HTTP_201_CREATED)
def post_request(
    asked: RequestAsked, person: Person, engine: Engine, idempotency_key: IdempotencyKey
) -> Any:
    """Submit a request and reserve its sum; the same key again gives the first receipt."""
    draft = RequestDraft(
        asked.training.value(),
        asked.headcount,
        Period(asked.first_day, asked.last_day),
        asked.unit,
        reason=asked.reason,
    )
    return to_plain(engine.perform(submit_request, person, CHANNEL, draft, idempotency_key))


@router.post("/needs", status_code=status.HTTP_201_CREATED)
def post_need(
    asked: NeedAsked, person: Person, engine: Engine, idempotency_key: IdempotencyKey
) -> Any:
    """Report a skill one lacks."""
    return to_plain(
        engine.perform(
            report_need, person, CHANNEL, asked.training.value(), asked.reason, idempotency_key
        )
    )


@router.get("/explanations/{explanation_id}")
def get_explanation(explanation_id: int, person: Person, engine: Engine) -> Any:
    """How a figure came about."""
    return to_plain(engine.perform(explain, person, CHANNEL, explanation_id))
