"""To which unit what somebody took part in belongs: the one he was in on that day."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, or_, select

from engine.queries.people import in_units
from engine.store.tables import Assignment, Employee, TrainingSession


def with_former_unit(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join, to a statement that has Employee and TrainingSession, where the employee was on the
    session's first day, if he has moved since."""
    return statement.outerjoin(
        Assignment,
        (Assignment.employee_id == Employee.id)
        & (Assignment.valid_to >= TrainingSession.start_date)
        & or_(Assignment.valid_from.is_(None), Assignment.valid_from <= TrainingSession.start_date),
    )


def unit_then() -> ColumnElement[int]:
    """The unit of somebody on that day, where `with_former_unit` was joined."""
    return func.coalesce(Assignment.org_unit_id, Employee.org_unit_id)


def ever_in(path: str) -> CompoundSelect[int]:
    """The ids of those who are, or ever were, under the unit at `path`."""
    moved = select(Assignment.employee_id).where(
        Assignment.valid_to.is_not(None), in_units(Assignment.org_unit_id, [path])
    )
    present = select(Employee.id).where(in_units(Employee.org_unit_id, [path]))
    return present.union(moved)
