"""Bad input gets a typed error, never a figure."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.analysis.education_fund import FundInputs, FundYear, education_fund
from engine.analysis.kirkpatrick import Measured, judge
from engine.analysis.kpi import attainment, relative_change, standing
from engine.analysis.pairwise import Judgement, PairwiseInputs, weigh_pairs
from engine.analysis.priority import check_weights
from engine.analysis.roi import RoiInputs, return_on_investment
from engine.analysis.service_period import Agreement, ServiceInputs, service_penalty
from engine.policy import load_policy
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.results import Named

ORIGINS = ("strategy", "business", "employee")


def yuan(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def pairs(*ratios: str) -> PairwiseInputs:
    names = [("strategy", "business"), ("strategy", "employee"), ("business", "employee")]
    rows = tuple(Judgement(*pair, ratio) for pair, ratio in zip(names, ratios, strict=False))
    return PairwiseInputs(ORIGINS, 0.10, rows)


def test_the_worst_of_contradicting_judgements_is_named() -> None:
    with pytest.raises(InvalidInput, match="judgements_contradict") as refused:
        weigh_pairs(pairs("9", "1/9", "9"))
    args = refused.value.args_by_name
    assert {args["first"], args["second"]} <= set(ORIGINS)


@pytest.mark.parametrize(
    ("code", "ratios"),
    [
        ("pair_missing", ("3", "5")),
        ("ratio_out_of_scale", ("3", "12", "3")),
        ("ratio_out_of_scale", ("3", "-2", "3")),
        ("ratio_out_of_scale", ("three", "5", "3")),
        ("ratio_out_of_scale", ("1/0", "5", "3")),
    ],
)
def test_judgements_that_are_none_are_refused(code: str, ratios: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput, match=code):
        weigh_pairs(pairs(*ratios))


@pytest.mark.parametrize(
    ("code", "weights"),
    [
        ("weights_do_not_sum_to_one", ("0.5", "0.3", "0.3")),
        ("weights_do_not_sum_to_one", ("1.2", "-0.1", "-0.1")),
    ],
)
def test_weights_that_do_not_sum_to_one_are_refused(code: str, weights: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput, match=code):
        check_weights(dict(zip(ORIGINS, map(Decimal, weights), strict=True)))


def test_a_missing_weight_is_refused() -> None:
    with pytest.raises(InvalidInput, match="weights_incomplete"):
        check_weights({"strategy": Decimal(1)})


@pytest.mark.parametrize(
    ("target", "actual", "direction"),
    [(0.0, 5.0, "higher"), (5.0, 0.0, "lower"), (-1.0, 2.0, "higher")],
)
def test_no_attainment_of_nothing(target: float, actual: float, direction: str) -> None:
    with pytest.raises(InvalidInput, match="attainment_undefined"):
        attainment(target, actual, direction)


def test_no_gap_without_a_target() -> None:
    with pytest.raises(NotEnoughData, match="no_target"):
        standing(None, 5.0, "higher", "count")


def test_no_change_relative_to_nothing() -> None:
    with pytest.raises(InvalidInput, match="baseline_zero"):
        relative_change(0, 5)


def test_lower_is_better_turns_both_round() -> None:
    found = standing(10.0, 12.5, "lower", "count")
    assert (found.gap, found.attainment) == (2.5, 0.8)


def roi(**values: Any) -> RoiInputs:
    given: dict[str, Any] = {
        "course": Named("T", "T"),
        "year": 2025,
        "benefit": yuan("100"),
        "isolation": None,
        "confidence": None,
        "rows": (yuan("50"),),
        **values,
    }
    return RoiInputs(**given)


def test_parts_of_a_benefit_that_nobody_gave_are_said() -> None:
    codes = [caveat.code for caveat in return_on_investment(roi()).caveats]
    assert codes == ["isolation_not_given", "confidence_not_given"]


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("no_benefit_in_money", {"benefit": None}),
        ("nothing_spent", {"rows": ()}),
        ("nothing_spent", {"rows": (yuan("0"),)}),
        ("share_out_of_range", {"isolation": Decimal("1.2")}),
        ("mixed_currencies", {"benefit": Money(Decimal(100), "USD")}),
    ],
)
def test_no_return_on_what_is_not_known(code: str, values: dict[str, Any]) -> None:
    with pytest.raises((InvalidInput, NotEnoughData), match=code):
        return_on_investment(roi(**values))


def test_a_missing_year_breaks_the_carrying_forward() -> None:
    years = tuple(FundYear(year, yuan("100"), yuan("9")) for year in (2022, 2024))
    with pytest.raises(InvalidInput, match="payroll_year_missing"):
        education_fund(FundInputs(Decimal("0.08"), years))


def agreement(months: int = 12, special: bool = True) -> Agreement:
    return Agreement(
        employee="E1",
        agreed_cost=yuan("12000"),
        months=months,
        starts_on=date(2025, 1, 31),
        special_fund=special,
    )


def test_only_special_training_binds() -> None:
    found = service_penalty(ServiceInputs(date(2025, 6, 1), agreement(special=False)))
    assert found.penalty.amount == 0
    assert [caveat.code for caveat in found.caveats] == ["training_does_not_bind"]


def test_who_served_the_time_owes_nothing() -> None:
    assert service_penalty(ServiceInputs(date(2030, 1, 1), agreement())).penalty.amount == 0


def test_an_agreement_over_no_time_is_refused() -> None:
    with pytest.raises(InvalidInput, match="agreement_impossible"):
        service_penalty(ServiceInputs(date(2025, 6, 1), agreement(months=0)))


def test_kirkpatrick_has_four_levels() -> None:
    row = Measured(
        level="bliss",
        measure="joy",
        kpi=None,
        direction="higher",
        baseline=None,
        value=1.0,
        planned=None,
        n=None,
        method="survey",
    )
    with pytest.raises(InvalidInput, match="unknown_level"):
        judge(row, load_policy().effect)
