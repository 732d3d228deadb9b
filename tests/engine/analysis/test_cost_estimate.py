"""What an estimate says: exact sums, whether they pay for the sessions, and when no range."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.cost_estimate import (
    BY_SESSION,
    HISTORY,
    PER_PARTICIPANT,
    CostInputs,
    Estimate,
    estimate,
)
from engine.analysis.session_cost import plan_sessions, session_price
from engine.analysis.shrinkage import course_spreads
from engine.analysis.unit_cost import SessionCost
from engine.policy import load_policy
from engine.values.currencies import currencies, digits_of
from engine.values.fiscal import FiscalCalendar
from engine.values.money import Money
from engine.values.price import Price
from engine.values.results import Named

TODAY = date(2026, 11, 23)


def session(
    people: int,
    total: str | Decimal,
    *,
    month: int = 3,
    course: str = "EQ",
    per_learner: str | None = None,
    currency: str = "CNY",
) -> SessionCost:
    parts = {}
    if per_learner is not None:
        parts = {
            "fixed": Money.zero(currency),
            "per_learner": Money(Decimal(per_learner) * people, currency),
        }
    return SessionCost(
        code=f"{course}-{month}",
        course=course,
        start_date=date(2026, month, 3),
        participants=people,
        total=Money(Decimal(total), currency),
        **parts,
    )


def asked(headcount: int, *rows: SessionCost, **more: object) -> CostInputs:
    inputs = CostInputs(
        topic=Named("EQ", "设备操作"),
        headcount=headcount,
        planned=TODAY,
        today=TODAY,
        basis=PER_PARTICIPANT,
        capacity=None,
        quoted_per_head=None,
        quoted_total=None,
        priced_by=HISTORY,
        rules=load_policy().cost,
        rows=rows,
        alike=(),
    )
    return replace(inputs, **more)  # type: ignore[arg-type]


def caveats(found: Estimate) -> dict[str, object]:
    return {caveat.code: caveat.args for caveat in found.caveats}


TOTALS = st.integers(1, 10**9)
COUNTS = st.integers(1, 500)


@given(TOTALS, COUNTS, COUNTS, st.sampled_from(sorted(currencies())))
def test_people_are_paid_at_the_exact_price_and_rounded_once(
    units: int, participants: int, headcount: int, currency: str
) -> None:
    unit = Decimal(1).scaleb(-digits_of(currency))
    total = units * unit

    found = Price(total, participants, currency).total(headcount)

    exact = Fraction(total) * headcount / participants
    assert abs(Fraction(found.amount) - exact) <= Fraction(unit) / 2
    assert found.amount == found.amount.quantize(unit)


@given(TOTALS, COUNTS)
def test_as_many_people_again_cost_what_they_cost(units: int, participants: int) -> None:
    total = Decimal(units) / 100
    assert Price(total, participants, "CNY").total(participants) == Money(total, "CNY")


def test_a_half_is_rounded_up_whatever_the_people() -> None:
    """0.01 for 30 people is 0.005 for 15: cut to 28 digits on the way it would be less."""
    assert Price(Decimal("0.01"), 30, "CNY").total(15) == Money(Decimal("0.01"), "CNY")


@pytest.mark.parametrize(
    ("currency", "total", "people", "headcount", "unit_cost", "expected"),
    [
        ("CNY", "100.00", 3, 30, "33.33", "1000.00"),
        ("JPY", "1000", 3, 300, "333", "100000"),
        ("KWD", "1.000", 3, 300, "0.333", "100.000"),
    ],
)
def test_the_unit_cost_is_rounded_for_show_and_the_total_from_the_exact_one(
    currency: str, total: str, people: int, headcount: int, unit_cost: str, expected: str
) -> None:
    found = estimate(asked(headcount, session(people, total, currency=currency)))

    assert found.unit_cost == Money(Decimal(unit_cost), currency)
    assert found.total == Money(Decimal(expected), currency)


def equipment() -> list[SessionCost]:
    """Full sessions of 20, 1,000 a person in rooms and trainers and 500 a person in food."""
    return [session(20, "30000", month=month, per_learner="500") for month in (2, 4, 6, 8)]


def test_too_few_people_for_a_session_are_told_what_it_costs() -> None:
    found = estimate(asked(12, *equipment(), capacity=20))

    assert found.total == Money(Decimal(18_000), "CNY")
    assert found.by_session is not None
    assert found.by_session.total == Money(Decimal(26_000), "CNY")
    assert not found.pays_sessions
    assert caveats(found)["sessions_cost_more"] == {
        "sessions": 1,
        "capacity": 20,
        "total": Money(Decimal(26_000), "CNY"),
        "lacking": Money(Decimal(8_000), "CNY"),
    }


def test_by_session_the_headline_is_that_sum_and_nothing_is_to_be_warned_of() -> None:
    found = estimate(asked(12, *equipment(), capacity=20, basis=BY_SESSION))

    assert found.total == Money(Decimal(26_000), "CNY")
    assert found.pays_sessions
    assert "sessions_cost_more" not in caveats(found)


def test_fuller_sessions_are_a_way_to_save_not_a_second_price() -> None:
    found = estimate(asked(60, *equipment(), capacity=30))

    assert found.total == Money(Decimal(90_000), "CNY")
    assert found.pays_sessions
    assert caveats(found)["fuller_sessions_cost_less"] == {
        "sessions": 2,
        "capacity": 30,
        "total": Money(Decimal(70_000), "CNY"),
        "saving": Money(Decimal(20_000), "CNY"),
    }


def test_full_sessions_say_nothing_more() -> None:
    found = estimate(asked(40, *equipment(), capacity=20))
    assert found.pays_sessions
    assert not {"sessions_cost_more", "fuller_sessions_cost_less"} & set(caveats(found))


@given(st.integers(1, 200), st.integers(1, 40), st.lists(TOTALS, min_size=1, max_size=5))
def test_a_plan_by_session_is_rounded_once(
    headcount: int, capacity: int, totals: list[int]
) -> None:
    rows = [
        session(7, Decimal(units) / 100 + 70, month=month, per_learner="3.33")
        for month, units in enumerate(totals, 1)
    ]
    price = session_price(rows, FiscalCalendar())
    assert price is not None

    found = plan_sessions(price, headcount, capacity)

    sessions = -(-headcount // capacity)
    halls = sum((row.total.amount - Decimal("23.31") for row in rows), Decimal(0))
    exact = Fraction(halls) * sessions / len(rows) + Fraction("3.33") * headcount
    cents = Fraction(
        (Decimal(exact.numerator * 100) / exact.denominator).quantize(Decimal(1), ROUND_HALF_UP)
    )
    assert Fraction(found.total.amount) * 100 == cents


@pytest.mark.parametrize(
    "rows",
    [
        [session(20, "30000", month=month) for month in (2, 4, 6, 8)],
        # The same price for other numbers of people, rounded to the cent.
        [session(p, f"{p * 1000 / 3:.2f}", month=m) for m, p in enumerate((20, 14, 9, 7), 1)],
    ],
    ids=["same sessions", "same price a head"],
)
def test_prices_that_never_differed_give_no_range(rows: list[SessionCost]) -> None:
    found = estimate(asked(10, *rows))

    assert found.interval is None
    assert caveats(found)["no_spread"] == {"sessions": 4}
    assert "too_few_sessions" not in caveats(found)


def test_nor_do_they_where_courses_alike_never_differed() -> None:
    alike = course_spreads(
        [session(20, "30000", month=m, course=c) for c in ("A", "B", "C") for m in (2, 4)]
    )
    found = estimate(asked(10, session(20, "30000"), alike=alike))
    assert found.interval is None
    assert "no_spread" in caveats(found)


def test_prices_that_differed_give_one() -> None:
    rows = [session(20, total, month=m) for m, total in ((2, "30000"), (4, "33000"), (6, "31000"))]
    rows.append(session(20, "29000", month=8))

    found = estimate(asked(20, *rows))

    assert found.interval is not None
    assert found.interval.low < found.total < found.interval.high
    assert "no_spread" not in caveats(found)


def test_too_few_sessions_are_another_reason() -> None:
    found = estimate(asked(10, session(20, "30000")))
    assert found.interval is None
    assert "too_few_sessions" in caveats(found)
