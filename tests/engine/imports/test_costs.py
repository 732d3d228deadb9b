"""Costs in cells, headings and columns: the amount and the currency that are written there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from engine.imports.amounts import readings_of, take_apart, unit_of
from engine.imports.costs import MoneyRules
from engine.imports.numerals import Habit, Undecided, habits, value_of
from engine.imports.reading.money_column import MoneyColumn
from engine.store.database import Database
from engine.store.tables import Appraisal, CostLine
from engine.values.currency_marks import currency_of
from engine.values.errors import InvalidInput
from engine.values.money import Money
from tests.engine.imports.files import (
    PEOPLE,
    costs,
    costs_again,
    counted,
    home,
    load,
    paid,
    refused,
)


def read(
    cells: list[str],
    heading: str = "费用",
    currencies: list[str] | None = None,
    home: str = "CNY",
    currency: str | None = "CNY",
    decimal: str | None = None,
) -> list[Money | str | None]:
    """Each cell's cost, or why it is none."""
    said = currencies or [""] * len(cells)
    column = MoneyColumn(heading, cells, said, MoneyRules(home, currency, decimal))
    found = [column.at(index) for index in range(len(cells))]
    return [one.code or one.money for one in found]


def money(text: str) -> Money:
    amount, currency = text.split()
    return Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("cell", "home", "cost"),
    [
        ("$1,500", "CNY", "1500 USD"),
        ("$1,500", "HKD", "1500 HKD"),
        ("＄1，500", "CNY", "1500 USD"),
        ("US$1,500", "SGD", "1500 USD"),
        ("€1.500,00", "CNY", "1500 EUR"),
        ("€ 1 500,00", "CNY", "1500 EUR"),
        ("￥1500", "CNY", "1500 CNY"),
        ("¥1500", "JPY", "1500 JPY"),
        ("JP¥1500", "CNY", "1500 JPY"),
        ("1500元", "CNY", "1500 CNY"),
        ("1500元整", "USD", "1500 CNY"),
        ("1,500 RMB", "USD", "1500 CNY"),
        ("人民币1500", "USD", "1500 CNY"),
        ("人民币¥1,500.00元", "JPY", "1500 CNY"),
        ("1500 USD", "CNY", "1500 USD"),
        ("usd 1500", "CNY", "1500 USD"),
        ("500 美元", "CNY", "500 USD"),
        ("500美金", "CNY", "500 USD"),
        ("HK$2,000.50", "CNY", "2000.50 HKD"),
        ("£99.90", "CNY", "99.90 GBP"),
        ("1500日元", "CNY", "1500 JPY"),
        ("KWD 12.345", "CNY", "12.345 KWD"),
        ("1500 Swiss francs", "CNY", "1500 CHF"),
        ("kr 500", "SEK", "500 SEK"),
        ("3.2万", "CNY", "32000 CNY"),
        ("3.2万元", "CNY", "32000 CNY"),
        ("1.2万美元", "CNY", "12000 USD"),
        ("0.5w", "CNY", "5000 CNY"),
        ("1.2k", "CNY", "1200 CNY"),
        ("$1.2k", "CNY", "1200 USD"),
        ("2 thousand", "CNY", "2000 CNY"),
        ("-500", "CNY", "-500 CNY"),
        ("−500", "CNY", "-500 CNY"),
        ("(500)", "CNY", "-500 CNY"),
        ("（500）", "CNY", "-500 CNY"),
        ("500-", "CNY", "-500 CNY"),
        ("-$500", "CNY", "-500 USD"),
        ("$-500", "CNY", "-500 USD"),
        ("($500)", "CNY", "-500 USD"),
        ("-500元", "CNY", "-500 CNY"),
        ("免费", "CNY", "0 CNY"),
        ("Free", "CNY", "0 CNY"),
        ("0", "CNY", "0 CNY"),
        ("０", "CNY", "0 CNY"),
        ("１２００", "CNY", "1200 CNY"),
        ("１，２００．５０", "CNY", "1200.50 CNY"),
        ("1'500.50", "CNY", "1500.50 CNY"),
        ("1 500 000", "CNY", "1500000 CNY"),
        ("1,50,000", "INR", "150000 CNY"),
        ("12,34,567.89", "CNY", "1234567.89 CNY"),
        ("1.500.000", "CNY", "1500000 CNY"),
        ("1500,5", "CNY", "1500.50 CNY"),
        ("1200元/人", "CNY", "1200 CNY"),
        ("人均1200", "CNY", "1200 CNY"),
        ("1200 per head", "CNY", "1200 CNY"),
        ("+1200", "CNY", "1200 CNY"),
    ],
)
def test_a_cell(cell: str, home: str, cost: str) -> None:
    assert read([cell], home=home) == [money(cost)]


