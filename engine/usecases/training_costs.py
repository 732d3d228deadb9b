"""What trainings cost so far: in all, by course, by org unit."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import Right
from engine.queries.training import CostTotal, costs_by_course, costs_by_unit, outcomes
from engine.usecases.context import Context
from engine.usecases.units import unit_for


@dataclass(frozen=True, slots=True)
class TrainingCosts:
    """Participations and their cost, the same sum cut in two ways; and how they ended."""

    by_course: tuple[CostTotal, ...]
    by_unit: tuple[CostTotal, ...]
    outcomes: dict[str, int]


def training_costs(context: Context, unit_code: str | None = None) -> TrainingCosts:
    """What the people under a unit (the topmost the actor plans for, unless said) cost.

    Raises:
        NotPermitted: an employee asks, or somebody outside the unit.
    """
    unit = unit_for(context, Right.SEE_COSTS, unit_code)
    return TrainingCosts(
        tuple(costs_by_course(context.session, unit.path)),
        tuple(costs_by_unit(context.session, unit.path)),
        outcomes(context.session, unit.path),
    )
