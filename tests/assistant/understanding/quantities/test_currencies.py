"""The table of currencies: it is Babel's, and every name in it is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_precision, get_territory_currencies

from assistant.understanding.quantities import read_quantities
from assistant.understanding.quantities.currencies import CURRENCIES, currency_of, digits_of

TABLE = Path("assistant/understanding/quantities/currencies.tsv")
TODAY = date(2026, 11, 28)
# Tender on this day; the list is made anew when Babel's next one is taken.
DAY = date(2026, 1, 1)


def from_babel() -> str:
    """Each currency that is tender somewhere: code, digits, Chinese name, English names."""
    codes = {
        code
        for territory in get_global("territory_currencies")
        for code in get_territory_currencies(territory, DAY, DAY)
    }
    rows = []
    for code in sorted(codes):
        english = {get_currency_name(code, count, locale="en") for count in (1, 2, None)}
        chinese = get_currency_name(code, locale="zh")
        digits = str(get_currency_precision(code))
        rows.append("\t".join([code, digits, chinese, "|".join(sorted(english))]))
    return "\n".join(rows) + "\n"


def test_the_table_is_babel_s() -> None:
    assert TABLE.read_text(encoding="utf-8") == from_babel()


def said(text: str, home: str = "CNY") -> list[tuple[str, object, object]]:
    return [
        (one.entity, one.value, one.extra.get("currency"))
        for one in read_quantities(text, TODAY, home=home)
    ]


@pytest.mark.parametrize("code", sorted(CURRENCIES))
def test_every_code_and_every_full_name_is_read(code: str) -> None:
    line = next(row for row in from_babel().splitlines() if row.startswith(code))
    _, _, chinese, english = line.split("\t")
    sum_of = [("amount", Decimal(12500), code)]
    assert said(f"报价12500 {code}") == sum_of
    assert said(f"the quote is {code} 12,500") == sum_of
    assert said(f"讲师报价12500{chinese}") == sum_of
    for name in english.split("|"):
        assert said(f"they quoted 12,500 {name} in all") == sum_of


@pytest.mark.parametrize(
    ("mark", "usual", "homes"),
    [
        ("$", "USD", ["USD", "CAD", "SGD", "HKD"]),
        ("¥", "CNY", ["CNY", "JPY"]),
        ("元", "CNY", ["CNY", "TWD", "HKD"]),
        ("块", "CNY", ["CNY", "SGD"]),
        ("£", "GBP", ["GBP", "EGP"]),
        ("pounds", "GBP", ["GBP", "EGP"]),
        ("dollars", "USD", ["USD", "AUD", "NZD"]),
        ("kr", "SEK", ["SEK", "NOK", "DKK"]),
        ("Rs", "INR", ["INR", "PKR"]),
        ("pesos", "MXN", ["MXN", "PHP", "CLP"]),
    ],
)
def test_a_mark_of_several_is_the_company_s_own_where_it_can_be(
    mark: str, usual: str, homes: list[str]
) -> None:
    assert [currency_of(mark, home) for home in homes] == homes
    assert currency_of(mark, "PLN") == usual


def test_digits_are_those_of_the_currency() -> None:
    assert [digits_of(code) for code in ("JPY", "CNY", "KWD")] == [0, 2, 3]


def test_no_currency_is_made_up() -> None:
    assert said("预算5万") == [("amount", Decimal(50000), None)]
    assert said("20k in total", "EUR") == [("amount", Decimal(20000), None)]
