"""The clock of an application that plays another day."""

from datetime import UTC, date, datetime, timedelta
from time import sleep

import pytest

from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.store import clock_as_of

DAY = date(2031, 5, 6)


def test_it_is_the_day_that_is_tried(sample_store: Database) -> None:
    clock = clock_as_of(sample_store, DAY)
    assert BudgetEngine(sample_store, load_policy(), clock).today() == DAY


def test_the_day_begins_at_nine_where_the_company_is(sample_store: Database) -> None:
    clock = clock_as_of(sample_store, DAY)
    here = BudgetEngine(sample_store, load_policy()).company().here(clock())
    assert (here.hour, here.minute) == (9, 0)


def test_time_goes_on(sample_store: Database) -> None:
    clock = clock_as_of(sample_store, DAY)
    before = clock()
    sleep(0.001)
    assert before < clock() < before + timedelta(minutes=1)


def test_without_a_day_the_clock_is_true(sample_store: Database) -> None:
    assert clock_as_of(sample_store, None)() - datetime.now(UTC) < timedelta(seconds=1)


def test_a_company_of_its_own_has_no_other_day(empty_store: Database) -> None:
    with pytest.raises(ValueError, match="PEISUAN_TODAY"):
        clock_as_of(empty_store, DAY)
