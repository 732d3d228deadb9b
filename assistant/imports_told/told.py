"""What a load is to whoever reads it: sentences, and what can be pressed or typed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToldColumn:
    """A column of the sheet: which field it is taken for (None: not read), and what that is
    called."""

    heading: str
    field: str | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRefusal:
    """Why a value was not taken. `whole_row` says that its row was not either."""

    row: int
    column: str
    value: str
    why: str
    whole_row: bool


@dataclass(frozen=True, slots=True)
class ToldOption:
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldQuestion:
    """`key` is what is answered; without options anything may be said."""

    key: str
    text: str
    options: tuple[ToldOption, ...]
    proposed: str | None
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAnswer:
    """A question with what was said to it, as people read it; `used` is False where nothing
    asks for it any more."""

    question: ToldQuestion
    value: str
    label: str
    used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSheet:
    """One sheet; `refusals` are all of them, the lists of sentences what a person reads of it."""

    file: str
    sheet: str
    kind: str | None
    taken_for: str
    rows: int
    columns: tuple[ToldColumn, ...]
    facts: tuple[str, ...]
    counts: str
    money: tuple[str, ...]
    changes: tuple[str, ...]
    remarks: tuple[str, ...]
    refusals: tuple[ToldRefusal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`aside` are sentences on sheets that hold no table, `unused` on answers that nothing asked
    for; `offers` are questions that need no answer; `totals` are those of the store once it is
    loaded."""

    sheets: tuple[ToldSheet, ...]
    aside: tuple[str, ...]
    unused: tuple[str, ...]
    questions: tuple[ToldQuestion, ...]
    offers: tuple[ToldQuestion, ...]
    answered: tuple[ToldAnswer, ...]
    totals: tuple[str, ...]
