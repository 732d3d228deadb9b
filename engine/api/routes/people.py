"""What is between people: notices, delegations, and for auditors the log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, status
from pydantic import BaseModel, Field

from engine.api.bodies import Code, Days, IdInPath, MoneyGiven
from engine.api.person import Caller, Commander
from engine.trust.audit import ChainReport
from engine.trust.notices import NoticeView
from engine.usecases.auditing import LARGEST_PAGE, AuditRow, audit_events, verify_audit
from engine.usecases.notices import my_notices, notices_seen
from engine.usecases.requests.deciders_ahead import (
    DecisionRoute,
    StandIn,
    decision_route,
    stand_ins_set,
)
from engine.usecases.requests.delegating import (
    DelegationView,
    delegate_decisions,
    delegations,
    revoke_delegation,
)

router = APIRouter(tags=["people"])


class DelegationAsked(Days):
    delegate: Code


class RouteAsked(BaseModel):
    total: MoneyGiven
    unit: Code | None = None


class NoticesSeen(BaseModel):
    up_to: int = Field(ge=0, le=2**31 - 1)


@router.get("/notices")
def get_notices(caller: Caller) -> list[NoticeView]:
    """What the person has not been shown yet."""
    return list(caller.perform(my_notices))


@router.put("/notices/seen", status_code=status.HTTP_204_NO_CONTENT)
def put_notices_seen(seen: NoticesSeen, caller: Caller) -> None:
    """They were shown, up to that id."""
    caller.perform(notices_seen, seen.up_to)


@router.get("/delegations")
def get_delegations(caller: Caller) -> list[DelegationView]:
    """From and to the person, as far as they hold today or will."""
    return list(caller.perform(delegations))


@router.get("/delegations/all")
def get_stand_ins(caller: Caller) -> list[StandIn]:
    """Who stands in for whom, now or later, as far as the person may see."""
    return list(caller.perform(stand_ins_set))


@router.post("/route")
def post_route(asked: RouteAsked, caller: Caller) -> DecisionRoute:
    """Who would decide a request of so much, by name and in order; stores none."""
    return caller.perform(decision_route, asked.total.value(), asked.unit)


@router.post("/delegations", status_code=status.HTTP_201_CREATED)
def post_delegation(asked: DelegationAsked, caller: Commander) -> DelegationView:
    """Let somebody decide in one's place for some days."""
    return caller.perform(
        delegate_decisions, asked.delegate, asked.first_day, asked.last_day, caller.key
    )


@router.delete("/delegations/{delegation_id}")
def delete_delegation(delegation_id: IdInPath, caller: Caller) -> DelegationView:
    """End one's own delegation at once."""
    return caller.perform(revoke_delegation, delegation_id)


@router.get("/audit")
def get_audit(
    caller: Caller,
    subject: Annotated[str | None, Query(max_length=150, pattern=r"^[^\x00]*$")] = None,
    page_after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    size: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
) -> list[AuditRow]:
    """Rows of the log in order; go on after the last one's sequence."""
    return list(caller.perform(audit_events, subject, page_after, size))


@router.get("/audit/verification")
def get_verification(
    caller: Caller, expected: Annotated[str | None, Query(pattern=r"^[0-9a-f]{64}$")] = None
) -> ChainReport:
    """Whether the log is whole."""
    return caller.perform(verify_audit, expected)
