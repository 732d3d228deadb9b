"""What a better skill would do for KPIs, and what teaching it costs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.access import Right
from engine.analysis.kpi_tree import KpiEdge, KpiNode
from engine.analysis.skill_rise import SKILL_RISE, SkillRise, SkillRiseInputs
from engine.queries.catalogue import by_code
from engine.queries.performance import kpi_tree, kpis_moved_by
from engine.store.tables import Kpi, KpiLink, Skill
from engine.usecases.context import Context, reads
from engine.usecases.disclosure import require_tellable
from engine.usecases.estimate_cost import check_headcount
from engine.usecases.explanations import Explained, explained
from engine.usecases.needed import over_people
from engine.usecases.plan_from_goal import GoalAsked, supplies_of
from engine.usecases.units import unit_for
from engine.values.errors import NotEnoughData


@dataclass(frozen=True, slots=True, kw_only=True)
class RiseAsked:
    """The skill by code, and by how much its mean level is to rise: `relative` (0.1: 10 %), or
    `levels`."""

    skill: str
    relative: float | None = None
    levels: float | None = None
    unit: str | None = None
    position: str | None = None
    headcount: int | None = None


@reads
def skill_rise(context: Context, asked: RiseAsked) -> Explained[SkillRise]:
    """The KPIs that the skill moves, those above them, the people, and the money.

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData: it is not known to move a KPI that has a result there; or beyond everything
            observed.
        InvalidInput: it does not rise.
    """
    unit = unit_for(context, Right.PLAN_GOALS, asked.unit)
    require_tellable(context, unit)
    if asked.headcount is not None:
        check_headcount(context, asked.headcount)
    skill = by_code(context.session, Skill, asked.skill)
    moved = kpis_moved_by(context.session, skill.id)
    nodes: dict[str, KpiNode] = {}
    edges: list[KpiEdge] = []
    for top in _tops(context.session, moved):
        found, below = kpi_tree(context.session, unit, top)
        nodes |= {node.kpi.code: node for node in found}
        edges += [edge for edge in below if edge not in edges]
    codes = [kpi.code for kpi in moved if kpi.code in nodes]
    if not codes:
        raise NotEnoughData("skill_moves_no_kpi", unit=unit.name)
    goal = GoalAsked(kpi=codes[0], position=asked.position, headcount=asked.headcount)
    supplies = supplies_of(context, goal, unit, codes)
    inputs = SkillRiseInputs(
        group=unit.name,
        relative=asked.relative,
        levels=asked.levels,
        headcount=asked.headcount,
        rows=tuple(nodes.values()),
        edges=tuple(edges),
        supplies=tuple(one for one in supplies if one.skill.code == skill.code),
    )
    return explained(context, SKILL_RISE, inputs, over_people(context, unit, Right.PLAN_GOALS))


def _tops(session: Session, kpis: list[Kpi]) -> list[Kpi]:
    """The KPIs above these that nothing is above of; themselves where nothing is."""
    tops: dict[int, Kpi] = {}
    seen: set[int] = set()
    waiting = list(kpis)
    while waiting:
        kpi = waiting.pop()
        if kpi.id in seen:
            continue
        seen.add(kpi.id)
        above = session.scalars(
            select(Kpi)
            .join(KpiLink, KpiLink.parent_id == Kpi.id)
            .where(KpiLink.child_id == kpi.id)
            .order_by(Kpi.code)
        ).all()
        waiting += above
        if not above:
            tops[kpi.id] = kpi
    return sorted(tops.values(), key=lambda one: one.code)
