"""What time does: reminders, escalation, reservations that run out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.queries.company import company_of
from engine.queries.workflow import (
    begun_before,
    lock_request,
    not_escalated,
    not_reminded,
    open_step,
    round_began,
)
from engine.store.tables import OrgUnit, Request
from engine.usecases.context import BudgetEngine, Context
from engine.usecases.leavers import people_gone, see_off
from engine.usecases.ledger.bookings import release
from engine.usecases.requests.delegating import delegations_of_leavers, end_delegation
from engine.usecases.requests.leaving import (
    fill_vacancy,
    requests_of_leavers,
    tell_of_leaver,
    tell_the_new,
    vacant_steps,
    with_somebody_new,
)
from engine.usecases.requests.reminding import remind_of_training, requests_due
from engine.usecases.requests.steps import pass_on, tell, void_steps
from engine.usecases.requests.takers import takers_of
from engine.usecases.setup.roles import end_roles
from engine.usecases.surveys import remind_of_survey, surveys_to_remind_of
from engine.workflow.life import PENDING, Event, after


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinesKept:
    """How many requests were reminded of, passed on, and how many went back; how many have
    somebody new to tell; how many a person who left has left behind; how many people's last
    day is over; and of how many trainings somebody was told what is due."""

    reminded: int = 0
    escalated: int = 0
    expired: int = 0
    told: int = 0
    left: int = 0
    gone: int = 0
    due: int = 0


def keep_deadlines(engine: BudgetEngine) -> DeadlinesKept:
    """Do what is due by the engine's clock, each in a transaction of its own. Called
    again and again by whoever runs the installation; what was done is not done twice."""
    now, rules = engine.clock(), engine.policy.approval
    gone = _see_off(engine)
    engine.perform_as_system(end_roles)
    soon = now + timedelta(days=rules.remind_days_before)
    with engine.database.reading() as session:
        stale = begun_before(session, now - timedelta(days=rules.reserve_days))
        late, near = not_escalated(session, now), not_reminded(session, soon)
        over, orphaned = delegations_of_leavers(session), requests_of_leavers(session)
        company = company_of(session)
        today = company.day_of(now)
        vacant = vacant_steps(session, today, rules.separates)
        new = with_somebody_new(session, today, rules.separates)
        closing = surveys_to_remind_of(session, company.day_of(soon))
        running = requests_due(session, today)
    for number in closing:
        engine.perform_as_system(remind_of_survey, number)
    for delegation in over:
        engine.perform_as_system(end_delegation, delegation)
    return DeadlinesKept(
        gone=gone,
        left=_each(engine, orphaned, tell_of_leaver),
        expired=_each(engine, stale, expire),
        escalated=_each(engine, late, escalate) + _each(engine, vacant, fill_vacancy),
        reminded=_each(engine, near, remind),
        told=_each(engine, new, tell_the_new),
        due=_each(engine, running, remind_of_training),
    )


def _see_off(engine: BudgetEngine) -> int:
    """First: what they leave behind is due then."""
    with engine.database.reading() as session:
        gone = people_gone(session, company_of(session).day_of(engine.clock()))
    return sum(engine.perform_as_system(see_off, one) for one in gone)


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
    pass_on(context, request, step, "step_escalated")
    return True


def remind(context: Context, request: Request) -> bool:
    """The open step falls due soon: those whose it is, and their delegates, are told once."""
    step = open_step(context.session, request.id)
    if step is None or step.reminded_at:
        return False
    step.reminded_at = context.now
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    found = takers_of(context, request, unit, step)
    tell(context, request, step, found.own or found.passed_to, "step_due")
    context.record("remind_of_step", request.number, duty=step.duty)
    return True


def _ago(context: Context, days: int) -> datetime:
    return context.now - timedelta(days=days)


def _each(engine: BudgetEngine, numbers: list[str], act: Callable[[Context, Request], bool]) -> int:
    def on_one(context: Context, number: str) -> bool:
        request = lock_request(context.session, number)
        return request is not None and act(context, request)

    return sum(engine.perform_as_system(on_one, number) for number in numbers)
