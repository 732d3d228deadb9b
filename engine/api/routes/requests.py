"""Requests: worked out, made, followed."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from engine.api.bodies import TrainingAsked
from engine.api.person import CHANNEL, Engine, IdempotencyKey, Person
from engine.usecases.propose_request import propose_request
from engine.usecases.request_status import request_status
from engine.usecases.submit_request import RequestDraft, submit_request
from engine.values.encoding import to_plain
from engine.values.period import Period

router = APIRouter(tags=["requests"])


class ProposalAsked(BaseModel):
    training: TrainingAsked
    headcount: int
    unit: str | None = None
    position: str | None = None
    planned: date | None = None


class RequestAsked(BaseModel):
    training: TrainingAsked
    headcount: int
    first_day: date
    last_day: date
    unit: str | None = None
    reason: str | None = Field(default=None, max_length=1000)


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
            asked.planned,
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
