"""How two things that are measured of the same people go together; which proves no cause."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.analysis.kpi import LOWER
from engine.analysis.method import Method
from engine.analysis.pearson import FEWEST, PairSums, strength
from engine.values.errors import NotEnoughData
from engine.values.results import Caveat, Named

# So strong is an r from so much on (Cohen 1988).
WEAK, MIDDLING, STRONG = 0.1, 0.3, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is measured of each: hours, participation, level, tenure or a KPI; `of` which course,
    skill or KPI. `unit` is what one more of it is; `direction` which is better, of a KPI."""

    kind: str
    of: Named | None
    unit: str
    direction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationInputs:
    """`level` is that of the interval."""

    group: Named
    x: Measure
    y: Measure
    level: float
    significance: float
    rows: PairSums


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Pearson's r within positions, with interval and p. `slope`: by how much y differs where x
    is one more. `size`: none, weak, middling, strong. `better`: whether more of x goes with a
    better y, where y has a better."""

    group: Named
    x: Measure
    y: Measure
    r: float
    r_squared: float
    n: int
    positions: int
    low: float
    high: float
    level: float
    p_value: float
    significant: bool
    size: str
    slope: float
    better: bool | None
    caveats: tuple[Caveat, ...]


def relate(inputs: RelationInputs) -> Relation:
    """Raises:
    NotEnoughData: fewer than four pairs, or one side does not vary at all.
    """
    rows = inputs.rows
    if rows.free < FEWEST:
        raise NotEnoughData("too_few_pairs", n=rows.n, fewest=FEWEST)
    if not rows.varies:
        raise NotEnoughData("one_side_varies_not")
    found = strength(rows, inputs.level, inputs.significance)
    caveats = [Caveat("relation_is_no_cause")]
    if not found.significant:
        args = {"n": rows.n, "needed": found.needed}
        hardly = abs(found.r) < WEAK
        caveats = [Caveat("relation_too_weak" if hardly else "relation_not_sure", args)]
    return Relation(
        group=inputs.group,
        x=inputs.x,
        y=inputs.y,
        r=found.r,
        r_squared=found.r * found.r,
        n=rows.n,
        positions=rows.positions,
        low=found.low,
        high=found.high,
        level=inputs.level,
        p_value=found.p_value,
        significant=found.significant,
        size=_size(found.r),
        slope=rows.products / rows.squares_x,
        better=_better(inputs.y.direction, found.r),
        caveats=tuple(caveats),
    )


def _size(r: float) -> str:
    strong = abs(r)
    if strong < WEAK:
        return "none"
    if strong < MIDDLING:
        return "weak"
    return "middling" if strong < STRONG else "strong"


def _better(direction: str | None, r: float) -> bool | None:
    if direction is None or math.isclose(r, 0, abs_tol=1e-12):
        return None
    return (r < 0) == (direction == LOWER)


RELATION = Method(
    name="relation",
    version=1,
    formula="Pearson's r within positions; interval by Fisher's z; slope = Σxy / Σx²",
    inputs=RelationInputs,
    compute=relate,
)
