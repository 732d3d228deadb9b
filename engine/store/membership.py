"""Who belonged where on which day. Of who never moved nothing is noted: he was always where he is."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import Assignment, Employee
from engine.values.errors import InvalidInput


def assign(
    session: Session, employee: Employee, unit: int, position: int | None, day: date
) -> None:
    """From `day` on somebody belongs to a unit, and holds a position; what was before stays.

    Said again of the same day, it corrects what was said of it.

    Raises:
        InvalidInput: a later move is known already.
    """
    periods = _periods(session, employee)
    last = periods[-1]
    if last.valid_from is not None and day < last.valid_from:
        raise InvalidInput("moved_later_already", since=last.valid_from.isoformat())
    if last.valid_from == day:
        last.org_unit_id, last.position_id = unit, position
        before = periods[-2]
        if (before.org_unit_id, before.position_id) == (unit, position):
            session.delete(last)
            before.valid_to = None
    elif (last.org_unit_id, last.position_id) != (unit, position):
        last.valid_to = day - timedelta(days=1)
        moved = Assignment(
            employee_id=employee.id, org_unit_id=unit, position_id=position, valid_from=day
        )
        session.add(moved)
    employee.org_unit_id, employee.position_id = unit, position
    session.flush()


def belonged(session: Session, employee: Employee, day: date) -> tuple[int, int | None]:
    """The unit and the position that somebody had on a day."""
    begun = [one for one in _noted(session, employee) if (one.valid_from or day) <= day]
    last = begun[-1] if begun else employee
    return last.org_unit_id, last.position_id


def _periods(session: Session, employee: Employee) -> list[Assignment]:
    """The known periods in order; where nothing was noted, the present one is the only one."""
    if found := _noted(session, employee):
        return found
    only = Assignment(
        employee_id=employee.id,
        org_unit_id=employee.org_unit_id,
        position_id=employee.position_id,
    )
    session.add(only)
    return [only]


def _noted(session: Session, employee: Employee) -> list[Assignment]:
    by_person = select(Assignment).where(Assignment.employee_id == employee.id)
    return sorted(session.scalars(by_person), key=lambda period: period.valid_from or date.min)
