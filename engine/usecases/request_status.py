"""Where requests stand, and who has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from engine.access import Right, Role, scope
from engine.queries.catalogue import named
from engine.queries.people import holders_of, within
from engine.store.tables import Employee, OrgUnit, Request
from engine.usecases.context import Context, reads
from engine.usecases.submit_request import SUBMITTED, topic_of
from engine.values.errors import NotFound
from engine.values.money import Money
from engine.values.results import Named

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class RequestSummary:
    """`waiting_for` names who has to act next."""

    number: str
    state: str
    unit: Named
    requester: str
    topic: Named | str
    headcount: int
    total: Money
    start: date
    end: date
    submitted_on: date
    waiting_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestList:
    """The newest first; `more` is how many there are beyond those shown."""

    requests: tuple[RequestSummary, ...]
    more: int


@reads
def request_status(context: Context, number: str | None = None) -> RequestList:
    """One request by number, or all that the actor may see: his own and his subtrees'.

    Raises:
        NotFound: no such request, or none that he may see — the same answer for both.
    """
    statement = (
        select(Request, OrgUnit, Employee.name)
        .join(OrgUnit, OrgUnit.id == Request.org_unit_id)
        .join(Employee, Employee.id == Request.requester_id)
        .where(_visible(context))
        .order_by(Request.id.desc())
    )
    if number is not None:
        statement = statement.where(Request.number == number)
    rows = context.session.execute(statement.limit(MOST_SHOWN)).all()
    if number is not None and not rows:
        raise NotFound("unknown_request", number=number)
    shown = [_summary(context, request, unit, who) for request, unit, who in rows]
    return RequestList(tuple(shown), _count(context) - len(shown) if number is None else 0)


def _count(context: Context) -> int:
    """How many requests the actor may see."""
    statement = (
        select(func.count()).select_from(Request).join(OrgUnit, OrgUnit.id == Request.org_unit_id)
    )
    return context.session.scalar(statement.where(_visible(context))) or 0


def _visible(context: Context) -> ColumnElement[bool]:
    mine = Request.requester_id == context.actor.employee_id
    return or_(mine, within(scope(context.actor, Right.SEE_REQUESTS)))


def _summary(context: Context, request: Request, unit: OrgUnit, who: str) -> RequestSummary:
    line = request.lines[0]
    waiting = holders_of(context.session, Role.HR, unit.path) if request.state == SUBMITTED else []
    return RequestSummary(
        request.number,
        request.state,
        named(unit),
        who,
        topic_of(context, line),
        line.headcount,
        Money(request.total, request.currency),
        line.period_start,
        line.period_end,
        request.created_at.date(),
        tuple(waiting),
    )
