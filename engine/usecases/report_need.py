"""An employee says which skill he lacks or wants."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from engine.access import Right, require, scope
from engine.queries.catalogue import by_code, named
from engine.queries.numbers import next_number
from engine.queries.people import working_in
from engine.queries.teaching import course_teaching, skill_taught
from engine.store.tables import Course, Employee, Need, Skill
from engine.usecases.context import Context
from engine.usecases.estimate_cost import Training
from engine.values.errors import InvalidInput
from engine.values.results import Named

# One employee's wish; HR raises it when many have the same.
EMPLOYEE_PRIORITY = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedReceipt:
    """`topic` is what was said, `about` the skill or course of the catalogue that is meant by it;
    `others` is how many other people raised the same need for the same year."""

    number: str
    topic: str
    about: Named | None
    course: Named | None
    year: int
    others: int
    already_reported: bool


def report_need(
    context: Context, training: Training, reason: str | None, key: str, people: int = 1
) -> NeedReceipt:
    """Store the need once: the same key, or the same open need of the same person, again
    gives the first receipt. What was said (`training.topic`) is kept beside the skill or course
    that is meant by it. Who leads a unit may report it for so many `people` of it.

    Raises:
        InvalidInput: nothing was named; or not so many are there.
        NotPermitted: who leads nothing reports for himself.
    """
    require(context.actor, Right.REPORT_NEED)
    _require_led(context, people)
    skill, course = _subject(context, training)
    thing = skill if training.skill else course
    topic = training.topic or (thing.name if thing else None)
    if not topic:
        raise InvalidInput("no_topic")
    year = context.fiscal_year + 1
    known = _known(context, topic, year)
    need = known or _store(context, skill, course, topic, reason, year, people)
    if known is None:
        context.record("report_need", need.number, key, topic=topic, people=people)
    return NeedReceipt(
        number=need.number,
        topic=need.topic,
        about=named(thing) if thing else None,
        course=named(course) if course else None,
        year=year,
        others=_others(context, need),
        already_reported=known is not None,
    )


def _require_led(context: Context, people: int) -> None:
    if people == 1:
        return
    paths = scope(context.actor, Right.STATE_GOALS)
    require(context.actor, Right.STATE_GOALS)
    working = context.session.scalar(select(func.count(Employee.id)).where(working_in(list(paths))))
    if not 1 < people <= (working or 0):
        raise InvalidInput("need_people", people=people, most=working or 0)


def _known(context: Context, topic: str, year: int) -> Need | None:
    """The actor's open need of the same topic."""
    return context.session.scalar(
        select(Need).where(
            Need.raised_by_id == context.actor.employee_id,
            Need.topic == topic,
            Need.year == year,
            Need.origin == "employee",
            Need.status == "open",
        )
    )


def _subject(context: Context, training: Training) -> tuple[Skill | None, Course | None]:
    if training.skill:
        skill = by_code(context.session, Skill, training.skill)
        return skill, next(iter(course_teaching(context.session, skill.id)), None)
    if training.course:
        course = by_code(context.session, Course, training.course)
        taught = skill_taught(context.session, course.id)
        return (context.session.get(Skill, taught) if taught else None), course
    return None, None


def _store(
    context: Context,
    skill: Skill | None,
    course: Course | None,
    topic: str,
    reason: str | None,
    year: int,
    people: int,
) -> Need:
    need = Need(
        number=next_number(context.session, Need.number, f"ND-{context.today.year}-"),
        origin="employee",
        raised_by_id=context.actor.employee_id,
        org_unit_id=context.actor.org_unit_id,
        skill_id=skill.id if skill else None,
        course_id=course.id if course else None,
        kpi_id=None,
        topic=topic,
        reason=reason,
        headcount=people,
        priority=EMPLOYEE_PRIORITY,
        year=year,
        status="open",
        created_at=context.now,
    )
    context.session.add(need)
    context.session.flush()
    return need


def _others(context: Context, need: Need) -> int:
    """Who means the same skill or course means the same, in whatever words."""
    same = (
        Need.skill_id == need.skill_id
        if need.skill_id
        else Need.course_id == need.course_id
        if need.course_id
        else Need.topic == need.topic
    )
    return (
        context.session.scalar(
            select(func.count(Need.raised_by_id.distinct())).where(
                same,
                Need.year == need.year,
                Need.origin == "employee",
                Need.status == "open",
                Need.raised_by_id != context.actor.employee_id,
            )
        )
        or 0
    )
