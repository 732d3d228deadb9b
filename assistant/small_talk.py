"""What needs no figure: greetings, help, yes and no with nothing open, and not understanding."""

from __future__ import annotations

from assistant.base import PeisuanAction, Turn
from assistant.deciding.questions import MOST_OFFERED, offered
from assistant.deciding.waiting import candidates
from assistant.draft import EMPTY, NO_DECISION
from assistant.language import fallbacks, languages_named
from assistant.proposing import TakesUpOffer
from assistant.request_rendering import headline
from assistant.statements.flow import NO_STATEMENT
from engine.usecases.units import contacts

OFFERED = 3


class Greet(PeisuanAction):
    action_name = "action_greet"

    def respond(self, turn: Turn) -> None:
        turn.reply(turn.say("small.greet"))


class Help(PeisuanAction):
    action_name = "action_help"

    def respond(self, turn: Turn) -> None:
        planner = turn.perform(contacts).planner
        turn.reply(turn.say("small.help_planner" if planner else "small.help_employee"))


class ThanksBye(PeisuanAction):
    action_name = "action_thanks_bye"

    def respond(self, turn: Turn) -> None:
        turn.reply(turn.say("small.thanks_bye"))


class SwitchLanguage(PeisuanAction):
    """The language asked for, not the one it is asked in."""

    action_name = "action_switch_language"

    def respond(self, turn: Turn) -> None:
        named = languages_named(turn.message.text)
        language = named[0] if len(named) == 1 else fallbacks(turn.speech.language)[1]
        turn.speech = type(turn.speech)(language)
        turn.set(language=language)
        turn.reply(turn.say("small.switched"))


class Affirm(PeisuanAction):
    action_name = "action_affirm"

    def respond(self, turn: Turn) -> None:
        if turn.talk.is_answered:
            # It agrees with an answer, and asks for nothing.
            turn.reply(turn.say("small.fine"))
            return
        waiting = candidates(turn, "approve_request")
        if waiting:
            # A bare yes is none to what happens to wait: which one is meant has to be said.
            turn.reply(
                turn.say("decision.which_waits"),
                *(headline(turn.speech, one) for one in waiting[:MOST_OFFERED]),
                choices=offered(turn, "approve_request", waiting),
            )
            return
        number = turn.slots.get("last_request")
        turn.reply(
            turn.say("small.already_submitted", number=number)
            if number
            else turn.say("small.nothing_to_confirm")
        )


class Deny(PeisuanAction):
    action_name = "action_deny"

    def respond(self, turn: Turn) -> None:
        turn.set(offer=None)
        turn.reply(turn.say("small.thanks_bye"))


class Cancel(PeisuanAction):
    """Drops the open draft, or an offer; nothing of it was stored."""

    action_name = "action_cancel"

    def respond(self, turn: Turn) -> None:
        had = turn.slots.get("draft_key") or turn.slots.get("offer")
        turn.set(**{**EMPTY, **NO_DECISION, **NO_STATEMENT})
        if not had and turn.talk.is_answered:
            turn.reply(turn.say("small.left_it"))
            return
        turn.reply(turn.say("small.cancelled" if had else "small.nothing_to_cancel"))


class HandoffToHuman(PeisuanAction):
    action_name = "action_handoff_to_human"

    def respond(self, turn: Turn) -> None:
        turn.reply(hand_off(turn, "small.handoff"))


class Clarify(TakesUpOffer):
    """The likeliest readings as choices; a person, when that did not help either."""

    action_name = "action_clarify"
    resets_misunderstood = False

    def answer(self, turn: Turn) -> None:
        times = int(turn.slots.get("misunderstood") or 0) + 1
        turn.set(misunderstood=times)
        if times > 1:
            turn.reply(hand_off(turn, "small.clarify_again"))
            return
        keys = [f"choice.{intent}" for intent in turn.message.choices]
        known = [turn.say(key) for key in keys if turn.speech.knows(key)]
        turn.reply(turn.say("small.clarify"), choices=known[:OFFERED] or [turn.say("choice.help")])


def hand_off(turn: Turn, key: str) -> str:
    """The phrase `key` with HR's people; another where nobody is named."""
    people = turn.perform(contacts).hr
    return turn.say(key, people=people) if people else turn.say("small.handoff_nobody")


SMALL_TALK: tuple[type[PeisuanAction], ...] = (
    Greet,
    Help,
    ThanksBye,
    SwitchLanguage,
    Affirm,
    Deny,
    Cancel,
    HandoffToHuman,
    Clarify,
)
