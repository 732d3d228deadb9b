"""Loading a company's spreadsheets: all of them in one transaction, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.imports.employees import EmployeeLoader
from engine.imports.mapping import Mapping
from engine.imports.reader import Table
from engine.imports.report import ImportReport
from engine.imports.rows import rows_of
from engine.imports.survey import SurveyLoader
from engine.imports.trainings import TrainingLoader
from engine.queries.training import CostTotal, costs_by_course, costs_by_unit, outcomes
from engine.store.bulk import insert_rows, restart_sequences
from engine.store.database import Database
from engine.store.tables import Employee, ImportBatch, ImportRefusal, StoreInfo
from engine.trust.audit import OPERATOR, Deed, append
from engine.usecases.store import SAMPLE, store_kind
from engine.values.errors import InvalidInput

# People before what they took part in, whatever the order of the files.
ORDER = ("employees", "trainings", "survey")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The reports, and what the store holds afterwards."""

    reports: tuple[ImportReport, ...]
    employees: int
    participations: int
    total_cost: Decimal
    by_course: tuple[CostTotal, ...]
    by_unit: tuple[CostTotal, ...]
    outcomes: dict[str, int]


def import_company(
    database: Database,
    tables: Sequence[tuple[Table, Mapping]],
    currency: str | None = None,
    dry_run: bool = False,
) -> Imported:
    """Load `tables` as mapped; what was loaded before changes nothing.

    Raises:
        InvalidInput: the store holds the sample company, or costs come without a currency.
    """
    if store_kind(database) == SAMPLE:
        raise InvalidInput("store_holds_sample")
    if currency is None and _lacks_currency(tables):
        raise InvalidInput("no_currency")
    with database.transaction() as session:
        reports = [
            _load(session, table, mapping, currency)
            for table, mapping in sorted(tables, key=lambda pair: ORDER.index(pair[1].kind))
        ]
        restart_sequences(session)
        if session.scalar(select(StoreInfo.kind)) is None:
            session.add(StoreInfo(id=1, kind="company"))
        imported = _totals(session, reports)
        if dry_run:
            session.rollback()
    return imported


def _lacks_currency(tables: Sequence[tuple[Table, Mapping]]) -> bool:
    return any(
        mapping.kind == "trainings" and mapping.column("currency") is None for _, mapping in tables
    )


def _load(session: Session, table: Table, mapping: Mapping, currency: str | None) -> ImportReport:
    missing = [column for column in mapping.columns if column not in table.columns]
    if missing:
        raise InvalidInput("mapped_columns_missing", file=table.file, columns=missing)
    report = ImportReport(file=table.file, kind=mapping.kind)
    loader = _loader(session, table, mapping, currency)
    for row in rows_of(table, mapping, report):
        loader.take(row, report)
    loader.finish()
    _record(session, report)
    return report


def _loader(
    session: Session, table: Table, mapping: Mapping, currency: str | None
) -> EmployeeLoader | TrainingLoader | SurveyLoader:
    if mapping.kind == "employees":
        return EmployeeLoader(session)
    if mapping.kind == "trainings":
        return TrainingLoader(session, currency)
    return SurveyLoader(session, mapping, table.file)


def _record(session: Session, report: ImportReport) -> None:
    """Keep what was refused with the store, so that it can be looked up later."""
    if not (report.added or report.changed or report.refusals):
        return
    batch = ImportBatch(
        file=report.file,
        kind=report.kind,
        rows_read=report.read,
        rows_added=report.added,
        rows_known=report.known,
        rows_refused=report.refused,
        created_at=datetime.now(UTC),
    )
    session.add(batch)
    session.flush()
    figures = {"added": report.added, "changed": report.changed, "refused": len(report.refusals)}
    deed = Deed("import", report.file[:150], {"kind": report.kind, **figures})
    append(session, OPERATOR, OPERATOR, datetime.now(UTC), [deed])
    insert_rows(
        session,
        ImportRefusal,
        [
            {
                "batch_id": batch.id,
                "row": one.row,
                "column": one.column,
                "value": one.value,
                "code": one.code,
            }
            for one in report.refusals
        ],
    )


def _totals(session: Session, reports: list[ImportReport]) -> Imported:
    by_course = tuple(costs_by_course(session, "/"))
    return Imported(
        reports=tuple(reports),
        employees=session.scalar(select(func.count()).select_from(Employee)) or 0,
        participations=sum(course.participations for course in by_course),
        total_cost=sum((course.total.amount for course in by_course), Decimal(0)),
        by_course=by_course,
        by_unit=tuple(costs_by_unit(session, "/")),
        outcomes=outcomes(session, "/"),
    )
