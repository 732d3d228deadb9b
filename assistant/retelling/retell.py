"""A message as a language model retells it, read by our own readers."""

from __future__ import annotations

import logging
from dataclasses import replace

import httpx

from assistant.acting.features import ALWAYS
from assistant.acting.likeliest import ELSE, Likely
from assistant.base import Turn
from assistant.flows.stacking import at_hand
from assistant.language import in_language
from assistant.language_model import the_language_model
from assistant.message import Message, read_facts
from assistant.retelling.asking import WORDS, question, task
from assistant.retelling.checks import says_nothing_new
from assistant.retelling.hiding import Hidden, hidden_people
from assistant.retelling.ordering import ordered
from assistant.retelling.told import Told, read
from engine.settings import Settings

logger = logging.getLogger(__name__)
NOT_UNDERSTOOD = "nlu_fallback"
_COURTESY = "thanks_bye"


def retold(turn: Turn) -> tuple[Message, ...] | None:
    """What the message does, each as a message of its own; None where no model retells it so
    that it can be used."""
    message, model = turn.message, the_language_model()
    if message.act is not None or message.retold or turn.read is None or not model.is_on:
        return None
    hidden = _hidden(turn)
    answer = model.answer(task(), hidden.hide(question(turn)))
    if answer is None:
        return None
    try:
        told = [one._replace(text=hidden.show(one.text)) for one in read(answer)]
        return tuple(_message(turn, one, at) for at, one in enumerate(ordered(told)))
    except (ValueError, httpx.HTTPError) as error:
        logger.warning("the language model retold a message in vain (%s)", error)
        return None


def _hidden(turn: Turn) -> Hidden:
    if Settings().llm_names == "shown":
        return Hidden({})
    texts = [turn.message.text, *(text for one in turn.talk.lately for text in one)]
    return hidden_people(texts, turn.perform)


def _message(turn: Turn, told: Told, number: int) -> Message:
    heard = turn.message
    text = told.text or _bare(turn, told.act) or heard.text
    entities = tuple(turn.read(text)["entities"]) if turn.read else ()
    capability = _capability(turn, told)
    message = replace(
        heard,
        text=text,
        intent=capability,
        confidence=1.0,
        choices=(capability,),
        entities=entities,
        facts=read_facts(entities, heard.today),
        readings={},
        intents={capability: 1.0},
        likely=(Likely(told.act, capability, 1.0),),
        parts=(),
        retold=told.retold,
        message_id=f"{heard.message_id}/{number}" if number else heard.message_id,
    ).with_people(turn.perform)
    if not says_nothing_new(message, heard, turn.talk):
        raise ValueError("it adds what nobody said")
    return message


def _bare(turn: Turn, act: str) -> str:
    said: dict[str, str] = in_language(WORDS["bare"], turn.speech.language)
    return said.get(act, "")


def _capability(turn: Turn, told: Told) -> str:
    if told.act in ALWAYS:
        return ALWAYS[told.act]
    if told.act == "unclear":
        return NOT_UNDERSTOOD
    if told.act in ELSE and not told.capability:
        return ELSE[told.act]
    if told.capability:
        return told.capability
    if told.act == "social":
        return _COURTESY
    flow, question = at_hand(turn), turn.talk.question
    if flow is None and question is not None:
        return question.capability
    return NOT_UNDERSTOOD
