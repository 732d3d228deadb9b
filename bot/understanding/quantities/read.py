"""All quantities of a text; where two readings overlap, the surer kind wins."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain

from bot.understanding.quantities.headcount import read_headcount
from bot.understanding.quantities.money import read_money
from bot.understanding.quantities.numbers import NUMBER, parse_number
from bot.understanding.quantities.period import read_period
from bot.understanding.quantities.quantity import Quantity

REQUEST_ID = re.compile(r"TR[-\s]?(\d{4})[-\s]?(\d{4})", re.IGNORECASE)

# An answer that is nothing but a number means what was asked for last.
BARE_NUMBER = re.compile(rf"(?P<number>{NUMBER})\s*(?:吧|左右|啊|呢)?[。.!！]?")


def read_quantities(text: str, today: date) -> list[Quantity]:
    """In the order of the text. Request ids and periods win over headcounts, those over
    amounts: each kind is marked more plainly than the next."""
    kept: list[Quantity] = []
    for quantity in chain(
        _request_ids(text), read_period(text, today), read_headcount(text), read_money(text)
    ):
        if not any(quantity.overlaps(other) for other in kept):
            kept.append(quantity)
    if not kept and (bare := BARE_NUMBER.fullmatch(text.strip())):
        value = parse_number(bare["number"])
        if value is not None:
            kept.append(Quantity("number", 0, len(text), value))
    return sorted(kept, key=lambda quantity: quantity.start)


def _request_ids(text: str) -> list[Quantity]:
    return [
        Quantity("request_id", m.start(), m.end(), f"TR-{m[1]}-{m[2]}")
        for m in REQUEST_ID.finditer(text)
    ]
