"""Spending: a row for everything that was paid for a session. Where units are told apart, those who
took part share what is not one person's, as in the history of trainings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true

from engine.access import Right
from engine.access.paths import is_whole_company
from engine.queries.belonging import unit_then, with_former_unit
from engine.queries.people import within
from engine.query.subject import (
    COUNT,
    COURSE,
    CURRENCY,
    MONEY,
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
from engine.query.subjects.participations import of_courses, of_days
from engine.store.tables import (
    CostLine,
    Course,
    Employee,
    OrgUnit,
    Participation,
    TrainingSession,
)
from engine.store.types import as_double

TEAM = "team"
KINDS = (
    "instructor",
    "venue",
    "material",
    "travel",
    "accommodation",
    "exam",
    "platform",
    "other",
)
BEHAVIOURS = ("fixed", "per_session", "per_learner")
YES, NO = "yes", "no"
# A session, or an item of it, is of several units; a session has several kinds of cost.
_OF_PEOPLE = frozenset({UNIT, TEAM})
_SHARING = (
    select(Participation.session_id, func.count().label("people"))
    .group_by(Participation.session_id)
    .subquery("sharing_session")
)


def spending(asked: Asked) -> Subject:
    spent = func.sum(_part() if asked.by_units else CostLine.amount)
    sessions = func.count(TrainingSession.id.distinct())
    return Subject(
        base=_shared(asked) if asked.by_units else _paid(asked),
        dimensions={**_of_units(asked), **_of_items(), **of_courses()}
        | of_days(TrainingSession.start_date),
        measures={
            "spent": Measure(kind=MONEY, value=spent, adds=True),
            "items": Measure(
                kind=COUNT,
                value=func.count(CostLine.id.distinct()),
                adds=True,
                overlaps=_OF_PEOPLE,
            ),
            "sessions": Measure(kind=COUNT, value=sessions),
            "spent_each_session": Measure(
                kind=MONEY, value=spent, over=sessions, not_by=_OF_PEOPLE
            ),
            "spent_per_head": Measure(kind=MONEY, value=spent, per_head=True),
        },
        joins=_joins(asked),
        scope=_of_those_under if asked.by_units else _of_all,
        person=CostLine.id,
        time="started_on",
        right=Right.SEE_COSTS,
        things={COURSE: TrainingSession.course_id},
    )


def _of_units(asked: Asked) -> dict[str, Dimension]:
    """Where those were, on that day, who took part."""
    part = asked.part_of.c
    return {
        UNIT: Dimension(
            kind=THING, key=part.code, names=(part.name, part.name_en), joins=(UNIT,), table=OrgUnit
        ),
        TEAM: Dimension(
            kind=THING,
            key=OrgUnit.code,
            names=(OrgUnit.name, OrgUnit.name_en),
            joins=(TEAM,),
            table=OrgUnit,
        ),
    }


def _of_items() -> dict[str, Dimension]:
    return {
        "session": Dimension(kind=WORDS, key=TrainingSession.code),
        "kind": Dimension(kind=STATE, key=CostLine.category, values=KINDS),
        "behaviour": Dimension(kind=STATE, key=CostLine.behaviour, values=BEHAVIOURS),
        "tax_eligible": Dimension(
            kind=STATE, key=case((CostLine.tax_eligible, YES), else_=NO), values=(YES, NO)
        ),
        CURRENCY: Dimension(kind=WORDS, key=CostLine.currency),
    }


def _joins(asked: Asked) -> dict[str, Join]:
    part = asked.part_of
    return {
        UNIT: Join(target=part, on=part.c.unit_id == unit_then(), outer=True),
        TEAM: Join(target=OrgUnit, on=OrgUnit.id == unit_then(), outer=True),
    }


def _paid(asked: Asked) -> Callable[[], Select[Any]]:
    """What was paid until today; learners' time gives wages away, and no invoice is paid for it."""
    return lambda: (
        select()
        .select_from(CostLine)
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .join(Course, Course.id == TrainingSession.course_id)
        .where(CostLine.category != "learner_time", TrainingSession.start_date <= asked.today)
    )


def _shared(asked: Asked) -> Callable[[], Select[Any]]:
    """The same, once for each who shares in it."""
    shares = and_(Participation.session_id == TrainingSession.id, CostLine.employee_id.is_(None))
    of_whom = func.coalesce(CostLine.employee_id, Participation.employee_id)
    return lambda: with_former_unit(
        _paid(asked)()
        .outerjoin(_SHARING, _SHARING.c.session_id == TrainingSession.id)
        .outerjoin(Participation, shares)
        .outerjoin(Employee, Employee.id == of_whom)
    )


def _part() -> Expression:
    whole = or_(CostLine.employee_id.is_not(None), _SHARING.c.people.is_(None))
    return as_double(CostLine.amount) / case(
        (whole, 1), else_=_SHARING.c.people + TrainingSession.unnamed
    )


def _of_all(_paths: Sequence[str], _present: bool) -> ColumnElement[bool]:
    return true()


def _of_those_under(paths: Sequence[str], _present: bool) -> ColumnElement[bool]:
    """What nobody took part in is the company's."""
    units = unit_then().in_(select(OrgUnit.id).where(within(paths)).correlate(None))
    return or_(units, Employee.id.is_(None)) if any(map(is_whole_company, paths)) else units
