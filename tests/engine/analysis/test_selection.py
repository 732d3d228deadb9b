"""The best set, against trying every one; and limits that contradict each other."""

from decimal import Decimal
from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.analysis.limits import Limits
from engine.analysis.proportional_split import split
from engine.analysis.selection import best_set
from engine.values.errors import InvalidInput
from engine.values.money import Money

CENTS = st.integers(1, 500_000).map(lambda cents: Decimal(cents) / 100)
SCORES = st.integers(0, 1_000).map(lambda score: Decimal(score) / 1_000)


def limits(costs: list[Decimal], values: list[Decimal], total: str, **more: Any) -> Limits:
    size = len(costs)
    given = {"mandatory": set(), "alternatives": [], "floors": [], "ceilings": [], **more}
    return Limits(
        total=Decimal(total),
        currency="CNY",
        costs=costs,
        values=values,
        names=[f"course {n}" for n in range(size)],
        units=["U"] * size,
        **given,
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(CENTS, SCORES), min_size=1, max_size=9), CENTS, st.data())
def test_no_set_is_worth_more(
    rows: list[tuple[Decimal, Decimal]], total: Decimal, data: st.DataObject
) -> None:
    costs, values = [cost for cost, _ in rows], [value for _, value in rows]
    pair = set(range(min(2, len(rows))))
    top = data.draw(CENTS)
    asked = limits(costs, values, str(total), alternatives=[pair], ceilings=[(pair, top)])

    found = best_set(asked)

    every = chain.from_iterable(combinations(range(len(rows)), n) for n in range(len(rows) + 1))
    best = max(asked.worth(chosen) for chosen in every if asked.keeps(chosen))
    assert found.proven
    assert asked.keeps(found.members)
    assert asked.worth(found.members) == best


def test_a_budget_is_kept_to_the_cent() -> None:
    costs = [Decimal("999999999.99"), Decimal("0.02")]
    found = best_set(limits(costs, [Decimal("0.5"), Decimal("0.4")], "1000000000.00"))
    assert found.members == {0}


THREE = [Decimal(100), Decimal(200), Decimal(300)]
WORTH = [Decimal("0.1"), Decimal("0.2"), Decimal("0.3")]


@pytest.mark.parametrize(
    ("code", "total", "more"),
    [
        ("mandatory_beyond_total", "250", {"mandatory": {2}}),
        ("two_mandatory_variants", "600", {"mandatory": {0, 1}, "alternatives": [{0, 1}]}),
        (
            "ceiling_below_mandatory",
            "600",
            {"mandatory": {2}, "ceilings": [({2}, Decimal(200))]},
        ),
        ("floor_out_of_reach", "600", {"floors": [({0}, Decimal(150))]}),
        (
            "floors_beyond_total",
            "350",
            {"floors": [({1}, Decimal(200)), ({2}, Decimal(300))]},
        ),
        # Each alone is possible; only together they are not.
        (
            "limits_contradict",
            "350",
            {"mandatory": {0}, "floors": [({2}, Decimal(300))]},
        ),
    ],
)
def test_the_limit_that_nothing_keeps_is_named(code: str, total: str, more: Any) -> None:
    with pytest.raises(InvalidInput, match=code):
        best_set(limits(THREE, WORTH, total, **more))


@given(st.lists(SCORES, min_size=1, max_size=12), st.integers(0, 10**9))
def test_a_split_loses_no_cent(shares: list[Decimal], cents: int) -> None:
    total = Money(Decimal(cents) / 100, "CNY")
    named = {str(n): share for n, share in enumerate(shares)}
    if not sum(shares):
        with pytest.raises(InvalidInput, match="shares_unclear"):
            split(total, named)
        return
    parts = split(total, named)
    assert sum(part.amount for part in parts.values()) == total.amount
    for key, part in parts.items():
        exact = total.amount * named[key] / sum(shares)
        assert abs(part.amount - exact) < Decimal("0.01")
