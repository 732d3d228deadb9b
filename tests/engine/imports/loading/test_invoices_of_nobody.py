"""Invoices that name neither a request nor a unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    Course,
    Employee,
    OrgUnit,
    Participation,
    Request,
    RequestLine,
    TrainingSession,
)
from engine.usecases.ledger.documents import ALLOCATION, Document
from engine.usecases.ledger.posting import ALLOCATE, COMMIT, Movement, post
from tests.engine.imports.loading.test_invoices import booked, budget, context_of, invoices
from tests.engine.imports.tables import NOW, asked, fates, refused

TEXT = "发票号,开票日期,课程,金额\nF-1,2026-03-01,焊接,300\n"
KEY = "invoices_of_company:f.csv"


@pytest.fixture
def store(either_store: Database) -> Database:
    """A company with two units below, and a line for each of the three."""
    budget(either_store, all=1000)
    with either_store.transaction() as session:
        root = session.scalars(select(OrgUnit)).one()
        version = session.scalars(select(BudgetLine.version_id)).one()
        for code in ("A", "B"):
            unit = OrgUnit(code=code, name=code, path=f"/P/{code}/", parent_id=root.id)
            session.add(unit)
            session.flush()
            line = BudgetLine(
                version_id=version,
                org_unit_id=unit.id,
                programme="all",
                planned=Decimal(500),
                currency="CNY",
            )
            session.add_all(
                [line, Employee(emp_no=code, name=code, org_unit_id=unit.id, status="active")]
            )
            session.flush()
            move = Movement(line_id=line.id, kind=ALLOCATE, amount=Decimal(500))
            post(context_of(session), Document(ALLOCATION), [move])
    return either_store


def train(database: Database, *numbers: str, day: date = date(2026, 2, 10)) -> None:
    with database.transaction() as session:
        course = session.scalars(select(Course.id)).one()
        held = TrainingSession(
            code=f"S{day}", course_id=course, start_date=day, end_date=day, status="held"
        )
        session.add(held)
        session.flush()
        people = select(Employee.id).where(Employee.emp_no.in_(numbers))
        for person in session.scalars(people).all():
            session.add(Participation(session_id=held.id, employee_id=person, attended=True))


def request(database: Database, number: str, state: str = "approved") -> None:
    with database.transaction() as session:
        unit = session.scalars(select(OrgUnit.id).where(OrgUnit.code == "B")).one()
        one = Request(
            number=number,
            requester_id=session.scalars(select(Employee.id)).first() or 0,
            org_unit_id=unit,
            fiscal_year=2026,
            state=state,
            total=Decimal(200),
            currency="CNY",
            channel="test",
            created_at=NOW,
        )
        one.lines = [
            RequestLine(
                position_no=1,
                course_id=session.scalars(select(Course.id)).one(),
                topic="焊接",
                headcount=4,
                unit_cost=Decimal(50),
                total=Decimal(200),
                priced_by="history",
                period_start=date(2026, 2, 1),
                period_end=date(2026, 2, 28),
                programme="W@B",
            )
        ]
        session.add(one)
        session.flush()
        if state == "approved":
            line = session.scalars(
                select(BudgetLine.id).where(BudgetLine.org_unit_id == unit)
            ).one()
            move = Movement(line_id=line, kind=COMMIT, amount=Decimal(200), request_id=one.id)
            post(context_of(session), Document("approval", one.id), [move])


def payers(database: Database) -> list[tuple[str, int | None]]:
    statement = (
        select(OrgUnit.code, BudgetEntry.request_id)
        .join(BudgetLine, BudgetLine.org_unit_id == OrgUnit.id)
        .join(BudgetEntry, BudgetEntry.line_id == BudgetLine.id)
        .where(BudgetEntry.kind == "actual")
    )
    with database.reading() as session:
        return [(code, one) for code, one in session.execute(statement)]


def test_the_one_request_for_the_course_then_is_meant(store: Database) -> None:
    request(store, "TR-1")
    request(store, "TR-2", state="draft")
    assert fates(invoices(store, TEXT)) == {"ADDED": 1}
    assert payers(store) == [("B", 1)]
    assert fates(invoices(store, TEXT)) == {"SAME": 1}


def test_an_unknown_number_among_requests_is_refused(store: Database) -> None:
    request(store, "TR-1")
    text = "发票号,开票日期,申请单号,金额\nF-1,2026-03-01,TR-1,100\nF-2,2026-03-01,TR-9,100\n"
    report = invoices(store, text)
    assert (fates(report), refused(report)) == (
        {"ADDED": 1, "REFUSED": 1},
        [(3, "unknown_request")],
    )


def test_a_unit_that_is_not_known_beside_others_is_refused(store: Database) -> None:
    report = invoices(store, "发票号,开票日期,部门,金额\nF-1,2026-03-01,销售部,100\n")
    assert refused(report) == [(2, "unknown_unit")]


def test_of_two_requests_none_is_guessed(store: Database) -> None:
    request(store, "TR-1")
    request(store, "TR-2")
    report = invoices(store, TEXT)
    assert (asked(report), fates(report)) == ([KEY], {"LEFT_OUT": 1})


def test_the_unit_that_was_trained_then_pays(store: Database) -> None:
    train(store, "A")
    train(store, "B", day=date(2025, 2, 10))
    assert fates(invoices(store, TEXT)) == {"ADDED": 1}
    assert payers(store) == [("A", None)]


def test_what_several_units_were_trained_in_is_asked_about(store: Database) -> None:
    train(store, "A", "B")
    report = invoices(store, TEXT)
    assert (asked(report), fates(report), booked(store)) == ([KEY], {"LEFT_OUT": 1}, [])
    assert fates(invoices(store, TEXT, {KEY: "yes"})) == {"ADDED": 1}
    assert payers(store) == [("P", None)]
    again = invoices(store, TEXT)
    assert (asked(again), fates(again)) == ([], {"SAME": 1})


def test_what_the_company_does_not_pay_is_refused(store: Database) -> None:
    report = invoices(store, TEXT, {KEY: "no"})
    assert (refused(report), booked(store)) == ([(2, "invoice_of_nobody")], [])


def test_without_a_budget_of_the_company_that_is_asked_instead(store: Database) -> None:
    text = TEXT.replace("2026-03", "2025-03")
    assert asked(invoices(store, text)) == ["invoices_without_budget:f.csv"]
    assert fates(invoices(store, text, {"invoices_without_budget:f.csv": "set"})) == {"ADDED": 1}
