"""Sessions of a unit's people: which they are, how many took part and what they shared."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from engine.access.paths import is_whole_company
from engine.queries.belonging import ever_in, unit_then, with_former_unit
from engine.queries.people import in_units, within
from engine.queries.request_sessions import PLANNED
from engine.store.tables import (
    CostLine,
    Employee,
    OrgUnit,
    Participation,
    TrainingSession,
)


def heads_counted(people: Subquery) -> ColumnElement[int]:
    """How many took part in a session: those by name, and those that were only counted."""
    return func.coalesce(people.c.people, 0) + TrainingSession.unnamed


def our_people(path: str, sessions: Select[int] | None) -> Subquery:
    """How many people under `path` took part in each session; of a whole company, with those
    whom nobody named."""
    taken = (
        select(Participation.session_id, func.count().label("people"))
        .join(Employee, Employee.id == Participation.employee_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(among(Participation.session_id, sessions))
        .group_by(Participation.session_id)
    )
    ours = of_unit(taken, path).subquery()
    return with_unnamed(ours, sessions, path) if is_whole_company(path) else ours


def with_unnamed(
    people: Subquery, sessions: Select[int] | None, path: str | None = None
) -> Subquery:
    """The heads of each session that had any. Whose the unnamed are cannot be told where there
    are more units at the top than the one at `path`."""
    heads = heads_counted(people)
    if path is not None:
        others = select(OrgUnit.id).where(OrgUnit.parent_id.is_(None), OrgUnit.path != path)
        heads = case((others.exists(), func.coalesce(people.c.people, 0)), else_=heads)
    return (
        select(TrainingSession.id.label("session_id"), heads.label("people"))
        .outerjoin(people, people.c.session_id == TrainingSession.id)
        .where(among(TrainingSession.id, sessions), heads > 0)
        .subquery()
    )


def held_between(first: date, last: date, course_id: int | None) -> ColumnElement[bool]:
    """Not what is only planned; of what was called off, something may have been paid."""
    condition = TrainingSession.start_date.between(first, last) & (
        TrainingSession.status != PLANNED
    )
    return condition if course_id is None else condition & (TrainingSession.course_id == course_id)


def of_unit(statement: Select[*tuple[Any, ...]], path: str) -> Select[*tuple[Any, ...]]:
    """What is of somebody who was under `path` on the session's day, of a statement that has
    Employee and TrainingSession; former employees count, for what they attended was paid."""
    if is_whole_company(path):
        return statement.where(in_units(Employee.org_unit_id, [path]))
    units = select(OrgUnit.id).where(within([path]))
    return with_former_unit(statement).where(Employee.id.in_(ever_in(path)), unit_then().in_(units))


def sessions_of(path: str, which: ColumnElement[bool]) -> Select[int] | None:
    """The sessions that people who are or were under `path` took part in; None for a whole
    company, where asking which would take longer than taking all."""
    if is_whole_company(path):
        return None
    return (
        select(Participation.session_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(Participation.employee_id.in_(ever_in(path)), which)
    )


def shared_costs(sessions: Select[int] | None, currency: str) -> Subquery:
    return (
        select(CostLine.session_id, func.sum(CostLine.amount).label("amount"))
        .where(
            CostLine.employee_id.is_(None),
            CostLine.currency == currency,
            CostLine.category != "learner_time",
            among(CostLine.session_id, sessions),
        )
        .group_by(CostLine.session_id)
        .subquery()
    )


def session_sizes(sessions: Select[int] | None) -> Subquery:
    """By how many the costs that all share are divided: also those whom nobody named."""
    people = (
        select(Participation.session_id, func.count().label("people"))
        .where(among(Participation.session_id, sessions))
        .group_by(Participation.session_id)
        .subquery()
    )
    return with_unnamed(people, sessions)


def among(column: InstrumentedAttribute[int], sessions: Select[int] | None) -> ColumnElement[bool]:
    return true() if sessions is None else column.in_(sessions)
