"""Whether a sum is said with tax or without, and the rate of the tax."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.quantity import Quantity
from assistant.understanding.quantities.scan import P, Scan
from assistant.understanding.quantities.words import words

_SAID = Patterns(__file__, p=P)

MONEY = ("amount", "amount_per_head", "amount_per_session")
_RATE = _SAID.compiled("rate")
_ON_TOP = _SAID.compiled("on_top")
_WITHIN = _SAID.compiled("within")
_NOT_ON_TOP = _SAID.compiled("not_on_top")
_KINDS = [
    (kind, re.compile(words("tax", kind), re.IGNORECASE)) for kind in ("excluded", "included")
]
_STOP = re.compile(r"[，。,；;！!？?\n]")
# So far from a sum a word on tax may stand and still be of it.
NEAR_BEFORE, NEAR_BEHIND = 8, 24


def read_tax_rate(text: Scan) -> Iterator[Quantity]:
    """Each rate of a tax, in per cent: 税率6%, 6个点的税, VAT 13%."""
    for match in _RATE.finditer(text.marked):
        name = next(one for one in ("rate", "rate2") if match[one])
        rate = text.percents[match.start(name)]
        yield Quantity(entity="tax_rate", start=match.start(), end=match.end(), value=rate)


def taxed(text: Scan, found: list[Quantity]) -> list[Quantity]:
    """`found` with what is said of tax put to the sum it is said of: the one it touches, else
    the last one before it."""
    said: dict[Quantity, str] = {}
    for start, end, kind in _words(text, found):
        sums = [one for one in found if one.entity in MONEY and one.extra.get("role") != "relative"]
        one = _sum_of(text, sums, start, end)
        if one is not None:
            said.setdefault(one, kind)
    return [
        Quantity(
            entity=one.entity,
            start=one.start,
            end=one.end,
            value=one.value,
            extra={**one.extra, "tax": said[one]},
        )
        if one in said
        else one
        for one in found
    ]


def _words(text: Scan, found: list[Quantity]) -> Iterator[tuple[int, int, str]]:
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text.marked):
            yield match.start(), match.end(), kind
    for rate in found:
        if rate.entity == "tax_rate":
            if _NOT_ON_TOP.match(text.marked, rate.end) or _WITHIN.search(text.left(rate.start)):
                yield rate.start, rate.end, "included"
            elif _ON_TOP.search(text.left(rate.start)):
                yield rate.start, rate.end, "excluded"


def _sum_of(text: Scan, sums: list[Quantity], start: int, end: int) -> Quantity | None:
    inside = next((one for one in sums if one.start <= start and end <= one.end), None)
    if inside is not None:
        return inside
    before = max((one for one in sums if one.end <= start), key=lambda one: one.end, default=None)
    behind = min((one for one in sums if one.start >= end), key=lambda one: one.start, default=None)
    if (
        before is not None
        and start - before.end <= 1
        and not _STOP.search(text.marked[before.end : start])
    ):
        return before
    if behind is not None:
        gap = text.marked[end : behind.start]
        if len(gap) <= NEAR_BEFORE and not _STOP.search(gap):
            return behind
    if before is not None and start - before.end <= NEAR_BEHIND:
        return before
    return behind if behind is not None and behind.start - end <= NEAR_BEHIND else None
