"""Invoices that come late, credit notes, reversals after the end: on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from engine.store.database import Database
from engine.store.tables import BudgetLine, BudgetVersion
from engine.usecases.budget_scenarios import activate_scenario
from engine.usecases.budgets.setting import set_budget
from engine.usecases.ledger.corrections import ledger_entries, reverse_posting
from engine.usecases.ledger.credit_notes import post_credit_note
from engine.usecases.ledger.documents import document_key
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ledger.periods import close_year, lock_month
from engine.usecases.ledger.rates import record_rate
from engine.usecases.ledger.transfers import transfer_budget
from engine.usecases.requests.delivering import call_off_request, close_request
from engine.values.errors import BudgetExceeded, InvalidInput, NotEnoughData, NotFound
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR
from tests.engine.usecases.test_ledger import _next_budget as next_budget
from tests.workflow import AUDITOR, FINANCE, Office, build, require_invariants

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


def credit(office: Office, number: str, of: str, name: str, amount: Money, **values: Any) -> Any:
    return office.do(FINANCE, post_credit_note, number, of, name, amount, office.key(), **values)


def reverse(office: Office, posting: int, **values: Any) -> Any:
    return office.do(FINANCE, reverse_posting, posting, "wrong", office.key(), **values)


def closed(office: Office, release_rest: bool = True) -> str:
    number = office.approved(20)
    office.evaluated(number, 18)
    office.do(HR, close_request, number, office.key(), release_rest=release_rest)
    return number


# Closing with money committed.


def test_closing_waits_for_the_invoice(office: Office) -> None:
    number = office.approved(20)
    office.evaluated(number, 18)
    with pytest.raises(NotEnoughData, match="invoice_awaited") as refused:
        office.do(HR, close_request, number, office.key())
    assert refused.value.args_by_name["committed"] == cny(20_000)
    assert (office.state(number), office.sums()) == ("evaluated_after", (0, 20_000, 0, 80_000))
    invoice(office, number, "INV-1", cny(20_000))
    ended = office.do(HR, close_request, number, office.key())
    assert (ended.released, ended.variance.actual) == (None, cny(20_000))
    assert office.sums() == (0, 0, 20_000, 80_000)


def test_a_part_that_is_not_invoiced_keeps_it_open_too(office: Office) -> None:
    number = office.approved(20)
    office.evaluated(number, 18)
    invoice(office, number, "INV-1", cny(19_999))
    with pytest.raises(NotEnoughData, match="invoice_awaited"):
        office.do(HR, close_request, number, office.key())


def test_closing_gives_back_what_it_is_told_to(office: Office) -> None:
    number = office.approved(20)
    office.evaluated(number, 18)
    invoice(office, number, "INV-1", cny(15_000))
    ended = office.do(HR, close_request, number, office.key(), release_rest=True)
    assert ended.released == cny(5_000)
    assert office.sums() == (0, 0, 15_000, 85_000)


# After the end.


def test_an_invoice_after_closing_takes_what_is_left_and_says_so(office: Office) -> None:
    number = closed(office)
    receipt = invoice(office, number, "INV-1", cny(20_000))
    assert (receipt.late, receipt.beyond, receipt.committed) == (True, cny(20_000), cny(0))
    assert office.sums() == (0, 0, 20_000, 80_000)


def test_an_invoice_in_time_says_what_goes_beyond(office: Office) -> None:
    number = office.approved(20)
    receipt = invoice(office, number, "INV-1", cny(23_000))
    assert (receipt.late, receipt.beyond) == (False, cny(3_000))


def test_an_invoice_after_closing_is_not_paid_with_money_that_is_not_there(office: Office) -> None:
    number = closed(office)
    office.do(DIRECTOR, set_budget, "U2", NEXT, cny(19_999), office.key())
    with pytest.raises(BudgetExceeded):
        invoice(office, number, "INV-1", cny(20_000))
    assert office.sums() == (0, 0, 0, 19_999)


def test_what_it_cost_to_call_a_training_off_is_booked(office: Office) -> None:
    number = office.approved(20)
    office.do(HR, call_off_request, number, "讲师生病", office.key())
    assert invoice(office, number, "FEE-1", cny(2_000)).late
    assert office.sums() == (0, 0, 2_000, 98_000)


def test_nothing_is_invoiced_that_was_never_approved(office: Office) -> None:
    number = office.submit(20)
    with pytest.raises(InvalidInput, match="not_in_this_state"):
        invoice(office, number, "INV-1", cny(1_000))


@pytest.mark.parametrize("final", [True, False])
def test_a_reversal_after_closing_frees_the_money(office: Office, final: bool) -> None:
    number = office.approved(20)
    booked = invoice(office, number, "INV-1", cny(12_000), final=final)
    office.evaluated(number, 18)
    office.do(HR, close_request, number, office.key(), release_rest=True)
    reverse(office, booked.posting)
    assert office.sums() == (0, 0, 0, 100_000)
    require_invariants(office.database)
    invoice(office, number, "INV-1", cny(3_000))
    assert office.sums() == (0, 0, 3_000, 97_000)


def test_a_late_invoice_is_reversed_too(office: Office) -> None:
    number = closed(office)
    reverse(office, invoice(office, number, "INV-1", cny(20_000)).posting)
    assert office.sums() == (0, 0, 0, 100_000)


def test_a_credit_note_after_closing_frees_the_money(office: Office) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(20_000))
    office.evaluated(number, 18)
    office.do(HR, close_request, number, office.key())
    credit(office, number, "INV-1", "CN-1", cny(3_000))
    assert office.sums() == (0, 0, 17_000, 83_000)


# Credit notes.


def test_a_credit_note_takes_a_part_of_an_invoice_back(office: Office) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(20_000))
    receipt = credit(office, number, "inv－1", "CN-1", cny(3_000))
    assert (receipt.invoice, receipt.credited, receipt.left) == ("INV-1", cny(3_000), cny(17_000))
    assert office.sums() == (0, 0, 17_000, 83_000)
    newest = office.do(AUDITOR, ledger_entries, number=number)[0]
    assert (newest.document_kind, newest.document, newest.kind) == ("credit_note", "CN-1", "actual")
    assert newest.amount == cny(-3_000)


def test_credit_notes_take_back_no_more_than_there_is(office: Office) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(10_000))
    credit(office, number, "INV-1", "CN-1", cny(4_000))
    with pytest.raises(InvalidInput, match="credit_note_beyond_invoice") as refused:
        credit(office, number, "INV-1", "CN-2", cny("6000.01"))
    assert refused.value.args_by_name["left"] == cny(6_000)
    credit(office, number, "INV-1", "CN-2", cny(6_000))
    assert office.sums() == (0, 10_000, 0, 90_000)


def test_an_invoice_that_was_credited_as_a_whole_leaves_an_approved_request(
    office: Office,
) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(20_000))
    credit(office, number, "INV-1", "CN-1", cny(20_000))
    assert office.sums() == (0, 0, 0, 100_000)
    require_invariants(office.database)
    invoice(office, number, "INV-2", cny(18_000))
    assert office.sums() == (0, 0, 18_000, 82_000)
    office.evaluated(number, 20)
    ended = office.do(HR, close_request, number, office.key())
    assert ended.variance.actual == cny(18_000)


def test_what_was_credited_as_a_whole_has_no_cost_to_compare(office: Office) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(20_000))
    credit(office, number, "INV-1", "CN-1", cny(20_000))
    office.evaluated(number, 20)
    assert office.do(HR, close_request, number, office.key()).variance is None


@pytest.mark.parametrize("written", ["cn-1", "ＣＮ－１", "CN – 1"])
def test_a_credit_note_is_booked_once(office: Office, written: str) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(10_000))
    credit(office, number, "INV-1", "CN-1", cny(1_000))
    with pytest.raises(InvalidInput, match="credit_note_known"):
        credit(office, number, "INV-1", written, cny(1_000))


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_a_credit_note_has_an_amount(office: Office, amount: str) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(10_000))
    with pytest.raises(InvalidInput, match="invoice_unclear"):
        credit(office, number, "INV-1", "CN-1", cny(amount))


def test_a_credit_note_needs_its_invoice(office: Office) -> None:
    number = office.approved(20)
    with pytest.raises(NotFound, match="unknown_invoice"):
        credit(office, number, "INV-1", "CN-1", cny(1))
    reverse(office, invoice(office, number, "INV-1", cny(10_000)).posting)
    with pytest.raises(NotFound, match="unknown_invoice"):
        credit(office, number, "INV-1", "CN-1", cny(1))


def test_a_credit_note_is_in_its_invoices_currency(office: Office) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(10_000))
    with pytest.raises(InvalidInput, match="credit_note_currency"):
        credit(office, number, "INV-1", "CN-1", Money(Decimal(1), "USD"))


def test_a_credit_note_is_reversed_before_its_invoice(office: Office) -> None:
    number = office.approved(20)
    billed = invoice(office, number, "INV-1", cny(12_000))
    noted = credit(office, number, "INV-1", "CN-1", cny(2_000))
    with pytest.raises(InvalidInput, match="credited_already"):
        reverse(office, billed.posting)
    reverse(office, noted.posting)
    assert office.sums() == (0, 8_000, 12_000, 80_000)
    credit(office, number, "INV-1", "CN-1", cny(12_000))
    assert office.sums() == (0, 8_000, 0, 92_000)


def test_a_credit_note_is_not_reversed_into_money_that_is_not_there(office: Office) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(20_000))
    noted = credit(office, number, "INV-1", "CN-1", cny(5_000))
    office.do(FINANCE, transfer_budget, "U2", "U3", NEXT, cny(85_000), office.key(), "why")
    with pytest.raises(BudgetExceeded):
        reverse(office, noted.posting)


def test_foreign_credit_notes_leave_nothing_of_what_was_booked(office: Office) -> None:
    number = office.approved(20)
    office.do(FINANCE, record_rate, "USD", "CNY", date(YEAR, 11, 1), Decimal("7.1234"))
    billed = invoice(office, number, "INV-1", Money(Decimal("33.33"), "USD"))
    office.do(FINANCE, record_rate, "USD", "CNY", date(YEAR, 11, 2), Decimal("6.5"))
    first = credit(office, number, "INV-1", "CN-1", Money(Decimal("11.11"), "USD"))
    second = credit(office, number, "INV-1", "CN-2", Money(Decimal("0.01"), "USD"))
    third = credit(office, number, "INV-1", "CN-3", Money(Decimal("22.21"), "USD"))
    assert first.credited + second.credited + third.credited == billed.booked
    assert (third.left, office.sums()[2]) == (Money(Decimal(0), "USD"), 0)


# Numbers.


@pytest.mark.parametrize(
    "written",
    ["INV-1", "inv-1", "ＩＮＶ－１", " INV - 1 ", "Inv–1", "INV\u20111", "INV−1", "I NV-1"],
)
def test_an_invoice_is_one_however_it_is_written(office: Office, written: str) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(5_000))
    with pytest.raises(InvalidInput, match="invoice_known"):
        invoice(office, number, written, cny(5_000))
    assert office.sums() == (0, 15_000, 5_000, 80_000)


@pytest.mark.parametrize("other", ["INV-2", "INV-11", "INV1", "1-INV", "发票-1"])
def test_other_numbers_are_others(office: Office, other: str) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(5_000))
    invoice(office, number, other, cny(5_000))
    assert office.sums()[2] == 10_000


@pytest.mark.parametrize("written", ["", "  ", "\u200b", "\u3000", "x" * 61])
def test_an_invoice_needs_a_number(office: Office, written: str) -> None:
    number = office.approved(20)
    with pytest.raises(InvalidInput, match="invoice_unclear"):
        invoice(office, number, written, cny(5_000))


def test_the_same_number_on_two_requests_is_two_invoices(office: Office) -> None:
    for number in (office.approved(20), office.approved(10)):
        invoice(office, number, "INV-1", cny(5_000))
    assert office.sums()[2] == 10_000


def test_the_store_itself_takes_a_number_once(office: Office) -> None:
    number = office.approved(20)
    invoice(office, number, "INV-1", cny(5_000))
    again = (
        "INSERT INTO budget_posting (kind, request_id, document, document_key, repetition) "
        "SELECT kind, request_id, document, document_key, repetition FROM budget_posting "
        "WHERE kind = 'invoice'"
    )
    with pytest.raises(IntegrityError), office.database.transaction() as session:
        session.execute(text(again))


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(number: str) -> None:
    key = document_key(number)
    assert document_key(key) == key
    assert document_key(f" {number}\t") == key


# Days.


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(1900, 1, 1), "booking_day_too_early"),
        (date(YEAR - 1, 12, 31), "booking_day_too_early"),
        (date(YEAR, 11, 24), "booking_day_to_come"),
        (date(2099, 12, 31), "booking_day_to_come"),
    ],
)
def test_a_booking_day_is_one_of_the_companys(office: Office, day: date, code: str) -> None:
    number = office.approved(20)
    before = office.sums()
    with pytest.raises(InvalidInput, match=code):
        invoice(office, number, "INV-1", cny(1_000), booked_on=day)
    with pytest.raises(InvalidInput, match=code):
        office.do(
            FINANCE, transfer_budget, "U2", "U3", NEXT, cny(1), office.key(), "why", booked_on=day
        )
    posting = invoice(office, number, "INV-2", cny(1_000)).posting
    for usecase in (
        lambda: reverse(office, posting, booked_on=day),
        lambda: credit(office, number, "INV-2", "CN-1", cny(1), booked_on=day),
    ):
        with pytest.raises(InvalidInput, match="booking_day"):
            usecase()
    assert office.sums()[2] == before[2] + 1_000


def test_the_companys_day_counts_and_not_another(office: Office) -> None:
    """Shanghai is eight hours ahead: at 20:00 UTC it is tomorrow there."""
    number = office.approved(20)
    tomorrow = date(YEAR, 11, 24)
    with pytest.raises(InvalidInput, match="booking_day_to_come"):
        invoice(office, number, "INV-1", cny(1_000), booked_on=tomorrow)
    office.later(hours=11)
    invoice(office, number, "INV-1", cny(1_000), booked_on=tomorrow)


def test_what_puts_right_comes_after_what_was_wrong(office: Office) -> None:
    number = office.approved(20)
    posting = invoice(office, number, "INV-1", cny(1_000), booked_on=date(YEAR, 11, 10)).posting
    for day in (date(YEAR, 11, 9), date(YEAR, 1, 1)):
        with pytest.raises(InvalidInput, match="booking_day_too_early"):
            reverse(office, posting, booked_on=day)
        with pytest.raises(InvalidInput, match="booking_day_too_early"):
            credit(office, number, "INV-1", "CN-1", cny(1), booked_on=day)
    reverse(office, posting, booked_on=date(YEAR, 11, 10))


# Budgets that were exchanged, and years that ended.


def test_a_reversal_after_year_end_commits_in_the_year_that_is_open(either_store: Database) -> None:
    build(either_store)
    office = Office(either_store)
    number = office.approved(20)
    posting = invoice(office, number, "INV-1", cny(5_000)).posting
    with either_store.transaction() as session:
        next_budget(session)
    office.later(days=420)
    office.do(FINANCE, close_year, NEXT)
    reverse(office, posting)
    assert office.sums("U2", NEXT) == (0, 0, 0, 80_000)
    assert office.sums("U2", NEXT + 1) == (0, 20_000, 0, 60_000)
    invoice(office, number, "INV-1", cny(21_000))
    assert office.sums("U2", NEXT + 1) == (0, 0, 21_000, 59_000)
    require_invariants(either_store)


def test_after_a_budget_was_exchanged_documents_are_put_right_on_the_new_one(
    office: Office,
) -> None:
    number = office.approved(20)
    posting = invoice(office, number, "INV-1", cny(8_000)).posting
    moved = office.do(FINANCE, transfer_budget, "U2", "U3", NEXT, cny(1), office.key(), "why")
    with office.database.transaction() as session:
        version = BudgetVersion(fiscal_year=NEXT, scenario="more", status="draft")
        session.add(version)
        session.flush()
        for unit in (2, 3):
            session.add(
                BudgetLine(
                    version_id=version.id,
                    org_unit_id=unit,
                    planned=Decimal(30_000),
                    currency="CNY",
                )
            )
    office.do(DIRECTOR, activate_scenario, NEXT, "more")
    assert office.sums() == (0, 12_000, 8_000, 10_000)
    reverse(office, credit(office, number, "INV-1", "CN-1", cny(500)).posting)
    reverse(office, posting)
    assert office.sums() == (0, 20_000, 0, 10_000)
    with pytest.raises(InvalidInput, match="not_reversible"):
        reverse(office, moved.posting)


def test_an_invoice_of_a_closed_request_after_year_end_is_paid_by_the_open_year(
    either_store: Database,
) -> None:
    build(either_store)
    office = Office(either_store)
    number = closed(office)
    with either_store.transaction() as session:
        next_budget(session)
    office.later(days=300)
    office.do(FINANCE, close_year, NEXT)
    invoice(office, number, "INV-1", cny(1_000))
    assert (office.sums("U2", NEXT)[2], office.sums("U2", NEXT + 1)[2]) == (0, 1_000)
    require_invariants(either_store)


def test_a_year_ends_when_the_companys_does(either_store: Database) -> None:
    """From April on, FY2027 is April 2026 to March 2027."""
    build(either_store)
    with either_store.transaction() as session:
        session.execute(text("UPDATE company_settings SET fiscal_first_month = 4"))
        next_budget(session)
    office = Office(either_store)
    office.later(days=40)
    with pytest.raises(InvalidInput, match="year_not_over"):
        office.do(FINANCE, close_year, NEXT)
    office.later(days=90)
    office.do(FINANCE, close_year, NEXT)
    locked = office.do(FINANCE, lock_month, "2026-04").months
    assert locked == (
        *(f"2026-{month:02d}" for month in range(4, 13)),
        *(f"2027-{month:02d}" for month in range(1, 4)),
    )
    require_invariants(either_store)
