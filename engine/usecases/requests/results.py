"""What came of a training: entered by HR, or said by those who took part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right, require
from engine.queries.catalogue import by_code, named
from engine.store.tables import Course, Evaluation, Kpi, Request, RequestLine
from engine.usecases.context import Context
from engine.usecases.requests.view import find
from engine.values.errors import InvalidInput
from engine.values.results import Named
from engine.workflow.life import AFTER_DELIVERY

# Kirkpatrick's.
LEVELS = ("reaction", "learning", "behaviour", "results")
LONGEST_MEASURE = 100
ENTERED = "entered"
# What the store's numbers hold.
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultGiven:
    """A `measure` on a Kirkpatrick `level` for the training of one line: `before` it and
    `after`, over `n` people, measured on `day`. Where there is no before, `after` is a share
    (of those who were satisfied, who passed: 0–1). More is better, unless `kpi` names a KPI
    (by code) of which less is."""

    level: str
    measure: str
    after: Decimal
    n: int
    day: date
    before: Decimal | None = None
    line: int = 1
    kpi: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReceipt:
    """`levels` are all that are entered for the request now."""

    number: str
    course: Named
    result: ResultGiven
    levels: tuple[str, ...]
    repeated: bool


def record_result(context: Context, number: str, given: ResultGiven, key: str) -> ResultReceipt:
    """Enter what was measured of a training that was delivered; the same measure again
    replaces what was entered before.

    Raises:
        InvalidInput: it is not delivered, there is no such line or level, its training is none
            of the catalogue (and needs no result), more people than took part, a day to come or
            before it began, or no share where nothing was measured before.
        NotFound: no such request or KPI.
        NotPermitted: HR alone runs trainings.
    """
    request, unit = find(context, number)
    require(context.actor, Right.RUN_TRAINING, unit.path)
    if request.state not in AFTER_DELIVERY:
        raise InvalidInput(
            "not_in_this_state", number=number, state=request.state, event="record_result"
        )
    line = _line(request, given)
    _require_plausible(context, line, given)
    stored = _stored(context, request, line, given)
    stored.year = context.fiscal.year_of(given.day)
    stored.baseline, stored.value, stored.n = given.before, given.after, given.n
    stored.measured_on = given.day
    stored.kpi_id = by_code(context.session, Kpi, given.kpi).id if given.kpi else None
    context.session.flush()
    context.record(
        "record_result",
        number,
        key,
        level=given.level,
        measure=given.measure,
        before=given.before,
        after=given.after,
        n=given.n,
    )
    course = context.session.get_one(Course, line.course_id)
    return ResultReceipt(
        number=number,
        course=named(course),
        result=given,
        levels=_levels(context, request),
        repeated=False,
    )


def _line(request: Request, given: ResultGiven) -> RequestLine:
    for line in request.lines:
        if line.position_no == given.line:
            if line.course_id is None:
                raise InvalidInput("result_not_needed", number=request.number, topic=line.topic)
            return line
    raise InvalidInput("no_such_line", lines=len(request.lines), line=given.line)


def _require_plausible(context: Context, line: RequestLine, given: ResultGiven) -> None:
    if given.level not in LEVELS:
        raise InvalidInput("unknown_level", level=given.level)
    came = line.delivered or 0
    if not 1 <= given.n <= came:
        raise InvalidInput("result_people", n=given.n, came=came)
    first = line.period_start - timedelta(days=context.policy.delivery.days_early)
    if not first <= given.day <= context.today:
        raise InvalidInput("result_day", day=given.day, first=first, last=context.today)
    values = [value for value in (given.before, given.after) if value is not None]
    if (
        not 0 < len(given.measure.strip()) <= LONGEST_MEASURE
        or not all(value.is_finite() for value in values)
        or any(abs(value) >= LARGEST for value in values)
    ):
        raise InvalidInput("result_unclear", longest=LONGEST_MEASURE)
    if given.before is None and not 0 <= given.after <= 1:
        raise InvalidInput("result_no_share", measure=given.measure.strip(), after=given.after)


def _stored(
    context: Context, request: Request, line: RequestLine, given: ResultGiven
) -> Evaluation:
    measure = given.measure.strip()
    found = context.session.scalar(
        select(Evaluation).where(
            Evaluation.request_id == request.id,
            Evaluation.course_id == line.course_id,
            Evaluation.level == given.level,
            Evaluation.measure == measure,
        )
    )
    if found is None:
        found = Evaluation(
            request_id=request.id,
            course_id=line.course_id,
            level=given.level,
            measure=measure,
            method=ENTERED,
        )
        context.session.add(found)
    return found


def _levels(context: Context, request: Request) -> tuple[str, ...]:
    entered = select(Evaluation.level).where(Evaluation.request_id == request.id).distinct()
    return tuple(sorted(context.session.scalars(entered), key=LEVELS.index))
