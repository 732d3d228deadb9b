"""What is in a year's plan, and what is not and why."""

from __future__ import annotations

from engine.access import Right, require
from engine.queries.plans import plan_versions
from engine.usecases.context import Context, reads
from engine.usecases.plans.versions import (
    PlanView,
    VersionView,
    plan_meant,
    plan_view,
    version_view,
)


@reads
def plan_of_year(
    context: Context,
    year: int | None = None,
    version: int | None = None,
    unit_code: str | None = None,
) -> PlanView:
    """The plan in force of a year (the newest version where none is frozen), or another version;
    of the newest year that has one, unless said. Its lines are those of a unit (the topmost of the
    actor's) and of what is under it.

    Raises:
        NotPermitted: the actor sees no budgets there.
        NotFound: no plan, no such version or unit.
    """
    require(context.actor, Right.SEE_BUDGET)
    return plan_view(context, plan_meant(context, year, version), unit_code)


@reads
def plans_of_year(context: Context, year: int | None = None) -> tuple[VersionView, ...]:
    """Every version of a year's plan, the first one first.

    Raises:
        NotPermitted: the actor sees no budgets.
        NotFound: there is none.
    """
    require(context.actor, Right.SEE_BUDGET)
    of_year = plan_meant(context, year).fiscal_year
    versions = plan_versions(context.session, of_year)
    return tuple(version_view(context, one) for one in versions)
