"""Several currencies in one company: what was paid, what is quoted, what is booked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.capabilities.query_budget_status.lines import budget_head
from assistant.rendering.costs import cost_lines
from assistant.request_rendering import request_lines
from assistant.speech import LANGUAGES, Speech
from engine.queries.import_totals import costs_by_course
from engine.store.database import Database
from engine.store.tables import ExchangeRate
from engine.trust.invariants import breaches
from engine.usecases.allocation_asked import AllocationAsked
from engine.usecases.budget_status import budget_status
from engine.usecases.budgets.setting import set_budget
from engine.usecases.estimate_cost import Training, estimate_cost
from engine.usecases.explanations import replay
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ledger.rates import record_rate
from engine.usecases.propose_request import propose_request
from engine.usecases.requests.amending import amend_request
from engine.usecases.requests.draft import LineChange, preview_request
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_request
from engine.usecases.simulate_allocation import simulate_allocation
from engine.usecases.training_effect import next_year_budgets, training_effect
from engine.usecases.training_history import training_history
from engine.usecases.training_sessions import training_sessions
from engine.values.ceiling import Ceiling
from engine.values.currencies import currencies, digits_of
from engine.values.errors import EngineError, InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.quotation import Quotation
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.workflow import COURSE, FINANCE, HEAD, Office, build, draft, require_invariants

SPRING, SUMMER = date(YEAR - 1, 4, 10), date(YEAR - 1, 7, 10)
TODAYS = date(YEAR, 11, 1)


def money(amount: int | str, currency: str) -> Money:
    return Money(Decimal(amount), currency)


def cny(amount: int | str) -> Money:
    return money(amount, "CNY")


# What was paid.


def mixed(database: Database, rates: bool = True) -> Office:
    """One course paid for in yuan in spring, and in dollars in summer, by ten people each;
    one session in both."""
    company = Company()
    unit = company.unit("first", company.root)
    company.head(unit, HEAD)
    people = company.people(30, unit)
    course = company.course("course", teaches=company.skill("skill"))
    company.session(course, people[:10], "1000", start=SPRING)
    company.session(course, people[:10], "1000", start=SUMMER, currency="USD")
    both = company.session(course, people[:10], "500", start=SUMMER)
    company._cost(both, "venue", "per_session", Decimal(100), "USD")
    company.need(course, "strategy", "0.5")
    company.budget(unit, "100000", YEAR)
    company.write(database)
    if rates:
        with database.transaction() as session:
            for day, rate in ((date(YEAR - 1, 1, 1), "7"), (SUMMER, "7.2")):
                session.add(
                    ExchangeRate(currency="USD", quote="CNY", valid_from=day, rate=Decimal(rate))
                )
    return Office(database)


# 1,000 + 1,000 × 7.2 + 500 + 100 × 7.2, for 30 participations.
IN_ALL = cny(9_420)


def test_a_price_from_several_currencies_is_converted_by_the_day(either_store: Database) -> None:
    cost = mixed(either_store).do(HR, estimate_cost, Training(course=COURSE), 10)
    assert (cost.history.total, cost.history.sessions, cost.history.participants) == (
        IN_ALL,
        3,
        30,
    )
    assert cost.total == cny(3_140)
    said = [one for one in cost.caveats if one.code == "converted"]
    assert [(one.args["currency"], one.args["rate"], one.args["day"]) for one in said] == [
        ("USD", Decimal("7.2"), SUMMER)
    ]
    assert "其中美元的金额，按 2025-07-10 的汇率 7.2 折算成元。" in "\n".join(
        cost_lines(Speech("zh"), cost)
    )


def test_the_history_is_converted_and_says_so(either_store: Database) -> None:
    report = mixed(either_store).do(HR, training_history)
    held = report.history.courses[0].held
    assert (held.total, held.sessions, held.participations) == (IN_ALL, 3, 30)
    assert [one.code for one in report.history.caveats] == ["converted"]


def test_single_sessions_are_converted(either_store: Database) -> None:
    report = mixed(either_store).do(HR, training_sessions)
    assert report.count == len(report.sessions) == 3
    assert sum(one.total.amount for one in report.sessions) == IN_ALL.amount


def test_an_effect_s_cost_is_that_of_all_currencies(either_store: Database) -> None:
    office = mixed(either_store)
    assert office.do(HR, training_effect, COURSE).spent == IN_ALL
    assert [one.spent for one in office.do(HR, next_year_budgets)] == [IN_ALL]


def test_an_allocation_is_priced_in_one_currency(either_store: Database) -> None:
    """A second currency of a course does not take the first one's place."""
    office = mixed(either_store)
    asked = AllocationAsked(total=money(10_000, "USD"))
    simulated = office.do(HR, simulate_allocation, asked)
    assert simulated.total == cny(72_000)
    chosen = simulated.allocation.chosen
    assert [one.cost for one in chosen] == [IN_ALL.share(chosen[0].headcount, 30)]


