"""What bookings have in common: who may, how their facts are read, and what is refused at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assistant.base import Turn
from assistant.errors import say_error
from assistant.message import ASKING, Message, read_facts
from assistant.reading import read_mentions
from assistant.reading.answers import (
    CORRECTION,
    ends_as_question,
    is_no,
    is_yes,
    read_reason,
    says_words,
    whole_reason,
)
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
from assistant.statements.statement import Said
from engine.access import Right
from engine.queries.budget import BudgetLineBalance
from engine.usecases.ledger.previews import budget_line, holders
from engine.usecases.units import may
from engine.values.errors import EngineError, NotPermitted
from engine.values.money import Money

_WORDS = Path(__file__).parent / "words" / "booking.toml"
_NO_SUM = frozenset((OLD, EXCLUDED, ASKED, COMPARE, CONDITION, REFERENCE))
# How many letters a reason has at least.
SHORTEST_REASON = 2
LONGEST_REASON = 300


@cache
def words(part: str, name: str) -> re.Pattern[str]:
    """The pattern of that name, in either language."""
    said = tomllib.loads(_WORDS.read_text(encoding="utf-8"))[part][name]
    return re.compile("|".join(f"(?:{one})" for one in said), re.IGNORECASE)


@cache
def each_of(part: str, name: str) -> tuple[re.Pattern[str], ...]:
    """The same patterns one by one, where they name what they find."""
    said = tomllib.loads(_WORDS.read_text(encoding="utf-8"))[part][name]
    return tuple(re.compile(one, re.IGNORECASE) for one in said)


def found_in(part: str, name: str, text: str) -> Iterator[re.Match[str]]:
    for pattern in each_of(part, name):
        yield from pattern.finditer(text)


# --- who may ------------------------------------------------------------------------------
def require_right(turn: Turn, right: Right) -> None:
    """Refuse who may not, before anything is asked of him, and name those who may.

    Raises:
        NotPermitted: naming the role.
    """
    try:
        turn.perform(may, right)
    except NotPermitted:
        if people := turn.perform(holders, right):
            turn.reply(turn.say("booking.who_can", people=people))
        raise


# --- what is refused and asked again ------------------------------------------------------
def refuse(turn: Turn, said: Said, *lines: str, **fields: None) -> Said:
    """Say why something cannot be, and have it asked again; `refused` counts, so that the flow
    knows that it was heard."""
    turn.reply(*lines)
    return {**said, **fields, "refused": said.get("refused", 0) + 1}


def refuse_error(turn: Turn, said: Said, error: EngineError, **fields: None) -> Said:
    return refuse(turn, said, say_error(turn.speech, error), **fields)


def not_stored(turn: Turn, error: EngineError) -> list[str]:
    """What the engine refuses in the end, though it could be shown before."""
    return [say_error(turn.speech, error), turn.say("booking.not_stored")]


# --- units --------------------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class UnitSaid:
    """A unit that a message names: `thing` is None where the company has none of that name."""

    words: str
    thing: dict[str, str] | None
    side: str | None
    replaced: bool
    candidates: tuple[Mapping[str, str], ...] = ()

    @property
    def code(self) -> str | None:
        return self.thing["code"] if self.thing else None


def units_said(message: Message) -> list[UnitSaid]:
    """The units that a message names, in their order, without those said not to be meant."""
    named = [
        (one, replaced)
        for entities, replaced in ((message.entities, False), (message.replaced, True))
        for one in entities
        if one.get("kind", one["entity"]) == "department" and one.get("start") is not None
    ]
    named.sort(key=lambda pair: int(pair[0]["start"]))
    return [
        _unit(message.text, one, replaced)
        for one, replaced in named
        if replaced or not words("denied", "before").search(message.text[: one["start"]])
    ]


def _unit(text: str, entity: Mapping[str, Any], replaced: bool) -> UnitSaid:
    start, end = int(entity["start"]), int(entity["end"])
    code = entity.get("code")
    return UnitSaid(
        words=text[start:end],
        thing={"code": code, "name": entity["value"]} if code else None,
        side=_side(text[:start], text[end:]),
        replaced=replaced,
        candidates=tuple(entity.get("candidates", ())),
    )


def _side(before: str, behind: str) -> str | None:
    for side in ("target", "source"):
        if words(side, "before").search(before):
            return side
    for side in ("source", "target"):
        if words(side, "after").search(behind):
            return side
    return None


def say_unknown(turn: Turn, unit: UnitSaid) -> str:
    """That there is none of that name, with the likeliest."""
    names = [one["name"] for one in unit.candidates]
    likely = turn.say("small.did_you_mean", names=names) if names else ""
    return turn.say("error.unknown_unit", words=unit.words, candidates=likely)


# --- money --------------------------------------------------------------------------------
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
    return list(dict.fromkeys(sums))


def _as_said(text: str, mention: Mention) -> Sum | Change | None:
    value = mention.value
    if isinstance(value, Change):
        return value
    if not isinstance(value, Sum):
        return None
    if mention.role != RELATIVE:
        return value
    before = text[: mention.span[0]]
    return Change(add=-value.amount if is_less(before) else value.amount, currency=value.currency)


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
        return refuse(turn, said, turn.say("error.vague_amount", words=vague), amount=None)
    if len(sums) > 1:
        return refuse(turn, said, turn.say("booking.several_amounts"), amount=None)
    if not sums:
        return said
    one = sums[0]
    if isinstance(one, Change):
        plain = {"add": _text(one.add), "times": _text(one.times), "currency": one.currency}
        return {**said, "change": plain}
    return {**said, "amount": str(one.amount), "currency": one.currency, "change": None}


def money_of(turn: Turn, said: Said) -> Money:
    """The sum as it was said; without a currency it is in the home currency.

    Raises:
        InvalidInput: it is no sum of its currency.
    """
    return Money.exact(Decimal(said["amount"]), said.get("currency") or turn.company.currency)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


# --- years and reasons --------------------------------------------------------------------
def year_said(turn: Turn, asked: str | None) -> int | None:
    """The fiscal year that is said: one in which all of the days said lie."""
    facts, fiscal = turn.message.facts, turn.message.fiscal
    if days := facts.period or facts.past_period:
        first, last = (_year(turn, days[name]) for name in ("first_day", "last_day"))
        return first if first == last or days.get("bound") else None
    number = facts.number
    this = fiscal.year_of(turn.today)
    if asked == "year" and number is not None and abs(number - this) <= 2:
        return int(number)
    return None


def _year(turn: Turn, day: str) -> int:
    return turn.message.fiscal.year_of(date.fromisoformat(day))


def reason_said(turn: Turn, asked: str | None) -> str | None:
    """Why, in the person's own words, where they can be a reason."""
    message = turn.message
    if message.act is not None or is_yes(message) or is_no(message):
        return None
    if ends_as_question(message.text) or ASKING.search(message.text.strip()):
        return None
    if asked == "reason" and not _only_facts(message):
        return whole_reason(message.text)[:LONGEST_REASON]
    found = read_reason(message.text, plainly=asked is not None) or _purpose(message.text)
    return found[:LONGEST_REASON] if found else None