@pytest.mark.parametrize("cell", ["", "-", "—", "–", "无", "N/A", "/"])
def test_a_cell_without_a_cost(cell: str) -> None:
    assert read([cell]) == [None]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("见合同", "no_number"),
        ("约1200", "no_number"),
        ("300+200", "no_number"),
        ("1000-2000", "no_number"),
        ("2026-03-10", "no_number"),
        ("50%", "no_number"),
        ("1200元/天", "no_number"),
        ("15 000 00", "no_number"),
        ("1,50,00,0", "no_number"),
        ("500 pesos", "currency_unclear"),
        ("500 kr", "currency_unclear"),
        ("¥500 USD", "currency_conflict"),
        ("$500元", "currency_conflict"),
        ("500 pesos 元", "currency_conflict"),
        ("1500.5 JPY", "too_fine"),
        ("0.999元", "too_fine"),
        ("KWD 1.2345", "too_fine"),
    ],
)
def test_what_is_no_cost_says_why(cell: str, code: str) -> None:
    assert read([cell]) == [code]


@pytest.mark.parametrize(
    ("heading", "scale", "currency"),
    [
        ("费用（美元）", 1, "USD"),
        ("Cost (USD)", 1, "USD"),
        ("cost_usd", 1, "USD"),
        ("Training Cost USD", 1, "USD"),
        ("USD Cost", 1, "USD"),
        ("Fee in EUR", 1, "EUR"),
        ("Cost ($)", 1, "USD"),
        ("Cost [£]", 1, "GBP"),
        ("金额(元)", 1, "CNY"),
        ("金额 RMB", 1, "CNY"),
        ("美元费用", 1, "USD"),
        ("费用/万元", 10_000, "CNY"),
        ("费用（万元）", 10_000, "CNY"),
        ("费用万元", 10_000, "CNY"),
        ("培训费用(单位：万元)", 10_000, "CNY"),
        ("培训费用（千元）", 1_000, "CNY"),
        ("费用(万美元)", 10_000, "USD"),
        ("Cost (k€)", 1_000, "EUR"),
        ("Cost ($000)", 1_000, "USD"),
        ("Cost (in thousands)", 1_000, None),
        ("费用(元/人)", 1, "CNY"),
        ("费用", 1, None),
        ("费用(含税)", 1, None),
        ("cost_all", 1, None),
        ("Top", 1, None),
    ],
)
def test_a_heading(heading: str, scale: int, currency: str | None) -> None:
    unit = unit_of(heading)
    assert unit.scale == scale
    assert [currency_of(mark, "CNY") for mark in unit.marks] == ([currency] if currency else [])


def test_a_heading_is_found_without_its_unit() -> None:
    assert "培训费用" in [one.bare for one in readings_of("培训费用（万元）")]


def test_the_unit_of_a_heading_counts_for_bare_numbers_only() -> None:
    cells = ["0.12905", "1500元", "3.2万", "2", "$"]
    found = read(cells, heading="费用(万元)")
    assert found[:4] == [money(f"{n} CNY") for n in ("1290.50", "1500", "32000", "20000")]


def test_what_cell_heading_and_column_say_must_agree() -> None:
    assert read(["$5", "¥5", "5"], heading="费用(元)") == [
        money("5 USD"),
        money("5 CNY"),
        money("5 CNY"),
    ]
    assert read(["5", "$5", "€5"], currencies=["加元", "CAD", "CAD"]) == [
        money("5 CAD"),
        money("5 CAD"),
        "currency_conflict",
    ]


