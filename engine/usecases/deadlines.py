"""What time does: reminders, escalation, reservations that run out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.access.deciders import ESCALATES_TO
from engine.queries.catalogue import named
from engine.queries.people import deciders_of
from engine.queries.workflow import (
    begun_before,
    lock_request,
    not_escalated,
    not_reminded,
    open_step,
    round_began,
)
from engine.store.tables import ApprovalStep, OrgUnit, Request
from engine.usecases.context import BudgetEngine, Context
from engine.usecases.ledger.bookings import release, total_of
from engine.usecases.requests.steps import void_steps
from engine.usecases.surveys import remind_of_survey, surveys_to_remind_of
from engine.workflow.life import PENDING, Event, after


@dataclass(frozen=True, slots=True)
class DeadlinesKept:
    """How many requests were reminded of, passed on, and how many went back."""

    reminded: int
    escalated: int
    expired: int


def keep_deadlines(engine: BudgetEngine) -> DeadlinesKept:
    """Do what is due by the engine's clock, each in a transaction of its own. Called
    again and again by whoever runs the installation; what was done is not done twice."""
    now, rules = engine.clock(), engine.policy.approval
    soon = now + timedelta(days=rules.remind_days_before)
    with engine.database.reading() as session:
        stale = begun_before(session, now - timedelta(days=rules.reserve_days))
        late, near = not_escalated(session, now), not_reminded(session, soon)
        closing = surveys_to_remind_of(session, soon.date())
    for number in closing:
        engine.perform_as_system(remind_of_survey, number)
    return DeadlinesKept(
        expired=_each(engine, stale, expire),
        escalated=_each(engine, late, escalate),
        reminded=_each(engine, near, remind),
    )


def expire(context: Context, request: Request) -> bool:
    """Nobody decided for too long: the reservation is given back, and so is the request."""
    began = round_began(context.session, request)
    days = context.policy.approval.reserve_days
    if request.state not in PENDING or began is None or began > _ago(context, days):
        return False
    request.state = after(request.state, Event.EXPIRE, request.number)
    request.version += 1
    release(context, request, "expired")
    void_steps(context, request)
    context.notify({request.requester_id}, "request_expired", number=request.number, days=days)
    context.record("expire_request", request.number, days=days)
    return True


def escalate(context: Context, request: Request) -> bool:
    """The open step is overdue: whoever comes next may take it as well, and is told."""
    step = open_step(context.session, request.id)
    if step is None or not step.due_at or step.due_at >= context.now or step.escalated_at:
        return False
    step.escalated_at = context.now
    _tell(context, request, step, ESCALATES_TO[step.role], "step_escalated")
    context.record("escalate_step", request.number, duty=step.duty, to=ESCALATES_TO[step.role])
    return True


def remind(context: Context, request: Request) -> bool:
    """The open step falls due soon: those whose it is are told once."""
    step = open_step(context.session, request.id)
    if step is None or step.reminded_at:
        return False
    step.reminded_at = context.now
    _tell(context, request, step, step.role, "step_due")
    context.record("remind_of_step", request.number, duty=step.duty)
    return True


def _tell(context: Context, request: Request, step: ApprovalStep, decider: str, code: str) -> None:
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    people = set(deciders_of(context.session, decider, unit.path)) - {request.requester_id}
    context.notify(
        people,
        code,
        number=request.number,
        unit=named(unit),
        total=total_of(request),
        duty=step.duty,
        due=(step.due_at or context.now).date(),
    )


def _ago(context: Context, days: int) -> datetime:
    return context.now - timedelta(days=days)


def _each(engine: BudgetEngine, numbers: list[str], act: Callable[[Context, Request], bool]) -> int:
    def on_one(context: Context, number: str) -> bool:
        request = lock_request(context.session, number)
        return request is not None and act(context, request)

    return sum(engine.perform_as_system(on_one, number) for number in numbers)
