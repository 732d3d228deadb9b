"""The sum that a message says for a booking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.base import Turn
from assistant.message import Message, read_facts
from assistant.reading import read_mentions
from assistant.reading.kinds import MONEY
from assistant.reading.mention import (
    ASKED,
    COMPARE,
    CONDITION,
    EXCLUDED,
    NEW,
    OLD,
    REFERENCE,
    RELATIVE,
    Change,
    Mention,
    Sum,
)
from assistant.statements.booking import is_year, refuse
from assistant.statements.booking_words import words
from assistant.statements.statement import Said
from assistant.understanding.quantities.scan import scan
from engine.values.money import Money

_NO_SUM = frozenset((OLD, EXCLUDED, ASKED, COMPARE, CONDITION, REFERENCE))


# What is no other thing, and how large a figure is at least that is a sum without saying so.
BARE = frozenset(("number", "headcount"))
LEAST_BARE = 100
# How much smaller than the sum before a figure is that may lack its thousands, and these.
MUCH = 100
SCALES = (1_000, 10_000)


def amounts_said(turn: Turn, asked: str | None) -> list[Sum | Change]:
    """The sums that are meant, without what they replace; the one said instead before others."""
    message = turn.message
    entities = (*message.entities, *message.replaced)
    mentions = read_mentions(message.text, entities, turn.today)
    meant = [one for one in mentions if one.kind in MONEY and one.role not in _NO_SUM]
    meant.sort(key=lambda one: one.role != NEW)
    if any(one.role == NEW for one in meant):
        meant = [one for one in meant if one.role == NEW]
    sums = [found for one in meant if (found := _as_said(message.text, one)) is not None]
    if not sums and asked == "amount" and message.facts.number is not None:
        sums = [Sum(message.facts.number)]
    if not sums:
        taken = [one.span for one in mentions if not _may_be_bare(one)]
        sums = [one for one in _bare(message.text, taken) if not is_year(turn, one.amount)]
    return list(dict.fromkeys(sums))


def _may_be_bare(mention: Mention) -> bool:
    return mention.kind in BARE and mention.role not in _NO_SUM


def _bare(text: str, taken: Sequence[tuple[int, int]]) -> list[Sum]:
    """The one large figure that counts nothing else: "move 5000 to sales"."""
    free = [
        one
        for one in scan(text).numbers.values()
        if one.value >= LEAST_BARE
        and not any(start < one.end and one.start < end for start, end in taken)
        and not words("counted", "before").search(text[: one.start])
        and not words("counted", "after").search(text[one.end :])
    ]
    return [Sum(free[0].value)] if len(free) == 1 else []


def _as_said(text: str, mention: Mention) -> Sum | Change | None:
    value = mention.value
    if isinstance(value, Change):
        return value
    if not isinstance(value, Sum):
        return None
    before, behind = text[: mention.span[0]], text[mention.span[1] :]
    is_difference = words("relative", "before").search(before)
    is_difference = is_difference or words("relative", "after").search(behind)
    if mention.role != RELATIVE and not is_difference:
        return value
    return Change(
        add=-value.amount if is_less(f"{before} {behind}") else value.amount,
        currency=value.currency,
    )


def is_less(text: str) -> bool:
    """Whether a difference is one downwards: the last word of the two that is said."""
    last = {
        name: max((one.start() for one in words("less", name).finditer(text)), default=-1)
        for name in ("said", "more")
    }
    return last["said"] > last["more"]


def take_amount(turn: Turn, said: Said, asked: str | None) -> Said:
    """The sum that is said, or the change of what stands, under `amount` and `currency`, or
    `change`; several of them, or a vague one, are asked for again."""
    sums = amounts_said(turn, asked)
    vague = turn.message.facts.vague_amount
    if not sums and vague:
        return refuse(turn, said, turn.say("booking.vague", words=vague), amount=None)
    if len(sums) > 1:
        return refuse(turn, said, turn.say("booking.several_amounts"), amount=None)
    if not sums:
        return said
    one = sums[0]
    if isinstance(one, Change):
        plain = {"add": _text(one.add), "times": _text(one.times), "currency": one.currency}
        return {**said, "change": plain}
    if (larger := _larger(turn, said, one)) is not None:
        return _ask_which(turn, said, one, larger)
    return {**said, "amount": str(one.amount), "currency": one.currency, "change": None}


def _larger(turn: Turn, said: Said, one: Sum) -> Decimal | None:
    """What a bare figure would be in the thousands, or ten thousands, of the sum that it puts
    right: "800k", then "sorry 850"."""
    before = Decimal(said.get("amount") or 0)
    if one.currency is not None or not one.amount or before < one.amount * MUCH:
        return None
    near = (one.amount * scale for scale in SCALES)
    return next((sum_ for sum_ in near if before < sum_ * 10 and sum_ < before * 10), None)


def _ask_which(turn: Turn, said: Said, one: Sum, larger: Decimal) -> Said:
    currency = said.get("currency") or turn.company.currency
    small, large = (Money.exact(sum_, currency) for sum_ in (one.amount, larger))
    choices = [turn.speech.money(sum_) for sum_ in (large, small)]
    turn.reply(turn.say("booking.which_sum", large=large, small=small), choices=choices)
    return {**said, "amount": None, "refused": said.get("refused", 0) + 1}


def money_of(turn: Turn, said: Said) -> Money:
    """The sum as it was said; without a currency it is in the home currency.

    Raises:
        InvalidInput: it is no sum of its currency.
    """
    return Money.exact(Decimal(said["amount"]), said.get("currency") or turn.company.currency)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def without(message: Message, spans: list[tuple[int, int]]) -> Message:
    """The message without what was read in the places of a number of another kind."""
    kept = tuple(
        one
        for one in message.entities
        if one.get("start") is None
        or not any(start < one["end"] and one["start"] < end for start, end in spans)
    )
    text = message.text
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return replace(message, text=text, entities=kept, facts=read_facts(kept, message.today))
