"""All quantities of a text; where two readings overlap, the surer kind wins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.changes import bare_correction, meant
from assistant.understanding.quantities.costs import by_day, discounted, totalled
from assistant.understanding.quantities.headcount import (
    added,
    read_groups,
    read_headcount,
    read_headcount_changes,
    read_sums,
)
from assistant.understanding.quantities.money import (
    parts_marked,
    read_amount_changes,
    read_money,
    read_vague_money,
)
from assistant.understanding.quantities.percent import read_percent
from assistant.understanding.quantities.period import read_period
from assistant.understanding.quantities.quantity import Quantity
from assistant.understanding.quantities.scan import N, Scan, scan
from assistant.understanding.quantities.shares import read_shares, reduced
from assistant.understanding.quantities.tax import read_tax_rate, taxed
from engine.values.fiscal import FiscalCalendar

_SAID = Patterns(__file__, n=N)

# Longer messages tell a story; what is beyond is not read.
LONGEST = 4000
REQUEST_ID = re.compile(r"TR[-\s]?(\d{4})[-\s]?(\d{4})(?!\d)", re.IGNORECASE)
# People leave out what all numbers have in common: 0047.
SHORT_ID = re.compile(_SAID["short_id"])
# An answer that is nothing but a number means what was asked for last.
BARE_NUMBER = re.compile(_SAID["bare_number"])
# A year that stands alone gives way to what is plainly people, any day to a price around it:
# 2024 people, 2000 per head, 10日元.
BARE_YEAR = re.compile(r"(?:19|20)\d\d")
# A group of more people than this is none.
MOST_EACH = 200
# Kinds whose value is how it was said.
WORDS = ("period", "vague_period", "impossible_day", "vague_headcount", "vague_amount")
# What only helps to find out what is meant, and is told to nobody.
_INNER = ("plain", "strong")


def read_quantities(
    text: str, today: date, fiscal: FiscalCalendar | None = None, *, home: str = "CNY"
) -> list[Quantity]:
    """In the order of the text. `home` is the company's currency, which signs that several
    currencies share ($, 元) stand for where they can.

    Request ids, taxes and changes win over periods, those over headcounts, those over amounts:
    each kind is marked more plainly than the next.
    """
    marked = scan(text[:LONGEST])
    kept: list[Quantity] = []
    money = list(read_money(marked, home))
    plain_prices = [one for one in money if one.extra.get("strong")]
    shares = list(read_shares(marked))
    groups = list(read_groups(marked))
    headcounts = [*shares, *groups, *read_sums(marked), *read_headcount(marked)]
    people = [one for one in headcounts if one.extra.get("plain")]
    _keep(kept, _request_ids(marked))
    _keep(kept, read_tax_rate(marked))
    _keep(kept, read_amount_changes(marked))
    _keep(kept, _without_numbers(read_period(marked.known, today, fiscal), plain_prices, people))
    _keep(kept, (one for one in read_percent(marked.known) if not _inside(one, plain_prices)))
    _keep(kept, shares)
    _keep(kept, (one for one in groups if not _inside(one, _sure(plain_prices))))
    _keep(kept, (one for one in read_headcount_changes(marked) if not _inside(one, plain_prices)))
    _keep(kept, (one for one in headcounts if not _inside(one, plain_prices)))
    _keep(kept, read_vague_money(marked))
    _keep(kept, money)
    if not kept and (bare := BARE_NUMBER.fullmatch(marked.marked.strip())):
        start = marked.marked.index(bare["number"])
        kept.append(
            Quantity(entity="number", start=0, end=len(text), value=marked.numbers[start].value)
        )
    if not kept and (corrected := bare_correction(marked)) is not None:
        kept.append(corrected)
    found = meant(marked, sorted(kept, key=lambda quantity: quantity.start))
    found = reduced(marked, added(marked, found))
    found = taxed(marked, parts_marked(marked, by_day(marked, found)))
    found = discounted(marked, totalled(marked, found))
    return [_told(text, marked, one) for one in found]


def _sure(prices: list[Quantity]) -> list[Quantity]:
    """Those that no group of people is: 12 each may be people, 12 dollars or 800 may not."""
    return [
        one
        for one in prices
        if one.extra.get("currency") or not isinstance(one.value, Decimal) or one.value >= MOST_EACH
    ]


def _keep(kept: list[Quantity], more: Iterable[Quantity]) -> None:
    for quantity in more:
        if not any(quantity.overlaps(other) for other in kept):
            kept.append(quantity)


def _inside(one: Quantity, others: list[Quantity]) -> bool:
    """Whether its number is that of a plain price: 再加3000元, $20 trainers."""
    return any(one.overlaps(other) for other in others)


def _without_numbers(
    periods: Iterable[Quantity], prices: list[Quantity], people: list[Quantity]
) -> list[Quantity]:
    """The periods that are none of the numbers of prices and people."""
    return [
        one
        for one in periods
        if not any(price.start <= one.start and one.end <= price.end for price in prices)
        and not (BARE_YEAR.fullmatch(str(one.value)) and _inside(one, people))
    ]


def _told(text: str, marked: Scan, one: Quantity) -> Quantity:
    """As the person wrote it, whatever width the signs have."""
    wide = marked.known[one.start : one.end] != text[one.start : one.end]
    value = text[one.start : one.end] if wide and one.entity in WORDS else one.value
    extra = {name: known for name, known in one.extra.items() if name not in _INNER}
    return Quantity(entity=one.entity, start=one.start, end=one.end, value=value, extra=extra)


def _request_ids(text: Scan) -> list[Quantity]:
    whole = [
        Quantity(entity="request_id", start=m.start(), end=m.end(), value=f"TR-{m[1]}-{m[2]}")
        for m in REQUEST_ID.finditer(text.plain)
    ]
    short = [
        Quantity(entity="request_id", start=m.start(), end=m.end(), value=m.group())
        for m in SHORT_ID.finditer(text.plain)
    ]
    return whole + short
