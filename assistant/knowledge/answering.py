"""Answering a general question from the book, with the company's figures in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from assistant.base import PeisuanAction, Turn
from assistant.capabilities import CAPABILITIES
from assistant.declining.plain import is_declined
from assistant.knowledge.book import FOLDER, Book, load_book
from assistant.knowledge.figures import Figures, said
from assistant.knowledge.likeness import Found
from assistant.language import LANGUAGES
from assistant.message import Message
from engine.settings import Settings
from engine.usecases.units import contacts

# How much liker the first topic has to be than the second, to be told without asking: measured
# on the sentences held out (0.99 and 0.95 of what is told so is right, 0.85 of all is told).
CLEARLY = 0.15
# How like it a topic has to be, where the words of a sentence ask for a notion.
LIKELY = 0.13
# Below this a message is no general question by what it does.
HARDLY = 0.1
KNOWLEDGE = "knowledge"
NOTIONS = Path(__file__).parent / "notions.toml"


class Elsewhere(PeisuanAction):
    """What cannot be done in the chat: who can, and how."""

    action_name = "action_elsewhere"

    def respond(self, turn: Turn) -> None:
        topic = CAPABILITIES[turn.message.intent].topic
        assert topic, "what is done elsewhere is told by the book"
        tell(turn, topic)


def asks_topic(turn: Turn) -> bool:
    """Whether a message that was taken for nothing else asks for a topic beyond doubt: also for
    one that the company has added, which nobody was taught."""
    return bool(the_book().find(turn.message.text, turn.speech.language))


def notion_meant(turn: Turn) -> Message:
    """The message as a general question where its words ask for a rule, a right or what something
    means, and the book has that beyond doubt, whatever it was taken for."""
    message = turn.message
    if message.act is not None or message.intent == KNOWLEDGE or not _asks_notion(message.text):
        return message
    if message.facts.request_id is not None or _does_another_thing(message):
        return message
    if is_declined(message) and not asks_topic(turn):
        return message
    nearest = the_book().nearest(message.text, turn.speech.language)
    if not nearest or not _is_likely(turn, nearest):
        return message
    return replace(message, intent=KNOWLEDGE, confidence=1.0)


def _does_another_thing(message: Message) -> bool:
    """Whether it is hardly a general question by what it does in this talk."""
    return bool(message.likely) and message.does(KNOWLEDGE) < HARDLY


def _is_likely(turn: Turn, nearest: list[Found]) -> bool:
    """Less than beyond doubt will do where nothing of the company's is named, for the words say
    already that a notion is asked for."""
    if asks_topic(turn):
        return True
    if any(one.get("code") for one in turn.message.entities):
        return False
    return nearest[0].score >= LIKELY and is_clear(nearest)


def _asks_notion(text: str) -> bool:
    return any(one.search(text) for one in _notions())


@cache
def _notions() -> tuple[re.Pattern[str], ...]:
    words = tomllib.loads(NOTIONS.read_text(encoding="utf-8"))
    return tuple(re.compile(one, re.IGNORECASE) for said in words.values() for one in said)


def is_clear(nearest: list[Found]) -> bool:
    first, *others = nearest
    return not others or first.score - others[0].score >= CLEARLY * first.score


def tell(turn: Turn, topic: str) -> None:
    figures = Figures(
        policy=turn.engine.policy,
        company=turn.company,
        hr=turn.perform(contacts).hr,
        today=turn.today,
    )
    language = turn.speech.language
    turn.reply(the_book().answer(topic, language, said(figures, language)))


def the_book() -> Book:
    """Our texts with the company's as they are now."""
    home = Settings().home
    files = [home / FOLDER / f"{language}.toml" for language in LANGUAGES]
    return _read(home, tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in files))


@lru_cache(maxsize=2)
def _read(home: Path, _changed: tuple[int, ...]) -> Book:
    return load_book(home)
