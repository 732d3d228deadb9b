"""Who comes back to the company comes back as an employee: what he had before, he has once it is
given to him again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from engine.access import Role
from engine.queries.people import WORKING
from engine.store.tables import (
    ApiToken,
    Delegation,
    Employee,
    OneTimeCode,
    OrgUnit,
    PageSession,
    RoleGrant,
)
from engine.store.types import SAID_BEFORE

if TYPE_CHECKING:
    from engine.usecases.context import Context


def end_former_powers(context: Context) -> None:
    """Of everybody who came back in this transaction. What was given him in it holds."""
    for number, (status, left_on) in context.session.info.pop(SAID_BEFORE, {}).items():
        employee = context.session.get(Employee, number)
        if employee is None or not _is_gone(status, left_on, context.today):
            continue
        if employee.status in WORKING and not _is_gone(
            employee.status, employee.left_on, context.today
        ):
            _end_roles(context, employee)
            _end_ways_in(context, employee)


def _is_gone(status: str, left_on: date | None, today: date) -> bool:
    return status == "left" or (left_on is not None and left_on < today)


def _end_roles(context: Context, employee: Employee) -> None:
    session = context.session
    rows = session.execute(
        select(RoleGrant, OrgUnit.code)
        .join(OrgUnit, OrgUnit.id == RoleGrant.org_unit_id)
        .where(
            RoleGrant.employee_id == employee.id,
            or_(RoleGrant.since.is_(None), RoleGrant.since < context.now),
        )
        .order_by(RoleGrant.id)
    ).all()
    for grant, unit in rows:
        session.delete(grant)
        context.record("role_ended", employee.emp_no, role=grant.role, unit=unit, why="returned")
    headed = select(OrgUnit).where(OrgUnit.head_employee_id == employee.id).order_by(OrgUnit.id)
    for one in session.scalars(headed):
        one.head_employee_id = None
        head = Role.HEAD.value
        context.record("role_ended", employee.emp_no, role=head, unit=one.code, why="returned")
    session.execute(
        update(Delegation)
        .where(
            or_(Delegation.principal_id == employee.id, Delegation.delegate_id == employee.id),
            Delegation.revoked_at.is_(None),
            Delegation.last_day >= context.today,
        )
        .values(revoked_at=context.now)
    )


def _end_ways_in(context: Context, employee: Employee) -> None:
    """What somebody may have kept of his, since he left, lets nobody in."""
    session, now = context.session, context.now
    session.execute(delete(OneTimeCode).where(OneTimeCode.employee_id == employee.id))
    session.execute(
        update(PageSession)
        .where(PageSession.employee_id == employee.id, PageSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    tokens = select(ApiToken).where(
        ApiToken.employee_id == employee.id, ApiToken.revoked_at.is_(None)
    )
    for token in session.scalars(tokens):
        token.revoked_at = now
        context.record("revoke_token", employee.emp_no, token=token.id, why="returned")
