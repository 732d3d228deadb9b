"""Small tables with their mappings, made by hand, and loaded as an import loads them."""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from engine.access import Actor
from engine.imports.amounts import plain
from engine.imports.costs import MoneyRules
from engine.imports.kinds.kind import kinds
from engine.imports.loading.run import Run
from engine.imports.loading.sheets import load_sheets
from engine.imports.questions import Answers
from engine.imports.reading.rows import Rows
from engine.imports.shape.table import Column, Table
from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.writing.writer import Writer
from engine.queries.company import company_of
from engine.store.database import Database
from engine.store.tables import ImportLoad
from engine.usecases.context import INSTALLER

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
needs_cases = pytest.mark.skipif(
    not CASES.exists(), reason="the shared cases are not part of the product"
)
Sheet = tuple[Table, SheetMapping]


def table(text: str, file: str = "f.csv", first_row: int = 2) -> Table:
    """A table of the text of a CSV file whose first line has the headings."""
    return table_of(list(csv.reader(io.StringIO(text))), file, first_row)


def table_of(rows: Sequence[Sequence[str]], file: str = "f.csv", first_row: int = 2) -> Table:
    headings, *cells = rows
    columns = []
    for at, heading in enumerate(headings):
        places: dict[str, int] = {}
        codes = array("l", (places.setdefault(row[at], len(places)) for row in cells))
        columns.append(Column(heading, tuple(places), codes))
    numbers = array("l", range(first_row, len(cells) + first_row))
    return Table(file=file, sheet="", columns=tuple(columns), numbers=numbers)


def sheet(kind: str, rows: str | Table, **fields: str) -> Sheet:
    """A table as a kind: each column is the field that has its very heading, or the one that
    `fields` names it for (field="heading"; "=text" for a constant)."""
    made = table(rows) if isinstance(rows, str) else rows
    maps = [
        FieldMap(field=field, constant=heading[1:])
        if heading.startswith("=")
        else FieldMap(field=field, column=heading)
        for field, heading in fields.items()
    ]
    known = {
        plain(heading): field.name
        for field in kinds()[kind].fields.values()
        for heading in field.headings
    }
    for heading in made.headings:
        if heading not in fields.values() and plain(heading) in known:
            maps.append(FieldMap(field=known[plain(heading)], column=heading))
    return made, SheetMapping(
        file=made.file, sheet="", fingerprint="", kind=kind, fields=tuple(maps)
    )


def rows_of(one: Sheet, answers: Mapping[str, str] | None = None) -> Rows:
    made, mapping = one
    kind = kinds()[mapping.kind or ""]
    return Rows(
        table=made,
        mapping=mapping,
        kind=kind,
        report=SheetReport(file=made.file, sheet="", kind=kind.name),
        rules=MoneyRules("CNY"),
        answers=Answers(answers or {}),
    )


def load(
    database: Database,
    *sheets: Sheet,
    answers: Mapping[str, str] | None = None,
    now: datetime = NOW,
    dry_run: bool = False,
    actor: Actor = INSTALLER,
) -> list[SheetReport]:
    """Load sheets in one transaction; their reports."""
    with database.transaction() as session:
        writer = Writer(session)
        reports = load_sheets(_run(session, writer, answers, now, actor), sheets)
        writer.journal.stop()
        if dry_run:
            session.rollback()
    return reports


def load_to_undo(
    database: Database, *sheets: Sheet, answers: Mapping[str, str] | None = None
) -> int:
    """Load sheets in one transaction, keeping what it takes to undo that; the load's id."""
    with a_load(database) as (session, writer, load_id):
        load_sheets(_run(session, writer, answers, NOW, INSTALLER), sheets)
    return load_id


@contextmanager
def a_load(database: Database) -> Iterator[tuple[Session, Writer, int]]:
    """A load in a transaction; what is written in it is kept with it."""
    with database.transaction() as session:
        load = ImportLoad(
            state="loaded",
            actor="operator",
            channel="test",
            created_at=NOW,
            mappings={},
            answers={},
            options={},
        )
        session.add(load)
        session.flush()
        writer = Writer(session)
        yield session, writer, load.id
        writer.journal.keep(load.id)


def _run(
    session: Session,
    writer: Writer,
    answers: Mapping[str, str] | None,
    now: datetime,
    actor: Actor,
) -> Run:
    return Run(
        session=session,
        writer=writer,
        company=company_of(session),
        actor=actor,
        now=now,
        answers=Answers(answers or {}),
    )


def fates(report: SheetReport) -> dict[str, int]:
    """How many rows became what; without those that no row became."""
    return {one.name: report.count(one) for one in Fate if report.count(one)}


def refused(report: SheetReport) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in report.refusals]


def asked(report: SheetReport) -> list[str]:
    return [one.key for one in report.questions]


def changed(report: SheetReport) -> list[tuple[str, str, str]]:
    return [(one.field, one.old, one.new) for one in report.changes]
