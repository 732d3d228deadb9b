"""What a message is, where it looks like a statement and is another thing, or the other way."""

from __future__ import annotations

from dataclasses import replace

from assistant.acting.likeliest import Likely
from assistant.capabilities import of_kind
from assistant.conversation.talk import Talk
from assistant.goal_values import move_said
from assistant.message import Message
from assistant.people.reading import PERSON
from assistant.querying.about import level_said
from assistant.reading.answers import LOOKUPS, THANKS
from assistant.statements.raising import raises_all
from assistant.statements.saying import asked_for, asked_otherwise, says
from assistant.statements.stars import read_stars

FLOW = "statement_form"
GOAL, FEEDBACK, WITHDRAWAL = "answer_survey_goal", "give_feedback", "withdraw_need"
REQUEST = "request_budget"
PLAN = "plan_from_goal"
AGREES, THANKED = "affirm", "thanks_bye"
BUDGETS, CHASE = "set_budget", "chase"
# Begun by its words, whatever the message looks like.
SURELY = (FEEDBACK, BUDGETS, CHASE)
# From here on, a message that says where a KPI is to go is about something else nevertheless.
SURE = 0.85
NOT_UNDERSTOOD = "nlu_fallback"
# The need that was stored last: its number, and at which message.
LAST_NEED = "last_need"
# For so many messages after it, "undo that" is about it.
UNDONE_WITHIN = 3
# What a reminder is easily taken for.
BESIDE_CHASES = {"launch_survey", "chase"}
# A longer message says something of its own.
LONGEST_CHASE = 60
# Marks a question after one's own needs (`capabilities/query_needs/asked.toml`).
OWN = "own"
# And one after who decides in whose place (`capabilities/query_authority/asked.toml`).
STAND_INS = "stand_ins"

# What the book answers is asked, whatever else it sounds like.
GENERAL = of_kind("general")
CHANGES = of_kind("change")


def meant(message: Message, talk: Talk) -> Message:
    """The message with the capability that it is about by what it says; itself where that says
    no more than its words have said to the classifier."""
    if message.act is not None or message.retold or message.intent in GENERAL:
        return message
    capability = _meant(message, talk)
    if capability is None:
        return message
    begins = (Likely("start", capability, 1.0),) if capability in SURELY else message.likely
    return replace(message, intent=capability, confidence=1.0, likely=begins)


def _meant(message: Message, talk: Talk) -> str | None:
    at_hand = talk.slots.get("flow") == FLOW and talk.slots.get("statement") == GOAL
    if _delegates(message, talk):
        return asked_for("stands_in")
    if _chases(message):
        return asked_for("chases")
    if _asks_own_requests(message):
        return asked_for("asks_own_requests")
    if message.intent == AGREES and THANKS.fullmatch(message.text.strip()):
        return THANKED
    if says("wants_file", message.text) and not says("taught", message.text):
        return asked_for("wants_file")
    if talk.slots.get("statement") != BUDGETS and raises_all(message):
        return BUDGETS
    if message.intent == BUDGETS and _asks_budget(message):
        return asked_for("sets_budget")
    if not talk.slots.get("flow") and says("answers_survey", message.text):
        return asked_for("answers_survey")
    if _cannot_come(message, talk):
        return asked_for("cannot_come")
    if _changes_names(message, talk):
        return asked_for("changes_names")
    if _undoes_need(message, talk) or _takes_back_wish(message, talk):
        return WITHDRAWAL
    asks = message.asks or message.intent in LOOKUPS
    if _says_goal(message, talk):
        asked = message.asks or says("asks_cost", message.text)
        return PLAN if asked else _likelier(message)
    if asks and message.intent != FEEDBACK and says("own_rating", message.text):
        return asked_for("own_rating")
    if _rates(message):
        return FEEDBACK
    likest = message.choices[0] if message.choices else None
    if message.intent == NOT_UNDERSTOOD and likest in (GOAL, FEEDBACK):
        # It begins nothing, and still there is an answer to it.
        return FEEDBACK if is_mere_complaint(message) else None
    if message.intent == GOAL or at_hand:
        if asks_cost_of_goal(message):
            return asked_for("asks_cost")
        if is_order(message):
            return REQUEST
    return None


def _asks_own_requests(message: Message) -> bool:
    """Whether one asks for one's requests, and not for what one wished to learn."""
    wished = message.intent == asked_otherwise("asks_own_requests")
    return not wished and says("asks_own_requests", message.text)


def _says_goal(message: Message, talk: Talk) -> bool:
    """Whether it says where a KPI is to go, and is about nothing else for sure."""
    move = move_said(message.entities)
    if move is None or move.get("start") is None or (talk.slots.get("flow") and not message.asks):
        return False
    return message.intent in (GOAL, PLAN) or message.confidence < SURE


