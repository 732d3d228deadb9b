"""The arguments of an allocation, as the talk keeps them, and what a message changes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter

from assistant.capabilities.simulate_allocation.hearing import Heard, LimitSaid
from assistant.conversation.what_if import part_of_total, says_less, says_more
from assistant.message import Message
from engine.analysis.priority import ORIGINS, completed
from engine.usecases.allocation_asked import WHOLE, AllocationAsked, Limit
from engine.values.encoding import to_plain
from engine.values.money import Money
from engine.values.results import Named

_HUNDRED = Decimal(100)
# What ratios add up to besides a hundred: 5/3/2, 0.5/0.3/0.2.
_ALSO_WHOLE = (Decimal(1), Decimal(10))


class WeightsOff(Exception):
    """Weights (in per cent) that do not add up to a hundred."""

    def __init__(self, weights: Mapping[str, Decimal]) -> None:
        super().__init__(weights)
        self.weights = dict(weights)


@dataclass(frozen=True, slots=True)
class Row:
    course: Named
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was told last: what was asked for, at which total, and what each course that is in gets;
    and weights that wait for what to make of them."""

    asked: AllocationAsked
    total: Money | None = None
    rows: tuple[Row, ...] = ()
    waiting: Mapping[str, Decimal] | None = None

    def as_plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = to_plain(self)
        return plain

    @staticmethod
    def read(plain: Any) -> Kept:
        return _READER.validate_python(plain)


_READER = TypeAdapter(Kept)


def changed(
    message: Message, heard: Heard, before: Kept | None, home: str, year: int | None
) -> AllocationAsked:
    """What is asked for now: what was asked for before, with what is said. `year` is the one that
    a part of its budget is said of.

    Raises:
        WeightsOff: weights that do not add up to a hundred.
    """
    asked = before.asked if before else AllocationAsked()
    total, times = _total(message, heard, before, home)
    limits = [limit for one in heard.limits if (limit := _limit(one, home))]
    again = {(one.part, one.bound) for one in limits}
    kept = [one for one in asked.limits if (one.part, one.bound) not in again]
    asked = replace(
        asked,
        weights=_weights(heard, before) or asked.weights,
        mode=heard.mode or asked.mode,
        mandatory=heard.mandatory or asked.mandatory,
        limits=(*kept, *limits),
        without=tuple(dict.fromkeys((*asked.without, *heard.without))),
        only=heard.only or asked.only,
    )
    if total is not None:
        return replace(asked, total=total, times=WHOLE, of_year=None)
    if times is not None:
        return replace(asked, total=None, times=times, of_year=year)
    return asked


def _total(
    message: Message, heard: Heard, before: Kept | None, home: str
) -> tuple[Money | None, Decimal | None]:
    """The sum that is said, or the part of a budget."""
    if heard.total is not None:
        amount, currency = heard.total
        return Money.exact(amount, currency or home), None
    change = message.facts.amount_change
    if change is not None and change.add is not None and before and before.total:
        return before.total + Money.exact(change.add, change.currency or home), None
    part = part_of_total(message) or _like_before(message, heard, before)
    if part is not None and heard.again and before and before.total:
        return Money(before.total.amount * part, before.total.currency), None
    return None, part


def _like_before(message: Message, heard: Heard, before: Kept | None) -> Decimal | None:
    """ "And 20 %?" after a cut, or a raise, of another share; "10 % less than this year"."""
    share = heard.share
    if share is None and message.facts.number is not None:
        share = message.facts.number / _HUNDRED
    if share is None or heard.limits:
        return None
    if says_less(message.text):
        return WHOLE - share
    if says_more(message.text):
        return WHOLE + share
    if before is None or before.asked.times == WHOLE:
        return None
    return WHOLE - share if before.asked.times < WHOLE else WHOLE + share


def _limit(said: LimitSaid, home: str) -> Limit | None:
    if said.part is None:
        return None
    amount = None if said.amount is None else Money.exact(said.amount, said.currency or home)
    return Limit(part=said.part, bound=said.bound, amount=amount, share=said.share)


def unplaced(heard: Heard) -> list[str]:
    """Floors and ceilings of which nobody said what they are for, as they were said."""
    return [one.words for one in heard.limits if one.part is None]


def _weights(heard: Heard, before: Kept | None) -> dict[str, Decimal] | None:
    """The weights as shares; some only, where the others are the policy's to tell."""
    if heard.equal:
        return _as_shares(scaled(dict.fromkeys(ORIGINS, Decimal(1)), places=4))
    if heard.scale and before and before.waiting:
        return _as_shares(scaled(before.waiting))
    if heard.weights is None:
        return None
    shares = _as_shares(_per_cent(heard))
    now = before.asked.weights if before else None
    whole = now is not None and len(now) == len(ORIGINS)
    return completed(shares, now) if now is not None and whole else shares


def _as_shares(per_cent: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {origin: weight / _HUNDRED for origin, weight in per_cent.items()}


def _per_cent(heard: Heard) -> dict[str, Decimal]:
    """The weights that were said, in per cent."""
    said = dict(heard.weights or {})
    total = sum(said.values(), Decimal(0))
    if len(said) < len(ORIGINS):
        if 0 < total <= 1:
            said, total = {key: one * _HUNDRED for key, one in said.items()}, total * _HUNDRED
        if total > _HUNDRED:
            raise WeightsOff(said)
        return said
    if heard.ratio or total in _ALSO_WHOLE:
        return scaled(said, places=4)
    if total != _HUNDRED:
        raise WeightsOff(said)
    return said


def scaled(
    weights: Mapping[str, Decimal], to: Decimal = _HUNDRED, places: int = 0
) -> dict[str, Decimal]:
    """The same in their relation, so that they add up to `to`; the largest remainders are rounded
    up."""
    whole = sum((Fraction(one) for one in weights.values()), Fraction(0))
    unit = Fraction(1, 10**places)
    exact = {origin: Fraction(one) * Fraction(to) / whole for origin, one in weights.items()}
    floors = {origin: one // unit for origin, one in exact.items()}
    left = int(Fraction(to) / unit) - sum(floors.values())
    by_rest = sorted(exact, key=lambda origin: (floors[origin] * unit - exact[origin], origin))
    for origin in by_rest[:left]:
        floors[origin] += 1
    return {origin: Decimal(floors[origin]).scaleb(-places) for origin in weights}
