"""How a KPI stands against its target."""

from __future__ import annotations

from dataclasses import dataclass

from engine.values.errors import InvalidInput, NotEnoughData

HIGHER, LOWER = "higher", "lower"
SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiStanding:
    """`gap` is how far the actual is on the wrong side of the target, in the KPI's unit;
    0 or less where the target is reached. `gap_points` is the same in percentage points,
    for shares only. `attainment` is 1 where the target is just reached."""

    target: float
    actual: float
    gap: float
    gap_points: float | None
    attainment: float


def standing(target: float | None, actual: float, direction: str, unit: str) -> KpiStanding:
    """gap = target − actual and attainment = actual / target where higher is better; the
    other way round where lower is.

    Raises:
        NotEnoughData: no target is set.
        InvalidInput: a target or actual of which no share can be taken.
    """
    if target is None:
        raise NotEnoughData("no_target")
    gap = _rounded(target - actual if direction == HIGHER else actual - target)
    points = _rounded(gap * 100) if unit == SHARE else None
    return KpiStanding(
        target=target,
        actual=actual,
        gap=gap,
        gap_points=points,
        attainment=attainment(target, actual, direction),
    )


def attainment(target: float, actual: float, direction: str) -> float:
    """actual / target, or target / actual where lower is better.

    Raises:
        InvalidInput: the divisor is 0, or the signs differ: then no share says anything.
    """
    part, whole = (actual, target) if direction == HIGHER else (target, actual)
    if whole == 0 or part * whole < 0:
        raise InvalidInput("attainment_undefined", target=target, actual=actual)
    return part / whole


def is_missed(target: float, actual: float, direction: str) -> bool:
    """Whether a result is worse than its target."""
    return actual > target if direction == LOWER else actual < target


def relative_change(before: float, after: float) -> float:
    """(after − before) / before.

    Raises:
        InvalidInput: nothing to be relative to.
    """
    if before == 0:
        raise InvalidInput("baseline_zero")
    return _rounded((after - before) / before)


def improvement(change: float, direction: str) -> float:
    """A change with the sign that makes more of it better."""
    return -change if direction == LOWER else change


def _rounded(value: float) -> float:
    """KPIs are stored with six decimals: 0.30 − 0.25 is 0.05, not 0.04999999999999999."""
    return round(value, 9)
