"""Who somebody is, and how many people there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from engine.access.actor import Actor, Role
from engine.access.paths import is_whole_company
from engine.store.tables import Delegation, Employee, OrgUnit, RoleGrant
from engine.values.results import Named

WORKING = ("active", "leave")
# The path above all units, of however many companies.
EVERYWHERE = ("/",)
# Made once: SQLAlchemy finds the columns of an alias anew for each that is made.
_PRINCIPAL, _DELEGATE = aliased(Employee), aliased(Employee)


def within(paths: Sequence[str]) -> ColumnElement[bool]:
    """The org units under any of `paths`; none for no paths.

    A range, since "0" follows "/" in byte order: LIKE would not use the index on SQLite.
    """
    if not paths:
        return OrgUnit.id.is_(None)
    return or_(*(and_(OrgUnit.path >= path, OrgUnit.path < path[:-1] + "0") for path in paths))


def in_units(
    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], paths: Sequence[str]
) -> ColumnElement[bool]:
    """Whether `column` is the id of a unit under any of `paths`.

    As a subquery: from a join the planners cannot tell how few units a range holds.
    """
    return column.in_(select(OrgUnit.id).where(within(paths)))


def working_in(paths: Sequence[str], position_id: int | None = None) -> ColumnElement[bool]:
    """The employees who work under any of `paths`, in one position if given."""
    condition = and_(in_units(Employee.org_unit_id, paths), Employee.status.in_(WORKING))
    return condition if position_id is None else condition & (Employee.position_id == position_id)


def of_people_in(
    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    paths: Sequence[str],
    position_id: int | None = None,
) -> ColumnElement[bool]:
    """Whether `column` is the id of somebody who works under any of `paths`, in a statement
    that has Employee joined on it.

    As a list of their ids, so that a table of millions of rows is entered by the few people
    of a department; but not for a whole company, where the list would be as long as the table.
    """
    condition = working_in(paths, position_id)
    if any(is_whole_company(path) for path in paths):
        return condition
    return column.in_(select(Employee.id).where(condition))


def is_here(today: date, who: type[Employee] = Employee) -> ColumnElement[bool]:
    """Whether somebody works here on that day: his last one may be known before it is over."""
    return who.status.in_(WORKING) & or_(who.left_on.is_(None), who.left_on >= today)


def grant_holds(today: date) -> ColumnElement[bool]:
    """Whether a role that was given has not run out by that day."""
    return or_(RoleGrant.until.is_(None), RoleGrant.until >= today)


def find_employee(
    session: Session, person: str, which: ColumnElement[bool] | None = None
) -> Employee | None:
    """By employee number; or else by a handle of the sample company, which never stands in for
    somebody's number. Only if he is one of `which`."""
    wanted = true() if which is None else which
    for called in (Employee.emp_no == person, Employee.handle == person):
        found = session.execute(select(Employee, wanted).where(called)).one_or_none()
        if found is not None:
            return found[0] if found[1] else None
    return None


def actor_of(session: Session, employee: Employee, today: date) -> Actor:
    """The employee with every role held, and those whose delegate he is on that day."""
    principals = session.scalars(
        select(Employee)
        .join(Delegation, Delegation.principal_id == Employee.id)
        .where(
            Delegation.delegate_id == employee.id,
            Delegation.first_day <= today,
            Delegation.last_day >= today,
            Delegation.revoked_at.is_(None),
            is_here(today),
        )
        .distinct()
        .order_by(Employee.id)
    ).all()
    acting_for = tuple(_in_own_right(session, principal, today) for principal in principals)
    return replace(_in_own_right(session, employee, today), acting_for=acting_for)


def _in_own_right(session: Session, employee: Employee, today: date) -> Actor:
    """With grants, and heading org units."""
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
        .where(RoleGrant.employee_id == employee.id, grant_holds(today))
    ).all()
    for role, path in granted:
        paths[Role(role)] = (*paths.get(Role(role), ()), path)
    return Actor(
        employee_id=employee.id,
        emp_no=employee.emp_no,
        name=employee.name,
        org_unit_id=employee.org_unit_id,
        paths=paths,
    )


def headcount(session: Session, path: str, position_id: int | None = None) -> int:
    """People who work under the unit at `path`, in one position if given."""
    statement = select(func.count()).select_from(Employee)
    return session.scalar(statement.where(working_in([path], position_id))) or 0


def positions_held(session: Session, path: str, most: int) -> list[int | None]:
    """Up to `most` different positions of the people under a unit; None is being without."""
    return list(
        session.scalars(
            select(Employee.position_id).where(working_in([path])).distinct().limit(most)
        )
    )


def count_working(session: Session, most: int) -> int:
    """Everybody who works, counted no further than `most`."""
    some = select(Employee.id).where(Employee.status.in_(WORKING)).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def holders_of(session: Session, role: Role, path: str, today: date, but: int) -> list[str]:
    """The names of those who hold `role` over the unit at `path`, without the employee `but`."""
    return [
        name
        for who, name, held in grants(session, role, today)
        if path.startswith(held) and who != but
    ]


def delegates_on(session: Session, day: date) -> dict[int, dict[int, str]]:
    """By the id of whoever delegates: ids and names of those who decide in his place that day.
    Nobody does for, or after, somebody who has left."""
    rows = session.execute(
        select(Delegation.principal_id, _DELEGATE.id, _DELEGATE.name)
        .join(_PRINCIPAL, _PRINCIPAL.id == Delegation.principal_id)
        .join(_DELEGATE, _DELEGATE.id == Delegation.delegate_id)
        .where(
            Delegation.first_day <= day,
            Delegation.last_day >= day,
            Delegation.revoked_at.is_(None),
            is_here(day, _PRINCIPAL),
            is_here(day, _DELEGATE),
        )
        .order_by(Delegation.id)
    )
    found: dict[int, dict[int, str]] = {}
    for principal_id, delegate_id, name in rows:
        found.setdefault(principal_id, {})[delegate_id] = name
    return found


def grants(session: Session, role: Role, today: date) -> list[tuple[int, str, str]]:
    """Who holds a role on that day: id, name, path of the subtree."""
    rows = session.execute(
        select(Employee.id, Employee.name, OrgUnit.path)
        .join(RoleGrant, RoleGrant.employee_id == Employee.id)
        .join(OrgUnit, OrgUnit.id == RoleGrant.org_unit_id)
        .where(RoleGrant.role == role.value, grant_holds(today), is_here(today))
        .order_by(Employee.emp_no)
    )
    return [(employee, name, path) for employee, name, path in rows]


def units_below(session: Session, path: str) -> list[tuple[Named, str]]:
    """The units directly below the one at `path`, with their paths."""
    parent = select(OrgUnit.id).where(OrgUnit.path == path).scalar_subquery()
    rows = session.execute(
        select(OrgUnit.code, OrgUnit.name, OrgUnit.name_en, OrgUnit.path)
        .where(OrgUnit.parent_id == parent)
        .order_by(OrgUnit.path)
    )
    return [(Named(code, name, name_en), path) for code, name, name_en, path in rows]


def heads_under(session: Session, path: str) -> list[int]:
    """The ids of the heads of the units at and under `path`."""
    heads = session.scalars(
        select(OrgUnit.head_employee_id)
        .where(within((path,)), OrgUnit.head_employee_id.is_not(None))
        .distinct()
    )
    return [head for head in heads if head is not None]


def grant_holders(session: Session, role: Role, today: date) -> list[int]:
    """The ids of those who hold `role` anywhere."""
    return list(dict.fromkeys(employee for employee, _, _ in grants(session, role, today)))
