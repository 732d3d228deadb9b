"""How those who have a power come in: what reaches them, or who prints their code."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from engine.access import Right
from engine.queries.people import WORKING
from engine.store.tables import AuditEvent, Employee, OrgUnit, RoleGrant
from engine.usecases.codes import BY_HAND, seen_proof, ways_to
from engine.usecases.context import Context, reads
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput
from engine.values.results import Named

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class WayIn:
    """`way` is chat, mail or hand (shown to the asker); or operator, who alone makes a code.
    `came`: he signed in at least once."""

    person: Named
    way: str
    came: bool


@reads
def ways_in(context: Context, mails: bool) -> tuple[WayIn, ...]:
    """Everybody who has a role or heads a unit.

    Raises:
        NotPermitted: the actor does not invite the company's people.
    """
    require_company(context, Right.LINK_PEOPLE)
    came = _who_came(context)
    return tuple(
        WayIn(Named(one.emp_no, one.name), _way(context, one, mails), one.emp_no in came)
        for one in _people(context)
    )


def _way(context: Context, employee: Employee, mails: bool) -> str:
    ways = ways_to(context, employee, mails)
    if ways.way != BY_HAND:
        return ways.way
    try:
        seen_proof(context, employee)
    except InvalidInput:
        return OPERATOR
    return BY_HAND


def _people(context: Context) -> list[Employee]:
    granted = select(RoleGrant.employee_id)
    heads = select(OrgUnit.head_employee_id).where(OrgUnit.head_employee_id.is_not(None))
    return list(
        context.session.scalars(
            select(Employee)
            .where(
                Employee.status.in_(WORKING), or_(Employee.id.in_(granted), Employee.id.in_(heads))
            )
            .order_by(Employee.emp_no)
        )
    )


def _who_came(context: Context) -> set[str]:
    return set(
        context.session.scalars(
            select(AuditEvent.subject).where(AuditEvent.action == "sign_in").distinct()
        )
    )
