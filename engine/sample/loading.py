"""The sample company into an empty store: its files, by the loaders of any company's files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from engine.imports.loading.run import Run
from engine.imports.loading.sheets import Mapped, load_sheets
from engine.imports.questions import Answers
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.writing.writer import Writer
from engine.policy import load_policy
from engine.queries.company import company_of
from engine.sample.files import base_year, files, mapped, written
from engine.sample.generate import generate
from engine.sample.people import PLANT_SIZE
from engine.sample.written import Company
from engine.store.tables import BudgetVersion, StoreInfo
from engine.usecases.context import INSTALLER, Context

DEFAULT_EMPLOYEES = PLANT_SIZE
# When its people load files.
MORNING = timedelta(hours=8)
ANSWERS = Answers({"opening_figures": "post"})


def load_sample(session: Session, today: date, employees: int = DEFAULT_EMPLOYEES) -> None:
    """Load the company into an empty store; the same rows for the same arguments.

    Its history ends in the year of `today`, so that a demonstration is never out of date. Nothing
    of it is logged, and it cannot be taken back: it was there from the beginning.

    Raises:
        InvalidInput: fewer employees than a company with all its departments needs.
    """
    year = today.year
    sheets = _sheets(year, employees)
    budgets = _open_budgets(session, year)
    writer = Writer(session)
    for day, some in groupby(sheets, key=lambda one: one[0]):
        _load(session, writer, day, [sheet for _, sheet in some])
    writer.journal.stop()
    budgets[0].status = "closed"
    session.add(StoreInfo(id=1, kind="sample"))
    session.flush()


def _sheets(year: int, employees: int) -> list[tuple[date, Mapped]]:
    """All files, with the day on which each was loaded: those that lie here, or those that are
    made of a company of another size."""
    if employees == DEFAULT_EMPLOYEES:
        return [(one.in_year(year).loaded_on, mapped(one, one.stored, year)) for one in files()]
    company = Company(generate(base_year(), employees))
    return [
        (one.in_year(year).loaded_on, mapped(one, written(company, one), year)) for one in files()
    ]


def _open_budgets(session: Session, year: int) -> list[BudgetVersion]:
    """What no file says: the budgets of three years are versions, of which last year's is closed
    in the end."""
    versions = [
        BudgetVersion(fiscal_year=one, scenario="base", status="active")
        for one in (year - 1, year, year + 1)
    ]
    session.add_all(versions)
    session.flush()
    return versions


def _load(session: Session, writer: Writer, day: date, sheets: Sequence[Mapped]) -> None:
    run = _run(session, writer, day)
    for report in load_sheets(run, sheets):
        _require_all(report)


def _run(session: Session, writer: Writer, day: date) -> Run:
    company = company_of(session)
    now = company.start_of(day) + MORNING
    context = Context(
        session=session,
        actor=INSTALLER,
        policy=load_policy(),
        now=now,
        company=company,
        channel="sample",
        keep=lambda explanations: [one.id for one in explanations],
    )
    return Run(
        session=session,
        writer=writer,
        company=company,
        actor=INSTALLER,
        now=now,
        answers=ANSWERS,
        context=context,
    )


def _require_all(report: SheetReport) -> None:
    """All of it was taken, and nothing had to be asked."""
    taken = all(one is Fate.ADDED for one in report.fates.values())
    if not taken or report.questions or report.cells_left_out:
        found = (report.kind, report.refusals[:3], report.cells_left_out[:3], report.questions[:3])
        raise AssertionError(f"the sample's files are not taken as they are: {found}")
