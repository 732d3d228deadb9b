"""What the mentions of a message come to: people in all, money in all, what is taken off.

The reader of quantities adds and multiplies on its own; here the parts it reckoned of are kept,
and what it left apart because roles were not known is put together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.reading.kinds import MONEY
from assistant.reading.mention import EACH, GIVEN, LIMIT, NEW, RELATIVE, Change, Mention, Sum
from assistant.reading.mention import SUM as PART

_STANDS = (GIVEN, NEW, LIMIT)


@dataclass(frozen=True, kw_only=True)
class People:
    """How many people in all; `parts` are the mentions it is the sum of. `sessions` is how many
    groups were said, where so many are in each. Not `sure` where a part may lie within another."""

    total: Decimal
    parts: tuple[Mention, ...]
    sessions: Decimal | None = None
    sure: bool = True


@dataclass(frozen=True, kw_only=True)
class Costs:
    """A sum in one currency, and the mentions it is the sum of."""

    total: Sum
    parts: tuple[Mention, ...]


def people_of(mentions: Sequence[Mention]) -> People | None:
    """The headcount that a message gives, added or multiplied as it says."""
    parts = [one for one in mentions if one.kind == "headcount" and one.role == PART]
    if parts:
        total = sum((_figure(one) for one in parts), Decimal(0))
        sure = not any(one.source.get("unsure") for one in parts)
        return People(total=total, parts=tuple(parts), sure=sure)
    for one in mentions:
        if one.kind == "headcount" and one.role == EACH and one.of is not None:
            groups = _figure(mentions[one.of])
            return People(total=groups * _figure(one), parts=(one,), sessions=groups)
    said = [one for one in mentions if one.kind == "headcount" and one.role in _STANDS]
    said.sort(key=lambda one: _STANDS.index(one.role) if one.role == LIMIT else 0)
    plain = [one for one in said if isinstance(one.value, Decimal)]
    return People(total=_figure(plain[0]), parts=(plain[0],)) if plain else None


def costs_of(mentions: Sequence[Mention]) -> tuple[Costs, ...]:
    """What the parts of a sum make, by currency; those without one go with the others."""
    parts = [
        one
        for one in mentions
        if one.kind == "amount" and one.role == PART and isinstance(one.value, Sum)
    ]
    if not parts:
        return ()
    # One part may be said plainly, and the others on top of it.
    plain = [
        one
        for one in mentions
        if one.kind == "amount" and one.role in (GIVEN, NEW) and isinstance(one.value, Sum)
    ]
    parts = sorted([*plain, *parts], key=lambda one: one.span)
    said = list(dict.fromkeys(_currency(one) for one in parts if _currency(one)))
    fallback = said[0] if len(said) == 1 else None
    rows: dict[str | None, list[Mention]] = {}
    for one in parts:
        rows.setdefault(_currency(one) or fallback, []).append(one)
    return tuple(_costs(currency, row) for currency, row in rows.items())


def discount_of(mentions: Sequence[Mention]) -> Decimal | None:
    """What remains of a price after all that is taken off it in shares: 打八折 0.8, 15 % off 0.85."""
    factors = [
        one.value.times
        for one in mentions
        if one.role == RELATIVE
        and one.kind in MONEY
        and isinstance(one.value, Change)
        and one.value.times is not None
    ]
    remains = Decimal(1)
    for factor in factors:
        remains *= factor
    return remains if factors else None


def _costs(currency: str | None, row: Sequence[Mention]) -> Costs:
    amounts = (one.value.amount for one in row if isinstance(one.value, Sum))
    return Costs(total=Sum(sum(amounts, Decimal(0)), currency), parts=tuple(row))


def _currency(one: Mention) -> str | None:
    return one.value.currency if isinstance(one.value, Sum) else None


def _figure(one: Mention) -> Decimal:
    return one.value if isinstance(one.value, Decimal) else Decimal(0)
