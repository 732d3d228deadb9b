"""Which org unit somebody means: the one named, or the one the person stands for."""

from __future__ import annotations

from sqlalchemy import select

from engine.access import Right, Role, require, scope
from engine.queries.catalogue import by_code
from engine.store.tables import OrgUnit
from engine.usecases.context import Context


def unit_for(context: Context, right: Right, code: str | None) -> OrgUnit:
    """The unit with that code, or else the topmost in which the actor has `right`.

    Raises:
        NotPermitted: the actor has no such right there.
        NotFound: no unit has that code.
    """
    require(context.actor, right)
    if code is None:
        top = min(scope(context.actor, right), key=len)
        unit = context.session.scalars(select(OrgUnit).where(OrgUnit.path == top)).one()
    else:
        unit = by_code(context.session, OrgUnit, code)
    require(context.actor, right, unit.path)
    return unit


def is_plain_employee(context: Context) -> bool:
    """Whether the actor has no role beyond being employed."""
    return context.actor.roles == {Role.EMPLOYEE}
