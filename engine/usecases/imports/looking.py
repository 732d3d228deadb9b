"""What loading a draft would do: the load itself, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.imports.loading.run import Run
from engine.imports.loading.sheets import load_sheets
from engine.imports.questions import Answers, Question
from engine.imports.recognising.proposing import Known, Proposal, joined, propose
from engine.imports.shape.table import Table
from engine.imports.sheet_mapping import SheetMapping
from engine.imports.sheet_report import SheetReport
from engine.imports.writing.writer import Writer
from engine.queries.import_totals import costs_by_course, costs_by_unit, paid_in_all
from engine.queries.training import outcomes
from engine.store.tables import (
    Course,
    Employee,
    ImportFile,
    ImportLoad,
    OrgUnit,
    Participation,
    StoreInfo,
)
from engine.usecases.context import Context
from engine.usecases.imports.drafts import (
    kept_mappings,
    mappings_of,
    tables_of_load,
)
from engine.usecases.imports.views import ImportLook, SheetLook, StoreTotals

FIRST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Loaded:
    """The reports sheet by sheet, and the writer that remembers what was written."""

    reports: list[SheetReport]
    totals: StoreTotals
    writer: Writer


def look_at(context: Context, load: ImportLoad) -> ImportLook:
    """The draft as it stands, with what loading it would do."""
    session = context.session
    tables = tables_of_load(session, load.id)
    proposals = propose(tables, known_names(session), kept_mappings(session))
    mappings = _matched(tables, mappings_of(load), proposals)
    with session.begin_nested() as savepoint:
        loaded = load_tables(context, load, tables, mappings)
        loaded.writer.journal.stop()
        savepoint.rollback()
    session.expire_all()
    sheets = tuple(
        _sheet(table, mapping, proposal, report)
        for table, mapping, proposal, report in zip(
            tables, mappings, proposals, loaded.reports, strict=True
        )
    )
    return ImportLook(
        id=load.id,
        state=load.state,
        files=tuple(_file_names(session, load.id)),
        sheets=sheets,
        questions=_questions(mappings, proposals, loaded.reports, load.answers),
        answers=dict(load.answers),
        totals=loaded.totals,
        company=context.company,
        is_first=session.scalar(select(StoreInfo.kind)) is None,
    )


def load_tables(
    context: Context,
    load: ImportLoad,
    tables: Sequence[Table],
    mappings: Sequence[SheetMapping],
) -> Loaded:
    """Load them in the open transaction."""
    writer = Writer(context.session)
    run = Run(
        session=context.session,
        writer=writer,
        company=context.company,
        actor=context.actor,
        now=context.now,
        answers=Answers(load.answers),
        context=context,
    )
    pairs = zip(tables, mappings, strict=True)
    sheets = [(joined(table, mapping, tables), mapping) for table, mapping in pairs]
    reports = load_sheets(run, sheets)
    context.session.flush()
    return Loaded(reports, _totals(context.session), writer)


def _matched(
    tables: Sequence[Table], said: Sequence[SheetMapping], proposals: Sequence[Proposal]
) -> list[SheetMapping]:
    """For each table what was said of it. Where somebody named other heading rows the table is
    another one, and what is proposed of it holds until he says more."""
    by_place = {(one.file, one.sheet, one.fingerprint): one for one in said}
    pairs = zip(tables, proposals, strict=True)
    return [
        by_place.get((table.file, table.sheet, one.mapping.fingerprint), one.mapping)
        for table, one in pairs
    ]


def known_names(session: Session) -> Known:
    """What the store already knows by name or number, to tell columns by."""
    return Known(
        people=frozenset(session.scalars(select(Employee.emp_no))),
        names=frozenset(session.scalars(select(Employee.name))),
        units=frozenset(session.scalars(select(OrgUnit.name))),
        courses=frozenset(session.scalars(select(Course.name))),
    )


def _sheet(
    table: Table, mapping: SheetMapping, proposal: Proposal, report: SheetReport
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
        confidence=proposal.confidence,
        likely=tuple(proposal.likely),
        mapping=mapping,
        report=report,
    )


def _questions(
    mappings: Sequence[SheetMapping],
    proposals: Sequence[Proposal],
    reports: Sequence[SheetReport],
    answers: dict[str, str],
) -> tuple[Question, ...]:
    """Those of the sheets' kinds first, each once, and none that was answered."""
    of_kinds = [
        question
        for mapping, proposal in zip(mappings, proposals, strict=True)
        for question in proposal.questions
        if mapping == proposal.mapping
    ]
    asked = {one.key: one for report in reports for one in report.questions}
    open_ = {one.key: one for one in of_kinds} | asked
    return tuple(one for key, one in open_.items() if key not in answers)


def _file_names(session: Session, load_id: int) -> list[str]:
    names = select(ImportFile.name).where(ImportFile.load_id == load_id)
    return list(session.scalars(names.order_by(ImportFile.id)))


def _totals(session: Session) -> StoreTotals:
    attended = select(func.count(Participation.id)).where(Participation.attended)
    return StoreTotals(
        employees=session.scalar(select(func.count(Employee.id))) or 0,
        participations=session.scalar(attended) or 0,
        total_costs=paid_in_all(session),
        by_course=tuple(costs_by_course(session)),
        by_unit=tuple(costs_by_unit(session)),
        outcomes=outcomes(session, "/"),
    )
