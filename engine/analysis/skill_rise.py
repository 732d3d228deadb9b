"""From a skill forwards: what KPIs become when its mean level rises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.analysis.goals import LEVEL, SkillSupply
from engine.analysis.kpi import relative_change
from engine.analysis.kpi_tree import RELATIVE, KpiEdge, KpiNode, KpiTree
from engine.analysis.method import Method
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat, Figure, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillRiseInputs:
    """The mean level rises by `relative` (0.1: 10 %), or by `levels`. `supplies`: the skill beside
    each KPI that it moves; `rows` and `edges`: these KPIs and those above them."""

    group: str
    relative: float | None
    levels: float | None
    headcount: int | None
    rows: tuple[KpiNode, ...]
    edges: tuple[KpiEdge, ...]
    supplies: tuple[SkillSupply, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a KPI would become; `through` is the KPI by which, where the skill does not move it
    itself. `beyond` is the end of what was observed, where it lies beyond that."""

    kpi: Named
    unit: str
    through: Named | None
    actual: float
    reached: float
    relative: float
    beyond: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillRise:
    """The course for `headcount` people costs `total`; for only those with the gap
    `narrower_total`."""

    skill: Named
    mean: float
    levels: float
    relative: float
    moved: tuple[Moved, ...]
    course: Named | None
    headcount: int
    total: Money | None
    narrower_headcount: int
    narrower_total: Money | None
    caveats: tuple[Caveat, ...]


def rise_skill(inputs: SkillRiseInputs) -> SkillRise:
    """Raises:
    InvalidInput: it does not rise.
    NotEnoughData: no KPI is known to be moved, or by how much; or nobody was ever so good.
    """
    known = [one for one in inputs.supplies if one.coefficient]
    if not known:
        raise NotEnoughData("skill_moves_no_kpi", unit=inputs.group)
    first = known[0]
    relative = inputs.relative if inputs.levels is None else inputs.levels / first.mean
    if relative is None or relative <= 0:
        raise InvalidInput("skill_does_not_rise", skill=first.skill)
    levels = round(first.mean * relative, 9)
    if first.mean + levels > first.high:
        raise NotEnoughData(
            "beyond_observed_range",
            kpi=first.skill,
            needed=Figure(first.mean + levels, LEVEL),
            limit=Figure(first.high, LEVEL),
        )
    headcount = inputs.headcount or first.people
    price, narrower = first.price, min(first.short, headcount)
    return SkillRise(
        skill=first.skill,
        mean=first.mean,
        levels=levels,
        relative=relative,
        moved=tuple(_moved(inputs, known, relative, levels)),
        course=first.course,
        headcount=headcount,
        total=price.total(headcount) if price else None,
        narrower_headcount=narrower,
        narrower_total=price.total(narrower) if price and narrower else None,
        caveats=_caveats(first, levels),
    )


def _moved(
    inputs: SkillRiseInputs, known: list[SkillSupply], relative: float, levels: float
) -> Iterator[Moved]:
    tree = KpiTree(inputs.rows, inputs.edges)
    for supply in known:
        node, coefficient = tree.nodes[supply.kpi], supply.coefficient or 0.0
        value = (
            node.actual * (1 + coefficient * relative)
            if supply.coefficient_unit == RELATIVE
            else node.actual + coefficient * levels
        )
        yield _one(node, value, None)
        if node.beyond(round(value, 9)) is not None:
            # Nothing is known there, nor of what stands above it.
            continue
        for path in _upwards(inputs.edges, (supply.kpi,)):
            if path[0] in tree.nodes:
                yield _one(tree.nodes[path[0]], tree.lift(path, value), node.kpi)


def _upwards(edges: tuple[KpiEdge, ...], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The ways from every KPI above down to the last of `path`."""
    for edge in edges:
        if edge.child == path[0] and edge.parent not in path:
            longer = (edge.parent, *path)
            yield longer
            yield from _upwards(edges, longer)


def _one(node: KpiNode, value: float, through: Named | None) -> Moved:
    reached = round(value, 9)
    return Moved(
        kpi=node.kpi,
        unit=node.unit,
        through=through,
        actual=node.actual,
        reached=reached,
        relative=relative_change(node.actual, reached),
        beyond=node.beyond(reached),
    )


def _caveats(supply: SkillSupply, levels: float) -> tuple[Caveat, ...]:
    found = [Caveat("held_so_far")]
    if supply.expected_gain is not None and levels > supply.expected_gain:
        gains = {"skill": supply.skill, "needed": levels, "expected": supply.expected_gain}
        found.append(Caveat("gain_beyond_one_course", gains))
    return tuple(found)


SKILL_RISE = Method(
    name="skill_rise",
    version=1,
    formula="KPI = now × (1 + effect × rise of the mean level), or now + effect × levels; the KPIs "
    "above by the tree",
    inputs=SkillRiseInputs,
    compute=rise_skill,
)
