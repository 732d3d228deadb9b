"""When people come and go: steps that nobody is left to take, people who are new to a step, and
requests of those who have left."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.access import Right, Role, require
from engine.access.deciders import ESCALATES_TO
from engine.queries.catalogue import named
from engine.queries.people import grants
from engine.queries.workflow import decided_steps, open_step
from engine.store.tables import ApprovalStep, Employee, Notice, OrgUnit, Request
from engine.usecases.context import Context
from engine.usecases.ledger.bookings import total_of
from engine.usecases.requests.parts import Parts, parts_by_request
from engine.usecases.requests.steps import begin_round, pass_on, tell
from engine.usecases.requests.takers import Roster, takers_of
from engine.usecases.requests.view import RequestReceipt, find_own, receipt, require_version
from engine.values.errors import InvalidInput
from engine.workflow.life import OPEN, PENDING, Event, after

# What tells somebody that a step is his to take.
WAITING = ("request_waits", "step_due", "step_escalated", "step_vacant")
TAKE_OVER, LEFT = "take_over_request", "requester_left"


def vacant_steps(session: Session, today: date, separates: bool) -> list[str]:
    """The numbers of requests whose open step nobody of its own role can take any more, and
    that were not passed on."""
    roster, rows = Roster(session, today), _open_steps(session)
    parts = parts_by_request(session, (request for request, _, _ in rows), separates)
    return [
        request.number
        for request, step, path in rows
        if step.escalated_at is None
        and not roster.holders(step.role, path, parts[request.id].barred(step.role))
    ]


def fill_vacancy(context: Context, request: Request) -> bool:
    """Nobody is left to take the open step: it goes to whoever comes next; where there is
    nobody either, the requester and the unit's head are told what to do."""
    step = open_step(context.session, request.id)
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    if step is None or step.escalated_at or takers_of(context, request, unit, step).own:
        return False
    if not pass_on(context, request, step, "step_vacant"):
        context.notify(
            _in_charge(context, request, unit) | {request.requester_id},
            "nobody_decides",
            number=request.number,
            duty=step.duty,
            role=step.role,
            instead=ESCALATES_TO[step.role],
        )
    return True


def with_somebody_new(session: Session, today: date, separates: bool) -> list[str]:
    """The numbers of requests whose open step somebody may take who was never told of it: a
    delegate since today, or somebody who was given the role."""
    roster, rows = Roster(session, today), _open_steps(session)
    parts = parts_by_request(session, (request for request, _, _ in rows), separates)
    told = _told(session, min((_opened(step) for _, step, _ in rows), default=None))
    return [
        request.number
        for request, step, path in rows
        if _untold(session, request, step, _people(roster, step, path, parts[request.id]), told)
    ]


def tell_the_new(context: Context, request: Request, only: int | None = None) -> bool:
    """Tell those who may take the open step and were not told yet (`only` that employee)."""
    step = open_step(context.session, request.id)
    if step is None:
        return False
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    takers = takers_of(context, request, unit, step)
    everybody = {one.employee_id for one in takers} | {
        delegate.employee_id for one in takers for delegate in one.delegates
    }
    told = _told(context.session, _opened(step))
    new = {one for one in everybody if told.get((one, request.number), _NEVER) < _opened(step)}
    new -= _took_part(context.session, request)
    if only is not None:
        new &= {only}
    tell(context, request, step, takers, "request_waits", but=everybody - new)
    return bool(new)


def requests_of_leavers(session: Session) -> list[str]:
    """The numbers of unfinished requests whose requester has left, and of which nobody was
    told."""
    known = {
        (notice.args["number"], notice.args["emp_no"])
        for notice in session.scalars(select(Notice).where(Notice.code == LEFT))
    }
    rows = session.execute(
        select(Request.number, Employee.emp_no)
        .join(Employee, Employee.id == Request.requester_id)
        .where(
            Employee.status == "left",
            Request.state.in_([state.value for state in (*PENDING, *OPEN)]),
        )
        .order_by(Request.number)
    ).all()
    return [number for number, emp_no in rows if (number, emp_no) not in known]


