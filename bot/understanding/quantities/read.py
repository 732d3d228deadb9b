"""All quantities of a text; where two readings overlap, the surer kind wins."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain, pairwise

from bot.understanding.quantities.headcount import read_headcount
from bot.understanding.quantities.money import read_money, read_vague_money
from bot.understanding.quantities.numbers import NUMBER, parse_number
from bot.understanding.quantities.percent import read_percent
from bot.understanding.quantities.period import read_period
from bot.understanding.quantities.quantity import Quantity
from engine.values.fiscal import FiscalCalendar

REQUEST_ID = re.compile(r"TR[-\s]?(\d{4})[-\s]?(\d{4})", re.IGNORECASE)
# People leave out what all numbers have in common: 0047.
SHORT_ID = re.compile(r"(?<![\d.,A-Za-z-])(?<!¥)0\d{3}(?![\d.,%])(?!\s*[元块万人个名])")
# Of two figures of one kind, the one that was is not meant: 4万5改成1万5, 18 instead of 22.
_CHANGED = re.compile(
    r"\s*(?:个人|人|个|名|元|块|people)?\s*(?:改成|改为|换成|变成|变为|调到|调整到|调为|降到|降至|减到|加到|增加到|压到|提到|->|→|=>|到|"
    r"\bto\b)\s*(?:了)?\s*"
)
_INSTEAD = re.compile(
    r"\s*(?:人|个|名|元|块|people)?\s*[，,]?\s*(?:instead of|rather than|and not|not|而不是|，?不是)\s*",
    re.IGNORECASE,
)

REPLACED = ("amount", "amount_per_head", "headcount")
# An answer that is nothing but a number means what was asked for last.
BARE_NUMBER = re.compile(rf"(?P<number>{NUMBER})\s*(?:吧|左右|啊|呢)?[。.!！]?")


def read_quantities(text: str, today: date, fiscal: FiscalCalendar | None = None) -> list[Quantity]:
    """In the order of the text. Request ids and periods win over headcounts, those over
    amounts: each kind is marked more plainly than the next."""
    kept: list[Quantity] = []
    for quantity in chain(
        _request_ids(text),
        read_period(text, today, fiscal),
        read_percent(text),
        read_headcount(text),
        read_vague_money(text),
        read_money(text),
    ):
        if not any(quantity.overlaps(other) for other in kept):
            kept.append(quantity)
    if not kept and (bare := BARE_NUMBER.fullmatch(text.strip())):
        value = parse_number(bare["number"])
        if value is not None:
            kept.append(Quantity("number", 0, len(text), value))
    return _latest(text, sorted(kept, key=lambda quantity: quantity.start))


def _latest(text: str, found: list[Quantity]) -> list[Quantity]:
    """Without the figures that are said only to be replaced."""
    gone = set()
    for first, second in pairwise(found):
        if first.entity != second.entity or first.entity not in REPLACED:
            continue
        between = text[first.end : second.start]
        if _CHANGED.fullmatch(between):
            gone.add(first)
        elif _INSTEAD.fullmatch(between):
            gone.add(second)
    return [quantity for quantity in found if quantity not in gone]


def _request_ids(text: str) -> list[Quantity]:
    whole = [
        Quantity("request_id", m.start(), m.end(), f"TR-{m[1]}-{m[2]}")
        for m in REQUEST_ID.finditer(text)
    ]
    short = [Quantity("request_id", m.start(), m.end(), m.group()) for m in SHORT_ID.finditer(text)]
    return whole + short
