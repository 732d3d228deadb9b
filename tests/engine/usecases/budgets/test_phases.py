"""Budgets by quarters: what is set, what requests take of it, and what happens beyond."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from engine.policy import BudgetRules
from engine.store.database import Database
from engine.store.tables import BudgetLine, BudgetVersion
from engine.usecases.budget_scenarios import activate_scenario
from engine.usecases.budget_status import budget_status
from engine.usecases.budgets.phases import Phase
from engine.usecases.budgets.setting import BudgetReceipt, budget_before, set_budget
from engine.usecases.requests.deciding import approve_request
from engine.usecases.requests.draft import RequestDraft, preview_request
from engine.usecases.requests.submitting import submit_request
from engine.values.errors import BudgetExceeded, InvalidInput
from engine.values.money import Money
from engine.values.period import Period
from tests.company import DIRECTOR, HR, YEAR
from tests.workflow import HEAD, Office, build, draft, require_invariants

NEXT = YEAR + 1
MAY = Period(date(NEXT, 5, 1), date(NEXT, 5, 31))


def cny(amount: int | str) -> Money:
    return Money(Decimal(amount), "CNY")


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    """The unit has 100,000 for the next year."""
    build(either_store)
    yield Office(either_store)
    require_invariants(either_store)


def by_policy(office: Office, quarters: str) -> None:
    rules = BudgetRules.model_validate({"quarters": quarters})
    office.policy = office.policy.model_copy(update={"budget": rules})


def give(office: Office, quarter: int | None, amount: int) -> BudgetReceipt:
    receipt: BudgetReceipt = office.do(
        DIRECTOR, set_budget, "U2", NEXT, cny(amount), office.key(), quarter=quarter
    )
    return receipt


def phases(office: Office) -> list[tuple[int, int, int]]:
    """Quarter, planned, left."""
    found = office.do(DIRECTOR, budget_before, "U2", NEXT).phases
    return [(one.quarter, int(one.planned.amount), int(one.left.amount)) for one in found]


def test_a_quarter_is_a_part_of_the_year(office: Office) -> None:
    receipt = give(office, 1, 30_000)
    assert receipt.line.balance.allocated == cny(100_000)
    assert receipt.phases == (Phase(1, cny(30_000), cny(0), cny(30_000)),)
    give(office, 3, 20_000)
    give(office, 1, 25_000)
    assert phases(office) == [(1, 25_000, 25_000), (3, 20_000, 20_000)]


def test_the_year_has_at_least_what_its_quarters_have(office: Office) -> None:
    give(office, 1, 80_000)
    assert give(office, 2, 50_000).line.balance.allocated == cny(130_000)


def test_a_year_may_be_set_quarter_by_quarter(office: Office) -> None:
    for quarter, whole in ((1, 110_000), (2, 110_000)):
        receipt = office.do(
            DIRECTOR, set_budget, "U1", NEXT, cny(110_000), office.key(), quarter=quarter
        )
        assert receipt.line.balance.allocated == cny(whole * quarter)


def test_quarters_keep_their_shares_when_the_year_changes(office: Office) -> None:
    for quarter in (1, 2, 3):
        give(office, quarter, 33_333)
    give(office, 4, 1)
    give(office, None, 200_000)
    assert [planned for _, planned, _ in phases(office)] == [66_666, 66_666, 66_666, 2]
    give(office, None, 0)
    assert [planned for _, planned, _ in phases(office)] == [0, 0, 0, 0]


def test_what_requests_take_is_told_by_the_quarter_they_begin_in(office: Office) -> None:
    give(office, 1, 30_000)
    give(office, 2, 30_000)
    office.submit(20)
    number = office.approved(5, period=MAY)
    assert phases(office) == [(1, 30_000, 10_000), (2, 30_000, 25_000)]
    status = office.do(HEAD, budget_status, None, NEXT)
    ((line, split),) = [(one.line.unit.code, one.phases) for one in status.split]
    assert (line, [int(one.bound.amount) for one in split]) == ("U2", [20_000, 5_000])
    assert office.held(number, "commit") == 5_000


def test_a_request_of_two_quarters_takes_of_both(office: Office) -> None:
    give(office, 1, 30_000)
    give(office, 2, 30_000)
    lines = (*draft(20).lines, *draft(10, period=MAY).lines)
    office.do(HEAD, submit_request, RequestDraft(lines), office.key())
    assert phases(office) == [(1, 30_000, 10_000), (2, 30_000, 20_000)]


def test_beyond_a_quarter_it_is_said(office: Office) -> None:
    give(office, 1, 15_000)
    (short,) = office.do(HEAD, preview_request, draft(20)).short
    assert (short.quarter, short.left, short.asked) == (1, cny(15_000), cny(20_000))
    assert office.do(HEAD, preview_request, draft(15)).short == ()
    assert office.do(HEAD, preview_request, draft(20, period=MAY)).short == ()
    office.submit(20)
    assert phases(office) == [(1, 15_000, -5_000)]


def test_where_quarters_bind_it_is_refused(office: Office) -> None:
    by_policy(office, "bind")
    give(office, 1, 15_000)
    with pytest.raises(BudgetExceeded, match="quarter_exceeded") as refused:
        office.submit(20)
    said = refused.value.args_by_name
    assert (said["quarter"], said["available"], said["asked"]) == (1, cny(15_000), cny(20_000))
    assert office.sums() == (0, 0, 0, 100_000)
    office.submit(15)
    office.submit(50, period=MAY)  # a quarter that nothing is said of has no limit of its own
    with pytest.raises(BudgetExceeded, match="quarter_exceeded"):
        office.submit(1)


def test_a_quarter_that_was_lowered_needs_room_at_approval(office: Office) -> None:
    by_policy(office, "bind")
    give(office, 1, 20_000)
    number = office.submit(20)
    office.approve(number, HR)
    office.approve(number, HR)
    give(office, 1, 19_000)
    with pytest.raises(BudgetExceeded, match="quarter_exceeded"):
        office.do(HR, approve_request, number, office.key())
    give(office, 1, 20_000)
    office.approve(number, HR)


def test_where_they_are_off_years_alone_count(office: Office) -> None:
    give(office, 1, 15_000)
    by_policy(office, "off")
    assert office.do(HEAD, preview_request, draft(20)).short == ()
    assert office.do(HEAD, budget_status, None, NEXT).split == ()
    with pytest.raises(InvalidInput, match="quarters_off"):
        give(office, 1, 20_000)


def test_a_scenario_that_takes_over_is_split_alike(office: Office) -> None:
    give(office, 1, 30_000)
    give(office, 2, 70_000)
    with office.database.transaction() as session:
        version = BudgetVersion(fiscal_year=NEXT, scenario="more", status="draft")
        session.add(version)
        session.flush()
        for unit, planned in ((2, 150_000), (3, 50_000)):
            session.add(
                BudgetLine(version_id=version.id, org_unit_id=unit, planned=planned, currency="CNY")
            )
    office.submit(20)
    office.do(DIRECTOR, activate_scenario, NEXT, "more")
    assert phases(office) == [(1, 45_000, 25_000), (2, 105_000, 105_000)]
