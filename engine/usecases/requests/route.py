"""Who will have to decide a request that is not made yet."""

from __future__ import annotations

from engine.access import Right
from engine.access.deciders import HR
from engine.usecases.context import Context, reads
from engine.usecases.requests.levels import approvers_of
from engine.usecases.units import unit_for
from engine.values.money import Money


@reads
def approval_route(context: Context, total: Money, unit_code: str | None = None) -> tuple[str, ...]:
    """Who checks a request of so much (a code of `engine.access.deciders`), and then who
    approves it, in order; what else is asked for the same programme may add to it.

    Raises:
        NotPermitted: the actor may not ask for that unit.
        NotEnoughData: no rate into the home currency, in which the levels are.
    """
    unit = unit_for(context, Right.REQUEST_BUDGET, unit_code)
    at_home = context.rates().convert(total, context.today)
    me = context.actor.employee_id
    return (HR, *approvers_of(context, at_home.amount, unit, requester=me))
