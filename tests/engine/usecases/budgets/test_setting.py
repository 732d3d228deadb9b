"""Setting budgets where there are none, and where there are; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from engine.policy import BudgetRules, load_policy
from engine.queries.budget import line_balances
from engine.store.database import Database
from engine.store.tables import BudgetPosting, BudgetVersion
from engine.usecases.budget_scenarios import activate_scenario, scenarios
from engine.usecases.budget_status import budget_status
from engine.usecases.budgets.setting import BudgetReceipt, budget_before, set_budget
from engine.usecases.ledger.invoices import post_invoice
from engine.values.errors import BudgetExceeded, InvalidInput, NotFound, NotPermitted
from engine.values.money import Money
from engine.values.period import Period
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.workflow import FINANCE, HEAD, Office, build, require_invariants

NEXT = YEAR + 1


def cny(amount: int | str) -> Money:
    return Money(Decimal(amount), "CNY")


@pytest.fixture
def own(either_store: Database) -> Iterator[Office]:
    """A company of its own in which nobody has set any budget."""
    company = Company("own")
    first = company.unit("first", company.root)
    company.head(first)
    company.people(3, first)
    skill = company.skill("skill")
    company.course("course", teaches=skill, category="safety")
    company.write(either_store)
    yield Office(either_store)
    require_invariants(either_store)


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store)
    yield Office(either_store)
    require_invariants(either_store)


def given(office: Office, unit: str, year: int, amount: Money, **more: Any) -> BudgetReceipt:
    receipt: BudgetReceipt = office.do(
        DIRECTOR, set_budget, unit, year, amount, office.key(), **more
    )
    return receipt


@pytest.mark.parametrize("year", [YEAR, NEXT])
def test_the_first_budget_of_a_company(own: Office, year: int) -> None:
    before = own.do(DIRECTOR, budget_before, "U2", year)
    assert (before.line, before.paid_by, before.allocated) == (None, None, cny(0))
    receipt = given(own, "U2", year, cny(180_000))
    assert (receipt.created, receipt.before) == (True, cny(0))
    assert receipt.line.balance.available == cny(180_000)
    status = own.do(HEAD, budget_status, "U2", year)
    assert status.balance.allocated == cny(180_000)
    with own.database.reading() as session:
        versions = session.execute(
            select(BudgetVersion.fiscal_year, BudgetVersion.status, BudgetVersion.explanation_id)
        ).all()
        assert [tuple(row) for row in versions] == [(year, "active", None)]
        assert session.scalars(select(BudgetPosting.kind)).all() == ["allocate"]


def test_a_second_unit_joins_the_same_budget(own: Office) -> None:
    given(own, "U2", NEXT, cny(180_000))
    assert own.do(DIRECTOR, budget_before, "U1", NEXT).line is None
    assert given(own, "U1", NEXT, cny(20_000)).created
    (scenario,) = own.do(DIRECTOR, scenarios, NEXT)
    assert (scenario.name, scenario.status, scenario.total) == ("set", "active", cny(200_000))


def test_what_is_set_may_be_set_again(own: Office) -> None:
    given(own, "U2", NEXT, cny(180_000))
    receipt = given(own, "U2", NEXT, cny(150_000))
    assert (receipt.created, receipt.before) == (False, cny(180_000))
    assert receipt.line.balance.allocated == cny(150_000)


def test_the_unit_above_paid_so_far(own: Office) -> None:
    given(own, "U1", NEXT, cny(500_000))
    assert own.do(DIRECTOR, budget_before, "U2", NEXT).paid_by.code == "U1"


def test_last_years_is_told(own: Office) -> None:
    given(own, "U2", YEAR, cny(100_000))
    assert own.do(DIRECTOR, budget_before, "U2", NEXT).last_year == cny(100_000)


@pytest.mark.parametrize(
    ("amount", "more", "code"),
    [
        (cny(-1), {}, "budget_negative"),
        (Money(Decimal(5), "USD"), {}, "budget_currency"),
        (cny(5), {"quarter": 5}, "unknown_quarter"),
        (cny(5), {"quarter": 0}, "unknown_quarter"),
    ],
)
def test_what_is_no_budget_is_refused(
    own: Office, amount: Money, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput, match=code):
        given(own, "U2", NEXT, amount, **more)
    with own.database.reading() as session:
        assert session.scalars(select(BudgetVersion.id)).all() == []


@pytest.mark.parametrize("year", [YEAR - 2, YEAR + 6, 2207])
def test_a_year_far_away_is_a_slip(own: Office, year: int) -> None:
    with pytest.raises(InvalidInput, match="budget_year"):
        given(own, "U2", year, cny(5))


def test_a_closed_year_stays_as_it_is(own: Office) -> None:
    given(own, "U2", YEAR, cny(100_000))
    own.now = datetime(NEXT, 1, 5, 9, tzinfo=UTC)
    own.do(DIRECTOR, set_budget, "U2", YEAR, cny(90_000), own.key())
    with own.database.transaction() as session:
        session.execute(select(BudgetVersion)).scalars().one().status = "closed"
    for ask in (
        lambda: given(own, "U2", YEAR, cny(5)),
        lambda: given(own, "U1", YEAR, cny(5)),
        lambda: own.do(DIRECTOR, budget_before, "U2", YEAR),
    ):
        with pytest.raises(InvalidInput, match="year_closed"):
            ask()


def test_a_line_is_for_a_course_a_category_or_all(own: Office) -> None:
    for words, programme in (("TC1", "TC1"), ("course", "TC1"), ("safety", "safety")):
        line = given(own, "U2", NEXT, cny(5_000), programme=words).line
        assert line.programme == programme
    with pytest.raises(NotFound, match="unknown_programme"):
        given(own, "U2", NEXT, cny(5_000), programme="TC-NONE")
    with own.database.reading() as session:
        found = line_balances(session, NEXT, ["/U1/"])
    assert [line.programme for line in found] == ["TC1", "safety"]


def test_a_draft_of_the_same_name_stays_a_draft(office: Office) -> None:
    """And once it is activated, it takes the place of what was set."""
    with office.database.transaction() as session:
        version = BudgetVersion(fiscal_year=YEAR, scenario="set", status="draft")
        session.add(version)
    given(office, "U2", YEAR, cny(5_000))
    found = {one.name: one.status for one in office.do(DIRECTOR, scenarios, YEAR)}
    assert found == {"set": "draft", "set-2": "active"}
    number = office.submit(3, period=Period(date(YEAR, 12, 1), date(YEAR, 12, 31)))
    with pytest.raises(BudgetExceeded, match="scenario_below_bound"):
        office.do(DIRECTOR, activate_scenario, YEAR, "set")
    assert office.held(number, "reserve") == 3_000


def test_what_no_longer_fits_gives_way(office: Office) -> None:
    number = office.submit(20)
    assert given(office, "U2", NEXT, cny(10_000)).suspended == (number,)


def test_not_below_what_is_committed_and_spent(office: Office) -> None:
    number = office.approved(20)
    office.do(FINANCE, post_invoice, number, "INV-1", cny(5_000), office.key())
    with pytest.raises(BudgetExceeded, match="allocation_below_bound"):
        given(office, "U2", NEXT, cny(19_999))
    given(office, "U2", NEXT, cny(20_000))


def test_who_sets_budgets_is_the_policys_to_say(own: Office) -> None:
    for who in (HR, HEAD):
        with pytest.raises(NotPermitted):
            own.do(who, set_budget, "U2", NEXT, cny(5), own.key())
    policy = load_policy()
    own.policy = policy.model_copy(update={"budget": BudgetRules(set_by=("hr", "head"))})
    for who in (HR, HEAD):
        own.do(who, set_budget, "U2", NEXT, cny(5), own.key())
    with pytest.raises(NotPermitted):
        own.do(HEAD, set_budget, "U1", NEXT, cny(5), own.key())
    with pytest.raises(NotPermitted) as refused:
        own.do(DIRECTOR, set_budget, "U2", NEXT, cny(5), own.key())
    assert refused.value.args_by_name["who_has"] == "head"
