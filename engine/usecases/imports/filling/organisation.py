"""Units, people and roles."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from engine.access import Role
from engine.imports.values.units import Units
from engine.store.tables import Employee, OrgUnit, Position, RoleGrant
from engine.usecases.imports.filling.rows import STREAMED, Said


def organisation(session: Session) -> Iterator[Said]:
    parent = aliased(OrgUnit)
    rows = session.execute(
        select(OrgUnit, parent, Employee.emp_no)
        .outerjoin(parent, parent.id == OrgUnit.parent_id)
        .outerjoin(Employee, Employee.id == OrgUnit.head_employee_id)
        .order_by(OrgUnit.path)
    )
    for unit, above, head in rows:
        if above is not None:
            below_top = above.parent_id is not None
            yield {
                "unit": unit.name,
                "code": unit.code,
                "parent": above.name if below_top else None,
                "parent_code": above.code if below_top else None,
                "head_no": head,
                "cost_centre": unit.cost_centre,
                "valid_from": unit.valid_from,
                "valid_to": unit.valid_to,
            }


def people(session: Session) -> Iterator[Said]:
    """Who works here; what an hour of anybody costs is told to nobody."""
    rows = session.execute(
        select(Employee, OrgUnit, Position.name)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .outerjoin(Position, Position.id == Employee.position_id)
        .where(Employee.status != "left")
        .order_by(Employee.id),
        execution_options=STREAMED,
    )
    for employee, unit, position in rows:
        yield {
            "emp_no": employee.emp_no,
            "name": employee.name,
            "unit": unit.name,
            "unit_code": unit.code,
            "position": position,
            "hire_date": employee.hire_date,
            "status": employee.status,
            "email": employee.email,
            "education": employee.education,
        }


def roles(session: Session) -> Iterator[Said]:
    """Roles that were given, then who heads what."""
    units = Units(session)
    given = select(Employee.emp_no, Employee.name, RoleGrant.role, RoleGrant.org_unit_id).join(
        Employee, Employee.id == RoleGrant.employee_id
    )
    for number, name, role, unit in session.execute(given.order_by(RoleGrant.id)):
        yield {"person": number, "name": name, "role": role, "unit": units.name(unit)}
    heads = select(Employee.emp_no, Employee.name, OrgUnit.id).join(
        OrgUnit, OrgUnit.head_employee_id == Employee.id
    )
    for number, name, unit in session.execute(heads.order_by(OrgUnit.path)):
        yield {
            "person": number,
            "name": name,
            "role": Role.HEAD.value,
            "unit": units.name(unit),
        }
