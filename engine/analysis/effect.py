"""What a training moved in a KPI: trained people beside comparable untrained ones.

Difference in differences within strata (same months, same position): the change of the
trained less the change of the others, weighted by how many were trained in each stratum.
Errors are clustered by org unit, for colleagues rise and fall together (Liang and Zeger
1986, with the usual small-sample correction). Sums by unit suffice for all of it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from engine.analysis.kpi import improvement
from engine.analysis.method import Method
from engine.analysis.student import quantile, two_sided
from engine.policy import EffectRules
from engine.values.errors import NotEnoughData
from engine.values.results import Caveat, Figure, Named

DIFFERENCE, BEFORE_AFTER = "difference_in_differences", "before_after"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectCell:
    """People of one unit and position, trained in the month `cohort` or compared with those.

    Sums over them, and sums of squares: `before` of each one's mean before, `change` of the
    mean after less that, `trend` of the later half before less the earlier half.
    """

    cohort: date
    position: str
    unit: str
    trained: bool
    people: int
    before: float
    before_squares: float
    change: float
    change_squares: float
    trend: float
    trend_squares: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectInputs:
    course: Named
    kpi: Named
    direction: str
    unit: str
    smallest_group: int
    rules: EffectRules
    rows: tuple[EffectCell, ...]


@dataclass(frozen=True, slots=True)
class Mean:
    """An estimate with its standard error, on `degrees` of freedom."""

    value: float
    error: float
    degrees: int

    def interval(self, level: float) -> tuple[float, float]:
        half = quantile((1 + level) / 2, self.degrees) * self.error
        return self.value - half, self.value + half

    @property
    def p_value(self) -> float:
        if self.error == 0:
            return 0.0 if self.value else 1.0
        return two_sided(self.value / self.error, self.degrees)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The change due to the training (`method` says how it was found), in the KPI's unit.

    `low`–`high` is the interval at `level`. `before_after` is the trained people's own
    change, for comparison; `trend_difference` how the two groups moved apart before.
    `strength` (0–1) is how much of the estimate the interval's worse end leaves.
    """

    kpi: Named
    unit: str
    method: str
    value: float
    relative: float | None
    low: float
    high: float
    level: float
    p_value: float
    better: bool
    strength: float
    trained: int
    compared: int
    units: int
    before: float
    before_after: float
    trend_difference: float | None
    trend_p_value: float | None
    caveats: tuple[Caveat, ...]


def measure_effect(inputs: EffectInputs) -> Effect:
    """Difference in differences where comparable people exist, else before and after.

    Raises:
        NotEnoughData: too few trained people with results before and after.
    """
    trained = sum(cell.people for cell in inputs.rows if cell.trained)
    if trained < inputs.smallest_group:
        raise NotEnoughData(
            "too_few_trained", course=inputs.course, kpi=inputs.kpi, trained=trained
        )
    matched = _with_both(inputs.rows)
    compared = sum(cell.people for cell in matched if not cell.trained)
    method = DIFFERENCE if compared >= inputs.smallest_group else BEFORE_AFTER
    cells = matched if method == DIFFERENCE else [c for c in inputs.rows if c.trained]
    estimate = _estimate(cells, _change)
    compares = method == DIFFERENCE
    return _effect(
        inputs,
        method,
        cells,
        estimate,
        _estimate(cells, _trend) if compares else None,
        _estimate(cells, _before) if compares else None,
    )


def _effect(
    inputs: EffectInputs,
    method: str,
    cells: Sequence[EffectCell],
    estimate: Mean,
    trend: Mean | None,
    before_difference: Mean | None,
) -> Effect:
    low, high = estimate.interval(inputs.rules.interval_level)
    trained = [cell for cell in cells if cell.trained]
    people = sum(cell.people for cell in trained)
    before = sum(cell.before for cell in trained) / people
    better = improvement(estimate.value, inputs.direction) > 0
    return Effect(
        kpi=inputs.kpi,
        unit=inputs.unit,
        method=method,
        value=estimate.value,
        relative=estimate.value / before if before else None,
        low=low,
        high=high,
        level=inputs.rules.interval_level,
        p_value=estimate.p_value,
        better=better,
        strength=_strength(estimate.value, low, high, inputs.direction),
        trained=people,
        compared=sum(cell.people for cell in cells if not cell.trained),
        units=len({cell.unit for cell in cells}),
        before=before,
        before_after=sum(cell.change for cell in trained) / people,
        trend_difference=trend.value if trend else None,
        trend_p_value=trend.p_value if trend else None,
        caveats=_caveats(inputs, method, cells, trend, before_difference),
    )


