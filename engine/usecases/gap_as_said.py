"""How far a KPI is off, by the figures that somebody says: target 98 %, last year 95 %."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import Right
from engine.analysis.kpi import HIGHER, LOWER, SHARE
from engine.analysis.kpi_standing import KPI_STANDING, KpiGap, KpiValue, StandingInputs
from engine.queries.catalogue import by_code, named
from engine.queries.performance import kpi_figure
from engine.store.tables import Kpi, OrgUnit
from engine.usecases.context import Context, reads
from engine.usecases.disclosure import require_tellable
from engine.usecases.explanations import Explained, explained
from engine.usecases.needed import over_people
from engine.usecases.units import unit_for
from engine.values.errors import InvalidInput
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSaid:
    """A KPI by code, or one that is not on record by `name`, of which `is_share` says whether the
    figures are shares. Of one on record, what is not said is the latest result or its target."""

    kpi: str | None = None
    name: str = ""
    is_share: bool = True
    target: float | None = None
    actual: float | None = None
    unit: str | None = None


@reads
def gap_as_said(context: Context, said: GapSaid) -> Explained[tuple[KpiGap, ...]]:
    """Raises:
    NotPermitted: outside the actor's subtree, or for an employee.
    InvalidInput: a figure is lacking.
    """
    unit = unit_for(context, Right.SEE_PERFORMANCE, said.unit)
    require_tellable(context, unit)
    value = _on_record(context, said, unit) if said.kpi else _only_said(said)
    inputs = StandingInputs(unit.name, (value,))
    needed = over_people(context, unit, Right.SEE_PERFORMANCE)
    return explained(context, KPI_STANDING, inputs, needed)


def _on_record(context: Context, said: GapSaid, unit: OrgUnit) -> KpiValue:
    kpi = by_code(context.session, Kpi, said.kpi or "")
    figure = kpi_figure(context.session, kpi, unit)
    if figure and figure.people and figure.people < context.policy.need.smallest_group:
        figure = None
    target, actual = said.target, said.actual
    if figure is not None:
        target = figure.target if target is None else target
        actual = figure.actual if actual is None else actual
    if actual is None or target is None:
        raise InvalidInput("gap_lacks_figure", kpi=named(kpi))
    return KpiValue(
        kpi=named(kpi),
        unit=kpi.unit,
        direction=kpi.direction,
        target=target,
        actual=actual,
        people=figure.people if figure and said.actual is None else None,
    )


def _only_said(said: GapSaid) -> KpiValue:
    """What is meant to fall is taken to be better where it is lower."""
    kpi = Named("", said.name)
    if said.actual is None or said.target is None:
        raise InvalidInput("gap_lacks_figure", kpi=kpi)
    return KpiValue(
        kpi=kpi,
        unit=SHARE if said.is_share else "count",
        direction=HIGHER if said.target >= said.actual else LOWER,
        target=said.target,
        actual=said.actual,
        people=None,
    )
