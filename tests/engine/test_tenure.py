"""Full years of service, as the database counts them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from engine.queries.skills import full_years
from engine.store.database import Database
from engine.store.tables import Employee
from engine.values.months import full_months
from tests.company import Company


@pytest.fixture(scope="module")
def hired() -> list[date]:
    first = date(2023, 12, 25)
    return [first + timedelta(days) for days in range(0, 800, 3)] + [date(2024, 2, 29)]


def test_the_database_counts_years_as_the_calendar_does(
    empty_store: Database, hired: list[date]
) -> None:
    company = Company()
    for day in hired:
        company.person(company.root, hired=day)
    company.write(empty_store)
    for today in (date(2026, 2, 27), date(2026, 2, 28), date(2026, 11, 30), date(2028, 2, 29)):
        with empty_store.reading() as session:
            rows = session.execute(
                select(Employee.hire_date, full_years(today)).where(Employee.hire_date <= today)
            ).all()
        assert len(rows) > 200
        assert [years for _, years in rows] == [full_months(day, today) // 12 for day, _ in rows]
