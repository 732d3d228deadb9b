"""Deciding, changing and taking back requests as a flow: which one, what exactly, why, a summary,
one confirmation. What can be read both ways is asked about, and never guessed."""

from __future__ import annotations

from assistant.base import Turn
from assistant.deciding.answering import says_yes, take_answer
from assistant.deciding.asides import answer_aside, answer_in_general, is_question, topic_of
from assistant.deciding.assent import confirms
from assistant.deciding.commenting import is_labelled, replacement
from assistant.deciding.doing import decide
from assistant.deciding.leaving import another_request, leave, show_other, stance_in
from assistant.deciding.meaning import Meant, meaning_of
from assistant.deciding.opening import open_decision
from assistant.deciding.pointing import request_meant, with_numbers
from assistant.deciding.questions import (
    ask_change,
    ask_comment,
    ask_number,
    ask_price,
    ask_which_act,
    ask_which_act_again,
    summary_of,
)
from assistant.deciding.queue import (
    WITH_REASON,
    add_to_comment,
    adds_to_comment,
    drop_queue,
    next_of_queue,
)
from assistant.deciding.reading import numbers_in
from assistant.deciding.sharing import act_said, shares
from assistant.deciding.stance import Stance, puts_off
from assistant.deciding.waiting import DECIDING, EVENTS, OWN, talk_of
from assistant.deciding.words import pattern
from assistant.draft import DECISION_SLOTS
from assistant.errors import say_error
from assistant.flows.flow import Field, Flow, Slots, Summary
from assistant.flows.names import CONFIRMED, DECISION, REQUESTED
from assistant.reading.answers import ends_as_question, is_cancel, is_no, is_pause
from engine.values.errors import EngineError

# What a change may say that changes nothing by itself.
BESIDE_CHANGES = {"position_no", "quotation"}


def _misses_change(slots: Slots) -> bool:
    said = set(slots.get("decision_change") or {})
    return slots["decision"] == "amend_request" and not said - BESIDE_CHANGES


