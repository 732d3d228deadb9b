"""What loading a draft would do: the load itself, taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.loading.run import Run
from engine.imports.loading.sheets import load_sheets
from engine.imports.questions import Answers, Question
from engine.imports.recognising.joins import joined
from engine.imports.recognising.proposing import Proposal, propose
from engine.imports.shape.finding import HEADINGS
from engine.imports.shape.table import Table
from engine.imports.sheet_mapping import SheetMapping
from engine.imports.sheet_report import SheetReport
from engine.imports.writing.writer import Writer
from engine.store.tables import ImportLoad, StoreInfo
from engine.usecases.context import Context
from engine.usecases.imports.answered import answered_in, keep_asked
from engine.usecases.imports.drafts import (
    Found,
    files_of,
    found_in,
    mappings_of,
    refused_files,
    set_mappings,
)
from engine.usecases.imports.keys import unused
from engine.usecases.imports.known import known_names
from engine.usecases.imports.settings import CURRENCY, set_up, settings_asked
from engine.usecases.imports.shown import shown_as
from engine.usecases.imports.totals import totals_since, trained
from engine.usecases.imports.views import ImportLook, SheetLook, Top, UnreadSheet
from engine.values.company import Company
from engine.values.person_names import is_han

FIRST_ROWS = 5
# Where a load keeps of which kind the single records are that it was entered as; what stands for
# the name of their file.
RECORD = "record"
# Which tables of a load a person said how to read: nothing is proposed of them any more.
CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The reports sheet by sheet, the company's settings, and the writer that remembers what was
    written."""

    reports: list[SheetReport]
    company: Company
    writer: Writer


def look_at(context: Context, load: ImportLoad) -> ImportLook:
    """The draft as it stands, with what loading it would do. How its tables are read is kept
    with it, so that the same is loaded."""
    session = context.session
    found, answers = found_in(session, load), Answers(load.answers)
    proposals = propose(found.tables, known_names(session), answers)
    mappings = _effective(load, proposals)
    set_mappings(load, mappings)
    session.flush()
    with trying(context):
        before = trained(session, mappings)
        loaded = load_tables(context, load, found.tables, mappings, answers)
        loaded.writer.journal.stop()
        totals = totals_since(session, before, mappings)
    first = is_first(session)
    settings = settings_asked(
        loaded.company, load.answers, _currencies(loaded), _is_chinese(found.tables)
    )
    questions = (
        *_questions(mappings, proposals, loaded.reports),
        *(settings if first else ()),
    )
    offers = _once(one for report in loaded.reports for one in report.offers)
    keep_asked(load, (*offers, *questions))
    return ImportLook(
        id=load.id,
        state=load.state,
        files=tuple(one.name for one in files_of(session, load.id)),
        sheets=tuple(
            _sheet(found.tops, *one)
            for one in zip(found.tables, mappings, proposals, loaded.reports, strict=True)
        ),
        aside=(*refused_files(load), *found.aside),
        unread=tuple(_unread(found)),
        questions=questions,
        offers=offers,
        answered=tuple(answered_in(load)),
        answers=dict(load.answers),
        unused=unused(answers, mappings),
        totals=totals,
        company=loaded.company,
        is_first=first,
        shown=shown_as(load, loaded.reports),
    )


def _currencies(loaded: Loaded) -> set[str]:
    """Those of all money in the files that could be read."""
    return {code for one in loaded.reports for code, amount in one.in_file.items() if amount}


def _is_chinese(tables: Sequence[Table]) -> bool:
    return any(is_han(text) for one in tables for heading in one.headings for text in heading)


@contextmanager
def trying(context: Context) -> Iterator[None]:
    """Whatever is done here is taken back, and the log does not tell of it."""
    done = len(context.deeds)
    with context.session.begin_nested() as savepoint:
        yield
        savepoint.rollback()
    del context.deeds[done:]
    context.session.expire_all()


def load_tables(
    context: Context,
    load: ImportLoad,
    tables: Sequence[Table],
    mappings: Sequence[SheetMapping],
    answers: Answers | None = None,
) -> Loaded:
    """Load them in the open transaction. What was entered as single records is no list of all
    that there are."""
    answers = answers or Answers(load.answers)
    first = is_first(context.session)
    company = set_up(context, load.answers, first)
    context = replace(context, company=company)
    writer = Writer(context.session)
    run = Run(
        session=context.session,
        writer=writer,
        company=company,
        actor=context.actor,
        now=context.now,
        answers=answers,
        context=context,
        has_said_home=not first or CURRENCY in load.answers,
        is_partial=RECORD in load.options,
    )
    pairs = zip(tables, mappings, strict=True)
    sheets = [(joined(table, mapping, tables), mapping) for table, mapping in pairs]
    reports = load_sheets(run, sheets)
    context.session.flush()
    return Loaded(reports, company, writer)


def is_first(session: Session) -> bool:
    """Whether nothing was ever loaded into the store."""
    return session.scalar(select(StoreInfo.kind)) is None


def place_of(mapping: SheetMapping) -> str:
    """A table among those of a load: a sheet may hold several."""
    return f"{mapping.place}|{mapping.fingerprint}"


def _effective(load: ImportLoad, proposals: Sequence[Proposal]) -> list[SheetMapping]:
    """What was said of a table, else what is proposed. Where somebody named other heading rows
    the table is another one, and what is proposed of it holds until he says more."""
    corrected = set(load.options.get(CORRECTED, ()))
    said = {place_of(one): one for one in mappings_of(load)}
    rows = {one.place: one.heading_rows for one in said.values() if one.heading_rows}
    return [
        said[place]
        if (place := place_of(one.mapping)) in corrected and place in said
        else replace(one.mapping, heading_rows=rows.get(one.mapping.place))
        for one in proposals
    ]


def _sheet(
    tops: Mapping[str, Top],
    table: Table,
    mapping: SheetMapping,
    proposal: Proposal,
    report: SheetReport,
) -> SheetLook:
    report.facts += [one for one in proposal.facts if one not in report.facts]
    return SheetLook(
        file=table.file,
        sheet=table.sheet,
        rows=len(table),
        headings=tuple(table.headings),
        first_rows=tuple(
            tuple(column[row] for column in table.columns)
            for row in range(min(FIRST_ROWS, len(table)))
        ),
        top=tops.get(mapping.place, ()),
        heading_rows=_heading_rows(table),
        confidence=proposal.confidence,
        likely=tuple(proposal.likely),
        mapping=mapping,
        report=report,
    )


def _heading_rows(table: Table) -> tuple[int, int]:
    said = next(one.args for one in table.facts if one.code == HEADINGS)
    return said["row"], said["last"]


def _unread(found: Found) -> Iterator[UnreadSheet]:
    for where, top in found.unread.items():
        file, _, sheet = where.rpartition("|")
        yield UnreadSheet(file=file, sheet=sheet, top=top)


def _questions(
    mappings: Sequence[SheetMapping],
    proposals: Sequence[Proposal],
    reports: Sequence[SheetReport],
) -> Iterator[Question]:
    """Those of the sheets' kinds first, each once."""
    of_kinds = [
        question
        for mapping, proposal in zip(mappings, proposals, strict=True)
        for question in proposal.questions
        if replace(mapping, heading_rows=None) == proposal.mapping
    ]
    asked = [question for report in reports for question in report.questions]
    yield from _once((*of_kinds, *asked))


def _once(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple({one.key: one for one in questions}.values())