def _strength(value: float, low: float, high: float, direction: str) -> float:
    """The worse end of the interval as a share of the estimate, from 0 to 1."""
    worse = improvement(high if direction == "lower" else low, direction)
    gained = improvement(value, direction)
    return max(0.0, min(1.0, worse / gained)) if gained > 0 else 0.0


def _with_both(cells: Sequence[EffectCell]) -> list[EffectCell]:
    """The cells of strata that have trained and untrained people."""
    sides: dict[tuple[date, str], set[bool]] = defaultdict(set)
    for cell in cells:
        sides[cell.cohort, cell.position].add(cell.trained)
    return [cell for cell in cells if len(sides[cell.cohort, cell.position]) == 2]


def _change(cell: EffectCell) -> tuple[float, float]:
    return cell.change, cell.change_squares


def _before(cell: EffectCell) -> tuple[float, float]:
    return cell.before, cell.before_squares


def _trend(cell: EffectCell) -> tuple[float, float]:
    return cell.trend, cell.trend_squares


@dataclass
class _Side:
    """One side of a stratum: people, sum and sum of squares."""

    people: int = 0
    total: float = 0.0
    squares: float = 0.0

    @property
    def mean(self) -> float:
        return self.total / self.people


def _estimate(
    cells: Sequence[EffectCell], what: Callable[[EffectCell], tuple[float, float]]
) -> Mean:
    """Σ over strata: weight × (mean of the trained − mean of the others, if there are any)."""
    strata: dict[tuple[date, str], dict[bool, _Side]] = defaultdict(dict)
    for cell in cells:
        side = strata[cell.cohort, cell.position].setdefault(cell.trained, _Side())
        total, squares = what(cell)
        side.people += cell.people
        side.total += total
        side.squares += squares
    trained = sum(sides[True].people for sides in strata.values())
    value = sum(
        sides[True].people / trained * (sides[True].mean - _mean_of(sides.get(False)))
        for sides in strata.values()
    )
    pulls: dict[str, float] = defaultdict(float)
    for cell in cells:
        sides = strata[cell.cohort, cell.position]
        weight = sides[True].people / trained * (1 if cell.trained else -1)
        side = sides[cell.trained]
        pulls[cell.unit] += weight * (what(cell)[0] - cell.people * side.mean) / side.people
    people = sum(cell.people for cell in cells)
    means = sum(len(sides) for sides in strata.values())
    if len(pulls) < 2:
        return _unclustered(value, strata, trained, people - means)
    correction = len(pulls) / (len(pulls) - 1) * (people - 1) / max(1, people - means)
    variance = correction * sum(pull**2 for pull in pulls.values())
    return Mean(value, math.sqrt(variance), len(pulls) - 1)


def _mean_of(side: _Side | None) -> float:
    return side.mean if side else 0.0


def _unclustered(
    value: float,
    strata: dict[tuple[date, str], dict[bool, _Side]],
    trained: int,
    degrees: int,
) -> Mean:
    """All in one unit: the ordinary error of independent people."""
    variance = sum(
        (sides[True].people / trained) ** 2
        * max(0.0, side.squares - side.total * side.mean)
        / max(1, side.people - 1)
        / side.people
        for sides in strata.values()
        for side in sides.values()
    )
    return Mean(value, math.sqrt(variance), max(1, degrees))


def _caveats(
    inputs: EffectInputs,
    method: str,
    cells: Sequence[EffectCell],
    trend: Mean | None,
    before: Mean | None,
) -> tuple[Caveat, ...]:
    found, units = [], len({cell.unit for cell in cells})
    if method == BEFORE_AFTER:
        found.append(Caveat("no_control_group"))
    for code, difference in (("trends_differed_before", trend), ("levels_differed_before", before)):
        if difference is not None and difference.p_value < inputs.rules.significance:
            found.append(Caveat(code, {"difference": Figure(difference.value, inputs.unit)}))
    if units < inputs.rules.fewest_clusters:
        found.append(Caveat("few_units", {"units": units}))
    trained = sum(cell.people for cell in inputs.rows if cell.trained)
    used = sum(cell.people for cell in cells if cell.trained)
    if used < trained:
        found.append(Caveat("trained_without_comparison", {"people": trained - used}))
    return tuple(found)


TRAINING_EFFECT = Method(
    name="training_effect",
    version=2,
    formula="Σ strata: trained / all trained × (mean change of the trained − mean change of the "
    "others); errors clustered by org unit",
    inputs=EffectInputs,
    compute=measure_effect,
)
