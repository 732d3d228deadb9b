"""Who would decide a request of so much, by name, in order; and who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from engine.access import Right, scope
from engine.access.deciders import HR
from engine.queries.catalogue import named
from engine.queries.people import in_units, is_here
from engine.store.tables import Delegation, Employee
from engine.usecases.context import Context, reads
from engine.usecases.requests.authority import paths_seen
from engine.usecases.requests.levels import approvers_of
from engine.usecases.requests.steps import APPROVE, VALIDATE
from engine.usecases.requests.takers import Roster, roster
from engine.usecases.units import unit_for
from engine.values.money import Money
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStep:
    """`role` is a code of `engine.access.deciders`; `people` hold it today, `delegates` decide in
    their place."""

    duty: str
    role: str
    people: tuple[str, ...]
    delegates: tuple[str, ...]
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRoute:
    unit: Named
    total: Money
    steps: tuple[RouteStep, ...]


@reads
def decision_route(context: Context, total: Money, unit_code: str | None = None) -> DecisionRoute:
    """Who checks and who approves so much for a unit, as things stand today; what else is asked
    for the same programme may add to it.

    Raises:
        NotPermitted: the actor sees no requests of that unit.
        NotEnoughData: no rate into the home currency, in which the levels are.
    """
    unit = unit_for(context, Right.SEE_REQUESTS, unit_code)
    at_home = context.rates().convert(total, context.today)
    asks = unit.path.startswith(scope(context.actor, Right.REQUEST_BUDGET))
    me = context.actor.employee_id if asks else None
    roles = approvers_of(context, at_home.amount, unit, requester=me)
    known, rules = roster(context), context.policy.approval
    return DecisionRoute(
        unit=named(unit),
        total=total,
        steps=(
            _step(known, VALIDATE, HR, unit.path, rules.validate_days),
            *(_step(known, APPROVE, role, unit.path, rules.approve_days) for role in roles),
        ),
    )


def _step(known: Roster, duty: str, role: str, path: str, days: int) -> RouteStep:
    holders = known.holders(role, path)
    return RouteStep(
        duty=duty,
        role=role,
        people=tuple(one.name for one in holders),
        delegates=tuple(dict.fromkeys(each.name for one in holders for each in one.delegates)),
        days=days,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """`delegate` decides in the place of `principal` on these days."""

    principal: Named
    delegate: Named
    first_day: date
    last_day: date
    yours: bool


@reads
def stand_ins_set(context: Context) -> tuple[StandIn, ...]:
    """Who stands in for whom now or later, of those whose requests the actor may see, and for or
    by himself; the first to begin first."""
    principal, delegate = aliased(Employee), aliased(Employee)
    me = context.actor.employee_id
    rows = context.session.execute(
        select(Delegation, principal, delegate)
        .join(principal, principal.id == Delegation.principal_id)
        .join(delegate, delegate.id == Delegation.delegate_id)
        .where(
            Delegation.last_day >= context.today,
            Delegation.revoked_at.is_(None),
            is_here(context.today, principal),
            is_here(context.today, delegate),
            or_(
                Delegation.principal_id == me,
                Delegation.delegate_id == me,
                in_units(principal.org_unit_id, paths_seen(context)),
            ),
        )
        .order_by(Delegation.first_day, Delegation.id)
    )
    return tuple(
        StandIn(
            principal=Named(whose.emp_no, whose.name),
            delegate=Named(who.emp_no, who.name),
            first_day=one.first_day,
            last_day=one.last_day,
            yours=one.principal_id == me,
        )
        for one, whose, who in rows
    )
