"""A training the catalogue does not know, named in the words around 培训 or "training"."""

from __future__ import annotations

import re

from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__)

QUOTED = re.compile(r"[“\"「《](?P<topic>[^“”\"」》]{2,30})[”\"」》]")
CHINESE = re.compile(_SAID["chinese"])
WANTED = _SAID.compiled("wanted")
CHINESE_NOT_TOPIC = re.compile(_SAID["chinese_not_topic"])
ENGLISH = _SAID.compiled("english")
ASKED_FOR = _SAID.compiled("asked_for")
ENGLISH_NOT_TOPIC = _SAID.compiled("english_not_topic")
TRAINING_WORD = _SAID.compiled("training_word")


def read_topic(text: str) -> tuple[int, int] | None:
    """Where in `text` an unlisted topic stands; None where no words name one."""
    if TRAINING_WORD.search(text) and (quoted := QUOTED.search(text)):
        return quoted.span("topic")
    for match in CHINESE.finditer(text):
        if not CHINESE_NOT_TOPIC.search(match["topic"]):
            return match.span("topic")
    for match in ENGLISH.finditer(text):
        group = next(name for name in ("after", "first", "before") if match[name])
        if not ENGLISH_NOT_TOPIC.search(match[group]):
            return match.span(group)
    asked = ASKED_FOR.search(text)
    if asked and not ENGLISH_NOT_TOPIC.search(asked["topic"]):
        return asked.span("topic")
    if wanted := WANTED.search(text):
        group = "joined" if wanted["joined"] else "spaced"
        wrong = CHINESE_NOT_TOPIC if wanted["joined"] else ENGLISH_NOT_TOPIC
        return None if wrong.search(wanted[group]) else wanted.span(group)
    return None


def is_set_off(text: str, start: int, end: int) -> bool:
    """Whether a topic stands in quotation marks, or is in Latin words, whose ends are plain."""
    quoted = text[:start].endswith(("“", '"', "「", "《")) and len(text) > end
    return quoted or text[start:end].isascii()
