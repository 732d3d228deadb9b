"""What a conversation remembers beside the fields of its flows: one small value, kept by Rasa."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

VERSION = 1
# Marks a row of a list that is a request.
REQUEST_ROW = "request_id"
# After so many messages about something else, what was asked is no longer what is talked about.
FADES_AFTER = 6


@dataclass(frozen=True, kw_only=True)
class Question:
    """The last question that was answered: what it asked for, and what was named in it.

    `at` is the number of the message.
    """

    capability: str
    text: str
    entities: tuple[dict[str, Any], ...]
    at: int


@dataclass(frozen=True)
class Shown:
    """The rows of the list that was shown last, as things that a message may name."""

    things: tuple[dict[str, Any], ...]
    at: int


@dataclass(frozen=True)
class Waiting:
    """A flow that was put aside for another, with its fields."""

    flow: str
    slots: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The question that is open: of which flow, for which field, with which buttons (plain), and
    how many answers to it in a row told nothing."""

    flow: str
    field: str
    choices: tuple[dict[str, Any], ...] = ()
    failed: int = 0


@dataclass(frozen=True, kw_only=True)
class Talk:
    version: int = VERSION
    # How many messages there were.
    messages: int = 0
    question: Question | None = None
    shown: Shown | None = None
    # The list of requests that was shown last, whatever was shown after it.
    requests: Shown | None = None
    waiting: tuple[Waiting, ...] = ()
    asked: Asked | None = None
    # What was said when nothing was at hand, and was not understood: kept for when it is.
    unplaced: Question | None = None
    # Whether the last message told anything.
    understood: bool = True
    slots: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_plain(cls, plain: dict[str, Any] | None) -> Talk:
        """A conversation as it was kept; a new one where nothing was, or in a form of old."""
        if not plain or plain.get("version") != VERSION:
            return cls()
        question, asked = plain.get("question"), plain.get("asked")
        unplaced = plain.get("unplaced")
        return cls(
            messages=plain["messages"],
            question=_question(question),
            shown=_shown(plain.get("shown")),
            requests=_shown(plain.get("requests")),
            waiting=tuple(Waiting(**one) for one in plain["waiting"]),
            asked=Asked(**{**asked, "choices": tuple(asked["choices"])}) if asked else None,
            unplaced=_question(unplaced),
            understood=plain["understood"],
            slots=plain["slots"],
        )

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def subject(self) -> Question | None:
        """What is talked about; None once it has faded."""
        if self.question is None or self.messages - self.question.at > FADES_AFTER:
            return None
        return self.question

    @property
    def is_answered(self) -> bool:
        """Whether the message before this one was a question, and was answered."""
        return self.question is not None and self.question.at == self.messages - 1

    @property
    def requests_shown(self) -> list[str]:
        """The numbers of the requests that were listed last, whatever was shown since."""
        return [one["value"] for one in self.requests.things] if self.requests else []

    def with_rows(self, things: tuple[dict[str, Any], ...]) -> Talk:
        """With that list as the one shown. One request out of those listed leaves their list."""
        shown = Shown(things, self.messages)
        found = tuple(one for one in things if one.get("entity") == REQUEST_ROW)
        keeps = not found or (len(found) == 1 and found[0]["value"] in self.requests_shown)
        listed = self.requests if keeps else Shown(found, self.messages)
        return replace(self, shown=shown, requests=listed)

    @property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """What "the second" may be."""
        if self.shown is None or self.messages - self.shown.at > FADES_AFTER:
            return ()
        return self.shown.things


def _shown(plain: dict[str, Any] | None) -> Shown | None:
    return Shown(tuple(plain["things"]), plain["at"]) if plain else None


def _question(plain: dict[str, Any] | None) -> Question | None:
    return Question(**{**plain, "entities": tuple(plain["entities"])}) if plain else None
