"""Companies whose year does not begin in January, from the budget to its state."""

from datetime import date

import pytest

from engine.store.database import Database
from engine.usecases.budget_status import budget_status
from engine.usecases.company_settings import CompanyChange, change_company
from engine.usecases.estimate_cost import Training, estimate_cost
from engine.usecases.report_need import report_need
from engine.usecases.requests.draft import preview_request
from engine.usecases.surveys import HEADS, SurveyAsked, preview_survey
from engine.usecases.training_effect import next_year_budgets
from engine.values.errors import InvalidInput
from engine.values.months import add_months
from engine.values.period import Period
from tests.workflow import COURSE, HEAD, HR, WORKER, Office, build, draft

FIRST_MONTHS = (4, 7, 10)


@pytest.fixture(params=FIRST_MONTHS)
def first_month(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def office(empty_store: Database, first_month: int) -> Office:
    """November 2026, in the fiscal year 2027, whose budget is set."""
    change_company(empty_store, CompanyChange(fiscal_first_month=first_month))
    build(empty_store)
    return Office(empty_store)


def month(year: int, number: int) -> Period:
    first = date(year, number, 1)
    return Period(first, add_months(first, 1).replace(day=1) - (date(2, 1, 2) - date(2, 1, 1)))


def test_this_year_is_the_fiscal_one(office: Office) -> None:
    status = office.do(HEAD, budget_status)
    assert (status.fiscal_year, status.balance.allocated.amount) == (2027, 100_000)


def test_a_training_is_paid_by_the_fiscal_year_in_which_it_begins(office: Office) -> None:
    number = office.approved(period=month(2026, 12))
    assert office.state(number) == "approved"
    assert office.sums() == (0, 20_000, 0, 80_000)
    status = office.do(HEAD, budget_status)
    assert status.balance.committed.amount == 20_000


def test_the_last_month_belongs_to_it_and_the_next_does_not(
    office: Office, first_month: int
) -> None:
    last = add_months(date(2027, first_month, 1), -1)
    within = office.do(HEAD, preview_request, draft(period=month(last.year, last.month)))
    beyond = office.do(HEAD, preview_request, draft(period=month(2027, first_month)))
    assert within.line is not None
    assert within.line.balance.available.amount == 100_000
    assert beyond.line is None


def test_lines_of_two_fiscal_years_do_not_go_together(office: Office, first_month: int) -> None:
    last = add_months(date(2027, first_month, 1), -1)
    both = draft(period=month(last.year, last.month)), draft(period=month(2027, first_month))
    lines = both[0].lines + both[1].lines
    with pytest.raises(InvalidInput, match="request_of_two_years"):
        office.do(HEAD, preview_request, type(both[0])(lines, None))


def test_what_is_asked_for_next_year_is_for_the_next_fiscal_one(office: Office) -> None:
    need = office.do(WORKER, report_need, Training(topic="welding"), None, office.key())
    survey = office.do(HR, preview_survey, SurveyAsked(audience=HEADS))
    assert (need.year, survey.year) == (2028, 2028)
    assert need.number.startswith("ND-2026-")


def test_costs_are_those_of_the_fiscal_year(office: Office) -> None:
    """Sessions were held on 1 February, May and September 2025, each for 10,000."""
    fiscal = office.engine.company().fiscal
    years = [fiscal.year_of(date(2025, number, 1)) for number in (2, 5, 9)]
    for year in set(years):
        [found] = office.do(HR, next_year_budgets, year)
        assert (found.year, found.spent.amount) == (year, 10_000 * years.count(year))


def test_a_price_still_comes_from_its_history(office: Office) -> None:
    assert office.do(HEAD, estimate_cost, Training(course=COURSE), 20).total.amount == 20_000
