"""HR says who heads a unit, and decides alone about small sums: not about those that a head of its
own making asks for, nor about a large one in several parts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.estimate_cost import Training
from engine.usecases.imports.load import undo_import
from engine.usecases.requests.deciders_ahead import decision_route
from engine.usecases.requests.route import approval_route
from engine.usecases.setup.roles import confirm_heads, give_role, roles_now, take_role
from engine.values.errors import NotPermitted
from engine.values.money import Money
from engine.values.quotation import Quotation
from tests.company import DIRECTOR, HR
from tests.engine.usecases.test_powers import load
from tests.engine.usecases.test_who_decides import gets_role, waiting
from tests.workflow import HEAD, OTHER_HEAD, WORKER, Office, build, lenient

FIRST, SECOND = "U2", "U3"
FILE = f"部门编码,部门名称,负责人工号\n{FIRST},first,{WORKER}\n"
NINE = Money(Decimal(9_000), "CNY")


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store, budget="300000")
    return Office(either_store)


def own_topic(name: str) -> Training:
    """A training of nobody else's programme."""
    return Training(topic=name, quotation=Quotation.in_all(Money(Decimal(15_000), "CNY")))


def decided_by_hr_alone(office: Office, number: str) -> bool:
    for _ in range(3):
        office.approve(number, HR)
    return office.state(number) == "approved"


def test_hr_alone_decides_no_sum_of_a_head_it_named(office: Office) -> None:
    office.do(HR, give_role, WORKER, "head", FIRST)
    number = office.submit(9, WORKER)
    assert not decided_by_hr_alone(office, number)
    assert waiting(office, number, WORKER).role == "management"
    assert office.approve(number, DIRECTOR).state == "approved"


def test_nor_of_one_named_in_a_file(office: Office) -> None:
    load(office, FILE)
    assert not decided_by_hr_alone(office, office.submit(9, WORKER))


def test_the_head_of_before_asks_as_before(office: Office) -> None:
    assert decided_by_hr_alone(office, office.submit(9, HEAD))
    given = load(office, FILE)
    office.do(HR, undo_import, given)
    assert decided_by_hr_alone(office, office.submit(9, HEAD))


def test_nor_when_it_takes_the_unit_from_him_meanwhile(office: Office) -> None:
    office.do(HR, give_role, WORKER, "head", FIRST)
    number = office.submit(9, WORKER)
    office.do(HR, take_role, WORKER, "head", FIRST)
    assert not decided_by_hr_alone(office, number)


def test_management_confirms_whom_hr_named(office: Office) -> None:
    office.do(HR, give_role, WORKER, "head", FIRST)
    office.do(DIRECTOR, give_role, WORKER, "head", FIRST)
    assert decided_by_hr_alone(office, office.submit(9, WORKER))


def test_but_nobody_confirms_as_management_who_is_hr_as_well(office: Office) -> None:
    gets_role(office, HR, "management")
    office.do(HR, give_role, WORKER, "head", FIRST)
    assert not decided_by_hr_alone(office, office.submit(9, WORKER))


def test_where_one_person_may_do_all_he_may_this(office: Office) -> None:
    office.policy = lenient()
    office.do(HR, give_role, WORKER, "head", FIRST)
    assert decided_by_hr_alone(office, office.submit(9, WORKER))


def test_who_will_decide_is_told_before(office: Office) -> None:
    office.do(HR, give_role, WORKER, "head", FIRST)
    assert office.do(WORKER, approval_route, NINE)[-1] == "management"
    assert office.do(WORKER, decision_route, NINE).steps[-1].role == "management"
    assert office.do(OTHER_HEAD, approval_route, NINE)[-1] == "hr_head"


def test_the_list_of_roles_tells_who_is_to_be_confirmed(office: Office) -> None:
    office.do(HR, give_role, WORKER, "head", FIRST)
    found = {one.unit.code: one.unconfirmed for one in office.do(DIRECTOR, roles_now).units}
    assert (found[FIRST], found[SECOND]) == (True, False)


def test_what_one_person_asks_for_one_unit_at_once_counts_together(office: Office) -> None:
    office.submit(1, training=own_topic("one"))
    number = office.submit(1, training=own_topic("two"))
    assert not decided_by_hr_alone(office, number)
    assert waiting(office, number).role == "finance"


def test_what_he_asked_long_ago_does_not(office: Office) -> None:
    office.submit(1, training=own_topic("one"))
    office.later(days=31)
    assert decided_by_hr_alone(office, office.submit(1, training=own_topic("two")))


def test_nor_what_others_ask(office: Office) -> None:
    office.submit(1, OTHER_HEAD, training=own_topic("one"))
    assert decided_by_hr_alone(office, office.submit(1, training=own_topic("two")))


def test_how_long_says_the_policy(office: Office) -> None:
    policy = load_policy()
    approval = policy.approval.model_copy(update={"split_days": 0})
    office.policy = policy.model_copy(update={"approval": approval})
    office.submit(1, training=own_topic("one"))
    office.later(hours=1)
    assert decided_by_hr_alone(office, office.submit(1, training=own_topic("two")))


def test_management_confirms_all_at_once(office: Office) -> None:
    office.do(HR, give_role, WORKER, "head", FIRST)
    assert (office.do(HR, roles_now).may_confirm, office.do(DIRECTOR, roles_now).may_confirm) == (
        False,
        True,
    )
    assert office.do(DIRECTOR, confirm_heads) == 1
    assert decided_by_hr_alone(office, office.submit(9, WORKER))


def test_who_is_hr_as_well_confirms_none(office: Office) -> None:
    gets_role(office, HR, "management")
    office.do(HR, give_role, WORKER, "head", FIRST)
    with pytest.raises(NotPermitted):
        office.do(HR, confirm_heads)