def test_a_currency_column_has_codes_and_names_and_no_silent_default() -> None:
    said = ["usd", "美元", "人民币", "Euro", "XYZ", "", "ABC元"]
    assert read(["1"] * 7, currencies=said, currency=None) == [
        *(money(f"1 {code}") for code in ("USD", "USD", "CNY", "EUR")),
        "unknown_currency",
        "no_currency",
        "unknown_currency",
    ]


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        (["1.500", "1.500,00"], ["1500", "1500"]),
        (["1,500", "1,500.00"], ["1500", "1500"]),
        (["1.500", "2,5"], ["1500", "2.50"]),
        (["1,500", "2.5"], ["1500", "2.50"]),
        # Nothing decides: three digits are thousands, since no sum of yuan has three decimals.
        (["1.500", "2.750"], ["1500", "2750"]),
        (["1,500", "2,750"], ["1500", "2750"]),
        # The point of this column is a decimal point, so 1.500 would be 1.5: too odd to guess.
        (["1.500", "20.5"], ["decimal_unclear", "20.50"]),
        (["1,500", "20,5"], ["decimal_unclear", "20.50"]),
        (["0.271", "1.500"], ["too_fine", "1.50"]),
        # One in a column of the other sign is not guessed at.
        (["1.5", "2.5", "2,4"], ["1.50", "2.50", "decimal_unclear"]),
        (["1.5", "2,4"], ["decimal_unclear", "decimal_unclear"]),
        # Each currency has its own habit.
        (["$1,500", "€1.500,00", "1500元"], ["1500", "1500", "1500"]),
        (["$1,500.00", "€1.500"], ["1500", "1500"]),
    ],
)
def test_a_column_decides_its_decimal_sign(cells: list[str], amounts: list[str]) -> None:
    found = read(cells)
    assert [f"{one.amount}" if isinstance(one, Money) else one for one in found] == [
        f"{Decimal(one):.2f}" if one[0].isdigit() else one for one in amounts
    ]


def test_the_decimal_sign_can_be_said() -> None:
    assert read(["1.500", "2.750"], decimal=".") == [money("1.5 CNY"), money("2.75 CNY")]
    assert read(["1.500", "2.750"], decimal=",") == [money("1500 CNY"), money("2750 CNY")]
    assert read(["2.5", "2,5"], decimal=",") == ["decimal_unclear", money("2.5 CNY")]


def test_three_decimals_are_decimals_where_the_currency_has_three() -> None:
    assert read(["1.500", "2.750"], currency="KWD") == [money("1.5 KWD"), money("2.75 KWD")]


def test_what_arithmetic_left_behind_the_last_digit_is_no_part_of_the_sum() -> None:
    assert read(["1290.4999999999998"]) == [money("1290.5 CNY")]


AMOUNTS = st.decimals(Decimal("0.01"), Decimal("9999999.99"), places=2)
STYLES = {
    "plain": "{:.2f}",
    "western": "{:,.2f}",
    "code": "CNY {:,.2f}",
    "sign": "¥{:.2f}",
    "word": "{:,.2f}元",
    "refund": "-{:,.2f}",
    "booked": "({:,.2f})",
}


@given(st.lists(AMOUNTS, min_size=1, max_size=6), st.sampled_from(sorted(STYLES)))
def test_an_amount_written_in_any_style_is_read_back(amounts: list[Decimal], style: str) -> None:
    sign = -1 if style in ("refund", "booked") else 1
    written = [STYLES[style].format(one) for one in amounts]
    assert read(written) == [Money(sign * one, "CNY") for one in amounts]


@given(st.lists(AMOUNTS, min_size=1, max_size=6), st.sampled_from(". '"))
def test_the_same_with_a_decimal_comma(amounts: list[Decimal], between: str) -> None:
    swap = str.maketrans({",": between, ".": ","})
    written = [f"{one:,.2f}".translate(swap) for one in amounts]
    assert read(written) == [Money(one, "CNY") for one in amounts]


@given(st.integers(0, 10**9))
def test_indian_groups_are_read_back(number: int) -> None:
    head, tail = divmod(number, 1000)
    groups = f"{tail:03d}" if head else str(tail)
    while head:
        head, pair = divmod(head, 100)
        groups = f"{pair:02d},{groups}" if head else f"{pair},{groups}"
    assert value_of(groups, habits([("", groups)]).get("", Habit()), fine=False) == number


