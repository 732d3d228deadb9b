"""Several trainings planned together: each line's price, and the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.access import Right
from engine.analysis.cost_plan import COST_PLAN, CostPlan, PlanInputs, PlanLine
from engine.queries.catalogue import by_code
from engine.store.tables import Course
from engine.usecases.context import Context, reads
from engine.usecases.estimate_cost import CostEstimate, Training, WhatIf, estimate_cost
from engine.usecases.explanations import Explained, explained
from engine.usecases.needed import anywhere


@dataclass(frozen=True, slots=True)
class PlannedTraining:
    training: Training
    headcount: int
    planned: date | None = None


@reads
def plan_costs(
    context: Context, lines: Sequence[PlannedTraining], what_if: WhatIf | None = None
) -> Explained[CostPlan]:
    """Each line as `estimate_cost` prices it, in the home currency, and their sum; `what_if` for
    each.

    Raises:
        InvalidInput: no lines; and what `estimate_cost` raises for any of them.
    """
    priced = [
        estimate_cost(context, one.training, one.headcount, one.planned, what_if=what_if)
        for one in lines
    ]
    rows = tuple(_line(context, cost) for cost in priced)
    return explained(context, COST_PLAN, PlanInputs(rows), anywhere(Right.SEE_COSTS))


def _line(context: Context, cost: CostEstimate) -> PlanLine:
    course = by_code(context.session, Course, cost.course.code) if cost.course else None
    return PlanLine(
        topic=cost.course or cost.topic,
        category=course.category if course else None,
        headcount=cost.headcount,
        unit_cost=cost.at_home.per(cost.headcount) if cost.home else cost.unit_cost,
        total=cost.at_home,
    )
