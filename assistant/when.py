"""When a training is to be: taking what was said, and what has to be asked about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.base import Turn
from assistant.draft import days_of, is_settled
from assistant.errors import say_error
from assistant.message import Days, Facts
from engine.values.errors import InvalidInput
from engine.values.months import add_months
from engine.values.period import Period


def take_period(turn: Turn, facts: Facts) -> None:
    """Put the time that was said into the draft: also a year alone, or a season, in which
    the month is asked for. What is past, or not in the calendar, is said."""
    if facts.period:
        said = _within(turn.slots.get("period"), facts.period)
        try:
            days_of(said).require_not_past(turn.today)
        except InvalidInput as error:
            turn.reply(say_error(turn.speech, error))
            turn.set(period=None)
        else:
            turn.set(period=said)
            if said.get("some_days"):
                days = turn.speech.period(days_of(said))
                turn.reply(turn.say("ask.period_some_days", words=said["words"], period=days))
    elif facts.impossible_day:
        turn.reply(turn.say("error.impossible_day", words=facts.impossible_day))
    elif facts.vague_period and not is_settled(turn.slots.get("period")):
        turn.set(period={**facts.vague_period, "vague": True})


def say_taken(turn: Turn, facts: Facts) -> None:
    """Say that a time was taken where another question is open, and stays open.

    A season is noted by its word, and asked about in its turn; so is what is only excluded.
    """
    said, new = turn.slots.get("period") or {}, facts.period or facts.vague_period or {}
    if not said or said.get("words") != new.get("words") or said.get("some_days"):
        return
    if not said.get("vague"):
        turn.reply(turn.say("ask.period_taken", period=_in_words(turn, days_of(said))))
    elif not said.get("excluded") and "other_day" not in said:
        turn.reply(turn.say("ask.period_taken", period=said["words"]))


def said_days(turn: Turn) -> Days | None:
    """The days to which something is to be changed; None where none are said, or what is
    said is asked about."""
    facts = turn.message.facts
    if facts.impossible_day:
        turn.reply(turn.say("error.impossible_day", words=facts.impossible_day))
    elif facts.period and is_settled(facts.period):
        return facts.period
    elif facts.period or facts.vague_period:
        _ask_about(turn, facts.period or {**(facts.vague_period or {}), "vague": True})
    return None


def take_suggestion(turn: Turn) -> bool:
    """Let a yes mean the days that were suggested, if one alone was."""
    vague = turn.slots.get("period") or {}
    if not vague.get("vague") or "other_day" in vague:
        return False
    turn.set(period={name: vague[name] for name in ("words", "first_day", "last_day")})
    return True


def ask_period(turn: Turn) -> None:
    """Ask when; by what was said already, if it was too little."""
    said = turn.slots.get("period")
    if said:
        _ask_about(turn, said)
    else:
        turn.reply(turn.say("ask.period"))


def _ask_about(turn: Turn, said: Mapping[str, Any]) -> None:
    if not said.get("vague"):
        turn.reply(turn.say("ask.period_in", period=_in_words(turn, days_of(said))))
    elif "other_day" in said:
        days = date.fromisoformat(said["first_day"]), date.fromisoformat(said["other_day"])
        choices = [turn.speech.day(day) for day in days]
        turn.reply(turn.say("ask.period_either", words=said["words"]), choices=choices)
    else:
        key = "ask.period_not_then" if said.get("excluded") else "ask.period_vague"
        period = turn.speech.period(days_of(said))
        turn.reply(turn.say(key, words=said["words"], period=period), choices=[period])


def _within(known: Mapping[str, Any] | None, said: Days) -> Days:
    """A month without its year lies in the year that was said before."""
    if not known or known.get("vague") or is_settled(known) or not said.get("open_year"):
        return said
    frame, days = days_of(known), days_of(said)
    for months in (-12, 12):
        moved = Period(add_months(days.start, months), add_months(days.end, months))
        if _holds(frame, moved) and not _holds(frame, days):
            return {**said, "first_day": str(moved.start), "last_day": str(moved.end)}
    return said


def _holds(frame: Period, days: Period) -> bool:
    return frame.start <= days.start and days.end <= frame.end


def _in_words(turn: Turn, days: Period) -> str:
    """A fiscal year by its name, other stretches by their days."""
    fiscal = turn.message.fiscal
    year = fiscal.year_of(days.start)
    if (days.start, days.end) == fiscal.days(year):
        return turn.speech.year(year)
    return turn.speech.period(days)
