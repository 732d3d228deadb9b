"""Questions about the days of trainings that were taken for the history of what was held."""

from __future__ import annotations

from dataclasses import replace

from assistant.asking.person_trainings import is_about_person
from assistant.asking.sessions import asks_sessions
from assistant.asking.words import CALENDAR, HISTORY
from assistant.base import Turn
from assistant.conversation.coverage import measures_asked
from assistant.draft import days_of
from assistant.message import Message
from assistant.querying.calendar import asks_place
from assistant.querying.words import says


def calendar_meant(turn: Turn) -> Message:
    """The message as a question about days where it asks on which trainings were, or are to come: the
    history of what was held has none."""
    message = turn.message
    ours = says("calendar", "ours", message.text)
    if message.act is not None or message.intent != HISTORY:
        return message
    if is_about_person(turn) and (message.facts.people or not ours):
        return message
    time = message.facts.period or message.facts.past_period
    to_come = time is not None and days_of(time).start > turn.today
    if not to_come and asks_sessions(message) and not is_about_person(turn):
        return message
    asked = says("calendar", "when", message.text) or asks_place(message.text)
    if not to_come and (not asked or measures_asked(message)):
        return message
    return replace(message, intent=CALENDAR, confidence=1.0)
