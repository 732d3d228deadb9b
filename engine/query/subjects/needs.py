"""Needs: a row for each that somebody raised, from strategy, business or an employee."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Integer, Select, and_, case, cast, extract, func, select

from engine.access import Right
from engine.queries.people import in_units
from engine.query.days import day_at, days_until
from engine.query.subject import (
    COUNT,
    COURSE,
    DATE,
    NUMBER,
    SHARE,
    STATE,
    THING,
    UNIT,
    WORDS,
    Asked,
    Dimension,
    Expression,
    Join,
    Measure,
    Subject,
)
from engine.query.subjects.units import joins_of_units, of_units
from engine.query.value import ME
from engine.store.tables import Course, Employee, Kpi, Need, Skill

STRATEGY, BUSINESS, EMPLOYEE = "strategy", "business", "employee"
STATUSES = ("open", "withdrawn")
# What an employee says of himself alone tells what he lacks; what many said together does not.
_SINGLE = case((and_(Need.origin == EMPLOYEE, Need.headcount <= 1), Need.raised_by_id))


def needs(asked: Asked) -> Subject:
    raised = day_at(Need.created_at, asked.minutes)
    return Subject(
        base=_base,
        dimensions={
            **{name: replace(one, attribute=True) for name, one in of_units(asked).items()},
            "need": Dimension(kind=WORDS, key=Need.number, attribute=True),
            "raised_by": Dimension(
                kind=THING,
                key=Employee.emp_no,
                names=(Employee.name,),
                table=Employee,
                personal=True,
            ),
            "reason": Dimension(kind=WORDS, key=Need.reason, personal=True),
            **_of_topics(),
            "origin": Dimension(kind=STATE, key=Need.origin, values=(STRATEGY, BUSINESS, EMPLOYEE)),
            "status": Dimension(kind=STATE, key=Need.status, values=STATUSES),
            "headcount_of": Dimension(kind=NUMBER, key=Need.headcount),
            "priority_of": Dimension(kind=NUMBER, key=Need.priority),
            **_of_days(raised, asked),
        },
        measures={
            "needs": Measure(kind=COUNT, value=func.count(Need.id), adds=True),
            "people": Measure(kind=COUNT, value=func.count(Need.raised_by_id.distinct())),
            # As written: one person may be meant in several.
            "asked_for": Measure(kind=COUNT, value=func.sum(Need.headcount), adds=True),
            # What several ask for, as often as those want who want it most.
            "asked_for_once": Measure(kind=COUNT, value=Need.headcount, once=_topic()),
            "largest": Measure(kind=COUNT, value=func.max(Need.headcount)),
            "topics": Measure(kind=COUNT, value=func.count(_topic().distinct())),
            "highest_priority": Measure(kind=SHARE, value=func.max(Need.priority)),
            "first_on": Measure(kind=DATE, value=func.min(raised)),
            "last_on": Measure(kind=DATE, value=func.max(raised)),
        },
        joins={
            **joins_of_units(asked, Need.org_unit_id),
            "skill": Join(target=Skill, on=Skill.id == Need.skill_id, outer=True),
            "kpi": Join(target=Kpi, on=Kpi.id == Need.kpi_id, outer=True),
        },
        scope=lambda paths, _: in_units(Need.org_unit_id, paths),
        person=_SINGLE,
        time="raised_on",
        right=Right.SEE_PRIORITIES,
        own={"raised_by": ME},
        guarded=True,
        things={COURSE: Need.course_id, UNIT: Need.org_unit_id},
    )


def _topic() -> Expression:
    """The same course is the same topic, in whatever words it was asked for."""
    return func.coalesce(Course.code, Need.topic)


def _of_topics() -> dict[str, Dimension]:
    return {
        "topic": Dimension(kind=WORDS, key=Need.topic, attribute=True),
        "course": Dimension(
            kind=THING,
            key=func.coalesce(Course.code, ""),
            names=(func.coalesce(Course.name, ""), Course.name_en),
            table=Course,
        ),
        "category": Dimension(kind=WORDS, key=Course.category),
        "skill": Dimension(
            kind=THING,
            key=Skill.code,
            names=(Skill.name, Skill.name_en),
            joins=("skill",),
            table=Skill,
        ),
        "kpi": Dimension(
            kind=THING, key=Kpi.code, names=(Kpi.name, Kpi.name_en), joins=("kpi",), table=Kpi
        ),
    }


def _of_days(raised: Expression, asked: Asked) -> dict[str, Dimension]:
    """`year` is the one that it is needed in; months and quarters are those it was raised in."""
    month = cast(extract("month", raised), Integer)
    return {
        "year": Dimension(kind=NUMBER, key=Need.year),
        "raised_on": Dimension(kind=DATE, key=raised, attribute=True),
        "quarter": Dimension(kind=NUMBER, key=(month + 2) // 3),
        "month": Dimension(kind=NUMBER, key=month),
        "days_open": Dimension(kind=NUMBER, key=days_until(raised, asked.today), attribute=True),
    }


def _base() -> Select[Any]:
    return (
        select()
        .select_from(Need)
        .join(Employee, Employee.id == Need.raised_by_id)
        .outerjoin(Course, Course.id == Need.course_id)
    )
