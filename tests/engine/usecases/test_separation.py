"""Nobody takes steps of two roles in one request, for himself or as somebody's delegate, unless the
policy lets him."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from engine.query.value import Condition, Query
from engine.store.database import Database
from engine.usecases.deadlines import keep_deadlines
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ledger.previews import preview_invoice
from engine.usecases.query import query
from engine.usecases.requests.amending import amend_request
from engine.usecases.requests.deciding import return_request, review_decision
from engine.usecases.requests.draft import LineChange
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_draft, submit_request
from engine.values.errors import InvalidInput, NotPermitted
from engine.values.money import Money
from engine.workflow.life import Event
from tests.company import DIRECTOR, HR
from tests.engine.usecases.test_who_decides import (
    at_finance,
    delegate,
    gets_role,
    loses_role,
    waiting,
)
from tests.workflow import (
    FINANCE,
    HEAD,
    OTHER_HEAD,
    WORKER,
    Office,
    build,
    draft,
    lenient,
    require_invariants,
)

_MINE = Condition(name="mine_to_decide", values=("yes",))
BILL = Money(Decimal(30_000), "CNY")


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store, budget="300000")
    yield Office(either_store)
    require_invariants(either_store)


def waits(office: Office, number: str, who: str) -> bool:
    found = office.do(who, request_status, waiting_for_me=True).requests
    return number in [one.number for one in found]


def refused(office: Office, number: str, who: str) -> str:
    with pytest.raises(NotPermitted) as refusal:
        office.do(who, review_decision, number, Event.APPROVE)
    with pytest.raises(NotPermitted):
        office.approve(number, who)
    return refusal.value.code


def test_hr_with_the_other_roles_as_well_takes_no_request_alone(office: Office) -> None:
    for role in ("finance", "management"):
        gets_role(office, HR, role)
    number = office.submit(101)
    office.approve_all(number, HR)
    assert waiting(office, number).role == "finance"
    assert (refused(office, number, HR), waits(office, number, HR)) == ("second_part", False)
    office.approve(number, FINANCE)
    assert waiting(office, number).role == "management"
    assert (refused(office, number, HR), waits(office, number, HR)) == ("second_part", False)
    assert [one.name for one in waiting(office, number).people] == [f"name of {DIRECTOR}"]
    assert office.approve(number, DIRECTOR).state == "approved"
    with pytest.raises(NotPermitted, match="second_part"):
        office.do(HR, post_invoice, number, "INV-1", BILL, office.key())


def test_the_policy_may_let_him(office: Office) -> None:
    office.policy = lenient()
    for role in ("finance", "management"):
        gets_role(office, HR, role)
    number = office.submit(101)
    for _ in range(3):
        office.approve_all(number, HR)
    assert office.state(number) == "approved"
    office.do(HR, post_invoice, number, "INV-1", BILL, office.key())


def test_who_decided_as_a_delegate_has_taken_that_role_s_step(office: Office) -> None:
    delegate(office, HR, WORKER)
    gets_role(office, WORKER, "finance")
    number = office.submit(30)
    office.approve_all(number, WORKER)
    office.approve_all(number, WORKER)
    office.approve_all(number, WORKER)
    assert waiting(office, number).role == "finance"
    assert (refused(office, number, WORKER), waits(office, number, WORKER)) == (
        "second_part",
        False,
    )


def test_and_so_has_whom_he_stood_in_for(office: Office) -> None:
    delegate(office, HR, WORKER)
    gets_role(office, HR, "finance")
    number = office.submit(30)
    for _ in range(3):
        office.approve_all(number, WORKER)
    assert (refused(office, number, HR), waits(office, number, HR)) == ("second_part", False)
    assert [one.name for one in waiting(office, number).people] == [f"name of {FINANCE}"]


def test_a_delegate_takes_no_second_role_s_step_in_another_s_place(office: Office) -> None:
    delegate(office, FINANCE, HR)
    number = at_finance(office)
    assert (refused(office, number, HR), waits(office, number, HR)) == ("second_part", False)
    assert waiting(office, number).people[0].delegates == ()


def test_where_the_only_one_of_a_role_took_another_step_it_goes_on(office: Office) -> None:
    loses_role(office, FINANCE)
    gets_role(office, HR, "finance")
    number = office.submit(30)
    office.approve_all(number, HR)
    assert waiting(office, number).role == "finance"
    assert [one.name for one in waiting(office, number).passed_to] == [f"name of {DIRECTOR}"]
    assert waits(office, number, DIRECTOR)
    assert office.approve(number, DIRECTOR).state == "approved"


def test_what_would_end_with_two_steps_of_one_is_not_begun(office: Office) -> None:
    loses_role(office, FINANCE)
    gets_role(office, HR, "finance")
    with pytest.raises(InvalidInput, match="nobody_else_decides") as refusal:
        office.do(HEAD, submit_request, draft(101), office.key())
    assert refusal.value.args_by_name["role"] == "management"
    gets_role(office, OTHER_HEAD, "finance")
    office.do(HEAD, submit_request, draft(101), office.key())


def test_a_yes_that_would_leave_nobody_for_what_comes_is_refused(office: Office) -> None:
    """HR2 holds HR and finance, and nobody else holds finance: HR must leave it to HR2."""
    loses_role(office, FINANCE)
    loses_role(office, DIRECTOR)
    gets_role(office, WORKER, "hr")
    gets_role(office, WORKER, "finance")
    number = office.submit(30)
    with pytest.raises(InvalidInput, match="nobody_else_decides"):
        office.approve(number, WORKER)
    assert office.state(number) == "submitted"
    office.approve_all(number, HR)
    assert waiting(office, number).role == "finance"
    assert office.approve(number, WORKER).state == "approved"


def test_a_new_round_begins_anew(office: Office) -> None:
    gets_role(office, HR, "finance")
    number = office.submit(30)
    office.approve_all(number, HR)
    office.do(FINANCE, return_request, number, office.key(), "less")
    office.do(HEAD, submit_draft, number, office.key())
    gets_role(office, WORKER, "hr")
    office.approve_all(number, WORKER)
    assert waits(office, number, HR)
    assert office.approve(number, HR).state == "approved"


def test_who_asked_or_changed_it_books_nothing_for_it(office: Office) -> None:
    gets_role(office, OTHER_HEAD, "finance")
    number = office.submit(30, who=OTHER_HEAD, unit="U3")
    office.approve_all(number, HR)
    office.approve(number, FINANCE)
    for usecase, args in ((post_invoice, (office.key(),)), (preview_invoice, ())):
        with pytest.raises(NotPermitted, match="own_booking"):
            office.do(OTHER_HEAD, usecase, number, "INV-1", BILL, *args)
    office.do(FINANCE, post_invoice, number, "INV-1", BILL, office.key())


def test_finance_approves_and_books(office: Office) -> None:
    number = office.submit(30)
    office.approve_all(number, HR)
    office.approve(number, FINANCE)
    office.do(FINANCE, post_invoice, number, "INV-1", BILL, office.key())


def test_nobody_is_told_of_what_he_may_not_take(office: Office) -> None:
    gets_role(office, HR, "finance")
    number = at_finance(office)
    before = office.notices(HR)
    office.later(days=4, hours=1)
    keep_deadlines(office.engine)
    assert office.notices(HR) == before
    assert office.notices(FINANCE)[-1] == "step_due"
    assert waits(office, number, FINANCE)


def test_an_amendment_is_looked_at_anew(office: Office) -> None:
    loses_role(office, FINANCE)
    gets_role(office, HR, "finance")
    number = office.submit(30)
    with pytest.raises(InvalidInput, match="nobody_else_decides"):
        office.do(HEAD, amend_request, number, LineChange(headcount=101), office.key())
    assert office.version(number) == 1


def test_who_took_a_part_of_one_request_still_has_another(office: Office) -> None:
    gets_role(office, HR, "finance")
    gets_role(office, OTHER_HEAD, "hr")
    taken, other = office.submit(101), office.submit(101)
    office.approve_all(taken, HR)
    office.approve_all(other, OTHER_HEAD)
    assert waiting(office, other).role == "finance"
    assert waits(office, other, HR)
    asked = Query(of="requests", by=("request",), where=(_MINE,))
    assert (other,) in office.do(HR, query, asked).rows
