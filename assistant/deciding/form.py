"""Deciding, changing and taking back requests: which one, what exactly, why, a summary, one
confirmation. What can be read both ways is asked about, and never guessed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.base import PeisuanAction, Turn
from assistant.change_reading import line_is_open, read_change, read_quotation
from assistant.deciding.asides import answer_aside, answer_in_general, is_question, topic_of
from assistant.deciding.assent import confirms
from assistant.deciding.choosing import DECIDING, EVENTS, OWN, candidates, choose, take_number
from assistant.deciding.doing import DecideRequest
from assistant.deciding.meaning import INTENTS, Meant, meaning_of, note_of
from assistant.deciding.pointing import pointers_in, rows_shown, with_numbers
from assistant.deciding.questions import (
    MOST_OFFERED,
    AskDecision,
    AskDecisionChange,
    AskDecisionComment,
    AskDecisionConfirmed,
    AskDecisionNumber,
    doubt_choices,
    say_waiting,
)
from assistant.deciding.queue import (
    NEXT,
    QUEUE,
    add_to_comment,
    drop_queue,
    share_out,
    take,
)
from assistant.deciding.reading import (
    excludes,
    is_labelled,
    numbers_in,
    read_comment,
    read_number,
    resubmits,
)
from assistant.deciding.sharing import says_what, shares
from assistant.deciding.stance import Stance, denies, puts_off, stance_of
from assistant.deciding.words import pattern
from assistant.draft import NO_DECISION
from assistant.errors import say_error
from assistant.message import Facts, Message
from assistant.one_at_a_time import TAKES_BACK, beside_taking_back, first_act
from assistant.reading.answers import (
    LOOKUPS,
    ends_as_question,
    is_cancel,
    is_digression,
    is_no,
    is_yes,
)
from assistant.request_form import REQUESTED, take_for_form
from assistant.request_rendering import request_lines, still_waits
from assistant.small_talk import Clarify
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import RequestView
from engine.values.errors import EngineError

WITH_REASON = ("return_request", "reject_request")
# To go on with what somebody who left has asked for.
TAKE_OVER = re.compile(r"接手|接管|接过来|\btake (?:\S+ )?over\b|\btaking over\b", re.IGNORECASE)
# Below this the second reading is as likely as the first.
UNSURE = 0.6


class ValidateDecisionForm(PeisuanAction):
    action_name = "validate_decision_form"

    def respond(self, turn: Turn) -> None:
        turn.message = with_numbers(turn)
        asked = turn.slots.get(REQUESTED)
        if asked is None:
            _open(turn)
        else:
            _read_on(turn, asked)
        turn.set(**{REQUESTED: next_question(turn.slots)})

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        """What cannot be done is not asked about any further."""
        turn.reply(say_error(turn.speech, error))
        turn.set(**NO_DECISION, **{REQUESTED: None})


def _read_on(turn: Turn, asked: str) -> None:
    """A message while a decision is open."""
    number = turn.slots.get("decision_number")
    # Was of the message before; forgetting it is no answer.
    turn.slots["decision_aside"] = None
    if add_to_comment(turn):
        return
    if _asks(turn, asked):
        _answer_question(turn, asked)
    elif number is not None and turn.message.act is None and shares(turn.message.text):
        _open(turn)
    elif (other := another_request(turn)) is not None and not _does_something(turn):
        _show_other(turn, other)
    elif is_cancel(turn.message, asked):
        _leave(turn, Stance.KEEP)
        drop_queue(turn)
    elif (stance := _stance(turn)) is not None:
        _leave(turn, stance)
        if stance is Stance.PAUSE:
            drop_queue(turn)
    elif _wants_more(turn, asked):
        _keep_to_one(turn)
    elif is_digression(turn.message, asked) and not _says_decision(turn):
        turn.events.clear()
    else:
        take_for_form(turn, lambda: _take_answer(turn, asked))


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
    named = read_number(turn.message)
    rows = rows_shown(turn)
    about = next((one for one in rows if named and one.endswith(named)), named) or number
    topic = topic_of(turn.message.text)
    if (topic is not None and answer_aside(turn, topic, about, decision)) or answer_in_general(
        turn
    ):
        turn.set(decision_aside=asked)
    else:
        turn.events.clear()


def _looks_up(message: Message) -> bool:
    """Whether it asks about something it names: not about the request."""
    facts = message.facts
    named = (facts.department, facts.course, facts.skill, facts.kpi, facts.position)
    return message.intent in LOOKUPS and any(one is not None for one in named)


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


def _stance(turn: Turn) -> Stance | None:
    """Whether what is asked about is to stay undone, or to wait."""
    message, decision = turn.message, turn.slots["decision"]
    if message.act is not None or decision is None or is_labelled(message.text):
        return None
    if decision == "amend_request" and message.facts.anything:
        return None
    return stance_of(message.text, decision)


def _leave(turn: Turn, stance: Stance) -> None:
    """Nothing is done, and nothing stays open that a later yes could answer. What was said of
    it is kept for when it is taken up again."""
    number, decision = turn.slots.get("decision_number"), turn.slots["decision"]
    comment = turn.slots.get("decision_comment")
    if number is None:
        turn.reply(turn.say("decision.left_undone"), *_still_waiting(turn, candidates(turn)))
    elif stance == Stance.KEEP:
        turn.reply(turn.say("decision.dropped", number=number), *_still_waiting(turn, _one(turn)))
    else:
        again = turn.say(f"decision.say_{decision}", number=number)
        said = turn.say("decision.put_off", number=number, again=again)
        turn.reply(said, *_still_waiting(turn, _one(turn)))
    kept = {"decision": decision, "number": number, "comment": comment}
    turn.set(**NO_DECISION, decision_kept=kept if comment and number else None)
    if number is not None:
        turn.set(last_request=number)


def _one(turn: Turn) -> list[RequestView]:
    return list(turn.perform(request_status, turn.slots["decision_number"]).requests)


def _still_waiting(turn: Turn, found: list[RequestView]) -> list[str]:
    return [line for one in found[:MOST_OFFERED] if (line := still_waits(turn.speech, one))]


def _does_something(turn: Turn) -> bool:
    """Whether the message says what is to be done with the request it names."""
    message = turn.message
    if message.act is not None:
        return True
    if message.intent not in EVENTS or message.asks or puts_off(message.text, message.intent):
        return False
    return message.intent in OWN or meaning_of(message.text) != Meant.NEITHER


def another_request(turn: Turn) -> str | None:
    """The request that is named beside the one that is asked about; None where there is none."""
    number = turn.slots.get("decision_number")
    if number is None or turn.message.act is not None or is_labelled(turn.message.text):
        return None
    named = [one for one in numbers_in(turn.message) if not number.endswith(one)]
    return named[0] if named else None


def _show_other(turn: Turn, named: str) -> None:
    """What was asked about is closed, so that a yes after this cannot be taken for one to it."""
    closed = turn.say("decision.dropped", number=turn.slots["decision_number"])
    turn.set(**NO_DECISION)
    found = turn.perform(request_status, size=50).requests
    waiting = turn.perform(request_status, waiting_for_me=True, size=50).requests
    view = next((one for one in (*found, *waiting) if one.number.endswith(named)), None)
    if view is None:
        turn.reply(closed, turn.say("error.unknown_request", number=named))
        return
    turn.reply(closed, *request_lines(turn.speech, view))
    turn.set(last_request=view.number)


def _open(turn: Turn) -> None:
    following = turn.slots.get(NEXT)
    turn.set(**NO_DECISION, **{NEXT: None})
    key = turn.message.message_id
    if following is not None:
        take(turn, following)
        key = f"{key}-{following['number'][-4:]}"
    else:
        turn.set(**{QUEUE: None})
    act = turn.message.act
    turn.set(decision=turn.message.intent, draft_key=key, confirmed=None)
    if act is not None:
        if act.get("number"):
            choose(turn, act["number"], act.get("version"))
        else:
            take_number(turn)
        return
    if following is None and _is_no_decision(turn):
        _answer_otherwise(turn)
        return
    _open_in_words(turn)


def _open_in_words(turn: Turn) -> None:
    waiting: list[str] = []
    if turn.slots.get(QUEUE) is None and not excludes(turn.message.text):
        if share_out(turn, [one.number for one in candidates(turn)]):
            turn.set(decision=turn.message.intent)
        else:
            waiting = _take_first_act(turn)
    message = turn.message
    if TAKE_OVER.search(message.text):
        turn.set(decision="take_over_request")
    elif excludes(message.text):
        turn.reply(turn.say("decision.each_by_itself"))
        return
    else:
        _read_decision(turn)
    take_number(turn)
    decision = turn.slots.get("decision")
    if decision is not None and (stance := _stance_at_first(turn)):
        _leave(turn, stance)
        return
    if decision is None:
        return
    if waiting:
        turn.reply(say_waiting(turn, waiting, turn.slots.get("decision_number")))
    _take_words(turn, decision)


def _take_words(turn: Turn, decision: str) -> None:
    """What is said beside which request and what to do with it."""
    if decision == "amend_request":
        _take_change(turn)
    elif decision != "take_over_request" and not turn.slots.get("decision_doubt"):
        comment = read_comment(turn.message.text, decision in WITH_REASON)
        if comment := comment or _comment_kept(turn, decision):
            turn.set(decision_comment=comment)
    turn.set(decision_kept=None)


def _comment_kept(turn: Turn, decision: str) -> str | None:
    """What was said of the same act before it was put off."""
    kept = turn.slots.get("decision_kept") or {}
    here = (decision, turn.slots.get("decision_number"))
    return kept["comment"] if kept and (kept["decision"], kept["number"]) == here else None


def _is_no_decision(turn: Turn) -> bool:
    """Whether what was taken for a decision says none: a question, or words about something
    else while nothing waits."""
    message, decision = turn.message, turn.message.intent
    if decision not in DECIDING or read_number(message):
        return False
    if rows_shown(turn) and pointers_in(message):
        return False
    meant = meaning_of(message.text)
    if resubmits(message.text) or meant in (*INTENTS, Meant.CONDITIONAL, Meant.REFUSE):
        return False
    if is_question(message):
        return meant != Meant.OPPOSITE or topic_of(message.text) is not None
    return not says_what(message.text) and not candidates(turn)


def _answer_otherwise(turn: Turn) -> None:
    """Of the request talked about last, from what is known in general, or by asking back."""
    last, topic = turn.slots.get("last_request"), topic_of(turn.message.text)
    decision = turn.slots["decision"]
    turn.set(**NO_DECISION)
    if topic is not None and answer_aside(turn, topic, last, decision):
        return
    if not answer_in_general(turn):
        turn.understood = False
        Clarify().take(turn)


def _take_first_act(turn: Turn) -> list[str]:
    """Read of the message only what is about the first request it names; the rest, in words."""
    message = turn.message
    mine, waiting = first_act(message.text)
    if turn.slots["decision"] == "withdraw_request" and _asks_for_training(message.facts):
        mine, waiting = beside_taking_back(message.text)
    if mine == message.text or not mine:
        return []
    turn.message = replace(message, text=mine, intent=_intent_of(mine, message.intent))
    turn.set(decision=turn.message.intent)
    return waiting


def _asks_for_training(facts: Facts) -> bool:
    figures = (facts.headcount, facts.amount, facts.amount_per_head, facts.amount_per_session)
    named = facts.request_id is not None and (facts.course or facts.skill) is not None
    return named and any(one is not None for one in figures)


def _intent_of(mine: str, intent: str) -> str:
    """What the part says, where the classifier has read the whole."""
    meant = meaning_of(mine)
    if meant not in INTENTS and TAKES_BACK.search(mine):
        return "withdraw_request"
    return INTENTS.get(meant, intent)


def _stance_at_first(turn: Turn) -> Stance | None:
    """Whether what sounds like an act says that it is not to be done (yet)."""
    text, intent = turn.message.text, turn.message.intent
    refused = meaning_of(text) == Meant.REFUSE
    if puts_off(text, "approve_request" if refused else intent):
        return Stance.PAUSE
    if intent == "amend_request" and turn.message.facts.anything:
        return None
    if denies(text, intent) and stance_of(text, intent) is not None:
        return Stance.KEEP
    return None


def _read_decision(turn: Turn) -> None:
    """What is to be done by the words themselves, where they say it; a doubt where they, or
    they and the classifier, contradict each other."""
    message, intent = turn.message, turn.message.intent
    meant = meaning_of(message.text)
    if resubmits(message.text) and meant not in INTENTS and intent not in OWN:
        # It comes back from the requester; whoever decides says that it goes back.
        turn.set(decision="amend_request")
        return
    if intent in OWN and not (intent == "amend_request" and _is_about_anothers(turn, meant)):
        return
    if meant == Meant.CONDITIONAL:
        _doubt(turn, "conditional", note_of(message.text))
    elif meant == Meant.OPPOSITE or (intent, meant) in CONTRADICTING or _torn(turn, meant):
        _doubt(turn, "opposite")
    elif meant == Meant.REFUSE:
        _doubt(turn, "refuse")
    elif meant in INTENTS:
        turn.set(decision=INTENTS[meant])


# What the classifier takes for one thing and the words say the contrary of.
CONTRADICTING = {
    ("approve_request", Meant.RETURN),
    ("approve_request", Meant.REJECT),
    ("return_request", Meant.APPROVE),
    ("reject_request", Meant.APPROVE),
}


def _torn(turn: Turn, meant: Meant) -> bool:
    """Whether, without a word for it, the two likeliest readings are a yes and a no."""
    message = turn.message
    if meant != Meant.NEITHER or message.confidence >= UNSURE:
        return False
    likeliest = set(list(message.choices)[:2])
    return "approve_request" in likeliest and bool(likeliest & set(WITH_REASON))


def _is_about_anothers(turn: Turn, meant: Meant) -> bool:
    """Whether what looks like a change is a yes or no to what waits for the person."""
    if meant in (Meant.NEITHER, Meant.ASSENT):
        return False
    named = read_number(turn.message)
    waiting = candidates(turn, "approve_request")
    if named is not None:
        return any(one.number.endswith(named) for one in waiting)
    return bool(waiting) and not candidates(turn, "amend_request")


def _doubt(turn: Turn, kind: str, note: str | None = None) -> None:
    """Ask first what is meant. Until then it counts as a look with a view to approving."""
    turn.set(decision="approve_request", decision_doubt={"kind": kind, "note": note})
    turn.set(decision_comment=None)


def _take_change(turn: Turn) -> None:
    given = read_change(turn)
    if given:
        turn.set(decision_change={**(turn.slots.get("decision_change") or {}), **given})


def _take_answer(turn: Turn, asked: str) -> None:
    if turn.message.act is not None:
        _take_press(turn, asked, turn.message.act)
    elif _names_another_request(turn):
        _open(turn)
    elif asked == "decision_number":
        take_number(turn)
    elif asked == "decision":
        _take_doubt(turn)
    elif turn.slots["decision"] in DECIDING:
        _take_said(turn, asked)
    elif asked == "confirmed" and (_confirms(turn) or is_no(turn.message)):
        if not _has_to_choose(turn):
            turn.set(confirmed=_confirms(turn))
    elif turn.slots["decision"] == "amend_request":
        _take_change(turn)
        _take_price(turn)
    elif not turn.message.asks and (comment := read_comment(turn.message.text, required=True)):
        turn.set(decision_comment=comment)


def _confirms(turn: Turn) -> bool:
    """Whether it is a yes to what was shown, and nothing beside."""
    message = turn.message
    if message.act is not None:
        return message.act.get("answer") is True
    return not message.facts.changes_request and confirms(message.text, turn.slots["decision"])


def _has_to_choose(turn: Turn) -> bool:
    """Whether a yes leaves open how an agreed price goes on, or which line is meant."""
    if turn.slots["decision"] != "amend_request" or not _confirms(turn):
        return False
    change = turn.slots.get("decision_change") or {}
    return change.get("quotation") == "ask" or line_is_open(turn, turn.slots["decision_number"])


def _take_price(turn: Turn) -> None:
    """How an agreed price goes on, in words."""
    change = turn.slots.get("decision_change") or {}
    how = read_quotation(turn.message.text) if change.get("quotation") == "ask" else None
    if how is not None:
        turn.set(decision_change={**change, "quotation": how})


def _names_another_request(turn: Turn) -> bool:
    """Another number than the one that is asked about, with something to be done."""
    return another_request(turn) is not None and turn.message.intent in EVENTS


def _take_press(turn: Turn, asked: str, act: dict[str, Any]) -> None:
    """A button does what it says, and nothing else: it answers the question it stands under,
    or takes up another decision."""
    here = act.get("about") == turn.slots["draft_key"]
    if not here:
        if act["intent"] in EVENTS:
            _open(turn)
    elif act.get("answer") is not None:
        turn.set(confirmed=act["answer"], decision_doubt=None)
    elif asked == "decision_number":
        choose(turn, act["number"], act.get("version"))
    elif "quotation" in act:
        change = {**turn.slots["decision_change"], "quotation": act["quotation"]}
        turn.set(decision_change=change)
    else:
        _settle(turn, act)


def _settle(turn: Turn, act: dict[str, Any]) -> None:
    """What was meant is known now."""
    turn.set(decision=act["intent"], decision_doubt=None)
    if act["intent"] != "approve_request":
        steps = turn.slots.get("decision_steps") or []
        turn.set(decision_steps=[one for one in steps[:1] if one.get("on_behalf_of")])
    if comment := act.get("comment"):
        turn.set(decision_comment=comment)
    if act.get("confirmed"):
        turn.set(confirmed=True)


def _take_doubt(turn: Turn) -> None:
    """Which of the two it is, in words: those of a button, or others that say it clearly."""
    text = turn.message.text.strip()
    for choice in doubt_choices(turn):
        if text.lower() == choice.title.lower() and choice.act is not None:
            _take_press(turn, "decision", choice.act)
            return
    meant = meaning_of(text)
    if meant in INTENTS:
        turn.set(decision=INTENTS[meant], decision_doubt=None)
        if comment := read_comment(text, INTENTS[meant] in WITH_REASON):
            turn.set(decision_comment=comment)
    elif is_no(turn.message) and turn.slots["decision_doubt"]["kind"] == "conditional":
        turn.set(confirmed=False, decision_doubt=None)
    elif meant == Meant.CONDITIONAL:
        _doubt(turn, "conditional", note_of(text))


def _take_said(turn: Turn, asked: str) -> None:
    """Words while a decision is open: a yes or no to it, another decision, or a comment."""
    message, decision = turn.message, turn.slots["decision"]
    meant = meaning_of(message.text)
    comment = read_comment(message.text, required=False)
    if meant == Meant.CONDITIONAL and decision == "approve_request":
        _doubt(turn, "conditional", note_of(message.text))
    elif asked == "confirmed" and _confirms(turn):
        turn.set(confirmed=True)
    elif meant in INTENTS and INTENTS[meant] == decision:
        if comment := comment or _reason_beside(turn, asked):
            turn.set(decision_comment=comment)
    elif meant == Meant.REFUSE and decision == "approve_request":
        _doubt(turn, "refuse")
    elif asked == "decision_comment":
        _take_reason(turn, meant)
    elif meant in INTENTS:
        _turn_to(turn, INTENTS[meant])
    elif meant == Meant.OPPOSITE:
        _doubt(turn, "opposite")
    elif is_no(message):
        turn.set(confirmed=False)
    elif comment := read_comment(message.text, required=True):
        turn.set(decision_comment=comment)


def _reason_beside(turn: Turn, asked: str) -> str | None:
    """A reason that is asked for, in a clause that says the act as well."""
    wanted = asked == "decision_comment"
    return read_comment(turn.message.text, required=True) if wanted else None


def _turn_to(turn: Turn, decision: str) -> None:
    """Another act, plainly said: it is asked about in its own question."""
    comment = read_comment(turn.message.text, decision in WITH_REASON)
    turn.set(decision=decision, decision_comment=comment, decision_steps=None, confirmed=None)


def _take_reason(turn: Turn, meant: Meant) -> None:
    """The reason asked for, in any words but a bare yes or no; and not what says the contrary."""
    if meant == Meant.APPROVE:
        _doubt(turn, "opposite")
    elif meant != Meant.ASSENT and not (is_yes(turn.message) or is_no(turn.message)):
        turn.set(decision_comment=turn.message.text.strip()[:1000])


DECISION_FORM: tuple[type[PeisuanAction], ...] = (
    ValidateDecisionForm,
    AskDecision,
    AskDecisionNumber,
    AskDecisionComment,
    AskDecisionChange,
    AskDecisionConfirmed,
    DecideRequest,
)
