"""Saying who heads a unit, and who is HR, finance, management or auditor."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Select, select

from engine.access import Role
from engine.queries.people import find_employee
from engine.store.database import Database
from engine.store.tables import Employee, OrgUnit, RoleGrant
from engine.trust.audit import OPERATOR, Deed, append
from engine.values.errors import InvalidInput, NotFound

GRANTED = (Role.HR, Role.FINANCE, Role.MANAGEMENT, Role.AUDITOR)


def grant_role(database: Database, person: str, role: str, unit_code: str | None) -> str:
    """Give `person` a role over a unit (the whole company, unless said); the unit's name.

    Done by whoever runs the installation: a store that has just been filled knows of no
    role yet, so nobody in it could be asked for permission.

    Raises:
        NotFound: no such person or unit.
        InvalidInput: no such role.
    """
    if role not in (*GRANTED, Role.HEAD):
        raise InvalidInput("unknown_role", role=role, roles=[*GRANTED, Role.HEAD])
    with database.transaction() as session:
        employee = find_employee(session, person)
        if employee is None:
            raise NotFound("unknown_person", person=person)
        which = OrgUnit.code == unit_code if unit_code else OrgUnit.parent_id.is_(None)
        unit = session.scalars(select(OrgUnit).where(which).order_by(OrgUnit.id)).first()
        if unit is None:
            raise NotFound("unknown_name", kind="org_unit", name=unit_code)
        if role == Role.HEAD:
            unit.head_employee_id = employee.id
        elif session.scalar(_held(employee, role, unit)) is None:
            session.add(RoleGrant(employee_id=employee.id, role=role, org_unit_id=unit.id))
        deed = Deed("grant_role", employee.emp_no, {"role": role, "unit": unit.code})
        append(session, OPERATOR, OPERATOR, datetime.now(UTC), [deed])
        return unit.name


def _held(employee: Employee, role: str, unit: OrgUnit) -> Select[RoleGrant]:
    return select(RoleGrant).where(
        RoleGrant.employee_id == employee.id,
        RoleGrant.role == role,
        RoleGrant.org_unit_id == unit.id,
    )