def test_an_import_s_totals_stay_apart(either_store: Database) -> None:
    mixed(either_store, rates=False)
    with either_store.reading() as session:
        (total,) = costs_by_course(session)
    assert (total.participations, total.totals) == (30, (cny(1_500), money(1_100, "USD")))


@pytest.mark.parametrize(
    "ask",
    [
        lambda office: office.do(HR, estimate_cost, Training(course=COURSE), 10),
        lambda office: office.do(HR, training_history),
        lambda office: office.do(HR, training_effect, COURSE),
        lambda office: office.do(HR, next_year_budgets),
        lambda office: office.do(HR, simulate_allocation),
    ],
    ids=["estimate", "history", "effect", "next year", "allocation"],
)
def test_without_a_rate_nothing_is_added_up(empty_store: Database, ask: object) -> None:
    with pytest.raises(NotEnoughData, match="no_exchange_rate") as refused:
        ask(mixed(empty_store, rates=False))  # type: ignore[operator]
    assert refused.value.args_by_name["currency"] == "USD"
    assert refused.value.args_by_name["day"] == SUMMER


def test_a_course_paid_in_dollars_alone_is_priced_in_dollars(empty_store: Database) -> None:
    company = Company()
    people = company.people(10, company.root)
    course = company.course("course")
    company.session(course, people, "1000", currency="USD")
    company.write(empty_store)
    office = Office(empty_store)
    with pytest.raises(NotEnoughData, match="no_exchange_rate"):
        office.do(HR, estimate_cost, Training(course=COURSE), 5)
    with empty_store.transaction() as session:
        session.add(
            ExchangeRate(currency="USD", quote="CNY", valid_from=TODAYS, rate=Decimal("7.25"))
        )
    cost = office.do(HR, estimate_cost, Training(course=COURSE), 5)
    assert (cost.total, cost.at_home) == (money(500, "USD"), cny(3_625))
    assert (cost.home.rate, cost.home.rate_date) == (Decimal("7.25"), TODAYS)


# What is quoted.


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store)
    office = Office(either_store)
    office.do(FINANCE, record_rate, "USD", "CNY", TODAYS, Decimal("7.25"))
    yield office
    require_invariants(either_store)


def quoted(price: Money, **about: object) -> Training:
    return Training(course=COURSE, quotation=Quotation(price=price, **about))  # type: ignore[arg-type]


DOLLARS = quoted(money(300, "USD"), per="head")


def test_a_quotation_in_dollars_is_told_in_both(office: Office) -> None:
    cost = office.do(HEAD, propose_request, DOLLARS, 30).cost
    assert (cost.total, cost.at_home) == (money(9_000, "USD"), cny(65_250))
    zh, en = ("\n".join(cost_lines(Speech(language), cost)) for language in LANGUAGES)
    assert "9,000 美元 ≈ 65,250 元，按 2026-11-01 的汇率 7.25" in zh
    assert "USD 9,000 ≈ CNY 65,250, at 7.25, the rate of 2026-11-01" in en


def test_what_was_shown_is_what_is_stored(office: Office) -> None:
    asked = draft(30, training=DOLLARS)
    preview = office.do(HEAD, preview_request, asked)
    assert (preview.total, preview.home.converted, preview.charged) == (
        money(9_000, "USD"),
        cny(65_250),
        cny(65_250),
    )
    asked = replace(asked, agreed=preview.home.converted)
    request = office.do(HEAD, submit_request, asked, "key").request
    assert request.home == preview.home
    assert office.sums() == (65_250, 0, 0, 34_750)


