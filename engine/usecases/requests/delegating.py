"""Letting somebody else decide in one's place for some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engine.access import Right, require
from engine.queries.people import find_employee
from engine.store.tables import Delegation, Employee
from engine.usecases.context import Context, reads
from engine.values.errors import InvalidInput, NotFound

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationView:
    id: int
    principal: str
    delegate: str
    first_day: date
    last_day: date


def delegate_decisions(
    context: Context, delegate: str, first_day: date, last_day: date, key: str
) -> DelegationView:
    """From `first_day` to `last_day`, the employee `delegate` may decide what the actor may;
    except what either of them asked for.

    Raises:
        InvalidInput: to himself, in the past, backwards, or for more than a year.
        NotFound: nobody has that number.
        NotPermitted: the actor decides nothing himself.
    """
    require(context.actor, Right.DELEGATE)
    if known := context.repeated("delegate", key):
        return _view(context, context.session.get_one(Delegation, int(known)))
    employee = find_employee(context.session, delegate)
    if employee is None or employee.status == "left":
        raise NotFound("unknown_person", person=delegate)
    if employee.id == context.actor.employee_id:
        raise InvalidInput("delegate_to_oneself")
    if last_day < max(first_day, context.today) or (last_day - first_day).days > LONGEST_DAYS:
        raise InvalidInput("delegation_days", first=first_day, last=last_day)
    found = Delegation(
        principal_id=context.actor.employee_id,
        delegate_id=employee.id,
        first_day=first_day,
        last_day=last_day,
        revoked_at=None,
        created_at=context.now,
    )
    context.session.add(found)
    context.session.flush()
    context.notify(
        {employee.id}, "delegated", by=context.actor.name, first=first_day, last=last_day
    )
    context.record(
        "delegate", str(found.id), key, to=employee.emp_no, first=first_day, last=last_day
    )
    return _view(context, found)


def revoke_delegation(context: Context, delegation_id: int) -> DelegationView:
    """End one of the actor's delegations at once.

    Raises:
        NotFound: he has none with that id.
    """
    found = context.session.get(Delegation, delegation_id)
    if found is None or found.principal_id != context.actor.employee_id:
        raise NotFound("unknown_delegation", id=delegation_id)
    if found.revoked_at is None:
        found.revoked_at = context.now
        context.record("revoke_delegation", str(found.id))
    return _view(context, found)


@reads
def delegations(context: Context) -> tuple[DelegationView, ...]:
    """Those from and to the actor that hold today or will."""
    me = context.actor.employee_id
    found = context.session.scalars(
        select(Delegation)
        .where(
            (Delegation.principal_id == me) | (Delegation.delegate_id == me),
            Delegation.last_day >= context.today,
            Delegation.revoked_at.is_(None),
        )
        .order_by(Delegation.first_day, Delegation.id)
    )
    return tuple(_view(context, one) for one in found)


def _view(context: Context, found: Delegation) -> DelegationView:
    def name(employee_id: int) -> str:
        return context.session.get_one(Employee, employee_id).name

    return DelegationView(
        id=found.id,
        principal=name(found.principal_id),
        delegate=name(found.delegate_id),
        first_day=found.first_day,
        last_day=found.last_day,
    )
