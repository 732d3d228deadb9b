"""Percentages of a goal: where a figure stands, and where it is to go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.understanding.quantities.numbers import parse_number
from assistant.understanding.quantities.quantity import Quantity

_DIGITS = r"\d+(?:\.\d+)?"
_CHINESE = r"[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?"
_SIGN = r"\s*(?:%|％|percent\b|per cent\b|个百分点|pct\b)"
# One percentage: 25%, 百分之三十, 千分之一, 七成五.
PERCENT = (
    rf"(?:百分之(?:{_CHINESE}|{_DIGITS})|千分之(?:{_CHINESE}|{_DIGITS})|"
    rf"[一二两三四五六七八九\d]成[半一二三四五六七八九]?|{_DIGITS}{_SIGN})"
)
_BARE = (
    r"(?<![\d.,$€£¥￥])\d{1,3}(?:\.\d+)?(?![\d.,]*\d)"
    r"(?!\s*(?:[万千百亿元块人个名位月日号天年小秒分台单kKwW]|\d|people|days?|weeks?|months?))"
)
ANY = rf"(?:{PERCENT}|{_BARE})"
_UP_TO = r"(?:[提升涨降压拉做弄搞减缩干冲抬拔推恢回]\w{0,2})?(?:到|至|成)|->|→|=>|－>|\bto\b|\bup to\b|\bdown to\b"
FROM_TO = re.compile(
    rf"(?P<from>{ANY})\s*(?:{_UP_TO})\s*(?P<to>{ANY})(?![\d])(?!\s*(?:之间|个|名|位|人))",
    re.IGNORECASE,
)
TO = re.compile(
    rf"(?:目标(?:是|定为|为|定在)?|[提升涨降压拉做弄搞减缩回达稳控]\w{{0,2}}(?:到|至|在)|达到|到|上|=|>|≥|<|≤|"
    rf"\b(?:to|reach|hit|target(?: is| of)?|under|below|at least|above|at)\b)\s*(?P<to>{PERCENT})"
    rf"|(?P<to2>{PERCENT})(?:以上|以下|以内|及以上)"
    rf"|目标(?!\w{{0,6}}?(?:涨|增|提高|提升|降低|减少|缩短|上浮))\w{{0,8}}?(?P<to3>{PERCENT})"
    rf"|(?:率|满意度|oee|nps|otif)\s*(?:要|得|目标|是|为|=|:|：|做|提|上|到|稳|在|至|达|高|回)*\s*(?P<to4>{ANY})"
    rf"|\btarget(?:\s\w+)?\s(?P<to5>{ANY})",
    re.IGNORECASE,
)
NOW = re.compile(
    rf"(?:现在|目前|当前|现状|如今|去年|才|只有|卡在|一直在|currently(?: at)?|we(?:'re| are) at|now(?: at)?|stuck at|is at)"
    rf"[^\d，,。;；百千成]{{0,4}}(?P<from>{ANY})",
    re.IGNORECASE,
)


def read_percent(text: str) -> Iterator[Quantity]:
    """`percent_from` and `percent_to`, as numbers of per cent.

    Two bare numbers (61 -> 70) are a change of a goal only where neither is an amount, a
    headcount or a time.
    """
    for match in FROM_TO.finditer(text):
        yield from _named(match, "percent_from", "from")
        yield from _named(match, "percent_to", "to")
    for match in NOW.finditer(text):
        yield from _named(match, "percent_from", "from")
    for match in TO.finditer(text):
        group = next(name for name in ("to", "to2", "to3", "to4", "to5") if match[name])
        yield from _named(match, "percent_to", group)


def _named(match: re.Match[str], entity: str, group: str) -> Iterator[Quantity]:
    value = percent(match[group])
    if value is not None:
        yield Quantity(entity=entity, start=match.start(group), end=match.end(group), value=value)


def percent(text: str) -> Decimal | None:
    """The per cent that `text` means: 百分之三十 30, 千分之一 0.1, 七成五 75, 25% 25."""
    text = text.strip()
    if text.startswith("百分之"):
        return parse_number(text[3:])
    if text.startswith("千分之"):
        value = parse_number(text[3:])
        return None if value is None else value / 10
    if "成" in text:
        whole, _, part = text.partition("成")
        tens = parse_number(whole)
        ones = Decimal(5) if part == "半" else parse_number(part) if part else Decimal(0)
        return None if tens is None or ones is None else tens * 10 + ones
    digits = re.match(_DIGITS, text)
    return Decimal(digits.group()) if digits else None
