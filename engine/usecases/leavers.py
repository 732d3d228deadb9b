"""People whose last day of work is over."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.queries.people import find_employee
from engine.store.tables import Employee
from engine.usecases.context import Context
from engine.usecases.directory.leaving import tell_of_person

LEFT = "left"


def people_gone(session: Session, today: date) -> list[str]:
    """The numbers of those who were there until a day before `today`, and count as there still."""
    gone = select(Employee.emp_no).where(Employee.left_on < today, Employee.status != LEFT)
    return list(session.scalars(gone.order_by(Employee.emp_no)))


def see_off(context: Context, emp_no: str) -> bool:
    """Somebody's last day is over: he has left, and HR learns what he leaves behind."""
    employee = find_employee(context.session, emp_no)
    if employee is None or emp_no not in people_gone(context.session, context.today):
        return False
    context.record("person_left", emp_no, before=employee.status, left_on=str(employee.left_on))
    employee.status = LEFT
    tell_of_person(context, employee)
    return True
