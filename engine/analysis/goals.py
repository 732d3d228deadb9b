"""From a goal back to skills, people and money."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.kpi import SHARE, improvement, relative_change
from engine.analysis.kpi_tree import POINTS, RELATIVE, DriverChange, KpiEdge, KpiNode, KpiTree
from engine.analysis.method import Method
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.price import Price
from engine.values.results import Caveat, Figure, Named

LEVEL = "level"
# A value said in round figures is the one that is kept.
AS_GOOD_AS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillSupply:
    """A skill that moves a KPI, who has how much of it, and what teaching it costs.

    One level more (0–5) moves the KPI by `coefficient` in its own unit (pp); or a relative
    change of the mean level moves it relatively. Levels go up to `high` where observed.
    `short` of `people` have the gap; `expected_gain` is what the course adds, in levels.
    """

    kpi: str
    skill: Named
    coefficient: float | None
    coefficient_unit: str | None
    people: int
    short: int
    mean: float
    high: float
    course: Named | None
    expected_gain: float | None
    price: Price | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalInputs:
    """The goal ("by `change`", or "to `to`", or from `start` to `to`), how to reach it, and the
    KPI tree in `rows`.

    Neither `driver` nor `mix`: the driver furthest behind its own target.
    """

    group: str
    kpi: str
    change: float | None
    reading: str | None
    to: float | None
    driver: str | None
    mix: Mapping[str, Decimal]
    headcount: int | None
    budget: Money | None
    rows: tuple[KpiNode, ...]
    edges: tuple[KpiEdge, ...]
    supplies: tuple[SkillSupply, ...]
    start: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A KPI's value to reach: `needed` from `actual`; `relative` is the relative change."""

    kpi: Named
    reading: str
    actual: float
    needed: float
    relative: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillPlan:
    """The mean level must rise by `levels`; the course for `headcount` people costs `total`,
    for only those with the gap `narrower_total`."""

    skill: Named
    mean: float
    levels: float
    relative: float
    course: Named | None
    headcount: int
    total: Money | None
    narrower_headcount: int
    narrower_total: Money | None


@dataclass(frozen=True, slots=True)
class AtTarget:
    """If the driver reached its own target instead: where the goal's KPI would be."""

    target: float
    reached: float
    relative: float
    levels: float | None


@dataclass(frozen=True, slots=True)
class DriverPlan:
    """One driver's change with what it takes; `skill` is None where no skill is known."""

    change: DriverChange
    skill: SkillPlan | None
    at_target: AtTarget | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPlan:
    """`alone` lists every driver as if it alone were to do it; `plans` those chosen."""

    goal: Goal
    other_reading: Goal | None
    alone: tuple[DriverChange, ...]
    plans: tuple[DriverPlan, ...]
    total: Money | None
    share_of_budget: float | None
    caveats: tuple[Caveat, ...]


def read_goal(node: KpiNode, change: float | None, reading: str | None, to: float | None) -> Goal:
    """The value meant by "up by `change`", or by "to `to`".

    A change of a share is in percentage points unless said otherwise; of anything else it
    is relative, for points of a sum of money make no sense.

    Raises:
        InvalidInput: no change, an unknown reading, a value that a share cannot have, or
            one that is reached already.
    """
    if (change is None) == (to is None):
        raise InvalidInput("goal_unclear", kpi=node.kpi)
    meant = reading or (POINTS if node.unit == SHARE else RELATIVE)
    if meant not in (POINTS, RELATIVE):
        raise InvalidInput("unknown_reading", reading=meant)
    if to is None:
        assert change is not None
        to = node.actual + change if meant == POINTS else node.actual * (1 + change)
    if not math.isfinite(to) or (node.unit == SHARE and not 0 <= to <= 1):
        raise InvalidInput("goal_impossible", kpi=node.kpi, value=Figure(to, node.unit))
    to = round(to, 9)
    if improvement(to - node.actual, node.direction) <= 0:
        raise InvalidInput(
            "goal_is_reached",
            kpi=node.kpi,
            actual=Figure(node.actual, node.unit),
            value=Figure(to, node.unit),
        )
    return Goal(
        kpi=node.kpi,
        reading=meant,
        actual=node.actual,
        needed=to,
        relative=relative_change(node.actual, to),
    )


