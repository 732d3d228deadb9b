"""What people see of a load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.imports.questions import Question
from engine.imports.shape.table import Fact
from engine.imports.sheet_mapping import SheetMapping
from engine.imports.sheet_report import SheetReport
from engine.imports.writing.undo import InTheWay
from engine.queries.import_totals import CostTotal
from engine.values.company import Company
from engine.values.money import Money

# The first rows of a sheet, as they stand.
Top = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as somebody gave it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLook:
    """A table that was found: where, how sure its kind is (0 to 1) and what else it could be,
    what is accepted of it so far, its first rows as they stand, and what loading it does. `top`
    are the first rows of its sheet, `heading_rows` which rows (from 1) are its headings."""

    file: str
    sheet: str
    rows: int
    headings: tuple[str, ...]
    first_rows: tuple[tuple[str, ...], ...]
    top: Top
    heading_rows: tuple[int, int]
    confidence: float
    likely: tuple[tuple[str, float], ...]
    mapping: SheetMapping
    report: SheetReport


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreTotals:
    """What the store holds once it is loaded: people who work there, participations, costs (never
    added up over currencies). By course and unit, and of outcomes: what of it came with the
    load."""

    employees: int
    participations: int
    total_costs: tuple[Money, ...]
    by_course: tuple[CostTotal, ...]
    by_unit: tuple[CostTotal, ...]
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadSheet:
    """One in which no table was found, with its first rows."""

    file: str
    sheet: str
    top: Top


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what was said to it."""

    question: Question
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLook:
    """A load as it stands: `questions` are those of all its sheets, for which rows wait; `offers`
    what could be said besides, though nothing waits for it; `answered` what was said already.
    `unused` are the keys of answers that nothing asked for, `aside` says of sheets that hold no table (`unread` shows them) and of files that could not
    be read. `is_first` says that the store is empty, and the company's settings
    (`company`) still can be said. `shown` stands for what is seen here: given back with the order
    to load, nothing else is loaded."""

    id: int
    state: str
    files: tuple[str, ...]
    sheets: tuple[SheetLook, ...]
    aside: tuple[Fact, ...]
    unread: tuple[UnreadSheet, ...]
    questions: tuple[Question, ...]
    offers: tuple[Question, ...]
    answered: tuple[Answered, ...]
    answers: Mapping[str, str]
    totals: StoreTotals
    company: Company
    is_first: bool
    shown: str
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLoad:
    """One load of the history, newest first: of files, or of single records of a kind (`record`);
    `in_the_way` says why it cannot be undone now, where only one was asked for."""

    id: int
    state: str
    actor: str
    actor_name: str | None
    channel: str
    files: tuple[str, ...]
    record: str | None
    created_at: datetime
    loaded_at: datetime | None
    undone_at: datetime | None
    added: int
    changed: int
    refused: int
    in_the_way: tuple[InTheWay, ...] = ()
