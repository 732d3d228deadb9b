"""What signs, codes and words of currencies stand for."""

import pytest
from babel.numbers import get_currency_name

from engine.values.currencies import currencies
from engine.values.currency_marks import all_marks, currencies_of, currency_of


@pytest.mark.parametrize(
    ("mark", "home", "currency"),
    [
        ("$", "CNY", "USD"),
        ("＄", "HKD", "HKD"),
        ("$", "AUD", "AUD"),
        ("US$", "AUD", "USD"),
        ("HK$", "USD", "HKD"),
        ("¥", "CNY", "CNY"),
        ("￥", "JPY", "JPY"),
        ("¥", "USD", "CNY"),
        ("元", "USD", "CNY"),
        ("人民币", "JPY", "CNY"),
        ("RMB", "USD", "CNY"),
        ("美元", "CNY", "USD"),
        ("Euro", "CNY", "EUR"),
        ("€", "CNY", "EUR"),
        ("£", "CNY", "GBP"),
        ("kwd", "CNY", "KWD"),
        ("Kuwaiti dinars", "CNY", "KWD"),
        ("科威特第纳尔", "CNY", "KWD"),
        ("pesos", "MXN", "MXN"),
        ("kr", "SEK", "SEK"),
        # Nothing says whose they are.
        ("pesos", "CNY", None),
        ("kr", "CNY", None),
        ("doubloons", "CNY", None),
        ("XXX", "CNY", None),
        ("", "CNY", None),
    ],
)
def test_what_a_mark_stands_for(mark: str, home: str, currency: str | None) -> None:
    assert currency_of(mark, home) == currency


@pytest.mark.parametrize("code", sorted(currencies()))
def test_every_currency_is_known_by_code_and_by_its_names_in_both_languages(code: str) -> None:
    for language in ("zh", "en"):
        assert code in currencies_of(get_currency_name(code, locale=language))
    assert currencies_of(code.lower()) == (code,)


def test_the_list_names_only_currencies_in_use() -> None:
    meant = {code for mark in all_marks() for code in currencies_of(mark)}
    assert meant == currencies()
