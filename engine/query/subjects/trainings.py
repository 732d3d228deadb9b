"""Trainings: sessions that were held, are planned or were called off, and those of requests whose
days are set, until their sessions are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from engine.access import Right
from engine.access.paths import is_whole_company
from engine.queries.people import in_units, within
from engine.queries.request_sessions import CANCELLED, HELD, PLANNED
from engine.query.subject import (
    COUNT,
    COURSE,
    CURRENCY,
    DATE,
    HOURS,
    MONEY,
    NUMBER,
    STATE,
    THING,
    UNIT,
    WORDS,
    Asked,
    Dimension,
    Join,
    Measure,
    Subject,
)
from engine.query.subjects.participations import of_days
from engine.store.tables import (
    CostLine,
    Course,
    Employee,
    OrgUnit,
    Participation,
    Request,
    RequestLine,
    TrainingSession,
)
from engine.workflow.life import State

_SCHEDULED = (State.SCHEDULED, State.DELIVERED, State.EVALUATED_AFTER, State.CLOSED)

_people = (
    select(
        Participation.session_id,
        func.count().label("people"),
        func.sum(case((Participation.attended, 1), else_=0)).label("came"),
    )
    .group_by(Participation.session_id)
    .subquery("people_in_session")
)
_asked_for = (
    select(RequestLine.id.label("line_id"), Request.id, Request.org_unit_id)
    .join(Request, Request.id == RequestLine.request_id)
    .subquery("asked_for")
)
_sessions = (
    select(
        TrainingSession.code.label("code"),
        TrainingSession.id.label("session_id"),
        _asked_for.c.id.label("request_id"),
        _asked_for.c.org_unit_id.label("unit_id"),
        TrainingSession.course_id.label("course_id"),
        cast(null(), String).label("topic"),
        TrainingSession.start_date.label("starts_on"),
        TrainingSession.end_date.label("ends_on"),
        TrainingSession.status.label("status"),
        TrainingSession.location.label("place"),
        TrainingSession.instructor.label("instructor"),
        TrainingSession.delivery.label("delivery"),
        case(
            (
                TrainingSession.status == HELD,
                func.coalesce(_people.c.came, 0) + TrainingSession.unnamed,
            ),
            # Until somebody is nominated, as many as there are seats.
            else_=func.coalesce(_people.c.people, TrainingSession.seats, 0)
            + TrainingSession.unnamed,
        ).label("participants"),
    )
    .outerjoin(_people, _people.c.session_id == TrainingSession.id)
    .outerjoin(_asked_for, _asked_for.c.line_id == TrainingSession.request_line_id)
)
_scheduled = (
    select(
        Request.number,
        cast(null(), Integer),
        Request.id,
        Request.org_unit_id,
        RequestLine.course_id,
        RequestLine.topic,
        RequestLine.period_start,
        RequestLine.period_end,
        case(
            (Request.state == State.SCHEDULED, literal(PLANNED)),
            # Closed without anybody having been there: called off.
            (RequestLine.delivered.is_(None), literal(CANCELLED)),
            else_=literal(HELD),
        ),
        cast(null(), String),
        cast(null(), String),
        cast(null(), String),
        func.coalesce(RequestLine.delivered, RequestLine.headcount),
    )
    .join(RequestLine, RequestLine.request_id == Request.id)
    .where(
        Request.state.in_(_SCHEDULED),
        ~exists().where(TrainingSession.request_line_id == RequestLine.id),
    )
)
_trainings = union_all(_sessions, _scheduled).subquery("training")
# Learners' time gives wages away, and no invoice is paid for it.
_spent = (
    select(CostLine.session_id, CostLine.currency, func.sum(CostLine.amount).label("amount"))
    .where(CostLine.category != "learner_time")
    .group_by(CostLine.session_id, CostLine.currency)
    .subquery("spent_on_session")
)


# What those learned who came, and are known by name.
_learned = (
    select(Participation.session_id, func.sum(Participation.hours).label("hours"))
    .where(Participation.attended)
    .group_by(Participation.session_id)
    .subquery("learned_in_session")
)
_OF_UNITS = frozenset({UNIT, "for_unit"})


def trainings(asked: Asked) -> Subject:
    columns = _trainings.c
    key = columns.code.distinct()
    return Subject(
        base=_base,
        dimensions={
            "training": Dimension(kind=WORDS, key=columns.code),
            "course": Dimension(
                kind=THING,
                key=func.coalesce(Course.code, ""),
                names=(func.coalesce(Course.name, columns.topic), Course.name_en),
                table=Course,
            ),
            "category": Dimension(kind=WORDS, key=Course.category),
            "ends_on": Dimension(kind=DATE, key=columns.ends_on),
            "status": Dimension(kind=STATE, key=columns.status, values=(PLANNED, HELD, CANCELLED)),
            "place": Dimension(kind=WORDS, key=columns.place),
            "instructor": Dimension(kind=WORDS, key=columns.instructor),
            "delivery": Dimension(kind=WORDS, key=func.coalesce(columns.delivery, Course.delivery)),
            "for_unit": Dimension(
                kind=THING,
                key=OrgUnit.code,
                names=(OrgUnit.name, OrgUnit.name_en),
                joins=("for_unit",),
                table=OrgUnit,
            ),
            "participants_of": Dimension(kind=NUMBER, key=columns.participants),
            # What nothing was spent on stands with the others. Written out: it is grouped by, and
            # with a parameter each place where it stands would be another expression.
            CURRENCY: Dimension(
                kind=WORDS,
                key=func.coalesce(_spent.c.currency, literal(asked.currency, literal_execute=True)),
                joins=("spent",),
            ),
            **of_days(columns.starts_on),
        },
        measures={
            "trainings": Measure(kind=COUNT, value=func.count(key), adds=True),
            "participants": Measure(kind=COUNT, value=func.sum(columns.participants), adds=True),
            # Of the whole session, whoever took part.
            "cost": Measure(
                kind=MONEY,
                value=func.sum(_spent.c.amount),
                joins=("spent",),
                not_by=_OF_UNITS,
                adds=True,
                right=Right.SEE_COSTS,
            ),
            "hours": Measure(
                kind=HOURS,
                value=func.sum(_learned.c.hours),
                joins=("learned",),
                not_by=_OF_UNITS,
                adds=True,
            ),
            "cost_per_hour": Measure(
                kind=MONEY,
                value=func.sum(_spent.c.amount),
                over=func.sum(_learned.c.hours),
                joins=("spent", "learned"),
                not_by=_OF_UNITS,
                right=Right.SEE_COSTS,
            ),
            "first_on": Measure(kind=DATE, value=func.min(columns.starts_on)),
            "last_on": Measure(kind=DATE, value=func.max(columns.starts_on)),
            "with_place": Measure(kind=COUNT, value=func.count(columns.place), adds=True),
            "cost_each": Measure(
                kind=MONEY,
                value=func.sum(_spent.c.amount),
                over=func.sum(columns.participants),
                joins=("spent",),
                not_by=_OF_UNITS,
                right=Right.SEE_COSTS,
            ),
        },
        joins={
            "for_unit": Join(target=OrgUnit, on=OrgUnit.id == columns.unit_id, outer=True),
            "spent": Join(target=_spent, on=_spent.c.session_id == columns.session_id, outer=True),
            "learned": Join(
                target=_learned, on=_learned.c.session_id == columns.session_id, outer=True
            ),
        },
        scope=_of_units,
        person=columns.session_id,
        time="started_on",
        right=Right.SEE_COSTS,
        things={COURSE: columns.course_id},
    )


def _base() -> Select[Any]:
    return select().select_from(_trainings).outerjoin(Course, Course.id == _trainings.c.course_id)


def _of_units(paths: Sequence[str], _present: bool) -> ColumnElement[bool]:
    """What people who are under the paths take part in, and what was asked for those units."""
    if any(map(is_whole_company, paths)):
        return true()
    theirs = (
        select(Participation.session_id)
        .join(Employee, Employee.id == Participation.employee_id)
        .where(in_units(Employee.org_unit_id, paths))
        .correlate(None)
    )
    units = select(OrgUnit.id).where(within(paths)).correlate(None)
    return or_(_trainings.c.session_id.in_(theirs), _trainings.c.unit_id.in_(units))
