"""Where it is not sure that something is to be noted: it is asked, and nothing is opened before.

A complaint is heard: it is no rating and no goal, until its author says that it is one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.base import Turn
from assistant.buttons import answering
from assistant.capabilities import CAPABILITIES, of_kind
from assistant.capabilities.answering import answer_of
from assistant.conversation.doing import do
from assistant.message import Message, read_facts
from assistant.referring import people_of_hr
from assistant.statements.feedback import is_rating
from assistant.statements.meaning import FEEDBACK, GOAL, REQUEST
from assistant.statements.saying import says
from assistant.statements.statement import Said

NEED = "report_skill_need"
# The question which of the two is meant.
KIND = "kind"
QUESTIONS = of_kind("question")


def in_doubt(message: Message) -> bool:
    """Whether it has nothing of the statement that it was taken for."""
    if message.intent == GOAL:
        facts = message.facts
        if facts.kpi or facts.percent_to is not None or says("plainly_goal", message.text):
            return False
        return not says("goal", message.text) or says("complaint", message.text)
    if message.intent != FEEDBACK or is_rating(message):
        return False
    return not says("of_course", message.text) or says("complaint", message.text)


def hear(turn: Turn) -> None:
    """Acknowledge it, and say who can do something about it."""
    turn.reply(turn.say("statement.heard", people=people_of_hr(turn)))


def doubted(message: Message) -> Said:
    """What is kept until it is settled: the message, and what else it may be."""
    heard = {"text": message.text, "entities": [dict(one) for one in message.entities]}
    return {"heard": heard, "rival": _rival(message)}


def _rival(message: Message) -> str | None:
    """What else it may be: what the classifier thought of next, as far as it can be done."""
    for name in [one for one in message.choices if one != message.intent][:2]:
        if name in QUESTIONS or name in (REQUEST, NEED):
            return name
    if message.facts.skill or message.facts.course:
        return NEED if says("complaint", message.text) or message.intent == FEEDBACK else REQUEST
    return None


def ask_kind(turn: Turn, said: Said) -> None:
    kind, rival = turn.slots["statement"], said["rival"]
    other = turn.say(f"choice.{rival}") if rival else turn.say("statement.just_saying")
    key = turn.slots["draft_key"]
    turn.reply(
        turn.say("statement.which_kind"),
        choices=[
            answering(turn.say(f"choice.{kind}"), True, key),
            answering(other, False, key),
        ],
    )


def chosen_kind(turn: Turn, said: Said, yes: bool, no: bool) -> bool | None:
    """Whether the statement is meant (True) or the other (False); None where neither is said."""
    text = turn.message.text.strip().casefold()
    if yes or text == turn.say(f"choice.{turn.slots['statement']}").casefold():
        return True
    rival = said["rival"]
    return False if no or (rival and text == turn.say(f"choice.{rival}").casefold()) else None


def as_heard(message: Message, said: Said, intent: str) -> Message:
    """The message that was in doubt, as what it is now known to be."""
    entities: list[dict[str, Any]] = said["heard"]["entities"]
    return replace(
        message,
        text=said["heard"]["text"],
        intent=intent,
        confidence=1.0,
        entities=entities,
        facts=read_facts(entities, message.today),
        act=None,
    )


def hand_over(turn: Turn) -> str | None:
    """Do what it is instead; the flow that it is."""
    intent = turn.message.intent
    if action := answer_of(intent):
        return do(turn, action)
    capability = CAPABILITIES.get(intent)
    return capability.flow if capability else None
