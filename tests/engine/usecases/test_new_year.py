"""Between Shanghai's midnight and Greenwich's it is another day, month and year."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.store.database import Database
from engine.usecases.budget_status import budget_status
from engine.usecases.company_settings import CompanyChange, change_company
from engine.usecases.context import Context
from engine.usecases.estimate_cost import Training
from engine.usecases.ledger.periods import lock_month
from engine.usecases.report_need import report_need
from engine.usecases.requests.delegating import delegate_decisions
from engine.usecases.requests.listing import request_status
from engine.usecases.surveys import HEADS, SurveyAsked, launch_survey
from engine.values.errors import InvalidInput
from engine.values.period import Period
from tests.workflow import FINANCE, HEAD, HR, WORKER, Office, build

# One o'clock on New Year's Day 2027 in Shanghai.
EVE = datetime(2026, 12, 31, 17, tzinfo=UTC)
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store, now=EVE)


def test_a_request_has_the_number_of_the_new_year(office: Office) -> None:
    number = office.submit()
    assert number == "TR-2027-0001"
    [request] = office.do(HEAD, request_status, number).requests
    assert request.submitted_on == NEW_YEAR
    days = office.policy.approval.days_for(request.waiting.duty)
    assert request.waiting.due_on == NEW_YEAR + timedelta(days)


def test_the_year_is_the_new_one(office: Office) -> None:
    assert office.do(HEAD, budget_status).fiscal_year == 2027


def test_needs_and_surveys_are_for_the_year_after_it(office: Office) -> None:
    need = office.do(WORKER, report_need, Training(topic="welding"), None, office.key())
    survey = office.do(HR, launch_survey, SurveyAsked(audience=HEADS), office.key())
    assert (need.number, need.year) == ("ND-2027-0001", 2028)
    assert (survey.number[:8], survey.year) == ("NS-2027-", 2028)


def test_december_is_over(office: Office) -> None:
    assert office.do(FINANCE, lock_month, "2026-12").months == ("2026-12",)
    with pytest.raises(InvalidInput, match="month_unclear"):
        office.do(FINANCE, lock_month, "2027-01")


def test_somebody_decides_in_ones_place_from_the_new_day_on(office: Office) -> None:
    with pytest.raises(InvalidInput, match="delegation_days"):
        office.do(HR, delegate_decisions, FINANCE, date(2026, 12, 1), date(2026, 12, 31), "key-old")
    given = office.do(HR, delegate_decisions, FINANCE, NEW_YEAR, NEW_YEAR, office.key())
    assert given.first_day == NEW_YEAR


def test_the_year_that_is_over_is_past(office: Office) -> None:
    with pytest.raises(InvalidInput, match="period_is_past"):
        office.submit(period=Period(date(2026, 12, 1), date(2026, 12, 31)))


def test_elsewhere_it_is_still_the_old_year(office: Office) -> None:
    change_company(office.database, CompanyChange(time_zone="America/New_York"))
    assert office.do(HEAD, _today) == date(2026, 12, 31)
    with pytest.raises(InvalidInput, match="month_unclear"):
        office.do(FINANCE, lock_month, "2026-12")


def _today(context: Context) -> date:
    return context.today
