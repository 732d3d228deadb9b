"""A number written in any style is read back as exactly that number, in its currency."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from assistant.understanding.quantities import Quantity, read_quantities

TODAY = date(2026, 11, 28)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
Style = Callable[[int], str]


def _of_tenthousands(number: int) -> str:
    whole, rest = divmod(number, 10_000)
    return f"{whole}" if not rest else f"{Decimal(number) / 10_000:f}"


def _trimmed(number: int, scale: int) -> str:
    return f"{(Decimal(number) / scale).normalize():f}"


def _indian(number: int) -> str:
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    pairs = []
    while head:
        pairs.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*pairs, tail])


CHINESE: dict[str, Style] = {
    "plain": str,
    "thousands": lambda n: f"{n:,}",
    "万": lambda n: f"{_of_tenthousands(n)}万",
    "w": lambda n: f"{_of_tenthousands(n)}w",
    "words": lambda n: cn2an.an2cn(n, "low"),
    "liang": lambda n: cn2an.an2cn(n, "low").replace("二千", "两千").replace("二万", "两万"),
    "capital": lambda n: cn2an.an2cn(n, "up"),
    "wide": lambda n: str(n).translate(WIDE),
}
ENGLISH: dict[str, Style] = {
    "plain": str,
    "thousands": lambda n: f"{n:,}",
    "k": lambda n: f"{_trimmed(n, 1_000)}k",
    "million": lambda n: f"{_trimmed(n, 1_000_000)} million",
    "words": lambda n: num2words(n).replace(",", ""),
    "without and": lambda n: num2words(n).replace(",", "").replace(" and ", " "),
    "points": lambda n: f"{n:,}".replace(",", "."),
    "apostrophe": lambda n: f"{n:,}".replace(",", "'"),
    "thin spaces": lambda n: f"{n:,}".replace(",", "\u202f"),
    "decimal comma": lambda n: f"{n:,}".replace(",", ".") + ",00",
    "indian": _indian,
    "lakh": lambda n: f"{_trimmed(n, 100_000)} lakh",
}
SUMS_ZH = ["设备操作培训，讲师报价{}，明年5月开", "报价{},20人", "课酬共{}，放在Q2", "外聘老师收{}"]
SUMS_EN = [
    "the vendor quoted {} for ISO 9001",
    "it costs {}, in May",
    "we would pay {} for Excel 2016",
]
EACH_ZH = ["焊工取证，每人{}", "人均{}，二季度", "3月的课，每位{}"]
EACH_EN = ["first aid at {} per head in June", "it is {} each", "Python 3.11 course, {} per person"]
PEOPLE_ZH = [
    "设备操作,{}人",
    "给{}名操作工培训",
    "新员工入职，一共{}个人参加",
    "5S管理培训{}人，明年3月",
]
PEOPLE_EN = ["fire safety for {} people", "{} operators need ISO 9001", "send {} nurses in May"]
MARKS_ZH = {
    "": None,
    "元": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "日元": "JPY",
    "港币": "HKD",
    "泰铢": "THB",
}
MARKS_EN = {
    "": None,
    " dollars": "USD",
    " euros": "EUR",
    " GBP": "GBP",
    " Swiss francs": "CHF",
    " yen": "JPY",
    " rupees": "INR",
    " zloty": "PLN",
}


def figures(text: str, *kinds: str) -> list[tuple[object, object]]:
    found: list[Quantity] = read_quantities(text, TODAY, home="CNY")
    return [(one.value, one.extra.get("currency")) for one in found if one.entity in kinds]


def written(number: int, style: Style) -> str:
    return style(number)


@settings(max_examples=250, deadline=None)
@given(
    number=st.integers(1_000, 99_999_999),
    style=st.sampled_from(sorted(CHINESE)),
    carrier=st.sampled_from(SUMS_ZH),
    mark=st.sampled_from(sorted(MARKS_ZH)),
)
def test_a_sum_in_chinese(number: int, style: str, carrier: str, mark: str) -> None:
    text = carrier.format(CHINESE[style](number) + mark)
    if not mark and style in ("plain", "wide") and "收" in carrier:
        return  # 收2000 without a mark: nothing says that it is money
    assert figures(text, "amount") == [(number, MARKS_ZH[mark])], text


@settings(max_examples=250, deadline=None)
@given(
    number=st.integers(1_000, 99_999_999),
    style=st.sampled_from(sorted(ENGLISH)),
    carrier=st.sampled_from(SUMS_EN),
    mark=st.sampled_from(sorted(MARKS_EN)),
)
def test_a_sum_in_english(number: int, style: str, carrier: str, mark: str) -> None:
    text = carrier.format(ENGLISH[style](number) + mark)
    assert figures(text, "amount") == [(number, MARKS_EN[mark])], text


@settings(max_examples=200, deadline=None)
@given(
    number=st.integers(10, 99_999),
    chinese=st.sampled_from(sorted(CHINESE)),
    english=st.sampled_from(["plain", "thousands", "words", "apostrophe"]),
    carriers=st.tuples(st.sampled_from(EACH_ZH), st.sampled_from(EACH_EN)),
    marks=st.tuples(st.sampled_from(sorted(MARKS_ZH)), st.sampled_from(sorted(MARKS_EN))),
)
def test_a_price_per_head(
    number: int, chinese: str, english: str, carriers: tuple[str, str], marks: tuple[str, str]
) -> None:
    for carrier, style, mark, table in (
        (carriers[0], CHINESE[chinese], marks[0], MARKS_ZH),
        (carriers[1], ENGLISH[english], marks[1], MARKS_EN),
    ):
        text = carrier.format(style(number) + mark)
        assert figures(text, "amount_per_head") == [(number, table[mark])], text
        assert figures(text, "headcount", "amount") == [], text


@settings(max_examples=250, deadline=None)
@given(
    number=st.integers(2, 99_999),
    style=st.sampled_from(["plain", "thousands", "万", "words", "liang", "capital", "wide"]),
    carrier=st.sampled_from(PEOPLE_ZH),
)
def test_a_headcount_in_chinese(number: int, style: str, carrier: str) -> None:
    text = carrier.format(CHINESE[style](number))
    assert figures(text, "headcount") == [(number, None)], text
    assert figures(text, "amount", "amount_per_head") == [], text


@settings(max_examples=250, deadline=None)
@given(
    number=st.integers(2, 99_999),
    style=st.sampled_from(
        ["plain", "thousands", "words", "without and", "apostrophe", "thin spaces"]
    ),
    carrier=st.sampled_from(PEOPLE_EN),
)
def test_a_headcount_in_english(number: int, style: str, carrier: str) -> None:
    text = carrier.format(ENGLISH[style](number))
    assert figures(text, "headcount") == [(number, None)], text
    assert figures(text, "amount", "amount_per_head") == [], text


@settings(max_examples=200, deadline=None)
@given(cents=st.integers(100, 9_999_999), home=st.sampled_from(["CNY", "EUR", "JPY"]))
def test_cents_with_a_point_and_with_a_comma(cents: int, home: str) -> None:
    value = Decimal(cents) / 100
    whole, part = divmod(cents, 100)
    point, comma = f"{whole:,}.{part:02d}", f"{whole:,}".replace(",", ".") + f",{part:02d}"
    for text in (
        f"a quote of €{point}",
        f"a quote of {comma} €",
        f"报价{point}欧元",
        f"报价{comma}欧元",
    ):
        found = read_quantities(text, TODAY, home=home)
        assert [(one.value, one.extra["currency"]) for one in found] == [(value, "EUR")], text


@pytest.mark.parametrize("style", [*CHINESE.values(), *ENGLISH.values()])
def test_the_styles_differ(style: Style) -> None:
    """No style is written like a bare number by mistake, but for the plain one."""
    assert style(12_345) != style(12_346)
