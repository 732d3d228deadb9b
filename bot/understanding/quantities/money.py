"""Amounts of money, in all and per head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.quantities.numbers import NUMBER, parse_number
from bot.understanding.quantities.quantity import Quantity

CURRENCIES = {
    "¥": "CNY",
    "￥": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "元": "CNY",
    "块": "CNY",
    "人民币": "CNY",
    "yuan": "CNY",
    "$": "USD",
    "usd": "USD",
    "美元": "USD",
    "美金": "USD",
    "dollars": "USD",
    "€": "EUR",
    "eur": "EUR",
    "欧元": "EUR",
    "euros": "EUR",
    "euro": "EUR",
}
_BEFORE = r"(?P<before>¥|￥|\$|€|\b(?:RMB|CNY|USD|EUR)\b)"
_AFTER = (
    r"(?P<after>元钱|元|块钱|块|人民币|美元|美金|欧元|\b(?:RMB|CNY|USD|EUR|yuan|dollars|euros?)\b)"
)
_EACH_BEFORE = r"(?P<each_before>人均|每人|每个人|一个人|一人|每位|每名|per head|per person|a head)"
_EACH_AFTER = (
    r"(?P<each_after>\s*(?:/\s?(?:人|位|head|person|pax)|[一每]个?人|每位|"
    r"(?:per|a) (?:head|person|participant|seat)|each\b|apiece\b|p\.?p\.?\b))"
)
_BIG = r"(?:万|亿|[wWkKmM](?![A-Za-z])|\s?(?:thousand|grand|million)\b)"
MONEY = re.compile(
    rf"(?:{_EACH_BEFORE}\s*(?:的|预算|费用|成本|[:：约大概是])*\s*)?"
    rf"(?:{_BEFORE}\s*)?(?P<number>{NUMBER})\s*(?:{_AFTER})?(?:{_EACH_AFTER})?",
    re.IGNORECASE,
)
_BUDGET_WORDS = re.compile(
    r"(?:预算|总共|总额|一共|合计|总计|报价|费用|花|批|total|budget|quote[sd]?|cost(?:s|ing)?)"
    r"[^\d，。,;；]{0,6}$",
    re.IGNORECASE,
)
_NOT_MONEY_AFTER = re.compile(
    r"\s*(?:个|名|位|号|人|月|年|日|天|小时|场|期|次|季度|周|%|％|"
    r"percent|people|pax|days?|hours?|points?|weeks?|months?)",
    re.IGNORECASE,
)
# 7,500 is written so for money; a year or a number of people seldom is.
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_IN_ALL = re.compile(
    r"\s*(?:in total|all in|altogether|total\b|max\b|封顶|以内|打底)", re.IGNORECASE
)
# 8个人8000: what follows the people at once is what they cost.
_AFTER_PEOPLE = re.compile(r"\d\s*(?:个人|人|位|名)\s*$")
# 合一块, 一块儿: together, and no price.
_TOGETHER = re.compile(r"(?<=[合在])一块|一块(?=[儿去学上做来])|一块(?=多少)")
# 两三万, 几千块, 万把块, a few thousand: somewhere between, which only the person can say.
VAGUE = re.compile(
    r"(?P<words>(?<![第\d一二两三四五六七八九十百千万])(?:"
    r"(?!([一二两三四五六七八九])\2)[一二两三四五六七八九][一二两三四五六七八九](?:十万|百万|千|百|万)|"
    r"(?:好|十)?几(?:十万|百万|百|千|万)|[万千百]把(?=块|元))(?:块钱|块|元)?(?:左右|上下)?"
    r"(?![\d一二三四五六七八九两百千万]|个|名|位|号|人|月|年|天|小时|场|次|单|条|家|台|多)|"
    r"\b(?:a few|a couple of|several|some) (?:hundreds?|thousands?|grand|k)\b(?! people| pax| of us))",
    re.IGNORECASE,
)
# Without any mark a small number after 预算 or 批 counts something else (批一下).
LEAST_UNMARKED = 100


def read_money(text: str) -> Iterator[Quantity]:
    """Each amount in `text`: marked by a currency, by "per head", by a large unit, or by a
    word like 预算 before it."""
    for match in MONEY.finditer(text):
        value = parse_number(match["number"])
        if value is None or not _is_money(text, match) or _is_together(text, match):
            continue
        each = match["each_before"] or match["each_after"]
        mark = (match["before"] or match["after"] or "").lower().removesuffix("钱")
        yield Quantity(
            "amount_per_head" if each else "amount",
            match.start(),
            match.end(),
            value,
            {"currency": CURRENCIES.get(mark, "CNY")},
        )


def read_vague_money(text: str) -> Iterator[Quantity]:
    """Each sum that is only hinted at: it has no value."""
    for match in VAGUE.finditer(text):
        yield Quantity("vague_amount", *match.span("words"), match["words"])


def _is_together(text: str, match: re.Match[str]) -> bool:
    return any(one.start() == match.start("number") for one in _TOGETHER.finditer(text))


def _is_money(text: str, match: re.Match[str]) -> bool:
    if match["before"] or match["after"] or match["each_before"] or match["each_after"]:
        return True
    if _NOT_MONEY_AFTER.match(text, match.end("number")):
        return False
    if re.search(_BIG, match["number"], re.IGNORECASE):
        return True
    if _THOUSANDS.fullmatch(match["number"].strip()) or _IN_ALL.match(text, match.end("number")):
        return True
    value = parse_number(match["number"])
    if value is not None and 0 < value < LEAST_UNMARKED:
        return False
    before = text[: match.start()]
    return bool(_BUDGET_WORDS.search(before) or _AFTER_PEOPLE.search(before))
