"""How a training and an outcome go together; which proves no cause."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import ndtri

from engine.analysis.method import Method
from engine.analysis.student import two_sided
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat, Named

FEWEST = 4
CUT, KEEP = "cut", "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSums:
    """n pairs of x (hours of the training) and y (the outcome), as sums about the means of
    each of `positions`."""

    n: int
    squares_x: float
    squares_y: float
    products: float
    positions: int = 1

    @property
    def free(self) -> int:
        """As many pairs about one mean say as much: each further mean takes one away."""
        return self.n - (self.positions - 1)


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
    if rows.squares_x <= 0 or rows.squares_y <= 0:
        raise NotEnoughData("nothing_varies", course=inputs.course, kpi=inputs.kpi)
    r = max(-1.0, min(1.0, rows.products / math.sqrt(rows.squares_x * rows.squares_y)))
    low, high = _interval(r, rows.free, inputs.level)
    p_value = _p_value(r, rows.free)
    significant = p_value < inputs.significance
    good = -r if inputs.direction == "lower" else r
    cut = good <= 0 or r * r < inputs.worth_keeping
    needed = _needed(r, inputs.significance)
    needed += rows.positions - 1 if needed else 0
    return Correlation(
        r=r,
        r_squared=r * r,
        n=rows.n,
        low=low,
        high=high,
        p_value=p_value,
        significant=significant,
        needed=needed,
        action=CUT if cut else KEEP,
        released=inputs.spent if cut else None,
        caveats=_caveats(inputs, significant, needed, (low, high)),
    )


def _interval(r: float, n: int, level: float) -> tuple[float, float]:
    if abs(r) >= 1:
        return r, r
    half = float(ndtri((1 + level) / 2)) / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)


def _p_value(r: float, n: int) -> float:
    if abs(r) >= 1:
        return 0.0
    statistic = abs(r) * math.sqrt((n - 2) / (1 - r * r))
    return two_sided(statistic, n - 2)


def _needed(r: float, significance: float) -> int:
    """The smallest n at which this r would be significant; 0 where none ever would."""
    if abs(r) < 1e-4:
        return 0
    low, high = 3, 4
    while _p_value(r, high) >= significance:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _p_value(r, middle) < significance else (middle, high)
    return high


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