def _goal(inputs: GoalInputs, node: KpiNode) -> Goal:
    """From one value to another is as much more or less as these say, whatever it is now; but a
    share becomes what is said."""
    if not inputs.start or inputs.to is None or node.unit == SHARE:
        return read_goal(node, inputs.change, inputs.reading, inputs.to)
    return read_goal(node, inputs.to / inputs.start - 1, RELATIVE, None)


def plan_goal(inputs: GoalInputs) -> GoalPlan:
    """Goal → change of each driver → skill gain → people → money.

    Raises:
        NotEnoughData: the KPI has no result, or the way there leads beyond everything that
            was observed, where an estimated effect says nothing.
        InvalidInput: what `read_goal` and the tree refuse.
    """
    tree = KpiTree(inputs.rows, inputs.edges)
    if inputs.kpi not in tree.nodes:
        raise NotEnoughData("kpi_has_no_result", kpi=inputs.kpi, unit=inputs.group)
    node = tree.nodes[inputs.kpi]
    goal = _goal(inputs, node)
    alone = tree.each_alone(inputs.kpi, goal.needed)
    chosen = _choose(inputs, tree, goal, alone)
    plans = tuple(_plan(inputs, tree, goal, change) for change in chosen)
    other = _other_reading(inputs, node)
    totals = [plan.skill.total for plan in plans if plan.skill and plan.skill.total]
    total = sum(totals[1:], totals[0]) if totals else None
    return GoalPlan(
        goal=goal,
        other_reading=other,
        alone=tuple(alone),
        plans=plans,
        total=total,
        share_of_budget=_share(total, inputs.budget),
        caveats=_caveats(inputs, goal, other, plans),
    )


def _share(total: Money | None, budget: Money | None) -> float | None:
    if total is None or budget is None or budget.amount <= 0:
        return None
    return float(total.amount / budget.amount)


def _other_reading(inputs: GoalInputs, node: KpiNode) -> Goal | None:
    """What "1 %" would mean otherwise, where it could mean both and nobody said which."""
    if inputs.change is None or inputs.reading is not None or node.unit != SHARE:
        return None
    return read_goal(node, inputs.change, RELATIVE, None)


def _choose(
    inputs: GoalInputs, tree: KpiTree, goal: Goal, alone: Sequence[DriverChange]
) -> list[DriverChange]:
    if inputs.mix:
        return tree.by_mix(inputs.kpi, goal.needed, inputs.mix)
    if inputs.driver is not None:
        found = [change for change in alone if change.kpi.code == inputs.driver]
        if not found:
            raise InvalidInput("not_a_driver", kpi=goal.kpi, driver=inputs.driver)
        return found[:1]
    taught = {supply.kpi for supply in inputs.supplies}
    within = [change for change in alone if change.beyond is None] or list(alone)
    candidates = [change for change in within if change.kpi.code in taught] or within
    return [max(candidates, key=lambda change: _behind(tree, change))]


def _behind(tree: KpiTree, change: DriverChange) -> float:
    """How far a driver is behind its own target, relatively."""
    if not change.target:
        return 0.0
    node = tree.nodes[change.kpi.code]
    return improvement(change.target - change.actual, node.direction) / abs(change.target)


def _plan(inputs: GoalInputs, tree: KpiTree, goal: Goal, change: DriverChange) -> DriverPlan:
    supply = next((s for s in inputs.supplies if s.kpi == change.kpi.code), None)
    if change.beyond is not None and (supply is not None or tree.is_estimated(change.path)):
        raise NotEnoughData(
            "beyond_observed_range",
            kpi=change.kpi,
            needed=Figure(change.needed, change.unit),
            limit=Figure(change.beyond, change.unit),
        )
    skill = _skill_plan(inputs, supply, change) if supply else None
    return DriverPlan(change, skill, _at_target(tree, goal, supply, change))


def _skill_plan(inputs: GoalInputs, supply: SkillSupply, change: DriverChange) -> SkillPlan:
    levels = gain_needed(supply, change.change, change.relative)
    if supply.mean + levels > supply.high:
        raise NotEnoughData(
            "beyond_observed_range",
            kpi=supply.skill,
            needed=Figure(supply.mean + levels, LEVEL),
            limit=Figure(supply.high, LEVEL),
        )
    headcount = inputs.headcount or supply.people
    price = supply.price
    return SkillPlan(
        skill=supply.skill,
        mean=supply.mean,
        levels=levels,
        relative=round(levels / supply.mean, 9),
        course=supply.course,
        headcount=headcount,
        total=price.total(headcount) if price else None,
        narrower_headcount=min(supply.short, headcount),
        narrower_total=price.total(min(supply.short, headcount)) if price else None,
    )


