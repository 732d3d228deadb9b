"""A trouble that is talked about: in whose words, and what of the catalogue may be behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from assistant.language import language_of, writes
from engine.usecases.needs.nearest import Near
from engine.values.results import Named

# The slot in which it is kept.
TROUBLE = "trouble"
# After so many messages about something else it is no longer talked about.
FADES_AFTER = 4
# What is asked of it, one after the other.
WHO, SINCE, SHOWS = "who", "since", "shows"
QUESTIONS = (WHO, SINCE, SHOWS)


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """`said` is how it was told, `more` what was answered to the questions; `asked` is the one that
    is open. `near` is what may be behind it, and `chosen` the place of that which was chosen.
    `own`: it is the speaker's own."""

    said: str
    at: int
    near: tuple[Near, ...] = ()
    own: bool = False
    more: Mapping[str, str]
    asked: str | None = None
    chosen: int | None = None

    @property
    def nearest(self) -> Near | None:
        return self.near[self.chosen or 0] if self.near else None

    @property
    def words(self) -> str:
        """All that was told of it, in the order in which it was told."""
        between = writes(language_of(self.said, None))["comma"]
        return str(between).join([self.said, *self.more.values()])

    @property
    def next_question(self) -> str | None:
        return next((one for one in QUESTIONS if one not in self.more), None)

    def answered(self, words: str) -> Trouble:
        """With the answer to the question that was open."""
        return replace(self, more={**self.more, str(self.asked): words}, asked=None)

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Trouble:
        return cls(**{**plain, "near": tuple(map(_near, plain["near"]))})


def _near(plain: Mapping[str, Any]) -> Near:
    return Near(**{name: Named(**one) if one else None for name, one in plain.items()})


def same_words(near: Sequence[Near], codes: set[str]) -> int | None:
    """The place of that which has one of these codes."""
    for at, one in enumerate(near):
        if codes & {thing.code for thing in (one.skill, one.course, one.kpi) if thing}:
            return at
    return None
