"""Answers to what a decision still asks: in words, or by a button."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.base import Turn
from assistant.change_reading import line_is_open, read_quotation
from assistant.deciding.assent import confirms
from assistant.deciding.choosing import choose, take_number
from assistant.deciding.commenting import comment_led, read_comment, reason_answered
from assistant.deciding.leaving import another_request
from assistant.deciding.meaning import INTENTS, Meant, meaning_of, note_of
from assistant.deciding.opening import doubt, open_decision, take_change
from assistant.deciding.questions import (
    doubt_choices,
)
from assistant.deciding.queue import (
    WITH_REASON,
)
from assistant.deciding.reading import read_number
from assistant.deciding.sharing import act_said, only_says, shares
from assistant.deciding.waiting import DECIDING, EVENTS
from assistant.deciding.words import pattern
from assistant.reading.answers import (
    is_no,
    is_yes,
)


def take_answer(turn: Turn, asked: str) -> None:
    if turn.message.act is not None:
        _take_press(turn, asked, turn.message.act)
    elif _names_another_request(turn):
        open_decision(turn)
    elif asked == "decision_number":
        _take_which(turn)
    elif asked == "decision":
        _take_doubt(turn)
    elif turn.slots["decision"] in DECIDING:
        _take_said(turn, asked)
    elif asked == "confirmed" and is_no(turn.message):
        turn.set(confirmed=False)
    elif turn.slots["decision"] == "amend_request":
        take_change(turn)
        _take_price(turn)
    elif not turn.message.asks and (comment := comment_led(turn.message.text)):
        turn.set(decision_comment=comment)


def _take_which(turn: Turn) -> None:
    """Which request it is; where an act is said with it, that act is meant, and nothing that
    was said before of another goes with it."""
    text = turn.message.text
    said = act_said(text)
    if said is None or (only_says(text) and meaning_of(text) not in INTENTS):
        take_number(turn)
        return
    turn.message = replace(turn.message, intent=said)
    open_decision(turn)


def says_yes(turn: Turn) -> bool:
    """Whether it is a yes to what was shown of this request, and to nothing else."""
    message = turn.message
    if message.act is not None:
        return message.act.get("answer") is True
    if _is_of_another(turn) or meaning_of(message.text) == Meant.CONDITIONAL:
        return False
    return _confirms(turn) and not _has_to_choose(turn)


def _is_of_another(turn: Turn) -> bool:
    text = turn.message.text
    if another_request(turn) is not None or shares(text):
        return True
    # An act, no bare yes: it is one to what was just looked at.
    return INTENTS.get(meaning_of(text)) == turn.slots["decision"] and _looked_at(turn) is not None


def _confirms(turn: Turn) -> bool:
    """Whether it assents, and says nothing beside."""
    message = turn.message
    return not message.facts.changes_request and confirms(message.text, turn.slots["decision"])


def _has_to_choose(turn: Turn) -> bool:
    """Whether a yes leaves open how an agreed price goes on, or which line is meant."""
    if turn.slots["decision"] != "amend_request":
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
            open_decision(turn)
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
        comment = _condition_as_note(turn, INTENTS[meant]) or read_comment(
            text, INTENTS[meant] in WITH_REASON
        )
        turn.set(decision=INTENTS[meant], decision_doubt=None)
        if comment:
            turn.set(decision_comment=comment)
    elif is_no(turn.message) and turn.slots["decision_doubt"]["kind"] == "conditional":
        turn.set(confirmed=False, decision_doubt=None)
    elif meant == Meant.CONDITIONAL:
        doubt(turn, "conditional", note_of(text))


def _condition_as_note(turn: Turn, decision: str) -> str | None:
    """The condition, where it is returned with it: "return it with that"."""
    note = turn.slots["decision_doubt"]["note"]
    if decision != "return_request" or not note:
        return None
    text = turn.message.text
    pointed = pattern("telling", "that_note").search(text)
    return str(note) if pointed or read_comment(text, required=True) is None else None


def _take_said(turn: Turn, asked: str) -> None:
    """Words while a decision is open: a yes or no to it, another decision, or a comment."""
    message, decision = turn.message, turn.slots["decision"]
    meant = meaning_of(message.text)
    comment = read_comment(message.text, required=False)
    if meant == Meant.CONDITIONAL and decision == "approve_request":
        doubt(turn, "conditional", note_of(message.text))
    elif meant in INTENTS and INTENTS[meant] == decision and (other := _looked_at(turn)):
        _take_up(turn, other, decision)
    elif meant in INTENTS and INTENTS[meant] == decision:
        if comment := comment or _reason_beside(turn, asked):
            turn.set(decision_comment=comment)
    elif meant == Meant.REFUSE and decision == "approve_request":
        doubt(turn, "refuse")
    elif asked == "decision_comment":
        _take_reason(turn, meant)
    elif meant in INTENTS:
        _turn_to(turn, INTENTS[meant])
    elif meant == Meant.OPPOSITE:
        doubt(turn, "opposite")
    elif is_no(message):
        turn.set(confirmed=False)
    elif comment := comment_led(message.text):
        turn.set(decision_comment=comment)


def _reason_beside(turn: Turn, asked: str) -> str | None:
    """A reason that is asked for, in a clause that says the act as well."""
    wanted = asked == "decision_comment"
    return read_comment(turn.message.text, required=True) if wanted else None


def _turn_to(turn: Turn, decision: str) -> None:
    """Another act, plainly said: it is asked about in its own question. After an answer about
    another request, it is of that one."""
    other = _looked_at(turn)
    if other is not None:
        _take_up(turn, other, decision)
        return
    comment = read_comment(turn.message.text, decision in WITH_REASON)
    turn.set(decision=decision, decision_comment=comment, decision_steps=None, confirmed=None)


def _looked_at(turn: Turn) -> str | None:
    """Another request than the one at hand that the last answer was about, where none is named."""
    looked, number = turn.slots.get("looked_at") or {}, turn.slots.get("decision_number")
    if number is None or looked.get("at") != turn.talk.messages - 1 or read_number(turn.message):
        return None
    return str(looked["number"]) if looked["number"] != number else None


def _take_up(turn: Turn, number: str, decision: str) -> None:
    facts = replace(turn.message.facts, request_id=number)
    text = f"{number} {turn.message.text}"
    turn.message = replace(turn.message, text=text, intent=decision, facts=facts)
    open_decision(turn)


def _take_reason(turn: Turn, meant: Meant) -> None:
    """The reason asked for, in any words but a bare yes or no; and not what says the contrary,
    or that something else is to be done."""
    if meant == Meant.APPROVE:
        doubt(turn, "opposite")
    elif meant in INTENTS:
        _turn_to(turn, INTENTS[meant])
    elif meant != Meant.ASSENT and not (is_yes(turn.message) or is_no(turn.message)):
        turn.set(decision_comment=reason_answered(turn.message.text))