def tell_of_leaver(context: Context, request: Request) -> bool:
    """Ask the head of the unit and HR to take the request over or to withdraw it."""
    requester = context.session.get_one(Employee, request.requester_id)
    if requester.status != "left" or request.state not in (*PENDING, *OPEN):
        return False
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    context.notify(
        _in_charge(context, request, unit),
        LEFT,
        number=request.number,
        unit=named(unit),
        total=total_of(request),
        who=requester.name,
        emp_no=requester.emp_no,
    )
    context.record(LEFT, request.number, requester=requester.emp_no)
    return True


def take_over_request(
    context: Context, number: str, key: str, version: int | None = None
) -> RequestReceipt:
    """Make a request one's own whose requester has left. What is being decided begins again
    with HR's check: from now on the actor decides nothing about it.

    Raises:
        InvalidInput: its requester is still there; it is over; or was changed meanwhile.
        NotFound, NotPermitted: the actor may not request for its unit.
    """
    request, unit = find_own(context, number)
    require_version(request, version)
    require(context.actor, Right.REQUEST_BUDGET, unit.path)
    before = context.session.get_one(Employee, request.requester_id)
    if before.status != "left":
        raise InvalidInput("requester_is_here", number=number, who=before.name)
    was_pending = request.state in PENDING
    request.state = after(request.state, Event.AMEND, request.number)
    request.requester_id = context.actor.employee_id
    request.version += 1
    context.record(TAKE_OVER, request.number, key, before=before.emp_no, version=request.version)
    if was_pending:
        begin_round(context, request)
    return receipt(context, request)


_NEVER = datetime.min.replace(tzinfo=UTC)


def _open_steps(session: Session) -> list[tuple[Request, ApprovalStep, str]]:
    rows = session.execute(
        select(Request, ApprovalStep, OrgUnit.path)
        .join(ApprovalStep, ApprovalStep.request_id == Request.id)
        .join(OrgUnit, OrgUnit.id == Request.org_unit_id)
        .where(ApprovalStep.decision.is_(None), ApprovalStep.opened_at.is_not(None))
        .order_by(Request.number)
    )
    return [(request, step, path) for request, step, path in rows]


def _opened(step: ApprovalStep) -> datetime:
    assert step.opened_at is not None, "only open steps are looked at"
    return step.opened_at


def _told(session: Session, since: datetime | None) -> dict[tuple[int, str], datetime]:
    """When somebody (an employee id) was told last, since that moment, that a request waits."""
    if since is None:
        return {}
    found = session.scalars(
        select(Notice)
        .where(Notice.code.in_(WAITING), Notice.created_at >= since)
        .order_by(Notice.id)
    )
    return {(notice.recipient_id, notice.args["number"]): notice.created_at for notice in found}


def _people(roster: Roster, step: ApprovalStep, path: str, parts: Parts) -> set[int]:
    """Those who may take the step, for themselves or for others."""
    passed_on = step.escalated_at is not None
    takers = roster.takers(step.role, path, passed_on, parts.barred(step.role))
    return {one.employee_id for one in takers} | {
        delegate.employee_id for one in takers for delegate in one.delegates
    }


def _untold(
    session: Session,
    request: Request,
    step: ApprovalStep,
    people: set[int],
    told: dict[tuple[int, str], datetime],
) -> bool:
    new = {one for one in people if told.get((one, request.number), _NEVER) < _opened(step)}
    return bool(new - _took_part(session, request)) if new else False


def _took_part(session: Session, request: Request) -> set[int]:
    """Who decided something in this round: he knows where it stands."""
    steps = decided_steps(session, request.id)
    return {
        step.decided_by_id
        for step in steps
        if step.round == request.round and step.decided_by_id is not None
    }


def _in_charge(context: Context, request: Request, unit: OrgUnit) -> set[int]:
    """The unit's head and those of HR whose unit it is, but for the requester himself."""
    people = {
        employee
        for employee, _, held in grants(context.session, Role.HR, context.today)
        if unit.path.startswith(held)
    }
    if unit.head_employee_id is not None:
        head = context.session.get_one(Employee, unit.head_employee_id)
        people |= {head.id} if head.status != "left" else set()
    return people - {request.requester_id}
