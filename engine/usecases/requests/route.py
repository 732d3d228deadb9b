"""Who will have to decide a request that is not made yet."""

from __future__ import annotations

from engine.access import Right
from engine.access.deciders import HR
from engine.access.paths import codes_in
from engine.usecases.context import Context, reads
from engine.usecases.units import unit_for
from engine.values.money import Money
from engine.workflow.approval import approvers


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
    return (HR, *approvers(context.policy.approval, at_home.amount, codes_in(unit.path), ()))
