"""The words by which statements are told apart: `words/said.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from assistant.language import either, is_spaced, whole_words
from assistant.message import Message
from assistant.reading.answers import NO_YES, is_no, is_yes

WORDS = Path(__file__).parent / "words" / "said.toml"
LONGEST_ANSWER = 30


@cache
def _lexicon() -> dict[str, dict[str, str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """Of languages that part their words, whole words, but for what begins the message."""
    return either(_lexicon()[kind], _as_it_begins)


def _as_it_begins(language: str, words: str) -> str:
    return f"(?:{words})" if words.startswith("^") else whole_words(language, words)


@cache
def _nothing_but(kind: str) -> re.Pattern[str]:
    words = either(_lexicon()[kind], _as_it_ends).pattern
    return re.compile(rf"(?:\W*(?:{words}))+\W*|\W+", re.IGNORECASE)


def _as_it_ends(language: str, words: str) -> str:
    return f"(?:{words})" + ("(?![a-z])" if is_spaced(language) else "")


def asked_for(kind: str) -> str:
    """The capability that messages of this kind ask for."""
    return _lexicon()[kind]["capability"]


def asked_otherwise(kind: str) -> str:
    """The capability in whose place they are not taken."""
    return _lexicon()[kind]["beside"]


def says(kind: str, text: str) -> bool:
    return bool(_pattern(kind).search(text))


def says_only(kind: str, text: str) -> bool:
    """Whether there is nothing else in it."""
    return any(map(str.isalnum, text)) and bool(_nothing_but(kind).fullmatch(text.strip()))


def without(kind: str, text: str) -> str:
    """What is left of it."""
    return _pattern(kind).sub("", text).strip()


def behind(kind: str, text: str) -> str | None:
    """What follows it; None where it is not said."""
    found = _pattern(kind).search(text)
    return None if found is None else text[found.end() :].strip()


def assents(message: Message) -> bool:
    """A yes, also in the words of everyday talk: "行 记上吧", "aye, put it down"."""
    return is_yes(message) or _answers(message, "yes")


def declines(message: Message) -> bool:
    return is_no(message) or _answers(message, "no")


def _answers(message: Message, kind: str) -> bool:
    if message.act is not None or message.facts.anything or message.asks:
        return False
    if NO_YES.fullmatch(message.text.strip()):
        # Thanks by themselves neither agree nor decline.
        return False
    return len(message.text) <= LONGEST_ANSWER and says_only(kind, message.text)
