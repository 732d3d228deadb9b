"""Numbers of one KPI, in its unit."""

from decimal import Decimal

import pytest

from engine.imports.reading.rows import Wrong
from engine.imports.values.kpi_numbers import KpiNumbers


def read(texts: str, unit: str, measured: str = "", said: str | None = None) -> list[str]:
    numbers = KpiNumbers(texts.split(), unit, measured, "CNY", said)
    return ["?"] if numbers.unsure else [_read(numbers, text) for text in texts.split()]


def _read(numbers: KpiNumbers, text: str) -> str:
    try:
        return f"{numbers.read(text).normalize():f}"
    except Wrong as wrong:
        return wrong.code


@pytest.mark.parametrize(
    ("texts", "unit", "measured", "right"),
    [
        ("93.2% 100%", "share", "", "0.932 1"),
        ("0.93 1", "share", "", "0.93 1"),
        ("97.5 88", "share", "", "0.975 0.88"),
        ("97.5 0.5", "share", "%", "0.975 0.005"),
        ("6.2 5.9", "share", "", "?"),
        ("0.8 1", "share", "%", "?"),
        ("50.9 600", "money", "万元", "509000 6000000"),
        ("1.5 2", "money", "USD", "other_currency other_currency"),
        ("9 15", "count", "次", "9 15"),
        ("9% 15", "count", "", "no_share_of_this 15"),
        ("x 15", "count", "", "no_number 15"),
    ],
)
def test_numbers_of_a_kpi(texts: str, unit: str, measured: str, right: str) -> None:
    assert read(texts, unit, measured) == right.split()


def test_an_answer_decides_what_shares_are() -> None:
    assert read("0.8 1", "share", "%", "per_cent") == ["0.008", "0.01"]
    assert read("1.2 0.9", "share", "", "share") == [str(Decimal("1.2")), "0.9"]
