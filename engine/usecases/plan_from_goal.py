"""From a goal (a KPI from x to y) to the training and the money it takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.access import Right
from engine.analysis.goals import GOAL_PLAN, GoalInputs, GoalPlan, SkillSupply
from engine.analysis.need_evidence import LevelCount, mean_level, skill_spread
from engine.queries.budget import line_paying_for
from engine.queries.catalogue import by_code, named
from engine.queries.performance import kpi_tree, skills_behind
from engine.queries.skills import level_counts
from engine.queries.teaching import course_teaching, expected_gain
from engine.store.tables import Course, Kpi, KpiSkill, OrgUnit, Position, Skill
from engine.usecases.context import Context, reads_columns
from engine.usecases.disclosure import require_tellable
from engine.usecases.estimate_cost import Training, check_headcount, estimate_cost
from engine.usecases.explanations import Explained, explained
from engine.usecases.needed import over_people
from engine.usecases.units import unit_for
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.price import Price


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalAsked:
    """A KPI by code, and its `change` (0.01: "1 %") or the value to come `to`.

    `start` is the value that it was said to begin from, beside `to`.
    `reading` says whether a change is in percentage points (pp) or relative; unsaid, both
    are shown. `driver` or `mix` (parts summing to 1) choose how; codes.
    """

    kpi: str
    change: float | None = None
    reading: str | None = None
    to: float | None = None
    start: float | None = None
    driver: str | None = None
    mix: Mapping[str, Decimal] = field(default_factory=dict)
    headcount: int | None = None
    unit: str | None = None
    position: str | None = None


@reads_columns
def plan_from_goal(context: Context, asked: GoalAsked) -> Explained[GoalPlan]:
    """The change of each driver alone and of those chosen, the skill gain it takes, the
    people, and the money.

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData: no result for the KPI; an effect that is not known; or a way beyond
            everything observed.
        InvalidInput: a goal that is none, or is reached already.
    """
    unit = unit_for(context, Right.PLAN_GOALS, asked.unit)
    kpi = by_code(context.session, Kpi, asked.kpi)
    if asked.headcount is not None:
        check_headcount(context, asked.headcount)
    position = by_code(context.session, Position, asked.position) if asked.position else None
    require_tellable(context, unit, position.id if position else None)
    nodes, edges = kpi_tree(context.session, unit, kpi)
    _require(context, asked, unit, {node.kpi.code for node in nodes})
    line = line_paying_for(context.session, context.fiscal_year, unit.path)
    inputs = GoalInputs(
        group=unit.name,
        kpi=kpi.code,
        change=asked.change,
        reading=asked.reading,
        to=asked.to,
        start=asked.start,
        driver=asked.driver,
        mix=asked.mix,
        headcount=asked.headcount,
        budget=line.balance.allocated if line else None,
        rows=tuple(nodes),
        edges=tuple(edges),
        supplies=tuple(supplies_of(context, asked, unit, [node.kpi.code for node in nodes])),
    )
    return explained(context, GOAL_PLAN, inputs, over_people(context, unit, Right.PLAN_GOALS))


def _require(context: Context, asked: GoalAsked, unit: OrgUnit, known: Collection[str]) -> None:
    """That the KPI has a result, and the driver is one: of others only the name is known here."""
    kpi = named(by_code(context.session, Kpi, asked.kpi))
    if asked.kpi not in known:
        raise NotEnoughData("kpi_has_no_result", kpi=kpi, unit=named(unit))
    if asked.driver is not None and asked.driver not in known:
        driver = named(by_code(context.session, Kpi, asked.driver))
        raise InvalidInput("not_a_driver", kpi=kpi, driver=driver)


def supplies_of(
    context: Context, asked: GoalAsked, unit: OrgUnit, kpi_codes: list[str]
) -> list[SkillSupply]:
    """The skills that move these KPIs, as people there have them, with what teaching them costs."""
    kpis = {by_code(context.session, Kpi, code).id: code for code in kpi_codes}
    position = by_code(context.session, Position, asked.position) if asked.position else None
    found = []
    for link in skills_behind(context.session, list(kpis)):
        levels = level_counts(
            context.session, unit.path, link.skill_id, position.id if position else None
        )
        if sum(row.people for row in levels) >= context.policy.need.smallest_group:
            found.append(_supply(context, asked, kpis[link.kpi_id], link, levels))
    return found


def _supply(
    context: Context, asked: GoalAsked, kpi: str, link: KpiSkill, levels: list[LevelCount]
) -> SkillSupply:
    spread = skill_spread(levels, context.policy.need.smallest_group)
    assert spread is not None, "somebody was assessed"
    skill = context.session.get_one(Skill, link.skill_id)
    course = next(iter(course_teaching(context.session, skill.id)), None)
    gain = expected_gain(context.session, course.id, skill.id) if course else None
    headcount = asked.headcount or spread.headcount
    return SkillSupply(
        kpi=kpi,
        skill=named(skill),
        coefficient=None if link.coefficient is None else float(link.coefficient),
        coefficient_unit=link.coefficient_unit,
        people=spread.headcount,
        short=spread.short,
        mean=float(mean_level(levels)),
        high=float(max(row.level for row in levels)),
        course=named(course) if course else None,
        expected_gain=None if gain is None else float(gain),
        price=_price(context, course, headcount) if course else None,
    )


def _price(context: Context, course: Course, headcount: int) -> Price | None:
    try:
        return estimate_cost(context, Training(course=course.code), headcount).price
    except NotEnoughData:
        return None
