"""Participations: a row for everybody who took part in a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, cast, extract, func, select

from engine.access import Right
from engine.queries.belonging import unit_then, with_former_unit
from engine.queries.people import within
from engine.queries.request_sessions import HELD, PLANNED
from engine.query.days import days_until
from engine.query.subject import (
    COUNT,
    COURSE,
    DATE,
    HOURS,
    NUMBER,
    SHARE,
    STATE,
    THING,
    WORDS,
    Asked,
    Dimension,
    Expression,
    Measure,
    Subject,
)
from engine.query.subjects.people import joins_of_people, of_people, present_in
from engine.store.tables import Course, Employee, OrgUnit, Participation, TrainingSession

_OF_COURSES: Mapping[str, Expression] = {COURSE: TrainingSession.course_id}
OUTCOMES = ("completed", "passed", "failed", "incomplete")


def participations(asked: Asked) -> Subject:
    seats, hours = func.count(Participation.id), func.sum(Participation.hours)
    persons = func.count(Participation.employee_id.distinct())
    passed = func.sum(case((Participation.outcome == "passed", 1), else_=0))
    tested = func.sum(case((Participation.outcome.in_(("passed", "failed")), 1), else_=0))
    early = days_until(TrainingSession.start_date, Employee.hire_date)
    return Subject(
        base=_base,
        dimensions={
            **of_people(asked),
            **of_courses(),
            **of_days(TrainingSession.start_date),
            "session": Dimension(kind=WORDS, key=TrainingSession.code),
            "hours_of": Dimension(kind=NUMBER, key=Participation.hours, attribute=True),
            "outcome": Dimension(
                kind=STATE, key=Participation.outcome, values=OUTCOMES, attribute=True
            ),
            "before_hire": Dimension(
                kind=STATE,
                key=case((TrainingSession.start_date < Employee.hire_date, "yes"), else_="no"),
                values=("yes", "no"),
                attribute=True,
            ),
        },
        measures={
            "seats": Measure(kind=COUNT, value=seats, adds=True),
            "people": Measure(kind=COUNT, value=persons),
            "trainings_each": Measure(kind=NUMBER, value=seats, over=persons),
            "hours": Measure(kind=HOURS, value=hours, adds=True),
            "first_on": Measure(kind=DATE, value=func.min(TrainingSession.start_date)),
            "last_on": Measure(kind=DATE, value=func.max(TrainingSession.start_date)),
            # Of who was trained before the day he was hired, the longest.
            "days_before_hire": Measure(kind=NUMBER, value=func.max(early)),
            "pass_rate": Measure(kind=SHARE, value=passed, over=tested),
            "coverage": Measure(kind=SHARE, value=persons, per_head=True),
            "hours_per_head": Measure(kind=HOURS, value=hours, per_head=True),
            "seats_per_head": Measure(kind=NUMBER, value=seats, per_head=True),
        },
        joins=joins_of_people(asked, unit_then()),
        scope=_taken_in,
        person=Participation.employee_id,
        time="started_on",
        right=Right.SEE_COSTS,
        things=_OF_COURSES,
    )


def attendance(asked: Asked) -> Subject:
    """Who was to take part in sessions that were held, whether he came or not."""
    invited, came = func.count(Participation.id), case((Participation.attended, 1), else_=0)
    return Subject(
        base=lambda: _of_sessions().where(TrainingSession.status == HELD),
        dimensions={
            **of_people(asked),
            **of_courses(),
            **of_days(TrainingSession.start_date),
            "session": Dimension(kind=WORDS, key=TrainingSession.code),
            "came_of": Dimension(
                kind=STATE,
                key=case((Participation.attended, "yes"), else_="no"),
                values=("yes", "no"),
                attribute=True,
            ),
        },
        measures={
            "nominated": Measure(kind=COUNT, value=invited, adds=True),
            "came": Measure(kind=COUNT, value=func.sum(came), adds=True),
            "stayed_away": Measure(kind=COUNT, value=func.sum(1 - came), adds=True),
            "share_came": Measure(kind=SHARE, value=func.sum(came), over=invited),
            "people": Measure(kind=COUNT, value=func.count(Participation.employee_id.distinct())),
        },
        joins=joins_of_people(asked, unit_then()),
        scope=_taken_in,
        person=Participation.employee_id,
        time="started_on",
        right=Right.SEE_COSTS,
        things=_OF_COURSES,
    )


def signups(asked: Asked) -> Subject:
    """Who is to take part in sessions that are planned."""
    return Subject(
        base=lambda: _of_sessions().where(TrainingSession.status == PLANNED),
        dimensions={
            **of_people(asked),
            **of_courses(),
            **of_days(TrainingSession.start_date),
            "ends_on": Dimension(kind=DATE, key=TrainingSession.end_date),
            "session": Dimension(kind=WORDS, key=TrainingSession.code),
        },
        measures={
            "people": Measure(kind=COUNT, value=func.count(Participation.employee_id.distinct())),
        },
        joins=joins_of_people(asked, unit_then()),
        scope=_taken_in,
        person=Participation.employee_id,
        time="started_on",
        right=Right.SEE_COSTS,
        things=_OF_COURSES,
    )


def of_courses() -> dict[str, Dimension]:
    """Of a statement that has Course and TrainingSession."""
    return {
        "course": Dimension(
            kind=THING, key=Course.code, names=(Course.name, Course.name_en), table=Course
        ),
        "category": Dimension(kind=WORDS, key=Course.category),
        "delivery": Dimension(
            kind=WORDS, key=func.coalesce(TrainingSession.delivery, Course.delivery)
        ),
        "place": Dimension(kind=WORDS, key=TrainingSession.location),
        "instructor": Dimension(kind=WORDS, key=TrainingSession.instructor),
    }


def of_days(day: Expression) -> dict[str, Dimension]:
    """When something began; months and quarters of the calendar."""
    month = cast(extract("month", day), Integer)
    return {
        "started_on": Dimension(kind=DATE, key=day),
        "year": Dimension(kind=NUMBER, key=cast(extract("year", day), Integer)),
        "quarter": Dimension(kind=NUMBER, key=(month + 2) // 3),
        "month": Dimension(kind=NUMBER, key=month),
    }


def _base() -> Select[Any]:
    return _of_sessions().where(Participation.attended, TrainingSession.status == HELD)


def _of_sessions() -> Select[Any]:
    return with_former_unit(
        select()
        .select_from(Participation)
        .join(Employee, Employee.id == Participation.employee_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .join(Course, Course.id == TrainingSession.course_id)
    )


def _taken_in(paths: Sequence[str], present: bool) -> ColumnElement[bool]:
    """By those who work there now; or by all who were there on that day."""
    if present:
        return present_in(paths)
    units = select(OrgUnit.id).where(within(paths)).correlate(None)
    return unit_then().in_(units)
