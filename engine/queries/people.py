"""Who somebody is, and how many people there are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from engine.access.actor import Actor, Role
from engine.store.tables import Employee, OrgUnit, RoleGrant

WORKING = ("active", "leave")


def within(paths: Sequence[str]) -> ColumnElement[bool]:
    """The org units under any of `paths`; none for no paths."""
    return (
        or_(*(OrgUnit.path.startswith(path, autoescape=True) for path in paths))
        if paths
        else OrgUnit.id.is_(None)
    )


def find_employee(session: Session, person: str) -> Employee | None:
    """By employee number, or by a handle of the sample company."""
    return session.scalar(
        select(Employee).where(or_(Employee.emp_no == person, Employee.handle == person))
    )


def actor_of(session: Session, employee: Employee) -> Actor:
    """The employee with every role held: grants, and heading org units."""
    own = session.scalars(select(OrgUnit.path).where(OrgUnit.id == employee.org_unit_id)).one()
    paths: dict[Role, tuple[str, ...]] = {Role.EMPLOYEE: (own,)}
    headed = session.scalars(
        select(OrgUnit.path).where(OrgUnit.head_employee_id == employee.id).order_by(OrgUnit.path)
    ).all()
    if headed:
        paths[Role.HEAD] = tuple(headed)
    granted = session.execute(
        select(RoleGrant.role, OrgUnit.path)
        .join(OrgUnit, OrgUnit.id == RoleGrant.org_unit_id)
        .where(RoleGrant.employee_id == employee.id)
    ).all()
    for role, path in granted:
        paths[Role(role)] = (*paths.get(Role(role), ()), path)
    return Actor(employee.id, employee.emp_no, employee.name, employee.org_unit_id, paths)


def headcount(session: Session, path: str, position_id: int | None = None) -> int:
    """People who work under the unit at `path`, in one position if given."""
    statement = (
        select(func.count())
        .select_from(Employee)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .where(within([path]), Employee.status.in_(WORKING))
    )
    if position_id is not None:
        statement = statement.where(Employee.position_id == position_id)
    return session.scalar(statement) or 0


def holders_of(session: Session, role: Role, path: str) -> list[str]:
    """The names of those who hold `role` over the unit at `path`."""
    rows = session.execute(
        select(Employee.name, OrgUnit.path)
        .join(RoleGrant, RoleGrant.employee_id == Employee.id)
        .join(OrgUnit, OrgUnit.id == RoleGrant.org_unit_id)
        .where(RoleGrant.role == role.value)
        .order_by(Employee.emp_no)
    ).all()
    return [name for name, held in rows if path.startswith(held)]
