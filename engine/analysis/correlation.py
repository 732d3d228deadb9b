"""How a training and an outcome go together; which proves no cause."""

from __future__ import annotations

from dataclasses import dataclass

from engine.analysis.method import Method
from engine.analysis.pearson import FEWEST, PairSums, strength
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat, Named

CUT, KEEP = "cut", "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelationInputs:
    """`level` of the interval; below `worth_keeping` of r² a cut is proposed."""

    course: Named
    kpi: Named
    direction: str
    level: float
    significance: float
    worth_keeping: float
    spent: Money
    rows: PairSums


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """r with its interval (Fisher's z) and p. `needed` is the n from which on such an r
    would be significant. `action` is a proposal: `released` is what a cut would set free."""

    r: float
    r_squared: float
    n: int
    low: float
    high: float
    p_value: float
    significant: bool
    needed: int
    action: str
    released: Money | None
    caveats: tuple[Caveat, ...]


def correlate(inputs: CorrelationInputs) -> Correlation:
    """Pearson's r; with several positions the partial one, within them.

    Raises:
        NotEnoughData: fewer than four pairs, or one side does not vary at all.
    """
    rows = inputs.rows
    if rows.free < FEWEST:
        raise NotEnoughData("too_few_pairs", n=rows.n, fewest=FEWEST)
    if not rows.varies:
        raise NotEnoughData("nothing_varies", course=inputs.course, kpi=inputs.kpi)
    found = strength(rows, inputs.level, inputs.significance)
    good = -found.r if inputs.direction == "lower" else found.r
    cut = good <= 0 or found.r * found.r < inputs.worth_keeping
    return Correlation(
        r=found.r,
        r_squared=found.r * found.r,
        n=rows.n,
        low=found.low,
        high=found.high,
        p_value=found.p_value,
        significant=found.significant,
        needed=found.needed,
        action=CUT if cut else KEEP,
        released=inputs.spent if cut else None,
        caveats=_caveats(inputs, found.significant, found.needed, (found.low, found.high)),
    )


def _caveats(
    inputs: CorrelationInputs, significant: bool, needed: int, interval: tuple[float, float]
) -> tuple[Caveat, ...]:
    found = [Caveat("correlation_is_no_cause")]
    if not significant:
        args = {"n": inputs.rows.n, "needed": needed, "low": interval[0], "high": interval[1]}
        found.insert(0, Caveat("correlation_not_significant", args))
    return tuple(found)


CORRELATION = Method(
    name="correlation",
    version=2,
    formula="Pearson's r within positions; interval by Fisher's z; cut proposed where r² is below the policy's limit",
    inputs=CorrelationInputs,
    compute=correlate,
)
