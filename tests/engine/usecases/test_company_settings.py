"""The company's own money, clock and years."""

from datetime import UTC, date, datetime

import pytest

from engine.store.database import Database
from engine.usecases.company_settings import CompanyChange, change_company
from engine.usecases.context import BudgetEngine
from engine.values.errors import InvalidInput
from engine.values.fiscal import FiscalCalendar
from tests.conftest import engine_over


def test_what_is_not_said_stays(either_store: Database) -> None:
    change_company(either_store, CompanyChange(currency="JPY", fiscal_first_month=4))
    found = change_company(either_store, CompanyChange(name="山田製作所", time_zone="Asia/Tokyo"))
    assert (found.name, found.currency, found.time_zone) == ("山田製作所", "JPY", "Asia/Tokyo")
    assert found.fiscal == FiscalCalendar(4)
    assert engine_over(either_store).company() == found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (CompanyChange(currency="DEM"), "unknown_currency"),
        (CompanyChange(time_zone="Mars/Olympus"), "unknown_time_zone"),
        (CompanyChange(time_zone="../etc/passwd"), "unknown_time_zone"),
        (CompanyChange(fiscal_first_month=13), "unknown_month"),
    ],
)
def test_what_there_is_not_is_refused(
    empty_store: Database, change: CompanyChange, code: str
) -> None:
    with pytest.raises(InvalidInput, match=code):
        change_company(empty_store, change)


@pytest.mark.parametrize(
    "change", [CompanyChange(currency="USD"), CompanyChange(fiscal_first_month=4)]
)
def test_budgets_keep_their_money_and_their_year(
    sample_store: Database, change: CompanyChange
) -> None:
    with pytest.raises(InvalidInput, match="company_has_budgets"):
        change_company(sample_store, change)


def test_the_day_is_the_companys(empty_store: Database) -> None:
    engine = BudgetEngine(
        empty_store,
        engine_over(empty_store).policy,
        clock=lambda: datetime(2026, 11, 28, 17, tzinfo=UTC),
    )
    assert engine.today() == date(2026, 11, 29)
    change_company(empty_store, CompanyChange(time_zone="America/New_York"))
    assert engine.today() == date(2026, 11, 28)
