"""People's names kept from a language model: each stands for itself as a mark, and comes back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine.usecases.people import people_among

_HAN = re.compile(r"[\u3400-\u9fff·]{2,}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][\w'’-]*(?: [A-Za-zÀ-ɏ][\w'’-]*){0,2}")
_NUMBER = re.compile(r"(?<![\w-])[A-Za-z]{0,4}-?\d{3,12}(?![\w-])", re.A)
_SHORTEST, _LONGEST = 2, 4


@dataclass(frozen=True)
class Hidden:
    """The marks, each with the name that it stands for."""

    marks: dict[str, str]

    def hide(self, text: str) -> str:
        """`text` with marks for names; the longest first, since one may begin another."""
        for mark, name in sorted(self.marks.items(), key=lambda one: -len(one[1])):
            text = text.replace(name, mark)
        return text

    def show(self, text: str) -> str:
        """`text` with the names that the marks stand for."""
        return re.sub(r"\[P\d+\]", lambda one: self.marks.get(one.group(), one.group()), text)


def hidden_people(texts: Sequence[str], perform: Callable[..., Any]) -> Hidden:
    """Marks for everybody at the company whose name or number stands in one of `texts`."""
    said = dict.fromkeys(words for text in texts for words in _possible(text))
    names: Sequence[str] = perform(people_among, list(said)) if said else ()
    return Hidden({f"[P{at}]": name for at, name in enumerate(sorted(names), 1)})


def _possible(text: str) -> Iterator[str]:
    """Whatever may be somebody's name or number, as it is written."""
    for run in _HAN.finditer(text):
        words = run.group()
        for size in range(_SHORTEST, _LONGEST + 1):
            yield from (words[at : at + size] for at in range(len(words) - size + 1))
    for run in _LATIN.finditer(text):
        parts = run.group().split(" ")
        for first in range(len(parts)):
            yield from (" ".join(parts[first:last]) for last in range(first + 1, len(parts) + 1))
    yield from (one.group() for one in _NUMBER.finditer(text))
