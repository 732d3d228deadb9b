"""Who has to approve so much: by the policy's levels, and by whose word the requester may ask."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, select

from engine.access import Role
from engine.access.deciders import DECIDERS, MANAGEMENT
from engine.access.paths import codes_in
from engine.queries.people import grant_holds
from engine.store.tables import OrgUnit, RoleGrant
from engine.usecases.context import Context
from engine.workflow.approval import approvers

# Besides heading a unit: in which roles somebody asks, given by those who decide about authority.
ASKS = (Role.HR, Role.MANAGEMENT)


def approvers_of(
    context: Context,
    amount: Decimal,
    unit: OrgUnit,
    programmes: Collection[str] = (),
    requester: int | None = None,
) -> tuple[str, ...]:
    """The roles that must approve `amount` (home currency), in order; of anybody's, unless the
    `requester` (an employee's id) is known.

    Where HR would decide alone, and who asks may ask by HR's word alone, management decides too:
    HR would otherwise approve by itself what a head of its own making asks for.
    """
    roles = approvers(context.policy.approval, amount, codes_in(unit.path), programmes)
    if requester is None or not context.policy.approval.separates or not _are_of_hr(roles):
        return roles
    return roles if asks_by_others_word(context, requester, unit) else (*roles, MANAGEMENT)


def _are_of_hr(roles: Collection[str]) -> bool:
    return all(DECIDERS[role][0] is Role.HR for role in roles)


def asks_by_others_word(context: Context, requester: int, unit: OrgUnit) -> bool:
    """Whether he has a role there, or heads it (or one above it) by the word of somebody who
    decides about authority."""
    here_or_above = OrgUnit.code.in_(codes_in(unit.path))
    heads = and_(
        here_or_above, OrgUnit.head_employee_id == requester, OrgUnit.head_unconfirmed.is_(False)
    )
    granted = (
        select(RoleGrant.id)
        .join(OrgUnit, OrgUnit.id == RoleGrant.org_unit_id)
        .where(
            here_or_above,
            RoleGrant.employee_id == requester,
            RoleGrant.role.in_(ASKS),
            grant_holds(context.today),
        )
    )
    return _any(context, heads) or context.session.scalar(granted.limit(1)) is not None


def _any(context: Context, which: ColumnElement[bool]) -> bool:
    return context.session.scalar(select(OrgUnit.id).where(which).limit(1)) is not None
