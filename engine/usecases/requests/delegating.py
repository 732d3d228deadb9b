"""Letting somebody else decide in one's place for some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from engine.access import Right, require
from engine.queries.people import find_employee, is_here
from engine.queries.workflow import lock_request
from engine.store.tables import Delegation, Employee
from engine.usecases.context import Context, reads
from engine.usecases.requests.leaving import tell_the_new, with_somebody_new
from engine.values.errors import InvalidInput, NotFound

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationView:
    """`yours`: it is the actor's own, and his to end."""

    id: int
    principal: str
    delegate: str
    first_day: date
    last_day: date
    yours: bool = False


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
    employee = find_employee(context.session, delegate, is_here(context.today))
    if employee is None:
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
    if first_day <= context.today:
        _tell_what_waits(context, employee)
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
        context.notify({found.delegate_id}, "delegation_revoked", by=context.actor.name)
        context.record("revoke_delegation", str(found.id))
    return _view(context, found)


@reads
def delegations(context: Context) -> tuple[DelegationView, ...]:
    """Those from and to the actor that hold today or will; none with somebody who has left."""
    me = context.actor.employee_id
    found = context.session.scalars(
        select(Delegation)
        .where(
            (Delegation.principal_id == me) | (Delegation.delegate_id == me),
            Delegation.last_day >= context.today,
            Delegation.revoked_at.is_(None),
            Delegation.id.not_in(_of_leavers()),
        )
        .order_by(Delegation.first_day, Delegation.id)
    )
    return tuple(_view(context, one) for one in found)


def delegations_of_leavers(session: Session) -> list[int]:
    """The ids of delegations from or to somebody who has left, not ended yet."""
    return list(session.scalars(_of_leavers()))


def end_delegation(context: Context, delegation_id: int) -> None:
    """One of the two has left: it ends, and the other one is told."""
    found = context.session.get_one(Delegation, delegation_id)
    people = {found.principal_id, found.delegate_id}
    gone = [
        one
        for one in (context.session.get_one(Employee, person) for person in sorted(people))
        if one.status == "left"
    ]
    if found.revoked_at is not None or not gone:
        return
    found.revoked_at = context.now
    staying = people - {one.id for one in gone}
    context.notify(staying, "delegation_of_leaver", who=gone[0].name)
    context.record("end_delegation", str(found.id), left=[one.emp_no for one in gone])


def _of_leavers() -> Select[int]:
    principal, delegate = aliased(Employee), aliased(Employee)
    return (
        select(Delegation.id)
        .join(principal, principal.id == Delegation.principal_id)
        .join(delegate, delegate.id == Delegation.delegate_id)
        .where(
            Delegation.revoked_at.is_(None),
            or_(principal.status == "left", delegate.status == "left"),
        )
        .order_by(Delegation.id)
    )


def _tell_what_waits(context: Context, delegate: Employee) -> None:
    """What waits for the principal by now waits for the delegate as well."""
    separates = context.policy.approval.separates
    for number in with_somebody_new(context.session, context.today, separates):
        request = lock_request(context.session, number)
        if request is not None:
            tell_the_new(context, request, only=delegate.id)


def _view(context: Context, found: Delegation) -> DelegationView:
    def name(employee_id: int) -> str:
        return context.session.get_one(Employee, employee_id).name

    return DelegationView(
        id=found.id,
        principal=name(found.principal_id),
        delegate=name(found.delegate_id),
        first_day=found.first_day,
        last_day=found.last_day,
        yours=found.principal_id == context.actor.employee_id,
    )
