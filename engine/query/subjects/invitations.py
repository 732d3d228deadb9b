"""Surveys: a row for each that was opened; and invitations, one for everybody whom one asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from engine.access import Right, Role
from engine.queries.people import WORKING, within
from engine.query.days import day_at
from engine.query.subject import (
    COUNT,
    DATE,
    NUMBER,
    SHARE,
    STATE,
    THING,
    UNIT,
    WORDS,
    Asked,
    Dimension,
    Measure,
    Subject,
)
from engine.query.subjects.people import joins_of_people, of_people, present_in
from engine.query.subjects.units import joins_of_units, of_units
from engine.store.tables import (
    Employee,
    GoalStatement,
    Need,
    NeedsSurvey,
    OrgUnit,
    RoleGrant,
)

EMPLOYEES, HEADS, MANAGEMENT = "employees", "heads", "management"
OPEN, CLOSED = "open", "closed"
YES, NO = "yes", "no"
_opener = aliased(Employee)


def surveys(asked: Asked) -> Subject:
    return Subject(
        base=lambda: (
            select().select_from(NeedsSurvey).join(_opener, _opener.id == NeedsSurvey.opened_by_id)
        ),
        dimensions={
            **of_units(asked),
            **_of_surveys(asked),
            "opened_by": Dimension(
                kind=THING, key=_opener.emp_no, names=(_opener.name,), table=Employee
            ),
        },
        measures={"surveys": Measure(kind=COUNT, value=func.count(NeedsSurvey.id), adds=True)},
        joins=joins_of_units(asked, NeedsSurvey.org_unit_id),
        scope=_under_or_above,
        person=NeedsSurvey.id,
        time="opened_on",
        right=Right.SEE_PRIORITIES,
        things={UNIT: NeedsSurvey.org_unit_id},
    )


def invitations(asked: Asked) -> Subject:
    """Employees answer by a need that they raise, heads and management by stating goals."""
    answered = case((NeedsSurvey.audience == EMPLOYEES, _raised_a_need()), else_=_stated_a_goal())
    came = func.sum(case((answered, 1), else_=0))
    return Subject(
        base=_base,
        dimensions={
            **of_people(asked),
            **_of_surveys(asked),
            "answered": Dimension(
                kind=STATE, key=case((answered, YES), else_=NO), values=(YES, NO), attribute=True
            ),
        },
        measures={
            "people": Measure(kind=COUNT, value=func.count(Employee.id.distinct())),
            "invited": Measure(kind=COUNT, value=func.count(), adds=True),
            "answers": Measure(kind=COUNT, value=came, adds=True),
            "share_answered": Measure(kind=SHARE, value=came, over=func.count()),
        },
        joins=joins_of_people(asked, Employee.org_unit_id),
        scope=present_in,
        person=Employee.id,
        time="opened_on",
        right=Right.SEE_PRIORITIES,
    )


def _of_surveys(asked: Asked) -> dict[str, Dimension]:
    """`year` is the one that it asks about."""
    opened = day_at(NeedsSurvey.opened_at, asked.minutes)
    standing = case((NeedsSurvey.closes_on >= asked.today, OPEN), else_=CLOSED)
    return {
        "survey": Dimension(kind=WORDS, key=NeedsSurvey.number),
        "audience": Dimension(
            kind=STATE, key=NeedsSurvey.audience, values=(EMPLOYEES, HEADS, MANAGEMENT)
        ),
        "state": Dimension(kind=STATE, key=standing, values=(OPEN, CLOSED)),
        "year": Dimension(kind=NUMBER, key=NeedsSurvey.year),
        "opened_on": Dimension(kind=DATE, key=opened),
        "closes_on": Dimension(kind=DATE, key=NeedsSurvey.closes_on),
    }


def _base() -> Select[Any]:
    return (
        select()
        .select_from(_asked_whom)
        .join(NeedsSurvey, NeedsSurvey.id == _asked_whom.c.survey_id)
        .join(Employee, Employee.id == _asked_whom.c.employee_id)
    )


def _below(inner: Any, outer: Any) -> ColumnElement[bool]:
    inside: ColumnElement[bool] = func.substr(inner.path, 1, func.length(outer.path)) == outer.path
    return inside


_of, _in, _worker, _boss = aliased(OrgUnit), aliased(OrgUnit), aliased(Employee), aliased(Employee)
_survey = aliased(NeedsSurvey)
_asked_whom = union_all(
    select(_survey.id.label("survey_id"), _worker.id.label("employee_id"))
    .join(_of, _of.id == _survey.org_unit_id)
    .join(_in, _below(_in, _of))
    .join(_worker, and_(_worker.org_unit_id == _in.id, _worker.status.in_(WORKING)))
    .where(_survey.audience == EMPLOYEES),
    # Who heads several units is asked once.
    select(_survey.id, _in.head_employee_id)
    .join(_of, _of.id == _survey.org_unit_id)
    .join(_in, _below(_in, _of))
    .where(_survey.audience == HEADS, _in.head_employee_id.is_not(None))
    .distinct(),
    select(_survey.id, RoleGrant.employee_id)
    .join(RoleGrant, RoleGrant.role == Role.MANAGEMENT.value)
    .where(_survey.audience == MANAGEMENT)
    .distinct(),
).subquery("asked_whom")


def _raised_a_need() -> ColumnElement[bool]:
    return exists().where(
        Need.raised_by_id == Employee.id, Need.created_at >= NeedsSurvey.opened_at
    )


def _stated_a_goal() -> ColumnElement[bool]:
    return exists().where(
        GoalStatement.stated_by_id == Employee.id, GoalStatement.survey_id == NeedsSurvey.id
    )


def _under_or_above(paths: Sequence[str], _present: bool) -> ColumnElement[bool]:
    """A survey of a whole asks its parts, too."""
    above = [path[: at + 1] for path in paths for at, mark in enumerate(path) if mark == "/" and at]
    units = select(OrgUnit.id).where(or_(within(paths), OrgUnit.path.in_(above)))
    return NeedsSurvey.org_unit_id.in_(units.correlate(None))