def test_an_undecided_numeral_is_never_read() -> None:
    with pytest.raises(Undecided):
        value_of("1.500", Habit(points=1, commas=1), fine=False)


def test_a_number_is_never_a_part_of_a_longer_text() -> None:
    assert take_apart("合同12号") is None


# ---- through the store


def test_a_file_may_hold_several_currencies(either_store: Database, tmp_path: Path) -> None:
    result = costs(either_store, tmp_path, ["$1,500", "￥1500", "€1.500,00", "100元"])
    assert paid(result) == {"CNY": "1600.00", "EUR": "1500.00", "USD": "1500.00"}
    assert result.by_course[0].totals == result.total_costs


def test_currency_is_that_of_what_carries_none(empty_store: Database, tmp_path: Path) -> None:
    result = costs(empty_store, tmp_path, ["$1,500", "1500"], currency="欧元")
    assert paid(result) == {"EUR": "1500.00", "USD": "1500.00"}


def test_costs_without_any_currency_wait_until_it_is_said(
    empty_store: Database, tmp_path: Path
) -> None:
    rows = "1,甲,A,谈判,2026-03-01,1500\n"
    result = load(empty_store, tmp_path, f"工号,姓名,部门,课程,培训日期,费用\n{rows}", dry_run=True)
    assert "home_currency" in result.questions
    assert paid(result) == {}


def test_bare_costs_are_in_the_home_currency_and_that_is_told(
    empty_store: Database, tmp_path: Path
) -> None:
    result = costs(empty_store, tmp_path, ["$1,500", "1500"])
    assert paid(result) == {"CNY": "1500.00", "USD": "1500.00"}
    told = [one.args for one in result.report.facts if one.code == "bare_amounts_in"]
    assert told == [{"column": "费用", "currency": "CNY"}]


def test_no_currency_like_that(empty_store: Database, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="unknown_currency"):
        costs(empty_store, tmp_path, ["1"], currency="XYZ")


@pytest.mark.parametrize(("currency", "sum_"), [("JPY", "3000"), ("KWD", "3000.000")])
def test_the_home_currency_decides_what_a_sign_means(
    empty_store: Database, tmp_path: Path, currency: str, sum_: str
) -> None:
    home(empty_store, currency)
    result = costs(empty_store, tmp_path, ["1500", "1500"], currency=currency)
    assert paid(result) == {currency: sum_}
    assert paid(costs_again(empty_store, tmp_path, ["¥1500", "¥1500"])) == {
        "JPY" if currency == "JPY" else "CNY": "3000" if currency == "JPY" else "3000.00"
    }


def test_free_and_no_cost_are_two_things(empty_store: Database, tmp_path: Path) -> None:
    cells = ["免费", "—", "", "1000"]
    asked = costs(empty_store, tmp_path, cells, currency="CNY", dry_run=True)
    (question,) = asked.questions
    assert question.startswith("no_cost_words")
    result = costs_again(empty_store, tmp_path, cells, currency="CNY", no_cost_words="zero")
    assert counted(result) == [(4, 0, 0)]
    with empty_store.reading() as session:
        assert sorted(session.scalars(select(CostLine.amount))) == [0, 0, 1000]


def test_what_cannot_be_read_is_refused_with_its_row(empty_store: Database, tmp_path: Path) -> None:
    result = costs(
        empty_store, tmp_path, ["1000", "见合同", "1500.5日元", "2,4", "1.5"], currency="CNY"
    )
    assert refused(result) == [
        (3, "no_number"),
        (4, "too_fine"),
        (5, "decimal_unclear"),
        (6, "decimal_unclear"),
    ]


def test_a_score_with_a_decimal_comma(empty_store: Database, tmp_path: Path) -> None:
    load(empty_store, tmp_path, PEOPLE)
    text = '工号,姓名,部门,绩效分\n1,员工1,生产部,"4,5"\n2,员工2,生产部,"3,25"\n'
    load(empty_store, tmp_path, text, cycle="2025")
    with empty_store.reading() as session:
        assert sorted(session.scalars(select(Appraisal.score))) == [Decimal("3.25"), Decimal("4.5")]
