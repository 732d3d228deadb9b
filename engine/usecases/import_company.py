"""Loading a company's spreadsheets: all of them in one transaction, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.imports.answers import Answers
from engine.imports.costs import CostColumn, MoneyRules
from engine.imports.employees import EmployeeLoader
from engine.imports.mapping import Mapping, money_remarks
from engine.imports.reader import Table
from engine.imports.report import ImportReport
from engine.imports.rows import rows_of
from engine.imports.survey import SurveyLoader
from engine.imports.trainings import TrainingLoader
from engine.queries.company import company_of
from engine.queries.import_totals import CostTotal, costs_by_course, costs_by_unit, paid_in_all
from engine.queries.training import outcomes
from engine.store.bulk import insert_rows, restart_sequences
from engine.store.database import Database
from engine.store.tables import (
    Employee,
    ImportBatch,
    ImportChange,
    ImportRefusal,
    Participation,
    StoreInfo,
)
from engine.trust.audit import OPERATOR, Deed, append
from engine.usecases.company_settings import CompanyChange, set_up_company
from engine.usecases.store import SAMPLE, store_kind
from engine.values.company import Company
from engine.values.currency_marks import currency_of
from engine.values.errors import InvalidInput
from engine.values.money import Money

# People before what they took part in, whatever the order of the files.
ORDER = ("employees", "trainings", "survey")

# Under which names and numbers the log speaks of units and people: it must say when they change.
RENAMED = ("unit", "emp_no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The reports, and what the store holds afterwards; costs never added up over currencies.
    `company` are its settings; `is_first` says that nothing was there before."""

    reports: tuple[ImportReport, ...]
    employees: int
    participations: int
    total_costs: tuple[Money, ...]
    by_course: tuple[CostTotal, ...]
    by_unit: tuple[CostTotal, ...]
    outcomes: dict[str, int]
    company: Company
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What one import goes by."""

    session: Session
    company: Company
    now: datetime
    currency: str | None
    answers: Answers


def import_company(
    database: Database,
    tables: Sequence[tuple[Table, Mapping]],
    currency: str | None = None,
    dry_run: bool = False,
    *,
    answers: Answers | None = None,
    setup: CompanyChange | None = None,
    now: datetime | None = None,
) -> Imported:
    """Load `tables` as mapped; what was loaded before changes nothing, what was corrected in
    the file is corrected. `currency` is that of costs that carry none.

    Raises:
        InvalidInput: the store holds the sample company; costs come without a currency, or in
            one that there is not; `setup` comes with a later import than the first, or is none
            that a company can have; a unit cannot be renamed as answered.
    """
    if store_kind(database) == SAMPLE:
        raise InvalidInput("store_holds_sample")
    now = now or datetime.now(UTC)
    with database.transaction() as session:
        is_first = session.scalar(select(StoreInfo.kind)) is None
        company = _set_up(session, setup, now, is_first)
        run = _Run(
            session=session,
            company=company,
            now=now,
            currency=_code(currency, company),
            answers=answers or Answers(),
        )
        reports = [
            _load(run, table, mapping)
            for table, mapping in sorted(tables, key=lambda pair: ORDER.index(pair[1].kind))
        ]
        restart_sequences(session)
        if is_first:
            session.add(StoreInfo(id=1, kind="company"))
        imported = _totals(session, reports, company, is_first)
        if dry_run:
            session.rollback()
    return imported


def _set_up(
    session: Session, setup: CompanyChange | None, now: datetime, is_first: bool
) -> Company:
    if setup is None or setup == CompanyChange():
        return company_of(session)
    if not is_first:
        raise InvalidInput("company_is_set_up")
    return set_up_company(session, setup, now)


def _code(currency: str | None, company: Company) -> str | None:
    if currency is None:
        return None
    code = currency_of(currency, company.currency)
    if code is None:
        raise InvalidInput("unknown_currency", currency=currency)
    return code


def _load(run: _Run, table: Table, mapping: Mapping) -> ImportReport:
    missing = [column for column in mapping.columns if column not in table.columns]
    if missing:
        raise InvalidInput("mapped_columns_missing", file=table.file, columns=missing)
    report = ImportReport(file=table.file, kind=mapping.kind)
    loader = _loader(run, table, mapping)
    for row in rows_of(table, mapping, report):
        loader.take(row, report)
    loader.finish(report)
    report.remarks += money_remarks(table, mapping)
    _record(run, report)
    return report


def _loader(
    run: _Run, table: Table, mapping: Mapping
) -> EmployeeLoader | TrainingLoader | SurveyLoader:
    answers, company = run.answers, run.company
    if mapping.kind == "employees":
        renamed = {**mapping.renamed, **answers.renamed}
        today = company.day_of(run.now)
        return EmployeeLoader(run.session, replace(answers, renamed=renamed), today)
    if mapping.kind == "trainings":
        rules = MoneyRules(company.currency, run.currency, answers.decimal)
        costs = CostColumn(table, mapping, rules)
        if costs.lacking and mapping.column("currency") is None:
            raise InvalidInput("no_currency", file=table.file, rows=costs.lacking)
        return TrainingLoader(run.session, costs)
    return SurveyLoader(run.session, mapping, table.file)


def _record(run: _Run, report: ImportReport) -> None:
    """Keep with the store what was changed, with its old value, and what was refused, so that
    it can be looked up later."""
    if not (report.added or report.changes or report.refusals):
        return
    batch = ImportBatch(
        file=report.file,
        kind=report.kind,
        rows_read=report.read,
        rows_added=report.added,
        rows_known=report.known,
        rows_refused=report.refused,
        created_at=run.now,
    )
    run.session.add(batch)
    run.session.flush()
    insert_rows(
        run.session,
        ImportRefusal,
        [
            {
                "batch_id": batch.id,
                "row": one.row,
                "column": one.column[:200],
                "value": one.value,
                "code": one.code,
            }
            for one in report.refusals
        ],
    )
    insert_rows(
        run.session,
        ImportChange,
        [
            {
                "batch_id": batch.id,
                "row": one.row,
                "subject": one.subject[:300],
                "field": one.field,
                "old": one.old,
                "new": one.new,
            }
            for one in report.changes
        ],
    )
    figures = {
        "batch": batch.id,
        "added": report.added,
        "changed": report.changed,
        "refused": len(report.refusals),
    }
    deeds = [Deed("import", report.file[:150], {"kind": report.kind, **figures})]
    deeds += [
        Deed("rename", one.subject[:150], {"field": one.field, "old": one.old, "new": one.new})
        for one in report.changes
        if one.field in RENAMED
    ]
    append(run.session, OPERATOR, OPERATOR, run.now, deeds)


def _totals(
    session: Session, reports: list[ImportReport], company: Company, is_first: bool
) -> Imported:
    return Imported(
        reports=tuple(reports),
        employees=session.scalar(select(func.count(Employee.id))) or 0,
        participations=session.scalar(
            select(func.count(Participation.id)).where(Participation.attended)
        )
        or 0,
        total_costs=paid_in_all(session),
        by_course=tuple(costs_by_course(session)),
        by_unit=tuple(costs_by_unit(session)),
        outcomes=outcomes(session, "/"),
        company=company,
        is_first=is_first,
    )
