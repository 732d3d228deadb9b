"""Answering a general question from the book, with the company's figures in it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assistant.base import PeisuanAction, Turn
from assistant.capabilities import CAPABILITIES
from assistant.knowledge.book import FOLDER, Book, load_book
from assistant.knowledge.figures import Figures, said
from assistant.knowledge.likeness import Found
from assistant.knowledge.topics import LANGUAGES
from engine.settings import Settings
from engine.usecases.units import contacts

# How much liker the first topic has to be than the second, to be told without asking: measured
# on the sentences held out (0.99 and 0.95 of what is told so is right, 0.85 of all is told).
CLEARLY = 0.15


class Elsewhere(PeisuanAction):
    """What cannot be done in the chat: who can, and how."""

    action_name = "action_elsewhere"

    def respond(self, turn: Turn) -> None:
        capability = CAPABILITIES[turn.message.intent]
        if capability.topic is not None:
            tell(turn, capability.topic)
            return
        people = turn.perform(contacts).hr or (turn.say("role.hr"),)
        turn.reply(turn.say(f"elsewhere.{capability.name}", people=people))


def asks_topic(turn: Turn) -> bool:
    """Whether a message that was taken for nothing else asks for a topic beyond doubt: also for
    one that the company has added, which nobody was taught."""
    return bool(the_book().find(turn.message.text, turn.speech.language))


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
