"""Whose an e-mail address is, and what that proves: one that became another just now could have
been changed by whoever wants to be somebody else."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.access.standing import BY_HR, stands
from engine.queries.people import actor_of, is_here
from engine.store.tables import Employee

# Meanwhile the person is told of it, at the old address too, and can object.
SETTLED_AFTER = timedelta(days=7)


def is_settled(employee: Employee, now: datetime) -> bool:
    return employee.email_since is None or now - employee.email_since >= SETTLED_AFTER


def proves(session: Session, employee: Employee, now: datetime, today: date) -> bool:
    """Whether who gets mail there, or whose login names it, counts as the employee."""
    if not employee.email or is_settled(employee, now):
        return bool(employee.email)
    return stands(actor_of(session, employee, today), BY_HR)


def with_address(
    session: Session, email: str, now: datetime, today: date, gone: bool = False
) -> Employee | None:
    """The one who works here (or did: `gone`) and has it, if it is his alone and proves it."""
    address = email.strip().lower()
    having = select(Employee).where(Employee.email == address).limit(2)
    found = session.scalars(having if gone else having.where(is_here(today))).all()
    if not address or len(found) != 1 or not proves(session, found[0], now, today):
        return None
    return found[0]


def readdressed(session: Session, now: datetime, today: date) -> list[Employee]:
    """Those whose address became another at that moment, and who had one before or have a
    power."""
    found = session.scalars(
        select(Employee).where(Employee.email_since == now).order_by(Employee.id)
    ).all()
    return [one for one in found if one.email_before or actor_of(session, one, today).powers]
