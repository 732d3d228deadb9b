"""Which request a message means by its number, and words for what is done with one."""

from __future__ import annotations

import re

from assistant.message import Message
from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__)
# Stands in the place of a number.
SIGN = "\N{NUMERO SIGN}"
# The last digits, as people quote a number among themselves: "0043".
SHORT = re.compile(_SAID["short"])
ANY_NUMBER = re.compile(r"TR[-\s]?\d{4}[-\s]?\d{4,}", re.IGNORECASE)
NUMBERS = re.compile(f"{ANY_NUMBER.pattern}|{SHORT.pattern}", re.IGNORECASE)
# A clause that only says what to do.
COMMAND = _SAID.compiled("command")
# What is to be done with the request; a clause with it is no comment if others are.
VERB = _SAID.compiled("verb")
# All but the one that is named.
EXCLUDED = _SAID.compiled("excluded")
CHINESE = re.compile(r"[\u4e00-\u9fff]{3}")
WORD = re.compile(r"[A-Za-z]{4,}")
COMMON = re.compile(_SAID["common"])
RESUBMIT = _SAID.compiled("resubmit")


def read_number(message: Message) -> str | None:
    """The whole number of a request, or its last digits; None if it is not named by number."""
    if message.facts.request_id:
        return message.facts.request_id
    short = SHORT.search(message.text)
    return short[0] if short else None


def numbers_in(message: Message) -> list[str]:
    """Every request that is named, by its whole number or its last digits."""
    text = ANY_NUMBER.sub(" ", message.text)
    whole = ["-".join(re.findall(r"TR|\d+", one.upper())) for one in _whole(message.text)]
    fact = message.facts.request_id
    return [*([fact] if fact else []), *whole, *SHORT.findall(text)]


def _whole(text: str) -> list[str]:
    return [found[0] for found in re.finditer(r"TR[-\s]?\d{4}[-\s]\d{4,}", text, re.IGNORECASE)]


def excludes(text: str) -> bool:
    """Whether it speaks of all requests but the one that it names."""
    named = ANY_NUMBER.search(text) or SHORT.search(text)
    return bool(named and EXCLUDED.search(text))


def mentions(text: str, name: str) -> bool:
    """Whether a text has a part of a course's name in it: three Chinese characters in a row,
    or an English word that is not one of every course."""
    triples = {name[at : at + 3] for at in range(len(name) - 2)}
    if any(CHINESE.fullmatch(triple) and triple in text for triple in triples):
        return True
    words = {word for word in map(str.lower, WORD.findall(name)) if not COMMON.fullmatch(word)}
    return bool(words & {word.lower() for word in WORD.findall(text)})


def resubmits(text: str) -> bool:
    """Whether it asks to send the request off as it is."""
    return bool(RESUBMIT.search(text))