def _rates(message: Message) -> bool:
    """Whether it gives stars to something that is taught, and is about nothing else for sure: who
    is below a level is asked for."""
    if level_said(message.text) is not None:
        return False
    named = message.facts.course or message.facts.skill
    unsure = message.confidence < SURE and not message.asks
    return bool(named) and unsure and read_stars(message.text) is not None


def _likelier(message: Message) -> str:
    """Whether such a goal is rather stated, or asked about."""
    if says("names_goal", message.text):
        return GOAL
    likely = message.intents
    return max((GOAL, PLAN), key=lambda one: (likely.get(one, 0), one == message.intent))


def is_mere_complaint(message: Message) -> bool:
    """Whether there is nothing in it that could be noted: no skill, no training, no course."""
    names = message.facts.skill or message.facts.course or says("of_course", message.text)
    return not names and says("complaint", message.text)


def asks_cost_of_goal(message: Message) -> bool:
    """ "What does it take to reach 30 %" is a question, whatever goal it names."""
    facts = message.facts
    names_goal = facts.kpi or facts.percent_to is not None
    return bool(names_goal) and says("asks_cost", message.text)


def is_order(message: Message) -> bool:
    """Whether so many people are to be trained, or at such a time: that is no goal."""
    facts = message.facts
    if facts.kpi or facts.percent_to is not None or message.asks:
        return False
    if says("names_goal", message.text):
        return False
    if not (facts.course or facts.skill or says("asks_training", message.text)):
        return False
    people = facts.headcount if facts.headcount is not None else facts.number
    figures = (people, facts.period, facts.amount, facts.amount_per_head)
    return facts.headcount is not None or sum(one is not None for one in figures) > 1


def _undoes_need(message: Message, talk: Talk) -> bool:
    last = talk.slots.get(LAST_NEED)
    if not last or talk.slots.get("flow"):
        return False
    return talk.messages - last["at"] <= UNDONE_WITHIN and says("undoes", message.text)


def _takes_back_wish(message: Message, talk: Talk) -> bool:
    """Whether one is to go of the wishes of one's own that were told of just now, or stored."""
    if talk.slots.get("flow") or not says("takes_back", message.text):
        return False
    if message.asks or message.facts.request_id is not None:
        return False
    subject, last = talk.subject, talk.slots.get(LAST_NEED)
    told = subject is not None and any(one.get("value") == OWN for one in subject.entities)
    return told or (last is not None and talk.messages - last["at"] <= UNDONE_WITHIN)


def _cannot_come(message: Message, talk: Talk) -> bool:
    """Whether one says that one cannot come oneself."""
    if talk.slots.get("flow") or message.asks or _people_named(message):
        return False
    return says("cannot_come", message.text)


def _changes_names(message: Message, talk: Talk) -> bool:
    """Whether it says who is to come to a training, or no longer does: a question does not, nor what
    is surely to be done with another thing."""
    people = _people_named(message)
    if talk.slots.get("flow") or message.asks or not people or says("about_deciding", message.text):
        return False
    if message.intent in CHANGES and message.confidence >= SURE:
        return False
    exchanged = len(people) > 1 and says("exchanges_names", message.text)
    return exchanged or says("changes_names", message.text)


def _people_named(message: Message) -> set[tuple[object, object]]:
    named = (*message.entities, *message.replaced, *message.excluded)
    return {(one.get("start"), one.get("end")) for one in named if one["entity"] == PERSON}


def _asks_budget(message: Message) -> bool:
    """ "2027 budget by dept": no sum is said, nor that it is to be anything."""
    facts = message.facts
    sums = (facts.amount, facts.amount_change, facts.ceiling, facts.vague_amount, facts.number)
    if any(one is not None for one in sums) or facts.percent_to is not None:
        return False
    return bool(facts.period) and not says("sets_budget", message.text)


def _chases(message: Message) -> bool:
    """Whether somebody is to be reminded, and no survey is begun that reminds by itself."""
    if len(message.text) > LONGEST_CHASE or not says("chases", message.text):
        return False
    if message.intent in CHANGES - BESIDE_CHASES and message.confidence >= SURE:
        return False
    return not says("chases_oneself", message.text)


def _delegates(message: Message, talk: Talk) -> bool:
    """Whether it says who is to decide in one's place, or that he whom one was told of is to do so
    no longer."""
    if talk.slots.get("flow"):
        return False
    if says("ends_stand_in", message.text):
        asked = talk.question.entities if talk.question and talk.is_answered else ()
        return any(one.get("value") == STAND_INS for one in asked)
    return not message.asks and says("stands_in", message.text)
