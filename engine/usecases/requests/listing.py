"""Where requests stand, and who has them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select

from engine.access import Actor
from engine.access.deciders import DECIDERS, ESCALATES_TO, paths_as
from engine.queries.people import within
from engine.store.tables import ApprovalStep, AuditEvent, OrgUnit, Request
from engine.usecases.context import Context, reads
from engine.usecases.requests.authority import which_visible
from engine.usecases.requests.parts import AMEND_REQUEST, CHANGER, took_another
from engine.usecases.requests.takers import roster
from engine.usecases.requests.view import RequestView, find, view
from engine.values.errors import InvalidInput

MOST_SHOWN = 10
LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True)
class RequestList:
    """The newest first; `more` is how many there are beyond those shown, and `next_page`
    what to ask for them with (None: there are none)."""

    requests: tuple[RequestView, ...]
    more: int
    next_page: int | None


@reads
def request_status(
    context: Context,
    number: str | None = None,
    state: str | None = None,
    waiting_for_me: bool = False,
    page_after: int | None = None,
    size: int = MOST_SHOWN,
) -> RequestList:
    """One request by number, or those that the actor may see: his own and his subtrees'.

    `waiting_for_me`: only those whose open step he may take.

    Raises:
        NotFound: no such request, or none that he may see — the same answer for both.
        InvalidInput: a page size out of range.
    """
    if not 1 <= size <= LARGEST_PAGE:
        raise InvalidInput("page_size", most=LARGEST_PAGE)
    if number is not None:
        found, _ = find(context, number, lock=False)
        return RequestList((view(context, found),), 0, None)
    conditions = [which_visible(context)]
    if state is not None:
        conditions.append(Request.state == state)
    if waiting_for_me:
        conditions.append(waits_for(context))
    if page_after is not None:
        conditions.append(Request.id < page_after)
    rows = context.session.scalars(
        select(Request)
        .join(OrgUnit, OrgUnit.id == Request.org_unit_id)
        .where(*conditions)
        .order_by(Request.id.desc())
        .limit(size)
    ).all()
    more = _count(context, conditions) - len(rows)
    known = roster(context)
    shown = tuple(view(context, request, known) for request in rows)
    return RequestList(shown, more, rows[-1].id if more else None)


def waits_for(context: Context) -> ColumnElement[bool]:
    """Whether the open step is the actor's to take, for himself or as a delegate."""
    me = context.actor.employee_id
    his = [
        and_(
            _unchanged_by(context.actor, actor),
            *_took_no_other(context, decider, actor),
            ApprovalStep.role == decider,
            within(paths),
            Request.requester_id.not_in({me, actor.employee_id}),
            *late,
        )
        for actor in (context.actor, *context.actor.acting_for)
        for decider in DECIDERS
        for taker, late in _takers(decider)
        if (paths := paths_as(actor, taker))
    ]
    step = select(ApprovalStep.id).where(
        ApprovalStep.request_id == Request.id,
        ApprovalStep.decision.is_(None),
        ApprovalStep.opened_at.is_not(None),
        or_(false(), *his),
    )
    return step.exists()


def _takers(decider: str) -> list[tuple[str, tuple[ColumnElement[bool], ...]]]:
    """Who takes steps of `decider`, and under which condition."""
    passed_on = ApprovalStep.escalated_at.is_not(None)
    return [(decider, ()), *((one, (passed_on,)) for one in ESCALATES_TO[decider])]


def _took_no_other(context: Context, decider: str, actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Neither he nor whom he stands in for took a step of another role."""
    if not context.policy.approval.separates:
        return ()
    people = {context.actor.employee_id, actor.employee_id}
    return (not_(took_another(decider, people)),)


def _unchanged_by(*actors: Actor) -> ColumnElement[bool]:
    """Who changed a request does not decide on it (see `parts`)."""
    changed = select(AuditEvent.sequence).where(
        AuditEvent.subject == Request.number,
        AuditEvent.action == AMEND_REQUEST,
        or_(
            AuditEvent.actor.in_({actor.emp_no for actor in actors}),
            CHANGER.in_({actor.employee_id for actor in actors}),
        ),
    )
    return not_(changed.correlate(Request).exists())


def _count(context: Context, conditions: list[ColumnElement[bool]]) -> int:
    statement = (
        select(func.count()).select_from(Request).join(OrgUnit, OrgUnit.id == Request.org_unit_id)
    )
    return context.session.scalar(statement.where(*conditions)) or 0