class DecisionFlow(Flow):
    name = DECISION
    slots = DECISION_SLOTS
    fields = (
        Field(
            name="decision_number",
            misses=lambda slots: slots.get("decision_number") is None,
            ask=ask_number,
        ),
        Field(
            name="decision",
            misses=lambda slots: bool(slots.get("decision_doubt")),
            ask=ask_which_act,
            again=ask_which_act_again,
        ),
        Field(
            name="decision_comment",
            misses=lambda slots: (
                slots["decision"] in WITH_REASON and not slots.get("decision_comment")
            ),
            ask=ask_comment,
        ),
        Field(name="decision_change", misses=_misses_change, ask=ask_change),
    )

    def capability(self, slots: Slots) -> str | None:
        decision = slots.get("decision")
        return str(decision) if decision else None

    def does(self, capability: str, slots: Slots) -> bool:
        """Any act that is said amid a decision is read as one of this request."""
        return capability in EVENTS

    def about(self, turn: Turn) -> str:
        number = turn.slots.get("decision_number") or ""
        return turn.say(f"back.{turn.slots.get('decision')}", number=number)

    def is_open(self, slots: Slots) -> bool:
        return slots.get("decision") is not None

    def begin(self, turn: Turn) -> None:
        self.resolve(turn)
        open_decision(turn)

    def resolve(self, turn: Turn) -> None:
        turn.message = with_numbers(turn)

    def take(self, turn: Turn, asked: str) -> None:
        if add_to_comment(turn) or _replaces_comment(turn):
            return
        if turn.message.act is None and shares(turn.message.text):
            open_decision(turn)
        elif (other := _only_named(turn)) is not None:
            show_other(turn, other)
        elif (stance := stance_in(turn)) is not None:
            leave(turn, stance)
            if stance is Stance.PAUSE:
                drop_queue(turn)
        else:
            take_answer(turn, asked)

    def summary(self, turn: Turn) -> Summary | None:
        return summary_of(turn)

    def store(self, turn: Turn) -> None:
        decide(turn)

    def drop(self, turn: Turn) -> None:
        turn.reply(turn.say("decision.dropped", number=turn.slots["decision_number"]))
        self.empty(turn)

    def stop(self, turn: Turn) -> None:
        leave(turn, Stance.KEEP)
        drop_queue(turn)

    def after(self, turn: Turn) -> str | None:
        return self.name if next_of_queue(turn) else None

    def is_pressed(self, turn: Turn) -> bool:
        return turn.message.act is not None and turn.message.act["intent"] in EVENTS

    def pauses(self, turn: Turn, asked: str) -> bool:
        """Not where it says of the act that it is to wait: then nothing stays open."""
        message = turn.message
        if message.act is not None or asked == "decision_comment" or _is_comment(turn):
            return False
        return is_pause(message) and act_said(message.text) is None and not numbers_in(message)

    def stops(self, turn: Turn, asked: str) -> bool:
        return not _is_comment(turn) and is_cancel(turn.message, asked)

    def answers(self, turn: Turn, asked: str) -> bool:
        if _is_comment(turn):
            return False
        if _asks(turn, asked):
            return _answer(turn)
        if _wants_more(turn, asked) and not _is_about_requests(turn):
            # It is no yes: what is asked is asked again, by its name.
            said, number = turn.message.text.strip(), turn.slots["decision_number"]
            turn.reply(turn.say("deciding.one_first", words=said, number=number))
            return True
        return False

    def is_beside(self, turn: Turn, asked: str) -> bool:
        if _is_comment(turn):
            return False
        if _asks(turn, asked):
            return True
        if _is_about_requests(turn) or _says_decision(turn):
            return False
        return super().is_beside(turn, asked)

    def confirms(self, turn: Turn) -> bool:
        return says_yes(turn)

    def declines(self, turn: Turn) -> bool:
        """In words it may be another act instead: these are weighed with all that is said."""
        return turn.message.act is not None and is_no(turn.message)

    def not_read(self, turn: Turn, error: EngineError) -> None:
        """What cannot be done is not asked about any further."""
        turn.reply(say_error(turn.speech, error))
        self.empty(turn)

    def not_asked(self, turn: Turn, error: EngineError) -> None:
        """A change that cannot be: another may be told. Where there is none, nothing is open."""
        change = turn.slots.get("decision_change")
        if turn.slots["decision"] != "amend_request":
            self.not_read(turn, error)
        elif error.code == "quotation_for_all" and change:
            ask_price(turn, error)
        else:
            turn.reply(say_error(turn.speech, error), turn.say("decision.what_to_change"))
            turn.set(decision_change=None, **{REQUESTED: "decision_change"})

    def not_stored(self, turn: Turn, error: EngineError) -> None:
        turn.reply(say_error(turn.speech, error), turn.say("decision.nothing_done"))
        self.empty(turn)


def _is_comment(turn: Turn) -> bool:
    """Whether it is a sentence more for a comment, or other words for one."""
    return adds_to_comment(turn) is not None or _replacement(turn) is not None


def _replacement(turn: Turn) -> str | None:
    decision, number = turn.slots["decision"], turn.slots.get("decision_number")
    if turn.message.act is not None or decision not in DECIDING or number is None:
        return None
    return replacement(turn.message.text)


def _replaces_comment(turn: Turn) -> bool:
    """Other words for what is to be told; without any, they are asked for."""
    said = _replacement(turn)
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


def _answer(turn: Turn) -> bool:
    """Of the request it names, else the one at hand, or from the book; False where it is about
    something else."""
    number, decision = turn.slots.get("decision_number"), turn.slots["decision"]
    about = request_meant(turn, pronouns=number is None) or number
    topic = topic_of(turn.message.text)
    if topic is None or not answer_aside(turn, topic, about, decision):
        return answer_in_general(turn)
    if about is not None:
        talk_of(turn, about)
        turn.set(looked_at={"number": about, "at": turn.talk.messages})
    return True


def _is_about_requests(turn: Turn) -> bool:
    """Whether it says what is to be done with this request or with others, or what not."""
    if turn.message.act is not None:
        return False
    return bool(
        shares(turn.message.text)
        or another_request(turn) is not None
        or stance_in(turn) is not None
    )


def _only_named(turn: Turn) -> str | None:
    """Another request, of which nothing is said that is to be done."""
    other = another_request(turn)
    return None if other is None or _does_something(turn) else other


def _wants_more(turn: Turn, asked: str) -> bool:
    """Whether it wants something beside, which would be neither a yes nor a comment."""
    message = turn.message
    if message.act is not None or asked != CONFIRMED or is_labelled(message.text):
        return False
    if turn.slots["decision"] == "amend_request" or is_cancel(message, asked):
        return False
    return bool(pattern("telling", "orders").search(message.text))


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
