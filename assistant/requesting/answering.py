"""What an answer says of a draft: any field, whichever was asked for."""

from __future__ import annotations

from dataclasses import replace

from assistant.base import Turn
from assistant.draft import code_of
from assistant.message import Facts
from assistant.reading.answers import (
    CORRECTION,
    COURTESIES,
    changes_topic,
    ends_as_question,
    is_no,
    is_yes,
    says_of_price,
    says_words,
    whole_reason,
)
from assistant.requesting.called import course_called
from assistant.requesting.carried import take_people_meant
from assistant.requesting.choices import choose_audience, choose_price, take_audience
from assistant.requesting.headcount import leaves_period_beside, means_everyone
from assistant.requesting.left_open import is_left_open, leave_open, take_likeliest
from assistant.requesting.lines import is_several
from assistant.requesting.reason_meant import as_it_stands, reason_meant
from assistant.requesting.reasons import (
    added_reason,
    can_be_reason,
    leaves_reason_beside,
    without_assent,
)
from assistant.requesting.several import take_for_lines
from assistant.requesting.submitting import says_submit
from assistant.requesting.taking import take_facts
from assistant.requesting.telling import leaves, regroups
from assistant.requesting.topics import read_topic, says_nothing
from assistant.when import say_taken, take_suggestion
from engine.usecases.courses import course_names
from engine.usecases.units import requesting_roster


def _take_up_open(turn: Turn, asked: str) -> None:
    """What can be offered is offered first; left to us again, the likeliest is taken, and
    said."""
    if asked == "audience":
        take_audience(turn, "narrow")
        narrow = (turn.slots.get("proposed") or {}).get("narrow")
        turn.reply(turn.say("ask.audience_taken", headcount=narrow))
    elif not (is_left_open(turn.slots, asked) and take_likeliest(turn, asked)):
        leave_open(turn, asked)


def take_answer(turn: Turn, asked: str) -> None:
    message, facts = turn.message, turn.message.facts
    if is_several(turn.slots) and take_for_lines(turn, asked):
        return
    if asked == "sure" and (is_yes(message) or is_no(message)):
        if is_yes(message):
            turn.set(sure=(turn.slots.get("proposed") or {}).get("key"))
        else:
            turn.reply(turn.say("summary.change"))
        return
    if asked == "audience" and choose_audience(turn):
        take_facts(turn, Facts(period=facts.period), whole=False)
        return
    # Words may be a reason that speaks of people and sessions; a sum is none.
    if (asked != "reason" or facts.amount or facts.amount_per_head) and choose_price(turn):
        take_facts(turn, Facts(period=facts.period), whole=False)
        return
    if asked == "headcount" and turn.slots.get("group_open") and is_no(message):
        turn.set(group_open=None)
        return
    everyone = asked == "headcount" and means_everyone(message.text, message.entities)
    if everyone:
        take_facts(turn, facts, asked)
    if everyone or (
        asked == "headcount"
        and is_yes(message)
        and not (turn.slots.get("group_open") or says_submit(message.text))
    ):
        unit, position = code_of(turn.slots, "department"), code_of(turn.slots, "position")
        turn.set(headcount=turn.perform(requesting_roster, unit, position).headcount)
        return
    if asked == "period" and is_yes(message) and take_suggestion(turn):
        return
    if asked == "reason" and turn.slots.get("offered_reason") and _uses_offered(turn):
        turn.set(reason=turn.slots["offered_reason"])
        return
    if (reason := added_reason(message.text, turn.slots.get("reason"))) is not None:
        turn.set(reason=reason)
        return
    if leaves(turn, asked):
        _take_up_open(turn, asked)
        if not facts.changes_request:
            return
    if asked != "period" and leaves_period_beside(message.text) and facts.period is None:
        leave_open(turn, "period")
        turn.reply(turn.say("ask.period_left"))
        if not facts.changes_request:
            return
    if asked == "reason" and not (
        regroups(turn)
        or facts.changes_request
        or facts.vague_headcount == message.text.strip()
        or changes_topic(message)
        or says_of_price(message)
    ):
        _take_reason(turn)
        return
    if asked == "period" and facts.period is None and facts.past_period:
        facts = replace(facts, period=facts.past_period)
    before = as_it_stands(turn)
    take_facts(turn, facts, asked)
    if asked not in ("period", "confirmed"):
        say_taken(turn, facts)
    if asked != "course":
        take_people_meant(turn)
    # A correction ("in fact keep May") is no reason; one that was given stays.
    plainly = bool(turn.slots.get("reason"))
    if asked != "reason" and leaves_reason_beside(message.text) and not plainly:
        leave_open(turn, "reason")
    elif reason := reason_meant(turn, before, plainly=plainly):
        turn.set(reason=reason)
    elif (
        asked == "course"
        and says_words(message.text)
        and not (facts.anything or facts.unknown or is_yes(message) or is_no(message))
    ):
        _take_course_in_words(turn)


def _take_course_in_words(turn: Turn) -> None:
    """A topic that the catalogue does not have; where it cannot be one, courses are offered."""
    topic = read_topic(turn.message.text)
    course = course_called(topic, turn.perform(course_names)) if topic else None
    if course is not None:
        turn.set(course={"code": course.code, "name": course.name}, skill=None)
        return
    if says_submit(turn.message.text):
        return
    if topic is None and says_nothing(turn.message.text):
        _take_up_open(turn, "course")
    elif topic is None or turn.message.intent in COURTESIES:
        leave_open(turn, "course")
    else:
        turn.set(course={"topic": topic}, skill=None)


def _uses_offered(turn: Turn) -> bool:
    said = turn.message.text.strip()
    return is_yes(turn.message) or said.lower() == turn.say("ask.reason_use").lower()


def _take_reason(turn: Turn) -> None:
    """The whole message is the reason, whatever names it holds; a bare "yes" is none, and
    neither is a question, or a correction that could not be read."""
    if not says_words(turn.message.text) or ends_as_question(turn.message.text):
        return
    if is_yes(turn.message) or CORRECTION.match(turn.message.text.strip()):
        return
    if can_be_reason(turn.message.text):
        turn.set(reason=whole_reason(without_assent(turn.message.text)))
    else:
        turn.reply(turn.say("ask.reason_not_taken"))
