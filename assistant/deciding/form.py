"""Deciding, changing and taking back requests: which one, what exactly, why, a summary, one
confirmation. What can be read both ways is asked about, and never guessed."""

from __future__ import annotations

from typing import Any

from assistant.base import PeisuanAction, Turn
from assistant.deciding.answering import take_answer
from assistant.deciding.asides import answer_aside, answer_in_general, is_question, topic_of
from assistant.deciding.assent import confirms
from assistant.deciding.commenting import is_labelled, replacement
from assistant.deciding.doing import DecideRequest
from assistant.deciding.leaving import another_request, leave, show_other, stance_in
from assistant.deciding.meaning import Meant, meaning_of
from assistant.deciding.opening import open_decision
from assistant.deciding.pointing import request_meant, with_numbers
from assistant.deciding.questions import (
    AskDecision,
    AskDecisionChange,
    AskDecisionComment,
    AskDecisionConfirmed,
    AskDecisionNumber,
)
from assistant.deciding.queue import (
    WITH_REASON,
    add_to_comment,
    drop_queue,
)
from assistant.deciding.sharing import shares
from assistant.deciding.stance import Stance, puts_off
from assistant.deciding.waiting import DECIDING, EVENTS, OWN, talk_of
from assistant.deciding.words import pattern
from assistant.draft import NO_DECISION
from assistant.errors import say_error
from assistant.reading.answers import (
    ends_as_question,
    is_cancel,
    is_digression,
)
from assistant.request_form import REQUESTED, take_for_form
from engine.values.errors import EngineError


class ValidateDecisionForm(PeisuanAction):
    action_name = "validate_decision_form"

    def respond(self, turn: Turn) -> None:
        turn.message = with_numbers(turn)
        asked = turn.slots.get(REQUESTED)
        if asked is None:
            open_decision(turn)
        else:
            _read_on(turn, asked)
        turn.set(**{REQUESTED: next_question(turn.slots)})

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        """What cannot be done is not asked about any further."""
        turn.reply(say_error(turn.speech, error))
        turn.set(**NO_DECISION, **{REQUESTED: None})


def _read_on(turn: Turn, asked: str) -> None:
    """A message while a decision is open."""
    # Was of the message before; forgetting it is no answer.
    turn.slots["decision_aside"] = None
    if add_to_comment(turn) or _replaces_comment(turn):
        return
    if _asks(turn, asked):
        _answer_question(turn, asked)
    elif turn.message.act is None and shares(turn.message.text):
        open_decision(turn)
    elif (other := another_request(turn)) is not None and not _does_something(turn):
        show_other(turn, other)
    elif is_cancel(turn.message, asked):
        leave(turn, Stance.KEEP)
        drop_queue(turn)
    elif (stance := stance_in(turn)) is not None:
        leave(turn, stance)
        if stance is Stance.PAUSE:
            drop_queue(turn)
    elif _wants_more(turn, asked):
        _keep_to_one(turn)
    elif is_digression(turn.message, asked) and not _says_decision(turn):
        turn.events.clear()
    else:
        take_for_form(turn, lambda: take_answer(turn, asked))


def _replaces_comment(turn: Turn) -> bool:
    """Other words for what is to be told; without any, they are asked for."""
    decision, number = turn.slots["decision"], turn.slots.get("decision_number")
    if turn.message.act is not None or decision not in DECIDING or number is None:
        return False
    said = replacement(turn.message.text)
    if said is not None:
        turn.set(decision_comment=said or None)
    return said is not None


def _asks(turn: Turn, asked: str) -> bool:
    """Whether it is a question, which is never a comment, nor an answer to what is asked."""
    if not is_question(turn.message) or confirms(turn.message.text, turn.slots["decision"]):
        return False
    if another_request(turn) is not None:
        # Of another: what is asked of it, or to see it.
        return topic_of(turn.message.text) is not None
    if asked != "decision_comment":
        return True
    # A comment may well speak of how, and why.
    return ends_as_question(turn.message.text) or topic_of(turn.message.text) is not None


def _answer_question(turn: Turn, asked: str) -> None:
    """Of the request it names, else the one at hand; what is not about it is answered as what
    it is, and the decision comes back."""
    number, decision = turn.slots.get("decision_number"), turn.slots["decision"]
    about = request_meant(turn, pronouns=number is None) or number
    topic = topic_of(turn.message.text)
    if topic is not None and answer_aside(turn, topic, about, decision):
        turn.set(decision_aside=asked)
        if about is not None:
            talk_of(turn, about)
            turn.set(looked_at={"number": about, "at": turn.talk.messages})
    elif answer_in_general(turn):
        turn.set(decision_aside=asked)
    else:
        turn.events.clear()


def _wants_more(turn: Turn, asked: str) -> bool:
    """Whether it wants something beside, which would be neither a yes nor a comment."""
    message = turn.message
    if message.act is not None or asked != "confirmed" or is_labelled(message.text):
        return False
    if turn.slots["decision"] == "amend_request":
        return False
    return bool(pattern("telling", "orders").search(message.text))


def _keep_to_one(turn: Turn) -> None:
    """It is no yes: what is asked is asked again, by its name."""
    number = turn.slots["decision_number"]
    turn.reply(turn.say("deciding.one_first", words=turn.message.text.strip(), number=number))
    turn.set(decision_aside="confirmed")


def next_question(slots: dict[str, Any]) -> str | None:
    """The slot to ask for next; None when all is known and confirmed, or it was given up."""
    decision = slots.get("decision")
    if decision is None or slots.get("confirmed") is not None:
        return None
    if slots.get("decision_number") is None:
        return "decision_number"
    if slots.get("decision_doubt"):
        return "decision"
    if decision in WITH_REASON and not slots.get("decision_comment"):
        return "decision_comment"
    if decision == "amend_request" and not _changes(slots):
        return "decision_change"
    return "confirmed"


def _changes(slots: dict[str, Any]) -> bool:
    said = set(slots.get("decision_change") or {})
    return bool(said - {"position_no", "quotation"})


def _says_decision(turn: Turn) -> bool:
    """Whether it says something about deciding, whatever else it looks like."""
    if turn.slots["decision"] not in DECIDING or turn.message.asks:
        return False
    return meaning_of(turn.message.text) not in (Meant.NEITHER, Meant.ASSENT)


def _does_something(turn: Turn) -> bool:
    """Whether the message says what is to be done with the request it names."""
    message = turn.message
    if message.act is not None:
        return True
    if message.intent not in EVENTS or message.asks or puts_off(message.text, message.intent):
        return False
    return message.intent in OWN or meaning_of(message.text) != Meant.NEITHER


DECISION_FORM: tuple[type[PeisuanAction], ...] = (
    ValidateDecisionForm,
    AskDecision,
    AskDecisionNumber,
    AskDecisionComment,
    AskDecisionChange,
    AskDecisionConfirmed,
    DecideRequest,
)
