"""A follow-up and the question it stands for: the last one, with what is said anew."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from assistant.asking.aspects import surely_does
from assistant.asking.words import part_said
from assistant.asking.words import says as asks_for
from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.capabilities.changing import changes_the_last
from assistant.conversation.framing import (
    AGAINST,
    CUT,
    FRAMES,
    MORE,
    ORDER,
    PAGE,
    PART,
    framed,
    says,
)
from assistant.conversation.pointing import POINTED, can_use, pointed
from assistant.conversation.talk import Question, Talk
from assistant.declining.plain import is_declined
from assistant.language import LANGUAGES, is_spaced
from assistant.message import CATALOGUED, Message, read_facts

WORDS = Path(__file__).parent / "words" / "following.toml"
Entity = Mapping[str, Any]
Entities = tuple[dict[str, Any], ...]
# Kinds of which the last one said takes the place of all others.
SAME_PLACE = (
    frozenset({"course", "skill"}),
    frozenset({"period", "vague_period", "impossible_day"}),
    frozenset({"headcount", "vague_headcount", "number"}),
    # Split, or held against another: the later one.
    frozenset({CUT, AGAINST}),
    frozenset({"amount", "amount_per_head", "amount_per_session", "vague_amount"}),
)
# What asks for nothing that could be asked again.
NOT_AGAIN = frozenset({"explain_answer"})
WHY = "explain_answer"
HEADCOUNT = "headcount"
UNSURE = ("nlu_fallback", "out_of_scope", "affirm", "deny", "thanks_bye", "help")
# What a row that was pointed at took the place of.
WAS = "was"
# What rather answers the question of a flow that is open.
FIGURES = frozenset({"headcount", "amount", "amount_per_head", "amount_per_session"})
ANSWERS = frozenset(chain.from_iterable(SAME_PLACE)) - {CUT, AGAINST}
# From here on, what a message was taken for is not put aside for a why.
SURE = 0.85
# From here on, a message goes on with the last question, by its words and the talk; unless it is
# surer than that to be another one.
GOES_ON = 0.6
FAIRLY_SURE = 0.7
CLEARLY = 0.2
# What a sentence that stands by itself may still point at.
OF_LISTS = ("them", "ordinal", "lasts")
# What is told of anything, so that what was asked about is rather meant where that is named.
GENERAL = (*UNSURE, WHY, "knowledge")


def question_meant(message: Message, talk: Talk, flow_open: bool) -> Message:
    """The message as the whole question that it stands for; itself where it is no follow-up.

    While a flow is open, only what directly follows a question amid it may be one.
    """
    subject = talk.subject
    if message.act is not None:
        return message
    if message.retold:
        return framed(pointed(message, talk, to=OF_LISTS)) if _is_question(message) else message
    if flow_open and (subject is None or subject.at != talk.messages - 1):
        return message
    if surely_does(message) and (subject is None or subject.at != talk.messages - 1):
        return message
    if subject is not None and _asks_why(message, subject):
        return replace(message, intent=WHY, confidence=1.0)
    whole = framed(pointed(message, talk))
    if flow_open and any(one["entity"] in ANSWERS for one in whole.entities):
        return message
    follows = subject is not None and (
        is_elliptical(whole)
        or (not is_declined(whole) and _goes_on(whole, subject))
        or _changes_it(whole, subject)
    )
    if subject is not None and follows and can_use(subject.capability, whole):
        return _followed(whole, subject) if _goes_by_figures(subject, whole) else _counted(whole)
    if subject is not None and _asks_its_price(message, subject):
        return _counted(whole)
    return whole if _is_question(message) else message


def _asks_its_price(message: Message, subject: Question) -> bool:
    """Whether it asks, of those who were said to fall short, what closing that would cost."""
    levels = {"position", "kpi"} & {*(CAPABILITIES[subject.capability].uses or ())}
    return message.intent in UNSURE and bool(levels) and asks_for("price", message.text)


def _goes_by_figures(subject: Question, message: Message) -> bool:
    """Whether the figures that are said change the answer."""
    figures = {one["entity"] for one in message.entities} & FIGURES
    uses = CAPABILITIES[subject.capability].uses
    return not figures or uses is None or bool(figures & {*uses})


def _counted(message: Message) -> Message:
    """As the likeliest of the questions that can go by a number of people, where one is said and
    nothing else is likelier than not; else as it is."""
    if message.intent not in GENERAL and message.confidence >= SURE:
        return message
    for name in message.choices:
        capability = CAPABILITIES.get(name)
        if capability is not None and HEADCOUNT in (capability.uses or ()):
            return replace(message, intent=name, confidence=1.0)
    return message


def _changes_it(message: Message, subject: Question) -> bool:
    """Whether it changes an argument of the last answer in the words that are for that."""
    surely_another = message.intent not in (subject.capability, *GENERAL) and (
        message.confidence >= SURE and message.asks
    )
    return not surely_another and changes_the_last(subject.capability, message.text)


def _goes_on(message: Message, subject: Question) -> bool:
    """Whether it is another question of the same kind, though more is said in it than names: what
    it says anew the answer can go by."""
    if message.does("vary", "more") < GOES_ON:
        return False
    if message.intent != subject.capability and _is_sure_of_another(message):
        return False
    capability = CAPABILITIES[subject.capability]
    uses = capability.uses or ()
    said = [one for one in message.entities if one.get("start") is not None]
    kinds = {one["entity"] for one in said if not one.get(POINTED)} & {*uses, *FRAMES}
    # A time alone changes no answer that has no figures of a time.
    if kinds and (capability.measures or kinds != {"period"}):
        return True
    return "position" in uses and bool(part_said(message.text) or asks_for("names", message.text))


def _is_sure_of_another(message: Message) -> bool:
    if message.intent in GENERAL:
        return message.confidence >= SURE
    margin = message.does("vary", "more") - message.confidence
    return message.confidence >= FAIRLY_SURE or margin < CLEARLY


def _followed(message: Message, subject: Question) -> Message:
    entities = _paged(_merged(subject.entities, message.entities), subject.entities)
    return replace(
        message,
        intent=subject.capability,
        confidence=1.0,
        entities=entities,
        facts=read_facts(entities, message.today),
    )


def _is_question(message: Message) -> bool:
    asked_for = CAPABILITIES.get(message.intent)
    return asked_for is not None and asked_for.kind in ("question", "export")


def _asks_why(message: Message, subject: Question) -> bool:
    """Whether it asks why, or doubts, what was just answered: it names nothing of another kind."""
    if not says("why", "why", message.text):
        return False
    if is_declined(message) or changes_the_last(subject.capability, message.text):
        return False
    sure = message.confidence >= SURE and message.intent != subject.capability
    if sure and message.intent not in (WHY, *UNSURE):
        return False
    return not any(_is_other(one, subject) for one in message.entities)


def _is_other(entity: Entity, subject: Question) -> bool:
    """Whether the last answer was not about it."""
    if not entity.get("code"):
        return False
    return all(one.get("code") != entity["code"] for one in subject.entities) and (
        entity["entity"] not in (CAPABILITIES[subject.capability].uses or ())
    )


def _paged(entities: tuple[dict[str, Any], ...], before: Iterable[Entity]) -> Entities:
    """More of a list begins where the last page of it ended."""
    last = next((one for one in before if one["entity"] == PART), {})
    shown = int(last.get("from", 0)) + int(last.get("most") or PAGE)
    return tuple(
        {**one, "from": shown} if one["entity"] == PART and one["value"] == MORE else one
        for one in entities
    )


def is_elliptical(message: Message) -> bool:
    """Whether it names or counts something, or says how to lay the answer out, and nothing else."""
    named = [one for one in message.entities if one.get("start") is not None]
    if not (named or message.ruled_out):
        return False
    rest = _without(message.text, named)
    for words in message.ruled_out:
        rest = rest.replace(words, " ")
    return not _fillers().sub("", rest).strip()


def _without(text: str, entities: Iterable[Entity]) -> str:
    """The words that no entity has read."""
    letters = list(text)
    for one in entities:
        letters[one["start"] : one["end"]] = " " * (one["end"] - one["start"])
    return "".join(letters)


@cache
def _fillers() -> re.Pattern[str]:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    parts = [
        rf"\b(?:{'|'.join(words[one])})\b" if is_spaced(one) else "|".join(words[one])
        for one in LANGUAGES
        if one in words
    ]
    return re.compile("|".join([*parts, r"[\W_]"]), re.IGNORECASE)


def _merged(before: Iterable[Entity], said: Iterable[Entity]) -> Entities:
    """All that was said before but what is said anew. Spans of before stand nowhere now; which
    part of a list was wanted, and which end of it, is said anew each time.

    A row that was pointed at stands for the list only until more of the list is wanted.
    """
    said = tuple(said)
    kinds = {one["entity"] for one in said}
    before = _known(_whole_list(before) if PART in kinds else tuple(before))
    anew = {kind for one in said for kind in _place(one["entity"])} | {PART, ORDER}
    kept = [{**one, "start": None, "end": None} for one in before if one["entity"] not in anew]
    gone = [one for one in before if one["entity"] in anew and one["entity"] not in FRAMES]
    if any(one.get(POINTED) for one in said):
        kept += [
            {"entity": WAS, "value": one["entity"], "of": dict(one)}
            for one in gone
            if not one.get(POINTED)
        ]
    return (*kept, *map(dict, said))


def _known(before: Iterable[Entity]) -> Entities:
    """Without names that the company does not have: of these it was said that they are not there."""
    return tuple(dict(one) for one in before if one.get("code") or one["entity"] not in CATALOGUED)


def _whole_list(before: Iterable[Entity]) -> tuple[Entity, ...]:
    """With what stood there before a row of the list was pointed at."""
    return tuple(
        one["of"] if one["entity"] == WAS else one for one in before if not one.get(POINTED)
    )


def _place(kind: str) -> frozenset[str]:
    return next((kinds for kinds in SAME_PLACE if kind in kinds), frozenset({kind}))


def remember_question(turn: Turn) -> None:
    """What a follow-up would follow."""
    message, asked_for = turn.message, CAPABILITIES.get(turn.message.intent)
    if asked_for is None or asked_for.kind != "question" or asked_for.name in NOT_AGAIN:
        return
    turn.remember(
        question=Question(
            capability=asked_for.name,
            text=message.text,
            entities=tuple(dict(one) for one in message.entities),
            at=turn.talk.messages,
        )
    )
