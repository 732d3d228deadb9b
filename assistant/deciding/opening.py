"""Taking up a decision: which act the words say, on which request, and what is said beside."""

from __future__ import annotations

from dataclasses import replace

from assistant.base import Turn
from assistant.change_reading import read_change, untaken
from assistant.deciding.asides import answer_aside, answer_in_general, is_question, topic_of
from assistant.deciding.choosing import choose, take_number
from assistant.deciding.commenting import condition_of, read_comment
from assistant.deciding.leaving import leave
from assistant.deciding.meaning import INTENTS, Meant, meaning_of, note_of
from assistant.deciding.pointing import pointers_in
from assistant.deciding.questions import (
    say_waiting,
)
from assistant.deciding.queue import (
    NEXT,
    QUEUE,
    WITH_REASON,
    share_out,
    take,
)
from assistant.deciding.reading import (
    excludes,
    read_number,
    resubmits,
)
from assistant.deciding.sharing import says_what
from assistant.deciding.stance import Stance, denies, puts_off, stance_of
from assistant.deciding.waiting import DECIDING, OWN, candidates
from assistant.draft import NO_DECISION
from assistant.message import Facts
from assistant.one_at_a_time import TAKES_BACK, beside_taking_back, first_act
from assistant.small_talk import Clarify
from assistant.understanding.patterns import Patterns

# To go on with what somebody who left has asked for.
TAKE_OVER = Patterns(__file__).compiled("take_over")


# Below this the second reading is as likely as the first.
UNSURE = 0.6


# What the classifier takes for one thing and the words say the contrary of.
CONTRADICTING = {
    ("approve_request", Meant.RETURN),
    ("approve_request", Meant.REJECT),
    ("return_request", Meant.APPROVE),
    ("reject_request", Meant.APPROVE),
}


def open_decision(turn: Turn) -> None:
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
        read_decision(turn)
    take_number(turn)
    decision = turn.slots.get("decision")
    if decision is not None and (stance := _stance_at_first(turn)):
        leave(turn, stance)
        return
    if decision is None:
        return
    if waiting:
        turn.reply(say_waiting(turn, waiting, turn.slots.get("decision_number")))
    _take_words(turn, decision)


def _take_words(turn: Turn, decision: str) -> None:
    """What is said beside which request and what to do with it."""
    if decision == "amend_request":
        take_change(turn)
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
    if turn.talk.requests and pointers_in(message):
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


def read_decision(turn: Turn) -> None:
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
        doubt(turn, "conditional", note_of(message.text))
    elif meant == Meant.OPPOSITE or (intent, meant) in CONTRADICTING or _torn(turn, meant):
        doubt(turn, "opposite")
    elif meant == Meant.REFUSE:
        doubt(turn, "refuse")
    elif meant in INTENTS:
        turn.set(decision=INTENTS[meant])


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


def doubt(turn: Turn, kind: str, note: str | None = None) -> None:
    """Ask first what is meant. Until then it counts as a look with a view to approving."""
    note = condition_of(note) if note else None
    turn.set(decision="approve_request", decision_doubt={"kind": kind, "note": note})
    turn.set(decision_comment=None)


def take_change(turn: Turn) -> None:
    given = read_change(turn)
    if not given:
        return
    turn.set(decision_change={**(turn.slots.get("decision_change") or {}), **given})
    if words := untaken(turn):
        turn.reply(turn.say("decision.untaken", words=words))
