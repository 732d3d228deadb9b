"""What was not understood: what it may have been, and who helps."""

from __future__ import annotations

from assistant.base import Turn
from assistant.proposing import TakesUpOffer
from engine.usecases.units import contacts

OFFERED = 3


class Clarify(TakesUpOffer):
    """The likeliest readings as choices; when that did not help, a person as well."""

    action_name = "action_clarify"
    resets_misunderstood = False

    def answer(self, turn: Turn) -> None:
        times = int(turn.slots.get("misunderstood") or 0) + 1
        turn.set(misunderstood=times)
        keys = [f"choice.{intent}" for intent in turn.message.choices]
        known = [turn.say(key) for key in keys if turn.speech.knows(key)]
        said = turn.say("small.clarify") if times == 1 else hand_off(turn, "small.clarify_again")
        turn.reply(said, choices=known[:OFFERED] or [turn.say("choice.help")])


def hand_off(turn: Turn, key: str) -> str:
    """The phrase `key` with HR's people; another where nobody is named."""
    people = turn.perform(contacts).hr
    return turn.say(key, people=people) if people else turn.say("small.handoff_nobody")
