"""How the sum of a request came to what it is."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from engine.usecases.requests.amending import amend_request
from engine.usecases.requests.draft import LineChange
from engine.usecases.requests.story import sum_changes
from tests.company import HR
from tests.workflow import HEAD, Office, build


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


def amended(office: Office, **change: object) -> str:
    number = office.submit(20)
    office.do(HEAD, amend_request, number, LineChange(**change), office.key())  # type: ignore[arg-type]
    return number


def test_what_left_the_sum_as_it_was_is_no_change(office: Office) -> None:
    assert office.do(HR, sum_changes, amended(office, reason="another")) == ()


def test_by_whom_and_from_what_to_what(office: Office) -> None:
    (change,) = office.do(HR, sum_changes, amended(office, headcount=15))
    assert (change.before.amount, change.after.amount) == (20_000, 15_000)
    assert change.by == "name of HEAD1"
    assert change.on == office.now.date()
