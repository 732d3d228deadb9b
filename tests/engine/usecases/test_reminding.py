"""Whoever has to bring an approved training on is told what is due, once, and nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.store.database import Database
from engine.usecases.deadlines import keep_deadlines
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ratings import Rating, rate_course
from engine.usecases.requests.delivering import measure_request
from engine.usecases.requests.due import what_is_due
from engine.usecases.requests.nominating import nominate
from engine.usecases.requests.scheduling import Arrangement, schedule_request
from engine.usecases.requests.view import find
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR
from tests.workflow import COURSE, FINANCE, HEAD, OTHER_HEAD, WORKER, Office, build

NEXT = YEAR + 1
APRIL = date(NEXT, 4, 1), date(NEXT, 4, 2)


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def scheduled(office: Office, seats: int = 2, place: str | None = None) -> str:
    number = office.approved(seats)
    days = {"arranged": Arrangement(place=place)}
    office.do(HR, schedule_request, number, *APRIL, office.key(), **days)
    return number


def on(office: Office, month: int, day: int) -> int:
    """How many trainings somebody is told of that day."""
    office.now = datetime(NEXT, month, day, 9, tzinfo=UTC)
    return keep_deadlines(office.engine).due


def test_hr_is_told_that_a_training_has_no_days(office: Office) -> None:
    office.approved(2)
    assert on(office, 2, 14) == 0
    assert on(office, 2, 15) == 1
    assert on(office, 2, 16) == 0
    assert office.notices(HR)[-1] == "days_unset"


def test_who_asked_is_told_of_free_seats_and_who_is_nominated_that_it_begins(
    office: Office,
) -> None:
    number = scheduled(office, place="room 5")
    office.do(HEAD, nominate, number, [WORKER], office.key())
    on(office, 3, 25)
    assert office.notices(HEAD)[-1] == "seats_free"
    on(office, 3, 29)
    assert office.notices(WORKER) == ["nominated_at", "training_soon_at"]


def test_where_all_seats_are_taken_nobody_is_told_of_free_ones(office: Office) -> None:
    number = scheduled(office, 1)
    office.do(HEAD, nominate, number, [WORKER], office.key())
    on(office, 3, 25)
    assert "seats_free" not in office.notices(HEAD)


def test_a_training_that_is_moved_is_reminded_of_again(office: Office) -> None:
    number = scheduled(office)
    office.do(HEAD, nominate, number, [WORKER], office.key())
    on(office, 3, 29)
    office.do(HR, schedule_request, number, date(NEXT, 4, 20), date(NEXT, 4, 20), office.key())
    assert on(office, 4, 10) == 0
    assert on(office, 4, 17) == 1
    assert office.notices(WORKER).count("training_soon") == 2


def test_after_its_days_hr_is_asked_whether_it_was_held(office: Office) -> None:
    scheduled(office)
    assert on(office, 4, 3) == 1
    assert office.notices(HR)[-1] == "delivery_due"


def test_who_came_and_has_said_nothing_is_asked_how_it_was(office: Office) -> None:
    number = scheduled(office)
    office.do(HEAD, nominate, number, [WORKER, HEAD], office.key())
    office.hold(number, 2)
    office.do(HEAD, rate_course, Rating(COURSE, Decimal(4), "good"), office.key())
    on(office, 4, 3)
    assert office.notices(WORKER)[-1] == "rating_due"
    assert "rating_due" not in office.notices(HEAD)


def test_what_is_lacking_after_it_goes_to_hr_and_finance(office: Office) -> None:
    number = scheduled(office)
    office.hold(number, 2)
    on(office, 4, 16)
    assert office.notices(HR)[-1] == "evaluation_due"
    assert "invoice_due" not in office.notices(FINANCE)
    on(office, 5, 3)
    assert office.notices(FINANCE)[-1] == "invoice_due"
    for somebody in (DIRECTOR, OTHER_HEAD, WORKER):
        assert "invoice_due" not in office.notices(somebody)


def test_what_is_invoiced_and_evaluated_can_be_closed(office: Office) -> None:
    number = scheduled(office)
    office.hold(number, 2)
    office.do(FINANCE, post_invoice, number, "INV-1", Money(Decimal(2000), "CNY"), office.key())
    office.result(number)
    office.do(HR, measure_request, number, office.key())
    on(office, 4, 16)
    assert office.notices(HR)[-1] == "closing_due"
    assert office.do(HR, _due, number) == ["closing_due"]


def _due(context: object, number: str) -> list[str]:
    request, _ = find(context, number, lock=False)  # type: ignore[arg-type]
    return [one.what for one in what_is_due(context, request)]  # type: ignore[arg-type]
