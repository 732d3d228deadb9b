"""What all the open needs would cost, as prices are and as they might be."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import Right, require
from engine.analysis.cost_plan import CostPlan
from engine.queries.needs import course_needs, needs_year
from engine.usecases.context import Context, reads
from engine.usecases.estimate_cost import Training, WhatIf
from engine.usecases.plan_costs import PlannedTraining, plan_costs
from engine.values.errors import NotEnoughData
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsCosts:
    """`now` as prices are, `then` as they might be; `unpriced` courses have no price."""

    year: int
    now: CostPlan
    then: CostPlan
    unpriced: tuple[Named, ...]
    explanation_id: int


@reads
def needs_costs(context: Context, what_if: WhatIf | None = None) -> NeedsCosts:
    """Every open need of the newest year at what its course costs, and the same `what_if`.

    Raises:
        NotPermitted: for who does not see the needs and what they cost.
        NotEnoughData: no needs, or none with a price.
    """
    require(context.actor, Right.SEE_PRIORITIES)
    require(context.actor, Right.SEE_COSTS)
    year = needs_year(context.session)
    needs = course_needs(context.session, year) if year else []
    if not needs or year is None:
        raise NotEnoughData("no_needs")
    lines, unpriced = [], []
    for need in needs:
        line = PlannedTraining(Training(course=need.course.code), need.headcount)
        try:
            plan_costs(context, [line])
        except NotEnoughData:
            unpriced.append(need.course)
        else:
            lines.append(line)
    if not lines:
        raise NotEnoughData("no_need_has_a_price", courses=len(needs))
    then = plan_costs(context, lines, what_if)
    return NeedsCosts(
        year=year,
        now=plan_costs(context, lines).result,
        then=then.result,
        unpriced=tuple(unpriced),
        explanation_id=then.explanation_id,
    )
