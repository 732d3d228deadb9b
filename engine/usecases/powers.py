"""Who gets a power is told to those who decide about authority, whoever gave it, in whatever way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from engine.access import Right, Role
from engine.access.rights import roles_with
from engine.queries.catalogue import by_code, named
from engine.queries.people import grants
from engine.store.tables import Employee, OrgUnit
from engine.trust.audit import GRANT, Deed

if TYPE_CHECKING:
    from engine.usecases.context import Context

# More than so many at once are those of a list: it is told how many there are.
MOST_NAMED = 5


def tell_powers(context: Context) -> None:
    """Tell of every power that somebody of the company gave in this transaction. What whoever
    runs the installation does, he answers for."""
    given = [deed for deed in context.deeds if deed.action == GRANT]
    if not given or not context.actor.employee_id:
        return
    if len(given) > MOST_NAMED:
        everywhere = {one for deed in given for one in _deciders(context, _unit(context, deed))}
        context.notify(everywhere, "powers_given", by=context.actor.name, count=len(given))
        return
    for deed in given:
        unit = _unit(context, deed)
        who = context.session.scalars(select(Employee).where(Employee.emp_no == deed.subject)).one()
        context.notify(
            _deciders(context, unit),
            "power_given",
            by=context.actor.name,
            who=who.name,
            emp_no=who.emp_no,
            power=deed.detail["role"],
            unit=named(unit),
        )


def _unit(context: Context, deed: Deed) -> OrgUnit:
    return by_code(context.session, OrgUnit, str(deed.detail["unit"]))


def _deciders(context: Context, unit: OrgUnit) -> set[int]:
    """Those who may give and take any role there."""
    return {
        employee
        for role in roles_with(context.actor, Right.SET_AUTHORITY)
        for employee, _, held in grants(context.session, Role(role), context.today)
        if unit.path.startswith(held)
    }
