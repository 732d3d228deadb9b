"""What a conversation remembers beside the fields of its flows: one small value, kept by Rasa."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, NamedTuple

from assistant.sheets.operation import Figure
from assistant.sheets.sheet import Sheet

VERSION = 5
# Marks a row of a list that is a request.
REQUEST_ROW = "request_id"
PERSON_ROW = "employee_name"
# After so many messages about something else, what was asked is no longer what is talked about.
FADES_AFTER = 6
# So many exchanges are kept, each text so long at most.
REMEMBERED, LONGEST, LONGEST_ANSWER = 8, 800, 4000


class Exchange(NamedTuple):
    """A message and what was answered to it."""

    said: str
    answered: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """The last question that was answered: what it asked for, and what was named in it.

    `at` is the number of the message.
    """

    capability: str
    text: str
    entities: tuple[dict[str, Any], ...]
    at: int


@dataclass(frozen=True, kw_only=True)
class Unplaced(Question):
    """What was said with nothing at hand, and was not understood: kept for when it is.

    `may_be` are the capabilities that were offered as what it means, by the words of their buttons.
    """

    may_be: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The rows of the list that was shown last, as things that a message may name; and, where it
    can be worked with, its sheet.

    `sheet` is as it stands, `whole` as it was answered. `worked` is the number of the message that
    last asked something of it: `figure` was told then, of the rows `chosen` (and before of
    `earlier`), as `told` says.
    """

    things: tuple[dict[str, Any], ...]
    at: int
    sheet: Sheet | None = None
    whole: Sheet | None = None
    worked: int | None = None
    figure: Figure | None = None
    chosen: tuple[int, ...] = ()
    earlier: tuple[int, ...] = ()
    # The column that a figure was held against last.
    compared: str | None = None
    told: str = ""

    @property
    def last(self) -> int:
        """The number of the message that it was last about."""
        return max(self.at, self.worked or 0)

    @property
    def chosen_things(self) -> tuple[dict[str, Any], ...]:
        rows = self.whole.rows if self.whole is not None else ()
        return tuple(dict(row.thing) for row in rows if row.number in self.chosen)

    def as_plain(self) -> dict[str, Any]:
        plain = asdict(replace(self, sheet=None, whole=None))
        for name, sheet in (("sheet", self.sheet), ("whole", self.whole)):
            plain[name] = sheet.as_plain() if sheet is not None else None
        return plain

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Shown:
        figure = plain["figure"]
        return cls(
            **{
                **plain,
                **{name: tuple(plain[name]) for name in ("things", "chosen", "earlier")},
                "sheet": Sheet.from_plain(plain["sheet"]) if plain["sheet"] else None,
                "whole": Sheet.from_plain(plain["whole"]) if plain["whole"] else None,
                "figure": Figure(**figure) if figure else None,
            }
        )


@dataclass(frozen=True)
class Waiting:
    """A flow that was put aside for another, with its fields."""

    flow: str
    slots: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The question that is open: of which flow, for which field, with which buttons (plain) and,
    of a summary, which lines; how many answers to it in a row told nothing, and how many other
    things were answered since."""

    flow: str
    field: str
    choices: tuple[dict[str, Any], ...] = ()
    lines: tuple[str, ...] = ()
    failed: int = 0
    beside: int = 0


@dataclass(frozen=True, kw_only=True)
class Talk:
    version: int = VERSION
    # How many messages there were.
    messages: int = 0
    question: Question | None = None
    shown: Shown | None = None
    # The numbers of the requests that were listed last, whatever was shown after them.
    requests: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    asked: Asked | None = None
    unplaced: Unplaced | None = None
    # Whether the last message told anything.
    understood: bool = True
    slots: dict[str, Any] = field(default_factory=dict)
    # What was said last: one exchange, or more where a language model reads along.
    lately: tuple[Exchange, ...] = ()

    @classmethod
    def from_plain(cls, plain: dict[str, Any] | None) -> Talk:
        """A conversation as it was kept; a new one where nothing was, or in a form of old."""
        if not plain or plain.get("version") != VERSION:
            return cls()
        question, shown, asked = plain.get("question"), plain.get("shown"), plain.get("asked")
        unplaced = plain.get("unplaced")
        return cls(
            messages=plain["messages"],
            question=_question(question),
            shown=Shown.from_plain(shown) if shown else None,
            requests=tuple(plain.get("requests", ())),
            waiting=tuple(Waiting(**one) for one in plain["waiting"]),
            asked=_asked(asked) if asked else None,
            unplaced=Unplaced(**{**unplaced, "entities": tuple(unplaced["entities"])})
            if unplaced
            else None,
            understood=plain["understood"],
            slots=plain["slots"],
            lately=tuple(Exchange(*one) for one in plain.get("lately", ())),
        )

    def with_exchange(self, said: str, answered: str) -> Talk:
        """With what was said and answered now, and not what is long past."""
        now = Exchange(said[:LONGEST], answered[:LONGEST])
        return replace(self, lately=(*self.lately, now)[-REMEMBERED:])

    def with_last(self, said: str, answered: str) -> Talk:
        """With nothing but what was said and answered now, to be said again."""
        return replace(self, lately=(Exchange(said[:LONGEST], answered[:LONGEST_ANSWER]),))

    def as_plain(self) -> dict[str, Any]:
        plain = asdict(replace(self, shown=None))
        return {**plain, "shown": self.shown.as_plain() if self.shown is not None else None}

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

    def requests_with(self, rows: tuple[dict[str, Any], ...]) -> tuple[str, ...]:
        """The requests listed last once these rows are shown: one out of them leaves their list."""
        numbers = tuple(one["value"] for one in rows if one.get("entity") == REQUEST_ROW)
        keeps = not numbers or (len(numbers) == 1 and numbers[0] in self.requests)
        return self.requests if keeps else numbers

    @property
    def rows_are_requests(self) -> bool:
        """Whether the list that was shown last is one of requests."""
        return any(one.get("entity") == REQUEST_ROW for one in self.rows)

    @property
    def lists_people(self) -> bool:
        """Whether the list that was shown last is one of people."""
        return bool(self.rows) and all(one.get("entity") == PERSON_ROW for one in self.rows)

    @property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """What "the second" may be."""
        shown = self.seen
        return shown.things if shown is not None else ()

    @property
    def seen(self) -> Shown | None:
        """What is still before the person's eyes."""
        if self.shown is None or self.messages - self.shown.last > FADES_AFTER:
            return None
        return self.shown


def _question(plain: dict[str, Any] | None) -> Question | None:
    return Question(**{**plain, "entities": tuple(plain["entities"])}) if plain else None


def _asked(plain: dict[str, Any]) -> Asked:
    listed = {name: tuple(plain.get(name, ())) for name in ("choices", "lines")}
    return Asked(**{**plain, **listed})
