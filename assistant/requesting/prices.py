"""What a message says of money, taken into the draft: a price, its tax, a ceiling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from assistant.base import Turn
from assistant.draft import (
    as_plain_quotation,
    ceiling_said,
    price_said,
    quotation_of,
    quotation_said,
)
from assistant.errors import say_error
from assistant.message import Change, Facts, Said
from assistant.reading.answers import read_rate, read_sessions, read_tax
from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.values.quotation import HEAD, SESSION, Quotation, Tax


def take_money(turn: Turn, facts: Facts, asked: str | None) -> None:
    """The price and the ceiling said; what cannot be meant is asked again."""
    try:
        _take_ceiling(turn, facts)
        said = _price(turn.slots, facts, asked)
        if facts.mixed:
            turn.reply(turn.say("error.parts_in_currencies", parts=_parts(turn, facts)))
        elif said is not None:
            _take_price(turn, said, facts)
        elif facts.vague_amount:
            turn.reply(turn.say("error.vague_amount", words=facts.vague_amount))
        else:
            _take_what_belongs_to_it(turn, facts, asked)
    except InvalidInput as error:
        turn.reply(say_error(turn.speech, error))


def _price(slots: Mapping[str, Any], facts: Facts, asked: str | None) -> Said | None:
    said = price_said(facts)
    if said is None and facts.number is not None and asked == "amount":
        said = Said(value=facts.number)
    if said is None or said.per or not _corrects_price_per_head(slots, said):
        return said
    return replace(said, per=HEAD)


def _corrects_price_per_head(slots: Mapping[str, Any], said: Said) -> bool:
    """Whether a bare amount stands for the price per head given before: it does when it is
    nearer to that than to the total (8.9k after 9800 each for 3)."""
    before, headcount = quotation_of(slots), slots.get("headcount")
    if before is None or before.per != HEAD or not headcount:
        return False
    if said.currency not in (None, before.price.currency):
        return False
    return said.value**2 < before.price.amount**2 * int(headcount)


def _take_price(turn: Turn, said: Said, facts: Facts) -> None:
    if said.value <= 0:
        turn.reply(turn.say("error.amount_negative" if said.value < 0 else "error.amount_zero"))
        return
    before = quotation_of(turn.slots)
    # A price that is corrected keeps what was said about it and is not said anew.
    home = before.price.currency if before else turn.company.currency
    tax = facts.tax or read_tax(turn.message.text) or (before.tax if before else None)
    rate = facts.tax_rate if facts.tax_rate is not None else (before.tax_rate if before else None)
    plain = quotation_said(said, home, tax, rate)
    sessions = read_sessions(turn.message.text) if said.per == SESSION else None
    if sessions is None and before is not None and before.per == said.per:
        sessions = before.sessions
    turn.set(amount={**plain, "sessions": sessions})


def _take_what_belongs_to_it(turn: Turn, facts: Facts, asked: str | None) -> None:
    """A change of the price that was given; its tax; how many sessions it is for."""
    quotation, text = quotation_of(turn.slots), turn.message.text
    if quotation is None:
        return
    changed = quotation
    if facts.amount_change is not None:
        price = _changed(quotation, facts.amount_change)
        if price.amount <= 0:
            turn.reply(turn.say("error.amount_negative"))
            return
        changed = replace(changed, price=price)
    if (tax := facts.tax or read_tax(text)) is not None:
        changed = replace(changed, tax=cast(Tax, tax))
    rate = facts.tax_rate
    if rate is None and asked == "tax_rate":
        rate = facts.number if facts.number is not None else read_rate(text)
    if rate is not None:
        changed = replace(changed, tax_rate=rate)
    if quotation.per == SESSION and (sessions := _sessions(facts, text, asked)) is not None:
        changed = replace(changed, sessions=sessions)
    if changed != quotation:
        turn.set(amount=as_plain_quotation(changed))


def _sessions(facts: Facts, text: str, asked: str | None) -> int | None:
    if asked == "sessions" and facts.number is not None:
        return int(facts.number)
    return read_sessions(text)


def _changed(quotation: Quotation, change: Change) -> Money:
    """The price with something added, or so many times as high.

    Raises:
        InvalidInput: what is added is in another currency.
    """
    price = quotation.price * (change.times if change.times is not None else Decimal(1))
    if change.add is None:
        return price
    return price + Money(change.add, change.currency or price.currency)


def _take_ceiling(turn: Turn, facts: Facts) -> None:
    said = facts.ceiling
    if said is None:
        return
    if said.value <= 0:
        turn.reply(turn.say("error.amount_negative" if said.value < 0 else "error.amount_zero"))
    elif said.bound == "at_least":
        turn.reply(turn.say("ceiling.at_least"))
    else:
        turn.set(ceiling=ceiling_said(said, turn.company.currency))


def _parts(turn: Turn, facts: Facts) -> list[str]:
    home = turn.company.currency
    return [turn.speech.money(Money(one.value, one.currency or home)) for one in facts.mixed]
