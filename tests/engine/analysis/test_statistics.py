"""Statistics against the libraries that everybody trusts."""

from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import pearsonr
from statsmodels.stats.multitest import multipletests

from engine.analysis.correlation import CorrelationInputs, correlate
from engine.analysis.effect import EffectCell, EffectInputs, measure_effect
from engine.analysis.pearson import PairSums
from engine.analysis.proportions import holm
from engine.policy import load_policy
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from engine.values.results import Named

POLICY = load_policy()
COURSE, KPI = Named("TC", "course"), Named("KP", "kpi")


def test_holm_is_statsmodels() -> None:
    p_values = [0.04, 0.001, 0.03, 0.5, 0.012]
    expected = multipletests(p_values, method="holm")[1]
    assert holm(p_values) == pytest.approx(list(expected))


def cells(seed: int = 3) -> tuple[list[EffectCell], np.ndarray, np.ndarray, np.ndarray]:
    """Eight units of ten people each, half of them trained; and the same person by person."""
    random = np.random.default_rng(seed)
    unit = np.repeat(np.arange(8), 10)
    trained = np.tile([True] * 5 + [False] * 5, 8)
    change = random.normal(0, 1, 80) + random.normal(0, 0.5, 8)[unit] + 0.7 * trained
    found = []
    for number in range(8):
        for side in (True, False):
            mine = change[(unit == number) & (trained == side)]
            total, squares = float(mine.sum()), float((mine**2).sum())
            found.append(
                EffectCell(
                    cohort=date(2025, 7, 1),
                    position="PO",
                    unit=f"U{number}",
                    trained=side,
                    people=len(mine),
                    before=10.0 * len(mine),
                    before_squares=100.0 * len(mine),
                    change=total,
                    change_squares=squares,
                    trend=0.0,
                    trend_squares=0.0,
                )
            )
    return found, change, trained, unit


def inputs(rows: list[EffectCell]) -> EffectInputs:
    return EffectInputs(
        course=COURSE,
        kpi=KPI,
        direction="higher",
        unit="count",
        smallest_group=5,
        rules=POLICY.effect,
        rows=tuple(rows),
    )


def test_difference_in_differences_is_the_clustered_regression() -> None:
    rows, change, trained, unit = cells()
    effect = measure_effect(inputs(rows))
    fit = sm.OLS(change, sm.add_constant(trained.astype(float))).fit(
        cov_type="cluster", cov_kwds={"groups": unit}, use_t=True
    )
    assert effect.value == pytest.approx(fit.params[1])
    assert effect.p_value == pytest.approx(fit.pvalues[1])
    assert (effect.low, effect.high) == pytest.approx(tuple(fit.conf_int()[1]))


def test_without_anybody_to_compare_with_it_is_before_and_after_and_says_so() -> None:
    rows = [cell for cell in cells()[0] if cell.trained]
    effect = measure_effect(inputs(rows))
    assert effect.method == "before_after"
    assert "no_control_group" in {caveat.code for caveat in effect.caveats}


def test_too_few_trained_say_nothing() -> None:
    with pytest.raises(NotEnoughData, match="too_few_trained"):
        measure_effect(inputs([]))


def correlation(x: np.ndarray, y: np.ndarray, direction: str = "higher") -> CorrelationInputs:
    dx, dy = x - x.mean(), y - y.mean()
    sums = PairSums(
        n=len(x), squares_x=float(dx @ dx), squares_y=float(dy @ dy), products=float(dx @ dy)
    )
    spent = Money(POLICY.cost.contingency, "CNY")
    return CorrelationInputs(
        course=COURSE,
        kpi=KPI,
        direction=direction,
        level=0.95,
        significance=0.05,
        worth_keeping=0.02,
        spent=spent,
        rows=sums,
    )


def test_correlation_is_scipys() -> None:
    random = np.random.default_rng(1)
    x = random.normal(size=50)
    y = 0.4 * x + random.normal(size=50)
    found, expected = correlate(correlation(x, y)), pearsonr(x, y)
    assert (found.r, found.p_value) == pytest.approx((expected.statistic, expected.pvalue))
    interval = expected.confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def test_nothing_is_kept_for_making_things_worse() -> None:
    x = np.arange(20.0)
    assert correlate(correlation(x, -x)).action == "cut"
    assert correlate(correlation(x, -x, "lower")).action == "keep"


@pytest.mark.parametrize(("n", "code"), [(3, "too_few_pairs"), (9, "nothing_varies")])
def test_what_cannot_be_correlated_is_refused(n: int, code: str) -> None:
    with pytest.raises(NotEnoughData, match=code):
        correlate(correlation(np.ones(n), np.arange(float(n))))
