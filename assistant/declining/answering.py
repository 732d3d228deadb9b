"""Declining: what it cannot do or has no data for, who can, and the nearest thing to be had."""

from __future__ import annotations

from typing import Any

from assistant.base import PeisuanAction, Turn
from assistant.declining.families import family_of
from assistant.knowledge.figures import hr_said
from engine.usecases.units import contacts

# Kept between the turns: what was declined last, when, and how often in a row.
DECLINED = "declined"
# From here on the same text would be said for the third time in a row.
OFTEN = 3
FURTHER = ("again", "once_more")
# Where what else it can do would be out of place; the kinds of what is not kept say it themselves.
ALONE = ("accident", "complaint", "grievance", "rude", "bot", "chatter")
NOT_KEPT, GENERAL = "not_kept", "general"


class Declines(PeisuanAction):
    """Each capability that declines has one of its own, named after it."""

    def respond(self, turn: Turn) -> None:
        decline(turn, turn.message.intent)


def decline(turn: Turn, capability: str) -> None:
    found = family_of(turn.message.text, capability, turn.speech.language)
    decline_as(turn, found or f"{capability}.{GENERAL}")


def decline_as(turn: Turn, about: str) -> None:
    """As a kind of what is declined (`capability.kind`), or in general."""
    before = _before(turn)
    times = before["times"] + 1 if before and before["about"] == about else 1
    turn.set(**{DECLINED: {"about": about, "times": times, "at": turn.talk.messages}})
    known = turn.perform(contacts)
    own, _, family = about.partition(".")
    said = about if times < OFTEN else f"{own}.{FURTHER[(times - OFTEN) % len(FURTHER)]}"
    hr = hr_said(turn.company, known.hr, turn.speech.language)
    named = family != GENERAL
    alone = before is not None or family in ALONE or (named and own == NOT_KEPT)
    whom = "planner" if known.planner else "employee"
    turn.reply(turn.say(said, hr=hr), "" if alone else turn.say(f"{own}.can_{whom}"))


def _before(turn: Turn) -> dict[str, Any] | None:
    """What the turn before this one declined."""
    last = turn.slots.get(DECLINED)
    return last if last and last["at"] == turn.talk.messages - 1 else None