def test_another_rate_than_was_shown_is_not_stored(office: Office) -> None:
    preview = office.do(HEAD, preview_request, draft(30, training=DOLLARS))
    office.do(FINANCE, record_rate, "USD", "CNY", office.now.date(), Decimal("7.5"))
    asked = replace(draft(30, training=DOLLARS), agreed=preview.home.converted)
    with pytest.raises(InvalidInput, match="price_changed") as refused:
        office.do(HEAD, submit_request, asked, "key")
    assert refused.value.args_by_name == {"before": cny(65_250), "now": cny(67_500)}
    assert office.sums() == (0, 0, 0, 100_000)


def test_from_quotation_to_invoice_in_dollars(office: Office) -> None:
    number = office.approved(30, training=DOLLARS)
    assert office.sums() == (0, 65_250, 0, 34_750)
    office.do(FINANCE, record_rate, "USD", "CNY", office.now.date(), Decimal("7.3"))
    office.do(FINANCE, post_invoice, number, "INV-1", money(9_000, "USD"), office.key(), final=True)
    assert office.sums() == (0, 0, 65_700, 34_300)
    (view,) = office.do(HEAD, request_status, number).requests
    said = "\n".join(request_lines(Speech("zh"), view))
    assert "9,000 美元 ≈ 65,250 元，按 2026-11-01 的汇率 7.25" in said


def test_an_amendment_keeps_the_currency_of_the_quotation(office: Office) -> None:
    number = office.submit(30, training=DOLLARS)
    request = office.do(HEAD, amend_request, number, LineChange(headcount=20), "key").request
    assert (request.total, request.home.converted) == (money(6_000, "USD"), cny(43_500))
    assert office.sums() == (43_500, 0, 0, 56_500)


def test_lines_in_two_currencies_are_one_request_at_home(office: Office) -> None:
    first, second = draft(10).lines[0], draft(10, training=DOLLARS).lines[0]
    asked = replace(draft(10), lines=(first, second))
    request = office.do(HEAD, submit_request, asked, "key").request
    assert request.total == cny(10_000 + 21_750)
    assert [line.total for line in request.lines] == [cny(10_000), cny(21_750)]


def test_a_quotation_without_a_rate_names_what_is_missing(office: Office) -> None:
    with pytest.raises(NotEnoughData, match="no_exchange_rate") as refused:
        office.do(HEAD, propose_request, quoted(money(300, "EUR"), per="head"), 30)
    assert refused.value.args_by_name["currency"] == "EUR"


def test_a_price_with_tax_is_replayed_to_the_same_figure(office: Office) -> None:
    taxed = quoted(cny(5_000), tax="excluded", tax_rate=Decimal(6))
    cost = office.do(HEAD, estimate_cost, taxed, 20)
    assert cost.total == cny(5_300)
    assert office.do(HEAD, replay, cost.explanation_id).same


def test_budgets_without_tax_take_it_out(office: Office) -> None:
    rules = office.policy.money.model_copy(update={"budgets_include_vat": False})
    office.policy = office.policy.model_copy(update={"money": rules})
    taxed = quoted(cny(5_300), tax="included", tax_rate=Decimal(6))
    assert office.do(HEAD, estimate_cost, taxed, 20).total == cny(5_000)


def test_a_ceiling_in_another_currency_is_converted(office: Office) -> None:
    fit = office.do(
        HEAD,
        propose_request,
        Training(course=COURSE),
        20,
        ceiling=Ceiling(money(2_000, "USD")),
    ).fit
    assert (fit.ceiling, fit.cost, fit.left, fit.people) == (
        cny(14_500),
        cny(20_000),
        cny(-5_500),
        14,
    )


@pytest.mark.parametrize(
    ("training", "headcount", "code"),
    [
        (quoted(cny(20), per="head"), 10, "price_unlike_history"),
        (quoted(cny(199), per="head"), 10, "price_unlike_history"),
        (quoted(money(700, "USD"), per="head"), 10, "price_unlike_history"),
        (quoted(cny(120_000)), 30, "price_beyond_budget"),
        (quoted(cny(100_000)), 303, "headcount_beyond_unit"),
    ],
)
def test_what_is_unlikely_is_doubted(
    office: Office, training: Training, headcount: int, code: str
) -> None:
    found = office.do(HEAD, propose_request, training, headcount).doubts
    assert code in [doubt.code for doubt in found]


