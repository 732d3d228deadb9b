"""Invoices booked from a file: to the line that pays, once, never beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.access import Actor, Role
from engine.imports.loading.run import Run
from engine.imports.loading.sheets import load_sheets
from engine.imports.questions import Answers
from engine.imports.sheet_report import SheetReport
from engine.imports.writing.writer import Writer
from engine.policy import load_policy
from engine.queries.company import company_of
from engine.store.database import Database
from engine.store.tables import BudgetEntry, BudgetLine, BudgetVersion, Course, OrgUnit
from engine.usecases.context import INSTALLER, Context
from engine.usecases.ledger.documents import ALLOCATION, Document
from engine.usecases.ledger.posting import ALLOCATE, Movement, post
from tests.engine.imports.loading.company import CNY, remarks
from tests.engine.imports.tables import NOW, asked, fates, refused, sheet

HEAD = "发票号,开票日期,部门,课程,金额\n"


def context_of(session: Session) -> Context:
    return Context(
        session=session,
        actor=INSTALLER,
        policy=load_policy(),
        now=NOW,
        company=company_of(session),
        channel="test",
        keep=lambda explanations: [0 for _ in explanations],
    )


def budget(database: Database, **programmes: int) -> None:
    """A unit with a course and lines for 2026: by programme, how much."""
    with database.transaction() as session:
        unit = OrgUnit(code="P", name="生产部", path="/P/", cost_centre="K1")
        version = BudgetVersion(fiscal_year=2026, scenario="set", status="active")
        course = Course(code="W", name="焊接", mandatory=False)
        session.add_all([unit, version, course])
        session.flush()
        for programme, amount in programmes.items():
            line = BudgetLine(
                version_id=version.id,
                org_unit_id=unit.id,
                programme=programme,
                planned=Decimal(amount),
                currency="CNY",
            )
            session.add(line)
            session.flush()
            move = Movement(line_id=line.id, kind=ALLOCATE, amount=Decimal(amount))
            post(context_of(session), Document(ALLOCATION), [move])


def invoices(
    database: Database,
    text: str,
    said: Mapping[str, str] | None = None,
    actor: Actor = INSTALLER,
) -> SheetReport:
    with database.transaction() as session:
        writer = Writer(session)
        context = replace(context_of(session), actor=actor)
        run = Run(
            session=session,
            writer=writer,
            company=context.company,
            actor=actor,
            now=NOW,
            answers=Answers({**CNY, **(said or {})}),
            context=context,
        )
        (report,) = load_sheets(run, [sheet("invoices", text)])
        writer.journal.stop()
    return report


def booked(database: Database) -> list[tuple[str, str, date]]:
    """Of which programme, how much, when."""
    statement = (
        select(BudgetLine.programme, BudgetEntry.amount, BudgetEntry.booked_on)
        .join(BudgetLine, BudgetLine.id == BudgetEntry.line_id)
        .where(BudgetEntry.kind == "actual")
        .order_by(BudgetEntry.id)
    )
    with database.reading() as session:
        return [(name, f"{amount:.2f}", day) for name, amount, day in session.execute(statement)]


def test_an_invoice_takes_what_the_line_has(either_store: Database) -> None:
    budget(either_store, all=1000)
    text = (
        HEAD
        + "F-1,2026-03-01,生产部,,600\nF-2,2026-03-02,生产部,,500\nF-3,2026-03-03,生产部,,400\n"
    )
    report = invoices(either_store, text)
    assert (fates(report), refused(report)) == (
        {"ADDED": 2, "REFUSED": 1},
        [(3, "budget_exceeded")],
    )
    assert booked(either_store) == [
        ("all", "600.00", date(2026, 3, 1)),
        ("all", "400.00", date(2026, 3, 3)),
    ]


def test_the_same_again_changes_nothing_and_another_amount_is_refused(
    empty_store: Database,
) -> None:
    budget(empty_store, all=1000)
    text = HEAD + "F-1,2026-03-01,生产部,,600\n"
    invoices(empty_store, text)
    assert fates(invoices(empty_store, text)) == {"SAME": 1}
    assert refused(invoices(empty_store, text.replace("600", "650"))) == [(2, "invoice_known")]
    assert len(booked(empty_store)) == 1


def test_a_line_for_the_course_goes_first(empty_store: Database) -> None:
    budget(empty_store, all=1000, W=500)
    invoices(empty_store, HEAD + "F-1,2026-03-01,生产部,焊接,300\n")
    assert [programme for programme, *_ in booked(empty_store)] == ["W"]


def test_by_cost_centre(empty_store: Database) -> None:
    budget(empty_store, all=1000)
    report = invoices(empty_store, "发票号,开票日期,成本中心,金额\nF-1,2026-03-01,K1,300\n")
    assert fates(report) == {"ADDED": 1}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("F-1,2026-12-01,生产部,,300", "booking_day_to_come"),
        ("F-1,,生产部,,300", "empty"),
        ("F-1,2026-03-01,生产部,,-300", "credit_note_by_hand"),
        (",2026-03-01,生产部,,300", "empty"),
    ],
)
def test_what_cannot_be_booked_says_why(empty_store: Database, row: str, code: str) -> None:
    budget(empty_store, all=1000)
    report = invoices(empty_store, f"{HEAD}{row}\n")
    assert (refused(report), booked(empty_store)) == ([(2, code)], [])


def test_numbers_of_another_system_are_no_requests(empty_store: Database) -> None:
    budget(empty_store, all=1000)
    text = "发票号,开票日期,部门,申请单号,金额\nF-1,2026-03-01,生产部,FK-7,300\n"
    report = invoices(empty_store, text)
    assert (fates(report), remarks(report)) == ({"ADDED": 1}, [("strange_requests", 0)])


WITHOUT = f"{HEAD}F-1,2025-03-01,生产部,,300\nF-2,2025-04-01,生产部,,200.50\n"
KEY = "invoices_without_budget:f.csv"


def test_invoices_that_no_budget_pays_are_asked_about_once(either_store: Database) -> None:
    budget(either_store, all=1000)
    report = invoices(either_store, WITHOUT)
    assert (asked(report), fates(report)) == ([KEY], {"LEFT_OUT": 2})


def test_a_budget_of_their_sum_is_set_where_that_is_said(either_store: Database) -> None:
    budget(either_store, all=1000)
    report = invoices(either_store, WITHOUT, {KEY: "set"})
    assert (fates(report), remarks(report)) == ({"ADDED": 2}, [("budget_for_invoices", 0)])
    assert [(amount, day.year) for _, amount, day in booked(either_store)] == [
        ("300.00", 2025),
        ("200.50", 2025),
    ]
    assert fates(invoices(either_store, WITHOUT)) == {"SAME": 2}


def test_who_books_invoices_sets_no_budget_by_that(empty_store: Database) -> None:
    budget(empty_store, all=1000)
    finance = replace(INSTALLER, paths={Role.FINANCE: ("/",)})
    report = invoices(empty_store, WITHOUT, {KEY: "set"}, finance)
    assert (refused(report), booked(empty_store)) == (
        [(2, "no_budget_line"), (3, "no_budget_line")],
        [],
    )


def test_without_a_budget_they_are_refused_where_that_is_said(empty_store: Database) -> None:
    budget(empty_store, all=1000)
    report = invoices(empty_store, WITHOUT, {KEY: "leave"})
    assert refused(report) == [(2, "no_budget_line"), (3, "no_budget_line")]


def test_the_first_units_of_a_store_may_be_those_of_its_invoices(empty_store: Database) -> None:
    report = invoices(empty_store, WITHOUT, {KEY: "set"})
    assert fates(report) == {"ADDED": 2}