def _only_facts(message: Message) -> bool:
    """Whether nothing is left beside what is named and counted, or it corrects something."""
    said = (*message.entities, *message.replaced)
    if said and CORRECTION.search(message.text.strip()):
        return True
    rest = message.text
    for one in sorted(said, key=lambda one: -int(one.get("start") or 0)):
        if one.get("start") is not None:
            rest = rest[: one["start"]] + " " + rest[one["end"] :]
    rest = words("plain", "said").sub(" ", rest)
    letters = sum(character.isalpha() for character in rest)
    return not says_words(rest) or letters < SHORTEST_REASON


def _purpose(text: str) -> str | None:
    found = next(found_in("purpose", "said", text), None)
    return found[0].strip() if found else None


def without(message: Message, spans: list[tuple[int, int]]) -> Message:
    """The message without what was read in the places of a number of another kind."""
    kept = tuple(
        one
        for one in message.entities
        if one.get("start") is None
        or not any(start < one["end"] and one["start"] < end for start, end in spans)
    )
    return replace(message, entities=kept, facts=read_facts(kept, message.today))


# --- lines --------------------------------------------------------------------------------
def year_meant(turn: Turn, said: Said) -> int:
    """The fiscal year that is said, or this one."""
    return int(said.get("year") or turn.message.fiscal.year_of(turn.today))


def line_of(turn: Turn, said: Said, field: str, right: Right) -> BudgetLineBalance:
    """The line of the unit in `field`.

    Raises:
        NotFound: it has none that year.
    """
    return turn.perform(budget_line, right, said[field]["code"], year_meant(turn, said))


def check_line(turn: Turn, said: Said, field: str, right: Right) -> Said:
    """Refuse a unit without a line: where it has one this year or next, the year is asked for."""
    try:
        line_of(turn, said, field, right)
    except EngineError as error:
        this = turn.message.fiscal.year_of(turn.today)
        years = [
            year
            for year in (this, this + 1)
            if _has_line(turn, {**said, "year": year}, field, right)
        ]
        if not years:
            return refuse_error(turn, said, error, **{field: None})
        said = {**said, "years": years}
        return refuse_error(turn, said, error, year=None)
    return {**said, "years": None} if said.get("years") and said.get("year") else said


def _has_line(turn: Turn, said: Said, field: str, right: Right) -> bool:
    try:
        line_of(turn, said, field, right)
    except EngineError:
        return False
    return True


def lacks_year(said: Said) -> bool:
    """Whether the year is to be asked for: one was said that cannot be."""
    return bool(said.get("years")) and not said.get("year")


def ask_year(turn: Turn, said: Said) -> None:
    turn.reply(turn.say("booking.ask_year"), choices=[str(year) for year in said["years"]])


def say_year(turn: Turn, said: Said, year: int) -> str:
    return turn.say("booking.year" if said.get("year") else "booking.year_taken", year=year)
