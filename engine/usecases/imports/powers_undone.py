"""What undoing a load does to powers: none is taken, or given again, that is not the actor's to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select

from engine.access import Role
from engine.access.granting import require_grant
from engine.store.tables import Employee, OrgUnit, RoleGrant
from engine.trust.audit import GRANT
from engine.usecases.context import Context


def require_roles(context: Context, spans: Sequence[tuple[int, int]]) -> None:
    """Refuse to take roles (by spans of their ids) that the actor may not take otherwise either.

    Raises:
        NotPermitted: naming who may.
    """
    if not spans:
        return
    gone = (
        select(RoleGrant.role, OrgUnit.path)
        .join(OrgUnit, OrgUnit.id == RoleGrant.org_unit_id)
        .where(or_(*(RoleGrant.id.between(*span) for span in spans)))
        .distinct()
    )
    for role, path in context.session.execute(gone):
        require_grant(context.actor, Role(role), path)


def record_heads(context: Context, units: Collection[int]) -> None:
    """Who heads these units again."""
    heads = (
        select(OrgUnit.code, Employee.emp_no)
        .join(Employee, Employee.id == OrgUnit.head_employee_id)
        .where(OrgUnit.id.in_(units))
        .order_by(OrgUnit.id)
    )
    for unit, emp_no in context.session.execute(heads):
        context.record(GRANT, emp_no, role=Role.HEAD.value, unit=unit)
