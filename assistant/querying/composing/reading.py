"""A message while it is read: its terms, which of them are used, and what they ask for."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.querying.composing.asking import Asking
from assistant.querying.composing.lexicon import DIMENSION, MEASURE, SUBJECT
from assistant.querying.composing.term import Line, Term


@dataclass(kw_only=True)
class Reading:
    text: str
    terms: list[Term]
    asking: Asking
    used: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, line: Line) -> Reading:
        said = [one for one in line.terms if not one.is_filler]
        return cls(text=line.text, terms=said, asking=Asking(unread=list(line.unread)))

    def at(self, place: int) -> Term | None:
        return self.terms[place] if 0 <= place < len(self.terms) else None

    def next(self, at: int) -> Term | None:
        return self.at(at + 1)

    def between(self, first: int, second: int) -> str:
        """What stands between two terms."""
        return self.text[self.terms[first].end : self.terms[second].start]

    def leave(self, at: int) -> None:
        """It has no place."""
        self.asking.unread.append(self.said(self.terms[at]))

    def said(self, one: Term) -> str:
        return self.text[one.start : one.end]


def ranks(one: Term) -> bool:
    return one.marks("most", "least", "rank", "first", "down", "up")


def is_figure(one: Term) -> bool:
    return bool(one.names(MEASURE)) or (bool(one.names(DIMENSION)) and not one.names(SUBJECT))
