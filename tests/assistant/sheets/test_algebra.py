"""Rows chosen and figures reckoned, for any sheet."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sheets.algebra import (
    CannotReckonError,
    apply,
    difference,
    mean,
    quotient,
    ratio,
    share,
    total,
)
from assistant.sheets.sheet import MOST_ROWS, Cell, Sheet, Thing, column, sheet
from assistant.sheets.steps import (
    SIGNS,
    At,
    Compare,
    Extreme,
    First,
    InState,
    Named,
    Sorted,
    Step,
    step_from_plain,
)
from engine.values.money import Money

Cells = list[tuple[Money | None, Decimal]]
amounts = st.integers(-10_000, 10_000_000).map(lambda one: Money(Decimal(one), "CNY"))
people = st.integers(1, 5000).map(Decimal)
rows = st.lists(st.tuples(st.none() | amounts, people), min_size=1, max_size=12)
KEYS = ("training", "headcount", "total", "state", "submitted")
NEAR = Decimal("1e-9")


def made(cells: Cells) -> Sheet:
    found: list[tuple[dict[str, str], str, tuple[Cell, ...]]] = [
        (
            {"entity": "course", "code": f"C{at}", "value": f"Course {at}"},
            f"line {at}",
            (
                Thing(f"Course {at}", f"C{at}"),
                many,
                money,
                ("submitted", "approved")[at % 2],
                date(2026, 1, 1 + at % 28),
            ),
        )
        for at, (money, many) in enumerate(cells)
    ]
    return sheet("t", map(column, KEYS), found, "total")


steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(
        Compare,
        column=st.sampled_from(["total", "headcount"]),
        sign=st.sampled_from(SIGNS),
        value=st.integers(0, 10_000_000).map(Decimal),
        keep=st.booleans(),
    ),
    st.builds(Named, names=st.just(("C0", "C2")), keep=st.booleans()),
    st.builds(InState, states=st.just(("submitted",)), keep=st.booleans()),
    st.integers(-12, 12).map(First),
    st.lists(st.integers(-14, 14), max_size=3, unique=True).map(lambda one: At(tuple(one))),
    st.builds(
        Sorted, column=st.sampled_from(["total", "headcount", "submitted"]), down=st.booleans()
    ),
    st.builds(Extreme, column=st.just("headcount"), down=st.booleans(), many=st.integers(1, 4)),
)


@given(rows, st.lists(steps, max_size=4))
def test_it_comes_back_as_it_was(cells: Cells, done: list[Step]) -> None:
    found = apply(made(cells), *done)
    assert Sheet.from_plain(json.loads(json.dumps(found.as_plain()))) == found


@given(steps)
def test_a_step_comes_back_as_it_was(step: Step) -> None:
    assert step_from_plain(json.loads(json.dumps(step.as_plain()))) == step


@given(rows, steps)
def test_steps_make_no_rows(cells: Cells, step: Step) -> None:
    whole = made(cells)
    found = apply(whole, step)
    assert all(row in whole.rows for row in found.rows)
    assert found.steps == (step,)


@given(rows, st.sampled_from(SIGNS), st.integers(0, 5000))
def test_a_filter_and_its_opposite_are_the_whole(cells: Cells, sign: str, value: int) -> None:
    whole = made(cells)
    parts = [
        apply(whole, Compare(column="headcount", sign=sign, value=Decimal(value), keep=keep)).rows
        for keep in (True, False)
    ]
    assert sorted(row.number for part in parts for row in part) == list(range(len(cells)))


@given(rows, st.booleans())
def test_sorted_rows_are_in_order(cells: Cells, down: bool) -> None:
    found = apply(made(cells), Sorted(column="total", down=down))
    figures = [row.cells[2] for row in found.rows]
    known = [one.amount for one in figures if isinstance(one, Money)]
    assert known == sorted(known, reverse=down)
    assert all(one is None for one in figures[len(known) :])


@given(rows, st.booleans(), st.integers(1, 4))
def test_no_row_is_beyond_the_extremes(cells: Cells, down: bool, many: int) -> None:
    found = apply(made(cells), Extreme(column="headcount", down=down, many=many))
    chosen = {row.number for row in found.rows}
    figures = [number for _, number in cells]
    assert len(chosen) >= min(many, len(cells))
    for at, one in enumerate(figures):
        if at not in chosen:
            assert all(one < figures[other] if down else one > figures[other] for other in chosen)


@given(rows)
def test_a_sum_is_of_the_rows_that_have_a_figure(cells: Cells) -> None:
    known = [money.amount for money, _ in cells if money is not None]
    if not known:
        with pytest.raises(CannotReckonError):
            total(made(cells), "total")
        return
    found = total(made(cells), "total")
    assert found.value == Money(sum(known, Decimal(0)), "CNY")
    assert len(found.rows) + found.without == len(cells)


@given(rows, st.integers(1, 12))
def test_shares_of_parts_are_one(cells: Cells, at: int) -> None:
    whole = made(cells)
    first = apply(whole, First(at))
    rest = whole.with_rows(whole.rows[at:])
    one = share(first, whole, "headcount")
    other = share(rest, whole, "headcount") if rest.rows else Decimal(0)
    assert abs(one + other - 1) < NEAR


@given(rows)
def test_the_mean_is_between_the_extremes(cells: Cells) -> None:
    found = mean(made(cells), "headcount").value
    figures = [number for _, number in cells]
    assert isinstance(found, Decimal)
    assert min(figures) - NEAR <= found <= max(figures) + NEAR


@given(amounts, amounts)
def test_a_difference_turned_round_is_its_opposite(first: Money, second: Money) -> None:
    one, other = difference(first, second), difference(second, first)
    assert isinstance(one, Money)
    assert one == -other


@given(people, people)
def test_a_ratio_times_its_second_is_the_first(first: Decimal, second: Decimal) -> None:
    assert abs(ratio(first, second) * second - first) < NEAR


def test_a_quotient_is_of_the_sums() -> None:
    cells: Cells = [
        (Money(Decimal(100), "CNY"), Decimal(1)),
        (Money(Decimal(200), "CNY"), Decimal(4)),
        (None, Decimal(9)),
    ]
    found = quotient(made(cells), "total", "headcount")
    assert found.value == Money(Decimal(60), "CNY")
    assert found.without == 1


MIXED = made([(Money(Decimal(1), "CNY"), Decimal(1)), (Money(Decimal(1), "EUR"), Decimal(1))])
TRIED: list[Callable[[], object]] = [
    lambda: total(MIXED, "total"),
    lambda: mean(MIXED, "total"),
    lambda: apply(MIXED, Sorted(column="total")),
    lambda: difference(MIXED.rows[0].cells[2], MIXED.rows[1].cells[2]),
    lambda: share(MIXED.with_rows(MIXED.rows[:1]), MIXED, "total"),
]


@pytest.mark.parametrize("tried", TRIED)
def test_several_currencies_are_not_reckoned_together(tried: Callable[[], object]) -> None:
    with pytest.raises(CannotReckonError):
        tried()


def test_what_is_in_another_currency_than_the_one_said_is_left_out() -> None:
    step = Compare(column="total", sign="over", value=Decimal(0), currency="EUR")
    assert [row.number for row in apply(MIXED, step).rows] == [1]


def test_scores_do_not_add_up() -> None:
    one = sheet("t", [column("score")], [({}, "", (Decimal(1),))], "score")
    with pytest.raises(CannotReckonError):
        total(one, "score")


def test_a_long_sheet_is_cut_and_knows_it() -> None:
    long = made([(None, Decimal(1))] * 310)
    assert len(long.rows) == MOST_ROWS
    assert long.cut == 310 - MOST_ROWS
