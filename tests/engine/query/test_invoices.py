"""Invoices as a subject: what was credited or taken back is in their sum; nobody else's are told."""

from __future__ import annotations

import pytest

from engine.query.value import Query
from engine.store.database import Database
from engine.usecases.ledger.corrections import reverse_posting
from engine.usecases.ledger.credit_notes import post_credit_note
from engine.usecases.ledger.invoices import post_invoice
from engine.values.errors import NotPermitted
from tests.company import HR
from tests.engine.query.asking import ask, rows_of, that
from tests.engine.usecases.test_documents import cny
from tests.workflow import AUDITOR, FINANCE, Office, build

BOOKED = Query(of="invoices", measures=("invoices", "credit_notes", "amount"))


@pytest.fixture
def office(either_store: Database) -> Office:
    """Three invoices of one request: one as it is, one credited in part, one taken back."""
    build(either_store)
    office = Office(either_store)
    number = office.approved(20)
    for name, amount in (("F-1", 4_000), ("F-2", 3_000), ("F-3", 2_000)):
        posted = office.do(FINANCE, post_invoice, number, name, cny(amount), office.key())
    office.do(FINANCE, reverse_posting, posted.posting, "wrong", office.key())
    office.do(FINANCE, post_credit_note, number, "F-2", "C-1", cny(500), office.key())
    return office


def test_what_was_taken_back_is_none(office: Office) -> None:
    assert rows_of(office.engine, FINANCE, BOOKED) == [("CNY", "2", "1", "6500")]


def test_each_has_its_document(office: Office) -> None:
    asked = Query(of="invoices", by=("document", "paper"), measures=("amount",))
    assert rows_of(office.engine, AUDITOR, asked) == [
        ("C-1", "credit_note", "CNY", "-500"),
        ("F-1", "invoice", "CNY", "4000"),
        ("F-2", "invoice", "CNY", "3000"),
        ("F-3", "invoice", "CNY", "0"),
    ]


def test_commitments_are_no_invoices(office: Office) -> None:
    only = Query(of="invoices", measures=("amount",), where=(that("paper", "invoice"),))
    assert rows_of(office.engine, FINANCE, only) == [("CNY", "7000")]


def test_they_take_the_right_to_the_ledger(office: Office) -> None:
    with pytest.raises(NotPermitted):
        ask(office.engine, HR, BOOKED)
