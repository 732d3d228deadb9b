"""What one training cost, who came, what it brought, what is lacking, and who has to do what about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right, require
from engine.queries.catalogue import named
from engine.queries.people import grants
from engine.queries.request_sessions import HELD, people_of_session
from engine.store.tables import (
    CourseRating,
    Employee,
    Evaluation,
    Kpi,
    OrgUnit,
    Request,
    RequestLine,
    TrainingSession,
)
from engine.usecases.context import Context, reads
from engine.usecases.disclosure import sees_people
from engine.usecases.ledger.bookings import sum_held
from engine.usecases.ledger.posting import ACTUAL, COMMIT
from engine.usecases.requests.due import NOMINATED, REQUESTER, Due, what_is_due
from engine.usecases.requests.reminding import ROLES
from engine.usecases.requests.results import LEVELS
from engine.usecases.requests.running import lines_with_sessions
from engine.usecases.requests.view import find, topic_of
from engine.values.money import Money
from engine.values.results import Named

REACTION = LEVELS[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """Of one line: how many were planned, nominated, and came (None before it was held); `stars`
    is the mean of those who came and said so, None where they are too few to be told."""

    position_no: int
    topic: Named | str
    start: date
    end: date
    planned: int
    nominated: int
    came: int | None
    ratings: int
    stars: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was entered for it on one level; a share where there is no `before`."""

    position_no: int
    level: str
    measure: str
    kpi: Named | None
    before: Decimal | None
    after: Decimal
    n: int | None
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueBy:
    """What is to be done from `since` on, by whom: a role or a part in it, and who has it."""

    what: str
    whose: str
    people: tuple[str, ...]
    since: date
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectReport:
    """`invoiced` and `committed` are in the currency of the budget; `per_head` is what was invoiced
    for each who came. `missing` are the levels of which nothing is on record."""

    number: str
    unit: Named
    state: str
    turnout: tuple[Turnout, ...]
    approved: Money
    invoiced: Money | None
    committed: Money | None
    per_head: Money | None
    results: tuple[Result, ...]
    missing: tuple[str, ...]
    due: tuple[DueBy, ...]

    @property
    def came(self) -> int:
        return sum(one.came or 0 for one in self.turnout)


@reads
def effect_report(context: Context, number: str) -> EffectReport:
    """All that is on record of the training of one request, on Kirkpatrick's levels.

    Raises:
        NotFound: no such request, or none that the actor may see.
        NotPermitted: he sees no effects there.
    """
    request, unit = find(context, number, lock=False)
    require(context.actor, Right.SEE_EFFECTS, unit.path)
    sessions = {line.id: held for line, held in lines_with_sessions(context, request)}
    turnout = tuple(_turnout(context, unit, line, sessions.get(line.id)) for line in request.lines)
    results = _results(context, request)
    found = {one.level for one in results}
    if any(one.ratings for one in turnout):
        found.add(REACTION)
    invoiced = sum_held(context, request.id, ACTUAL)
    came = sum(one.came or 0 for one in turnout)
    return EffectReport(
        number=number,
        unit=named(unit),
        state=request.state,
        turnout=turnout,
        approved=Money(request.total, request.currency),
        invoiced=invoiced,
        committed=sum_held(context, request.id, COMMIT),
        per_head=invoiced.per(came) if invoiced is not None and came else None,
        results=results,
        missing=tuple(level for level in LEVELS if level not in found),
        # That a training begins soon is news, and nothing to do.
        due=tuple(
            _by_whom(context, request, unit, one)
            for one in what_is_due(context, request)
            if one.whose != NOMINATED
        ),
    )


def _turnout(
    context: Context, unit: OrgUnit, line: RequestLine, held: TrainingSession | None
) -> Turnout:
    taken = people_of_session(context.session, held.id) if held is not None else {}
    came = [one.id for one, part in taken.items() if part.attended]
    ratings, stars = _stars(context, line, came if held and held.status == HELD else [])
    smallest = context.policy.need.smallest_group
    told = ratings >= smallest or sees_people(context, unit.path)
    return Turnout(
        position_no=line.position_no,
        topic=topic_of(context, line),
        start=line.period_start,
        end=line.period_end,
        planned=line.headcount,
        nominated=len(taken),
        came=line.delivered,
        ratings=ratings,
        stars=stars if told else None,
    )


def _stars(context: Context, line: RequestLine, came: Sequence[int]) -> tuple[int, Decimal | None]:
    """How many of those who came gave stars, and how many on average."""
    found = context.session.scalars(
        select(CourseRating.stars).where(
            CourseRating.course_id == line.course_id,
            CourseRating.employee_id.in_(came),
            CourseRating.created_at >= context.company.start_of(line.period_start),
            CourseRating.stars.is_not(None),
        )
    ).all()
    stars = [one for one in found if one is not None]
    if not stars:
        return 0, None
    return len(stars), (sum(stars, Decimal(0)) / len(stars)).quantize(Decimal("0.1"))


def _results(context: Context, request: Request) -> tuple[Result, ...]:
    lines = {line.course_id: line.position_no for line in request.lines if line.course_id}
    rows = context.session.scalars(
        select(Evaluation).where(Evaluation.request_id == request.id).order_by(Evaluation.id)
    ).all()
    found = [_result(context, row, lines.get(row.course_id, 1)) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.position_no, LEVELS.index(one.level))))


def _result(context: Context, row: Evaluation, position_no: int) -> Result:
    kpi = context.session.get_one(Kpi, row.kpi_id) if row.kpi_id is not None else None
    return Result(
        position_no=position_no,
        level=row.level,
        measure=row.measure,
        kpi=named(kpi) if kpi is not None else None,
        before=row.baseline,
        after=row.value,
        n=row.n,
        day=row.measured_on,
    )


def _by_whom(context: Context, request: Request, unit: OrgUnit, due: Due) -> DueBy:
    people: list[str] = []
    if due.whose in ROLES:
        held = grants(context.session, ROLES[due.whose], context.today)
        people = [name for _, name, over in held if unit.path.startswith(over)]
    elif due.whose == REQUESTER:
        people = [context.session.get_one(Employee, request.requester_id).name]
    return DueBy(
        what=due.what,
        whose=due.whose,
        people=tuple(people),
        since=due.since,
        is_late=due.since <= context.today,
    )
