"""Requests with their steps: where they stand, and what counts together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from engine.access.paths import codes_in
from engine.queries.people import within
from engine.store.tables import ApprovalStep, OrgUnit, Request, RequestLine
from engine.workflow.life import OPEN, PENDING, State

# What was never asked for in the end does not count towards a programme.
NOT_COUNTED = (*OPEN, State.REJECTED, State.WITHDRAWN)


def lock_request(session: Session, number: str) -> Request | None:
    """The request as it is now; nobody else changes it until the transaction ends."""
    return session.scalar(
        select(Request)
        .where(Request.number == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def request_by_number(session: Session, number: str) -> Request | None:
    return session.scalar(select(Request).where(Request.number == number))


def open_step(session: Session, request_id: int) -> ApprovalStep | None:
    """The step whose turn it is."""
    return session.scalar(
        select(ApprovalStep)
        .where(
            ApprovalStep.request_id == request_id,
            ApprovalStep.decision.is_(None),
            ApprovalStep.opened_at.is_not(None),
        )
        .order_by(ApprovalStep.id)
        .limit(1)
    )


def undecided_steps(session: Session, request_id: int) -> Sequence[ApprovalStep]:
    """All steps still to come, the one whose turn it is first."""
    return session.scalars(
        select(ApprovalStep)
        .where(ApprovalStep.request_id == request_id, ApprovalStep.decision.is_(None))
        .order_by(ApprovalStep.sequence)
    ).all()


def decided_steps(session: Session, request_id: int) -> Sequence[ApprovalStep]:
    """What was decided by people, the earliest first."""
    return session.scalars(
        select(ApprovalStep)
        .where(ApprovalStep.request_id == request_id, ApprovalStep.decided_by_id.is_not(None))
        .order_by(ApprovalStep.round, ApprovalStep.sequence)
    ).all()


def last_sequence(session: Session, request: Request) -> int:
    """The number of the last step of the request's round; 0 before the first."""
    statement = select(func.max(ApprovalStep.sequence)).where(
        ApprovalStep.request_id == request.id, ApprovalStep.round == request.round
    )
    return session.scalar(statement) or 0


def asked_besides(
    session: Session, request: Request, since: datetime
) -> list[tuple[str, Decimal | None, Decimal]]:
    """What other requests ask for the same programmes in the same year; and all that the same
    person asked for the same unit (or one above or below it) `since` then: currency, the rate
    frozen at approval (or None), and the sum."""
    programmes = {line.programme for line in request.lines}
    together = or_(_of_programmes(request, programmes), _asked_alike(session, request, since))
    rows = session.execute(
        select(Request.currency, Request.fx_rate, func.sum(RequestLine.total))
        .join(RequestLine, RequestLine.request_id == Request.id)
        .where(_counts_beside(request), together)
        .group_by(Request.currency, Request.fx_rate)
    )
    return [(currency, rate, total) for currency, rate, total in rows]


def _counts_beside(request: Request) -> ColumnElement[bool]:
    return and_(
        Request.id != request.id,
        Request.state.not_in([state.value for state in NOT_COUNTED]),
    )


def _of_programmes(request: Request, programmes: Collection[str]) -> ColumnElement[bool]:
    return and_(RequestLine.programme.in_(programmes), Request.fiscal_year == request.fiscal_year)


def _asked_alike(session: Session, request: Request, since: datetime) -> ColumnElement[bool]:
    path = session.scalars(select(OrgUnit.path).where(OrgUnit.id == request.org_unit_id)).one()
    in_one_line = or_(OrgUnit.code.in_(codes_in(path)), within((path,)))
    began = select(ApprovalStep.request_id).where(
        ApprovalStep.request_id == Request.id,
        ApprovalStep.round == Request.round,
        ApprovalStep.sequence == 1,
        ApprovalStep.opened_at >= since,
    )
    return and_(
        Request.requester_id == request.requester_id,
        Request.org_unit_id.in_(select(OrgUnit.id).where(in_one_line)),
        began.correlate(Request).exists(),
    )


def other_requests(session: Session, request: Request, programme: str) -> list[str]:
    """The numbers of other requests for the programme in the same year."""
    return list(
        session.scalars(
            select(Request.number)
            .join(RequestLine, RequestLine.request_id == Request.id)
            .where(_counts_beside(request), _of_programmes(request, [programme]))
            .distinct()
            .order_by(Request.number)
        )
    )


def round_began(session: Session, request: Request) -> datetime | None:
    """When the request's round was opened."""
    return session.scalar(
        select(ApprovalStep.opened_at).where(
            ApprovalStep.request_id == request.id,
            ApprovalStep.round == request.round,
            ApprovalStep.sequence == 1,
        )
    )


def begun_before(session: Session, moment: datetime) -> list[str]:
    """Numbers of requests that have been waiting for decisions since before `moment`."""
    return list(
        session.scalars(
            select(Request.number)
            .join(ApprovalStep, ApprovalStep.request_id == Request.id)
            .where(
                Request.state.in_([state.value for state in PENDING]),
                ApprovalStep.round == Request.round,
                ApprovalStep.sequence == 1,
                ApprovalStep.opened_at <= moment,
            )
            .order_by(Request.number)
        )
    )


def not_escalated(session: Session, moment: datetime) -> list[str]:
    """Numbers of requests whose open step fell due before `moment` and was not passed on."""
    return _due_before(session, moment, ApprovalStep.escalated_at.is_(None))


def not_reminded(session: Session, moment: datetime) -> list[str]:
    """Numbers of requests whose open step falls due before `moment`, unreminded."""
    return _due_before(session, moment, ApprovalStep.reminded_at.is_(None))


def _due_before(session: Session, moment: datetime, condition: ColumnElement[bool]) -> list[str]:
    return list(
        session.scalars(
            select(Request.number)
            .join(ApprovalStep, ApprovalStep.request_id == Request.id)
            .where(
                ApprovalStep.decision.is_(None),
                ApprovalStep.opened_at.is_not(None),
                ApprovalStep.due_at < moment,
                condition,
            )
            .order_by(Request.number)
        )
    )
