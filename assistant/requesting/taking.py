"""What a message says for a request, put into the draft: training, unit, people, time, money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.draft import is_same_thing, price_said, quotation_of, thing_of
from assistant.errors import say_error
from assistant.message import Change, Days, Facts, read_facts
from assistant.reading import read_mentions
from assistant.reading.mention import EXCLUDED, OLD
from assistant.requesting.asked_of_it import thing_said
from assistant.requesting.grouping import GroupsSaid, change_groups, groups_said, take_groups
from assistant.requesting.groups import groups_in
from assistant.requesting.headcount import read_bare_headcount, read_rough
from assistant.requesting.prices import take_money
from assistant.requesting.topics import read_topic
from assistant.requesting.unit_meant import take_unit
from assistant.when import take_period
from engine.usecases.estimate_cost import check_headcount
from engine.values.errors import InvalidInput

# Questions that a bare figure answers, or beside which it changes the headcount.
COUNTED = ("headcount", "confirmed", "audience", "sure")


def take_facts(turn: Turn, facts: Facts, asked: str | None = None, *, whole: bool = True) -> None:
    """Put what was said into the draft; a value that cannot be meant is asked again. Not
    `whole`: the facts are those of one of several needs, and not all that the message says."""
    if facts.course or facts.skill:
        _take_topic(turn, facts)
    groups = groups_said(turn) if whole else GroupsSaid()
    take_unit(turn, facts, groups, asked)
    position = facts.position or _position_meant(turn, facts)
    if position is not None and not groups.said:
        turn.set(position=position)
    take_period(turn, _with_days_meant(turn, facts) if whole else facts)
    if groups.said:
        take_groups(turn, groups)
    else:
        _take_people(turn, facts, asked)
    take_money(turn, facts, asked)


def _position_meant(turn: Turn, facts: Facts) -> dict[str, str] | None:
    """The one position of the catalogue that a name may be which it does not hold."""
    unknown = [one for one in facts.unknown if one.kind == "position"]
    if len(unknown) != 1 or len(unknown[0].candidates) != 1:
        return None
    (position,) = unknown[0].candidates
    turn.reply(turn.say("small.guessed", words=unknown[0].words, name=turn.speech.name(position)))
    return dict(position)


def _names_at_hand(turn: Turn) -> bool:
    """Whether the training at hand is named too: the other is no other one for it."""
    at_hand = {
        one["code"]
        for one in (turn.slots.get("course") or {}, turn.slots.get("skill") or {})
        if one.get("code")
    }
    return any(one.get("code") in at_hand for one in turn.message.entities if one.get("code"))


def _take_topic(turn: Turn, facts: Facts) -> None:
    """Another training keeps people and time; a price was for the one it was given for."""
    before, name = thing_of(turn.slots), thing_said(turn)
    if _names_at_hand(turn):
        return
    if facts.course and not (facts.course.get("code") or facts.skill):
        # Words that the catalogue does not have: only as far as they name a training.
        topic = read_topic(facts.course.get("topic", ""))
        if topic is None:
            return
        facts = replace(facts, course={"topic": topic})
    turn.set(course=facts.course, skill=facts.skill)
    if not before or is_same_thing(before, facts.course or facts.skill or {}):
        return
    turn.set(audience=None, sure=None)
    if quotation_of(turn.slots) and price_said(facts) is None:
        turn.set(amount=None)
        turn.reply(turn.say("queue.price_dropped", training=name))


# --- when ---------------------------------------------------------------------------------
def _with_days_meant(turn: Turn, facts: Facts) -> Facts:
    """Of several times the one that is new: not what another replaces, nor what the draft has
    already (5月好了，4月赶货, with April in the draft)."""
    message = turn.message
    said = [one for one in message.entities if one["entity"] == "period" and "start" in one]
    if facts.period is None or len(said) < 2:
        return facts
    mentions = read_mentions(message.text, said, turn.today)
    gone = {one.span[0] for one in mentions if one.role in (OLD, EXCLUDED)}
    days = [read_facts([one], turn.today).period for one in said if one["start"] not in gone]
    known = _first_and_last(turn.slots.get("period"))
    meant = [one for one in days if one is not None and _first_and_last(one) != known]
    return replace(facts, period=meant[0]) if meant else facts


def _first_and_last(days: Days | None) -> tuple[Any, Any] | None:
    return (days.get("first_day"), days.get("last_day")) if days else None


# --- how many -----------------------------------------------------------------------------
def _take_people(turn: Turn, facts: Facts, asked: str | None) -> None:
    headcount, text = facts.headcount, turn.message.text
    if facts.number is not None and asked == "headcount":
        headcount = facts.number
    change = _change(facts, headcount)
    if change is not None and turn.slots.get("headcount"):
        if not change_groups(turn, change):
            take_headcount(turn, _changed(turn, change))
        return
    if headcount is not None and headcount > 0:
        take_headcount(turn, headcount)
    elif headcount is None and facts.bounds:
        _offer_bounds(turn, facts)
    elif facts.vague_headcount:
        _take_rough(turn, facts.vague_headcount)
    elif asked in COUNTED and (bare := read_bare_headcount(text)) and is_bare(facts):
        take_headcount(turn, Decimal(bare.count), bare.rough)
    elif headcount is not None:
        take_headcount(turn, headcount)


def is_bare(facts: Facts) -> bool:
    """Whether nothing but a number was read in it."""
    return facts.number is not None or not facts.anything


def _change(facts: Facts, headcount: Decimal | None) -> Change | None:
    """A headcount said against the one that stands; "minus two" is one, too."""
    if facts.headcount_change is not None and facts.headcount is None:
        return facts.headcount_change
    below = facts.number is not None and facts.number < 0
    return Change(add=facts.number) if below and facts.headcount is None else None


def _changed(turn: Turn, change: Change) -> Decimal:
    times = change.times if change.times is not None else Decimal(1)
    return Decimal(turn.slots["headcount"]) * times + (change.add or 0)


def take_headcount(turn: Turn, headcount: Decimal, rough: str | None = None) -> None:
    """So many in all, from now on without groups; `rough` is how it was said."""
    if headcount != headcount.to_integral_value():
        turn.reply(turn.say("error.headcount_not_whole", headcount=headcount))
        return
    try:
        turn.perform(check_headcount, int(headcount))
    except InvalidInput as error:
        turn.reply(say_error(turn.speech, error))
        return
    if rough is not None:
        turn.reply(turn.say("ask.headcount_rough", words=rough, headcount=int(headcount)))
    set_headcount(turn, int(headcount))


def set_headcount(turn: Turn, headcount: int) -> None:
    """Groups that come to another sum are no longer those meant, and that is said."""
    groups = groups_in(turn.slots)
    if turn.slots.get("group_open"):
        turn.set(group_open=None)
    if groups and sum(one.headcount for one in groups) != headcount:
        turn.reply(turn.say("groups.dropped", headcount=headcount))
        turn.set(groups=None)
    turn.set(headcount=headcount, audience=None)


def _take_rough(turn: Turn, said: str) -> None:
    count = read_rough(said)
    if count is None:
        turn.reply(turn.say("error.vague_headcount", words=said))
    else:
        take_headcount(turn, Decimal(count), said)


def _offer_bounds(turn: Turn, facts: Facts) -> None:
    """Between so many and so many: the upper bound covers it, the lower one is offered too."""
    assert facts.bounds
    low, high = facts.bounds
    choices = [turn.say("ask.range_choice", headcount=count) for count in (high, low)]
    turn.reply(
        turn.say("ask.range", words=facts.vague_headcount, high=high, low=low), choices=choices
    )