def gain_needed(supply: SkillSupply, change: float, relative: float) -> float:
    """Levels that the mean must rise by for a KPI to change by `change` (or `relative`ly).

    Raises:
        NotEnoughData: by how much the skill moves the KPI is not known.
    """
    if not supply.coefficient:
        raise NotEnoughData("skill_effect_unknown", skill=supply.skill, kpi=supply.kpi)
    if supply.coefficient_unit == RELATIVE:
        return round(relative / supply.coefficient * supply.mean, 9)
    return round(change / supply.coefficient, 9)


def _at_target(
    tree: KpiTree, goal: Goal, supply: SkillSupply | None, change: DriverChange
) -> AtTarget | None:
    if change.target is None or len(change.path) == 1:
        return None
    reached = tree.lift(change.path, change.target)
    difference = change.target - change.actual
    levels = (
        gain_needed(supply, difference, relative_change(change.actual, change.target))
        if supply and supply.coefficient
        else None
    )
    relative = relative_change(goal.actual, reached)
    return AtTarget(change.target, round(reached, 9), relative, levels)


def _caveats(
    inputs: GoalInputs, goal: Goal, other: Goal | None, plans: Sequence[DriverPlan]
) -> tuple[Caveat, ...]:
    found = []
    node = next(node for node in inputs.rows if node.kpi.code == inputs.kpi)
    if inputs.start and abs(inputs.start - node.actual) > abs(node.actual) * AS_GOOD_AS:
        args = {
            "kpi": node.kpi,
            "said": Figure(inputs.start, node.unit),
            "actual": Figure(node.actual, node.unit),
            "relative": goal.relative,
        }
        found.append(Caveat("goal_starts_elsewhere", args))
    if other is not None:
        args = {"points": Figure(goal.needed, SHARE), "relative": Figure(other.needed, SHARE)}
        found.append(Caveat("percent_of_goal_ambiguous", args))
    for plan in plans:
        found += _plan_caveats(inputs, goal, plan)
    return tuple(found)


def _plan_caveats(inputs: GoalInputs, goal: Goal, plan: DriverPlan) -> list[Caveat]:
    change, found = plan.change, []
    if change.unit == SHARE and len(change.path) > 1:
        args = {"kpi": change.kpi, "points": change.change, "relative": change.relative}
        found.append(Caveat("points_not_relative", args))
    if _needs_less_than_target(inputs, plan):
        assert plan.at_target is not None
        found.append(
            Caveat(
                "goal_needs_less_than_target",
                {
                    "kpi": change.kpi,
                    "goal": goal.relative,
                    "needed": Figure(change.needed, change.unit),
                    "target": Figure(plan.at_target.target, change.unit),
                    "at_target": plan.at_target.relative,
                },
            )
        )
    if plan.skill is None:
        found.append(Caveat("no_skill_known", {"kpi": change.kpi}))
    else:
        found += _skill_caveats(inputs, plan.skill)
    return found


def _needs_less_than_target(inputs: GoalInputs, plan: DriverPlan) -> bool:
    """The driver's own target asks more of it than the goal does."""
    if plan.at_target is None:
        return False
    node = next(node for node in inputs.rows if node.kpi == plan.change.kpi)
    return improvement(plan.at_target.target - plan.change.needed, node.direction) > 0


def _skill_caveats(inputs: GoalInputs, plan: SkillPlan) -> list[Caveat]:
    found: list[Caveat] = []
    if plan.course is None:
        found.append(Caveat("no_course_known", {"skill": plan.skill}))
    elif plan.total is None:
        found.append(Caveat("no_cost_history_ask", {"course": plan.course}))
    elif plan.narrower_headcount < plan.headcount:
        narrower = {"headcount": plan.narrower_headcount, "total": plan.narrower_total}
        found.append(Caveat("narrower_audience", narrower))
    expected = next(s.expected_gain for s in inputs.supplies if s.skill == plan.skill)
    if expected is not None and plan.levels > expected:
        gains = {"skill": plan.skill, "needed": plan.levels, "expected": expected}
        found.append(Caveat("gain_beyond_one_course", gains))
    return found


GOAL_PLAN = Method(
    name="goal_plan",
    version=2,
    formula="driver = the KPI tree solved for it; skill gain = change / effect of a level; "
    "money = people × cost per participant",
    inputs=GoalInputs,
    compute=plan_goal,
)
