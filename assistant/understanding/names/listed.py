"""Positions, KPIs and topics that the general vocabulary lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language import names_of_languages
from assistant.understanding.names.name import Name
from assistant.understanding.names.vocabulary import any_of, patterns_of
from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__)

_LATIN_START, _LATIN_END = r"(?<![A-Za-z0-9&+-])", r"(?![A-Za-z0-9+&])"


def _both(kind: str, before: str = "") -> re.Pattern[str]:
    """The words of `kind` in all languages; spaced ones as whole words."""
    return re.compile(
        rf"(?:{_LATIN_START})(?:{before}(?:{any_of(kind, spaced=False)})|"
        rf"(?:{any_of(kind, spaced=True)})(?:s|es)?){_LATIN_END}",
        re.IGNORECASE,
    )


POSITION = _both("positions", before=_SAID["rank"])
KPI = re.compile(f"{_both('kpis').pattern}|{_SAID['rate']}", re.IGNORECASE)
_BEFORE_RATE = re.compile(_SAID["before_rate"])
_ENGLISH_TAILS = rf"(?:\s(?:{patterns_of('topic_tails', spaced=True)}))?"
TOPIC = re.compile(
    # Possessive: topics that are made of topics could be parted in any number of ways.
    rf"{_LATIN_START}(?:(?:{any_of('topics', spaced=False)})++(?:{patterns_of('topic_tails', spaced=False)})*|"
    rf"(?:{any_of('topics', spaced=True)}){_ENGLISH_TAILS}){_LATIN_END}",
    re.IGNORECASE,
)
_TONGUE = _SAID.compiled("tongue")


_CLASS = re.compile(_SAID["class"])


def read_listed(text: str) -> Iterator[Name]:
    """Each position, KPI and topic of the vocabulary in `text`."""
    for kind, pattern in (("kpi", KPI), ("position", POSITION), ("topic", TOPIC)):
        for match in pattern.finditer(text):
            if kind == "topic" and is_tongue(text, *match.span()):
                continue
            start = match.start()
            if kind == "kpi" and (before := _BEFORE_RATE.match(match.group())):
                start += before.end()
            yield Name(_kind(kind, text, match), start, match.end(), text[start : match.end()])


def _kind(kind: str, text: str, match: re.Match[str]) -> str:
    """A position becomes a topic where a class is named after it: 店长班, 报关员取证."""
    return "topic" if kind == "position" and _CLASS.match(text, match.end()) else kind


def is_tongue(text: str, start: int, end: int) -> bool:
    """Whether a language is named to speak it, and not to learn it."""
    named = text[start:end].lower() in names_of_languages()
    return named and bool(_TONGUE.search(text[:start]))
