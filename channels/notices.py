"""Notices said to the person at a door: shown once, in the language the door speaks."""

from __future__ import annotations

from assistant.notices import notice_line
from assistant.speech import Speech
from engine.trust.notices import NoticeView
from engine.usecases.context import BudgetEngine
from engine.usecases.notices import my_notices, notices_seen


def unseen_notices(engine: BudgetEngine, person: str, channel: str) -> tuple[NoticeView, ...]:
    return engine.perform(my_notices, person, channel)


def say_notices(engine: BudgetEngine, person: str, channel: str, speech: Speech) -> str | None:
    """All that the person has not seen, as one text, seen from now on; None for nothing."""
    found = unseen_notices(engine, person, channel)
    if not found:
        return None
    engine.perform(notices_seen, person, channel, found[-1].id)
    lines = [speech.say("notice.head"), *("· " + notice_line(speech, one) for one in found)]
    return "\n".join(lines)
