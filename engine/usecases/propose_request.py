"""A request worked out before it is made: cost, evidence of the need, who really has to go."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import Right
from engine.analysis.need_evidence import Comparison, SkillSpread, compare, skill_spread
from engine.queries.catalogue import by_code, named
from engine.queries.performance import kpi_moved_by, latest_results, only
from engine.queries.skills import group_levels
from engine.queries.training import skill_taught
from engine.store.tables import Course, Kpi, OrgUnit, Position, Skill
from engine.usecases.context import Context
from engine.usecases.estimate_cost import CostEstimate, Training, check_amount, estimate_cost
from engine.usecases.priorities import PriorityRank, rank_of
from engine.usecases.units import unit_for
from engine.values.money import Money
from engine.values.results import Named


@dataclass(frozen=True, slots=True)
class KpiEvidence:
    """What those with the gap achieve beside the others, in one KPI."""

    kpi: Named
    unit: str
    direction: str
    comparison: Comparison
    significant: bool


@dataclass(frozen=True, slots=True)
class NeedEvidence:
    """How the group stands in the skill the course teaches. Levels go from 0 to 5."""

    skill: Named
    position: Named | None
    assessed: int
    mean: float
    below_mean: int
    share_below_mean: float
    required: float | None
    short: int
    kpi: KpiEvidence | None
    must_do: bool


@dataclass(frozen=True, slots=True)
class NarrowerAudience:
    """Only those with the gap: how many, what that costs, and what it saves."""

    headcount: int
    total: Money
    saving: Money


@dataclass(frozen=True, slots=True)
class Proposal:
    unit: Named
    cost: CostEstimate
    need: NeedEvidence | None
    narrower: NarrowerAudience | None
    rank: PriorityRank | None


def propose_request(
    context: Context,
    training: Training,
    headcount: int,
    unit_code: str | None = None,
    position_code: str | None = None,
) -> Proposal:
    """The estimate, with the evidence the store has for or against the need.

    Raises:
        what `estimate_cost` raises; NotPermitted outside the actor's subtree.
    """
    unit = unit_for(context, Right.REQUEST_BUDGET, unit_code)
    cost = estimate_cost(context, training, headcount)
    check_amount(context, cost.total, [context.today.year, context.today.year + 1])
    course_code = cost.course.code if cost.course else None
    need = _need(context, unit, course_code, position_code) if course_code else None
    rank = rank_of(context, course_code) if course_code else None
    return Proposal(named(unit), cost, need, _narrower(cost, need), rank)


def _need(
    context: Context, unit: OrgUnit, course_code: str, position_code: str | None
) -> NeedEvidence | None:
    course = by_code(context.session, Course, course_code)
    skill_id = skill_taught(context.session, course.id)
    if skill_id is None:
        return None
    position = by_code(context.session, Position, position_code) if position_code else None
    levels = group_levels(context.session, unit.path, skill_id, position.id if position else None)
    spread = skill_spread(levels)
    if spread is None or spread.headcount < context.policy.need.smallest_group:
        return None
    skill = context.session.get_one(Skill, skill_id)
    people = {person.employee_id for person in levels}
    kpi = _kpi_evidence(context, unit, skill_id, spread, people)
    rules = context.policy.need
    real = spread.share_below_mean >= rules.share_below_mean
    return NeedEvidence(
        named(skill),
        named(position) if position else None,
        spread.headcount,
        spread.mean,
        spread.below_mean,
        spread.share_below_mean,
        spread.required,
        len(spread.short),
        kpi,
        must_do=real and kpi is not None and kpi.significant,
    )


def _kpi_evidence(
    context: Context, unit: OrgUnit, skill_id: int, spread: SkillSpread, people: set[int]
) -> KpiEvidence | None:
    kpi: Kpi | None = kpi_moved_by(context.session, skill_id)
    if kpi is None:
        return None
    rules = context.policy.need
    results = only(latest_results(context.session, kpi.id, unit.path), people)
    comparison = compare(spread.short, results, kpi.direction, rules.smallest_group)
    if comparison is None:
        return None
    significant = comparison.p_value < rules.significance and comparison.risk_difference > 0
    return KpiEvidence(named(kpi), kpi.unit, kpi.direction, comparison, significant)


def _narrower(cost: CostEstimate, need: NeedEvidence | None) -> NarrowerAudience | None:
    """Fewer than were asked for, and still all who have the gap."""
    if need is None or not 0 < need.short < cost.headcount:
        return None
    total = cost.unit_cost * need.short
    return NarrowerAudience(need.short, total, cost.total - total)
