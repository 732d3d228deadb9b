"""Which KPI falls short, and which skill lies behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.access import Right
from engine.analysis.kpi_standing import KPI_STANDING, KpiGap, KpiValue, StandingInputs
from engine.analysis.skill_behind import (
    NOT_ENOUGH_DATA,
    SKILL_BEHIND,
    SkillBehindInputs,
    SkillRanking,
)
from engine.queries.catalogue import by_code, named
from engine.queries.performance import kpi_figure, kpis_of, latest_period, wholes_of
from engine.queries.skills import skill_splits
from engine.queries.teaching import course_teaching
from engine.store.tables import Kpi, OrgUnit, Skill
from engine.usecases.context import Context, reads_columns
from engine.usecases.disclosure import require_tellable
from engine.usecases.explanations import explained
from engine.usecases.needed import over_people
from engine.usecases.units import unit_for
from engine.values.results import Named


@dataclass(frozen=True, slots=True)
class SkillsBehind:
    """The skills ranked for one KPI; `course` teaches the first of them."""

    kpi: Named
    ranking: SkillRanking
    course: Named | None
    explanation_id: int


@dataclass(frozen=True, slots=True)
class PerformanceGap:
    """Every KPI of a unit (or the one asked for), worst first, and what lies behind the
    first that is short. `behind` is None where none is."""

    unit: Named
    kpis: tuple[KpiGap, ...]
    behind: SkillsBehind | None
    explanation_id: int


@reads_columns
def performance_gap(
    context: Context, kpi_code: str | None = None, unit_code: str | None = None
) -> PerformanceGap:
    """Gap and attainment against the targets, and the likeliest skill behind a shortfall.

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData: no KPI has a result there.
    """
    unit = unit_for(context, Right.SEE_PERFORMANCE, unit_code)
    require_tellable(context, unit)
    asked = by_code(context.session, Kpi, kpi_code) if kpi_code else None
    kpis = [asked] if asked else kpis_of(context.session, unit)
    inputs = StandingInputs(unit.name, tuple(_values(context, unit, kpis)))
    needed = over_people(context, unit, Right.SEE_PERFORMANCE)
    answer = explained(context, KPI_STANDING, inputs, needed)
    return PerformanceGap(
        named(unit),
        answer.result,
        _behind(context, unit, answer.result, asked is not None),
        answer.explanation_id,
    )


def _values(context: Context, unit: OrgUnit, kpis: Sequence[Kpi]) -> list[KpiValue]:
    found = []
    smallest = context.policy.need.smallest_group
    for kpi in kpis:
        figure = kpi_figure(context.session, kpi, unit)
        if figure is None or (figure.people is not None and figure.people < smallest):
            continue
        whole = next(iter(wholes_of(context.session, kpi.id)), None)
        total = kpi_figure(context.session, whole, unit) if whole else None
        found.append(
            KpiValue(
                kpi=named(kpi),
                unit=kpi.unit,
                direction=kpi.direction,
                target=figure.target,
                actual=figure.actual,
                people=figure.people,
                part_of=named(whole) if whole and total else None,
                whole=total.actual if total else None,
            )
        )
    return found


def _behind(
    context: Context, unit: OrgUnit, gaps: Sequence[KpiGap], asked: bool
) -> SkillsBehind | None:
    """The KPI asked for; else the worst of which people's results say something."""
    best: SkillsBehind | None = None
    for gap in gaps:
        if not (asked or gap.is_short):
            continue
        found = _rank(context, unit, gap)
        if found.ranking.verdict != NOT_ENOUGH_DATA:
            return found
        best = best or found
    return best


def _rank(context: Context, unit: OrgUnit, gap: KpiGap) -> SkillsBehind:
    kpi = by_code(context.session, Kpi, gap.kpi.code)
    period = latest_period(context.session, kpi.id)
    splits = skill_splits(context.session, unit.path, kpi, period) if period else []
    inputs = SkillBehindInputs(
        kpi=kpi.name,
        group=unit.name,
        is_short=gap.is_short,
        rules=context.policy.need,
        rows=tuple(splits),
    )
    needed = over_people(context, unit, Right.SEE_PERFORMANCE)
    answer = explained(context, SKILL_BEHIND, inputs, needed)
    course = None
    if answer.result.skills:
        skill = by_code(context.session, Skill, answer.result.skills[0].skill.code)
        course = next(iter(course_teaching(context.session, skill.id)), None)
    return SkillsBehind(
        gap.kpi, answer.result, named(course) if course else None, answer.explanation_id
    )
