"""The ledger, on both databases: what is booked, what is refused, what is put right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from engine.analysis.cost_variance import CostVariance
from engine.store.database import Database
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetVersion,
    Request,
    RoleGrant,
)
from engine.usecases.budgets.setting import set_budget
from engine.usecases.ledger.corrections import ledger_entries, reverse_posting
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ledger.periods import close_year, lock_month, unlock_month
from engine.usecases.ledger.rates import record_rate
from engine.usecases.ledger.transfers import transfer_budget
from engine.usecases.requests.deciding import approve_request
from engine.usecases.requests.delivering import (
    close_request,
)
from engine.usecases.requests.draft import preview_request
from engine.usecases.requests.listing import request_status
from engine.values.errors import (
    BudgetExceeded,
    EngineError,
    InvalidInput,
    NotEnoughData,
    NotFound,
    NotPermitted,
)
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.workflow import (
    AUDITOR,
    FINANCE,
    HEAD,
    NOW,
    Office,
    build,
    draft,
    require_invariants,
)

NEXT = YEAR + 1


def cny(amount: int | str) -> Money:
    return Money(Decimal(amount), "CNY")


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store)
    yield Office(either_store)
    require_invariants(either_store)


def invoice(office: Office, number: str, name: str, amount: Money, **values: Any) -> Any:
    return office.do(FINANCE, post_invoice, number, name, amount, office.key(), **values)


def test_an_invoice_takes_the_place_of_the_commitment(office: Office) -> None:
    number = office.approved(20)
    receipt = invoice(office, number, "INV-1", cny(12_000))
    assert (office.sums(), receipt.committed) == ((0, 8_000, 12_000, 80_000), cny(8_000))


def test_the_final_invoice_gives_the_rest_back(office: Office) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(12_000), final=True)
    assert office.sums() == (0, 0, 12_000, 88_000)


def test_more_than_was_committed_takes_what_is_left(office: Office) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(25_000))
    assert office.sums() == (0, 0, 25_000, 75_000)


def test_more_than_there_is_is_not_booked(office: Office) -> None:
    number = office.approved(20)
    with pytest.raises(BudgetExceeded):
        invoice(office, number, "INV-1", cny(100_001))
    assert office.sums() == (0, 20_000, 0, 80_000)


def test_an_invoice_is_booked_once(office: Office) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(1_000))
    with pytest.raises(InvalidInput, match="invoice_known"):
        invoice(office, number, "INV-1", cny(1_000))


def test_only_what_is_approved_is_invoiced(office: Office) -> None:
    number = office.submit(20)
    with pytest.raises(InvalidInput, match="not_in_this_state"):
        invoice(office, number, "INV-1", cny(1_000))


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_an_invoice_has_an_amount(office: Office, amount: str) -> None:
    number = office.approved(20)
    with pytest.raises(InvalidInput, match="invoice_unclear"):
        invoice(office, number, "INV-1", cny(amount))


def test_a_reversal_restores_what_was_before(office: Office) -> None:
    number = office.approved(20)
    before = office.sums()
    booked = invoice(office, number, "INV-1", cny(12_000))
    office.do(FINANCE, reverse_posting, booked.posting, "wrong", office.key())
    assert office.sums() == before
    invoice(office, number, "INV-1", cny(2_000))
    assert office.sums() == (0, 18_000, 2_000, 80_000)


def test_nothing_is_reversed_twice(office: Office) -> None:
    number = office.approved(20)
    posting = invoice(office, number, "INV-1", cny(12_000)).posting
    office.do(FINANCE, reverse_posting, posting, "wrong", office.key())
    with pytest.raises(InvalidInput, match="reversed_already"):
        office.do(FINANCE, reverse_posting, posting, "wrong", office.key())


def test_decisions_are_not_reversed_by_booking(office: Office) -> None:
    number = office.approved(20)
    entries = office.do(AUDITOR, ledger_entries, number=number)
    assert {entry.document_kind for entry in entries} == {"reserve", "commit"}
    for entry in entries:
        with pytest.raises(InvalidInput, match="not_reversible"):
            office.do(FINANCE, reverse_posting, entry.posting, "wrong", office.key())


def test_the_database_itself_refuses_to_change_an_entry(office: Office) -> None:
    office.approved(20)
    for statement in ("UPDATE budget_entry SET amount = 1", "DELETE FROM budget_entry"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            office.database.transaction() as session,
        ):
            session.execute(text(statement))


def test_a_transfer_moves_what_is_left(office: Office) -> None:
    office.do(FINANCE, transfer_budget, "U2", "U3", NEXT, cny(30_000), office.key(), "更急")
    assert (office.sums("U2")[3], office.sums("U3")[3]) == (70_000, 80_000)


@pytest.mark.parametrize(
    ("target", "amount", "reason", "error"),
    [
        ("U3", 100_001, "why", BudgetExceeded),
        ("U3", 0, "why", InvalidInput),
        ("U3", 10, " ", InvalidInput),
        ("U2", 10, "why", InvalidInput),
        ("U1", 10, "why", NotFound),
    ],
)
def test_a_transfer_that_cannot_be(
    office: Office, target: str, amount: int, reason: str, error: type[EngineError]
) -> None:
    with pytest.raises(error):
        office.do(FINANCE, transfer_budget, "U2", target, NEXT, cny(amount), office.key(), reason)
    assert office.sums("U2")[3] == 100_000


def test_a_lowered_budget_suspends_the_newest_reservations(office: Office) -> None:
    old, new = office.submit(20), office.submit(30)
    receipt = office.do(DIRECTOR, set_budget, "U2", NEXT, cny(40_000), office.key())
    assert receipt.suspended == (new,)
    assert office.sums() == (20_000, 0, 0, 20_000)
    assert office.do(HR, request_status, new).requests[0].suspended
    assert not office.do(HR, request_status, old).requests[0].suspended
    assert office.notices(HEAD) == ["reservation_suspended"]


def test_a_suspended_request_is_checked_again_at_approval(office: Office) -> None:
    number = office.submit(20)
    office.do(DIRECTOR, set_budget, "U2", NEXT, cny(10_000), office.key())
    office.approve(number, HR)
    office.approve(number, HR)
    with pytest.raises(BudgetExceeded):
        office.approve(number, HR)
    assert office.state(number) == "evaluated"
    office.do(DIRECTOR, set_budget, "U2", NEXT, cny(25_000), office.key())
    assert office.approve(number, HR).state == "approved"
    assert office.sums() == (0, 20_000, 0, 5_000)


def test_a_budget_is_not_lowered_below_what_is_promised(office: Office) -> None:
    office.approved(20)
    with pytest.raises(BudgetExceeded, match="allocation_below_bound"):
        office.do(DIRECTOR, set_budget, "U2", NEXT, cny(19_999), office.key())


def test_nothing_is_booked_in_a_locked_month(office: Office) -> None:
    number = office.approved(20)
    office.do(FINANCE, lock_month, "2026-10")
    with pytest.raises(InvalidInput, match="month_locked"):
        invoice(office, number, "INV-1", cny(1_000), booked_on=date(YEAR, 10, 31))
    office.do(FINANCE, unlock_month, "2026-10")
    invoice(office, number, "INV-1", cny(1_000), booked_on=date(YEAR, 10, 31))
    assert office.sums()[2] == 1_000


@pytest.mark.parametrize("month", ["2026-11", "2026-13", "10/2026", "2027-01"])
def test_only_months_that_are_over_are_locked(office: Office, month: str) -> None:
    with pytest.raises(InvalidInput, match="month_unclear"):
        office.do(FINANCE, lock_month, month)


def test_year_end_carries_commitments_over_and_returns_the_rest(either_store: Database) -> None:
    build(either_store)
    office = Office(either_store)
    approved, pending = office.approved(20), office.submit(10)
    office.do(FINANCE, post_invoice, approved, "INV-1", cny(5_000), office.key())
    with either_store.transaction() as session:
        _next_budget(session)
    office.later(days=420)
    closed = office.do(FINANCE, close_year, NEXT)
    assert closed.returned == (pending,)
    assert [one.committed for one in closed.carried] == [cny(15_000)]
    assert office.sums("U2", NEXT) == (0, 0, 5_000, 80_000)
    assert office.sums("U2", NEXT + 1) == (0, 15_000, 0, 60_000)
    assert office.state(pending) == "returned"
    require_invariants(either_store)


def _next_budget(session: Any) -> None:
    version = BudgetVersion(fiscal_year=NEXT + 1, scenario="base", status="active")
    session.add(version)
    session.flush()
    for unit in (2, 3):
        line = BudgetLine(
            version_id=version.id, org_unit_id=unit, planned=Decimal(60_000), currency="CNY"
        )
        session.add(line)
        posting = BudgetPosting(kind="opening")
        session.add(posting)
        session.flush()
        session.add(
            BudgetEntry(
                line_id=line.id,
                kind="allocate",
                amount=Decimal(60_000),
                posting_id=posting.id,
                booked_on=date(YEAR, 11, 1),
                created_at=NOW,
            )
        )


def test_an_invoice_after_year_end_finds_its_carried_commitment(either_store: Database) -> None:
    build(either_store)
    office = Office(either_store)
    number = office.approved(20)
    with either_store.transaction() as session:
        _next_budget(session)
    office.later(days=420)
    office.do(FINANCE, close_year, NEXT)
    invoice(office, number, "INV-9", cny(20_000))
    assert office.sums("U2", NEXT + 1) == (0, 0, 20_000, 60_000)


def test_a_year_that_is_not_over_is_not_closed(office: Office) -> None:
    with pytest.raises(InvalidInput, match="year_not_over"):
        office.do(FINANCE, close_year, NEXT)


def test_a_year_is_not_closed_into_nothing(office: Office) -> None:
    office.approved(20)
    office.later(days=420)
    with pytest.raises(InvalidInput, match="no_line_to_carry_over_to"):
        office.do(FINANCE, close_year, NEXT)


def test_a_course_with_foreign_prices_is_reserved_at_todays_rate(either_store: Database) -> None:
    company = Company()
    unit = company.unit("unit", company.root)
    company.head(unit, HEAD)
    people = company.people(40, unit)
    finance = company.person(company.root, number=FINANCE)
    company.rows.add(RoleGrant, employee_id=finance, role="finance", org_unit_id=company.root)
    course = company.course("overseas", teaches=company.skill("skill"))
    company.session(course, people[:10], "1000", currency="USD")
    company.budget(unit, "10000", NEXT)
    company.write(either_store)
    office = Office(either_store)
    with pytest.raises(NotEnoughData, match="no_exchange_rate"):
        office.submit(10)
    office.do(FINANCE, record_rate, "USD", "CNY", date(YEAR, 11, 1), Decimal("7.10"))
    preview = office.do(HEAD, preview_request, draft(10))
    assert (preview.total, preview.charged) == (Money(Decimal(1_000), "USD"), cny(7_100))
    office.submit(10)
    assert office.sums()[0] == 7_100
    with pytest.raises(BudgetExceeded):
        office.submit(10)
    require_invariants(either_store)


def foreign(office: Office, number: str) -> None:
    """Make the request one in dollars, as an overseas course is priced."""
    with office.database.transaction() as session:
        request = session.scalars(select(Request).where(Request.number == number)).one()
        request.currency = "USD"
        request.total = Decimal(2_000)


def test_a_foreign_request_is_frozen_at_the_rate_of_its_approval(office: Office) -> None:
    number = office.submit(20)
    foreign(office, number)
    office.do(FINANCE, record_rate, "USD", "CNY", date(YEAR, 11, 1), Decimal("7.10"))
    office.approve(number, HR)
    office.approve(number, HR)
    office.approve(number, HR)
    assert office.sums() == (0, 14_200, 0, 85_800)
    office.do(FINANCE, record_rate, "USD", "CNY", date(YEAR, 11, 23), Decimal("7.30"))
    assert office.sums() == (0, 14_200, 0, 85_800)


def test_the_variance_is_split_into_volume_price_and_rate(office: Office) -> None:
    number = office.submit(20)
    foreign(office, number)
    office.do(FINANCE, record_rate, "USD", "CNY", date(YEAR, 11, 1), Decimal("7.10"))
    for _ in range(3):
        office.approve(number, HR)
    office.do(FINANCE, record_rate, "USD", "CNY", date(YEAR, 11, 20), Decimal("7.30"))
    invoice(office, number, "INV-1", Money(Decimal(1_980), "USD"), final=True)
    variance = _closed(office, number, 18)
    # Approved: 20 people at 100 USD, at 7.10. Actual: 18 people at 110 USD, at 7.30.
    assert variance.planned == cny(14_200)
    assert variance.actual == cny("14454.00")
    assert (variance.volume, variance.price, variance.rate) == (
        cny("-1420.00"),
        cny("1278.00"),
        cny("396.00"),
    )
    assert variance.total == variance.volume + variance.price + variance.rate


def _closed(office: Office, number: str, attended: int) -> CostVariance:
    office.evaluated(number, attended)
    variance = office.do(HR, close_request, number, office.key()).variance
    assert isinstance(variance, CostVariance)
    return variance


def test_without_a_rate_nothing_foreign_is_approved(either_store: Database) -> None:
    build(either_store)
    office = Office(either_store)
    number = office.submit(20)
    foreign(office, number)

    def approve_at_all_steps() -> None:
        for _ in range(3):
            office.approve(number, HR)

    with pytest.raises(NotEnoughData, match="no_exchange_rate"):
        approve_at_all_steps()
    assert office.state(number) != "approved"


@pytest.mark.parametrize(
    ("currency", "quote", "rate"),
    [("USD", "USD", "1"), ("USD", "CNY", "0"), ("usd", "CNY", "7"), ("USD", "CNY", "NaN")],
)
def test_a_rate_must_be_one(office: Office, currency: str, quote: str, rate: str) -> None:
    with pytest.raises(InvalidInput):
        office.do(FINANCE, record_rate, currency, quote, date(YEAR, 1, 1), Decimal(rate))


def test_a_recorded_rate_is_not_changed(office: Office) -> None:
    office.do(FINANCE, record_rate, "USD", "CNY", date(YEAR, 1, 1), Decimal(7))
    with pytest.raises(InvalidInput, match="rate_known"):
        office.do(FINANCE, record_rate, "USD", "CNY", date(YEAR, 1, 1), Decimal(8))


def test_the_ledger_is_for_finance_and_auditors(office: Office) -> None:
    office.approved(20)
    kinds = [entry.kind for entry in office.do(AUDITOR, ledger_entries)]
    assert kinds == ["commit", "reserve", "reserve", "allocate", "allocate"]
    for who in (HEAD, HR, DIRECTOR):
        with pytest.raises(NotPermitted):
            office.do(who, ledger_entries)


def test_the_same_key_books_once(office: Office) -> None:
    number = office.approved(20)
    for usecase, args in (
        (post_invoice, (number, "INV-1", cny(1_000), "key-inv-1")),
        (set_budget, ("U3", NEXT, cny(60_000), "key-alloc")),
        (transfer_budget, ("U2", "U3", NEXT, cny(500), "key-move", "why")),
    ):
        who = DIRECTOR if usecase is set_budget else FINANCE
        assert not office.do(who, usecase, *args).repeated
        assert office.do(who, usecase, *args).repeated
    assert office.sums("U3")[3] == 60_500


def test_approval_needs_a_budget(either_store: Database) -> None:
    build(either_store)
    office = Office(either_store)
    with either_store.transaction() as session:
        session.execute(text("UPDATE budget_version SET status = 'draft'"))
    number = office.submit(20)
    office.approve(number, HR)
    office.approve(number, HR)
    with pytest.raises(NotEnoughData, match="no_budget_to_approve"):
        office.do(HR, approve_request, number, office.key())