@pytest.mark.parametrize("training", [Training(course=COURSE), quoted(cny(900), per="head")])
def test_what_is_likely_is_not_doubted(office: Office, training: Training) -> None:
    assert office.do(HEAD, propose_request, training, 20).doubts == ()


# Forty currencies: of each number of digits, and those most used.

FORTY = (
    *("CNY", "USD", "EUR", "GBP", "CHF", "HKD", "TWD", "SGD", "MYR", "THB", "INR", "IDR", "PHP"),
    *("AUD", "NZD", "CAD", "MXN", "BRL", "ARS", "ZAR", "NGN", "EGP", "TRY", "PLN", "CZK", "HUF"),
    *("SEK", "NOK", "DKK", "SAR", "AED", "JPY", "KRW", "VND", "CLP", "ISK", "KWD", "BHD", "OMR"),
    "TND",
)


def test_there_are_forty_currencies_of_every_kind() -> None:
    assert len(set(FORTY)) == 40
    assert set(FORTY) <= currencies()
    assert {digits_of(one) for one in FORTY} >= {0, 2, 3}


def odd(currency: str, whole: int) -> Money:
    """A sum with the smallest unit of its currency in it."""
    return Money(whole + Decimal(7).scaleb(-digits_of(currency)), currency)


@pytest.mark.parametrize("currency", FORTY)
def test_a_company_in_its_own_currency(empty_store: Database, currency: str) -> None:
    """From the budget over quotation, request and approval to the invoice and what is said."""
    build(empty_store, currency=currency)
    office = Office(empty_store)
    budget, price = odd(currency, 90_000), odd(currency, 1_100)
    office.do(DIRECTOR, set_budget, "U2", YEAR + 1, budget, "budget")
    number = office.approved(3, training=quoted(price, per="head"))
    total = price * 3
    office.do(FINANCE, post_invoice, number, "INV-1", total, office.key(), final=True)
    status = office.do(HEAD, budget_status, None, YEAR + 1)
    assert (status.balance.actual, status.balance.available) == (total, budget - total)
    (view,) = office.do(HEAD, request_status, number).requests
    for language in LANGUAGES:
        speech = Speech(language)
        said = "\n".join([*request_lines(speech, view), *budget_head(speech, status)])
        assert speech.money(total) in said
        assert speech.money(budget - total) in said
        assert speech.currency(currency) in said
    with empty_store.reading() as session:
        assert breaches(session) == []


@pytest.fixture(scope="module")
def abroad(empty_file: object, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A company in yuan with a rate for each of the forty, to be asked, not written."""
    import shutil

    path = tmp_path_factory.mktemp("abroad") / "store.sqlite"
    shutil.copy(str(empty_file), path)
    database = Database(f"sqlite:///{path}")
    build(database, budget="10000000")
    office = Office(database)
    for currency in FORTY[1:]:
        office.do(FINANCE, record_rate, currency, "CNY", TODAYS, Decimal("1.23456789"))
    return office


@pytest.mark.parametrize("currency", FORTY[1:])
def test_a_quotation_in_each_currency(abroad: Office, currency: str) -> None:
    price = odd(currency, 800)
    cost = abroad.do(HEAD, propose_request, quoted(price, per="head"), 30).cost
    assert cost.total == Money(price.amount * 30, currency)
    assert cost.at_home == cny(str(price.amount * 30 * Decimal("1.23456789")))
    for language in LANGUAGES:
        speech = Speech(language)
        said = "\n".join(cost_lines(speech, cost))
        assert f"{speech.money(cost.total)} ≈ {speech.money(cost.at_home)}" in said


@pytest.mark.parametrize(
    ("currency", "amount"), [("JPY", "0.5"), ("USD", "0.001"), ("KWD", "1.0005")]
)
def test_a_price_finer_than_its_currency_is_refused(currency: str, amount: str) -> None:
    with pytest.raises(EngineError, match="amount_too_fine"):
        Money.exact(Decimal(amount), currency)
