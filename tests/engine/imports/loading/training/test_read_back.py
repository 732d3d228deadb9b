"""What the engine says of trainings that a company loaded: prices and sums count every head."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.queries.courses_held import courses_held
from engine.queries.import_totals import costs_by_unit
from engine.queries.rates import Rates
from engine.queries.sessions import sessions_held
from engine.queries.training_prices import unit_prices
from engine.store.database import Database
from tests.engine.imports.loading.company import people, trainings

TEXT = "课程,培训日期,参训人员,人数,费用\n焊接,2025-03-01,员工1、员工2,10,12000\n"
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def company(either_store: Database) -> Database:
    people(either_store)
    return either_store


def test_a_price_a_head_divides_by_all_heads(company: Database) -> None:
    trainings(company, TEXT)
    with company.reading() as session:
        (price,) = unit_prices(session, YEAR[0], Rates(session, "CNY")).values()
    assert price.people == 10


def test_a_whole_company_has_paid_for_all_heads(company: Database) -> None:
    trainings(company, TEXT)
    with company.reading() as session:
        (held,) = courses_held(session, "/P/", *YEAR, Rates(session, "CNY"))
        (one,), _ = sessions_held(session, "/P/", *YEAR, Rates(session, "CNY"), None, 10)
    assert (held.participations, held.total.amount) == (10, Decimal(12000))
    assert (one.participants, one.total.amount) == (10, Decimal(12000))


def test_an_overview_is_history(company: Database) -> None:
    trainings(company, "课程,年度,人数,费用\n焊接,2025,40,8000\n")
    with company.reading() as session:
        (held,) = courses_held(session, "/P/", *YEAR, Rates(session, "CNY"))
        prices = unit_prices(session, YEAR[0], Rates(session, "CNY"))
    assert (held.participations, held.total.amount) == (40, Decimal(8000))
    assert [price.people for price in prices.values()] == [40]


def test_a_unit_bears_the_share_of_its_named(company: Database) -> None:
    trainings(company, TEXT)
    with company.reading() as session:
        (unit,) = costs_by_unit(session)
    assert [one.amount for one in unit.totals] == [Decimal(2400)]
