"""Who has a step: delegates, roles that nobody holds, people who leave; and what one yes takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from engine.access import Role
from engine.queries.people import grants
from engine.store.database import Database
from engine.store.tables import Delegation, Employee, Notice, OrgUnit, RoleGrant
from engine.usecases.deadlines import DeadlinesKept, keep_deadlines
from engine.usecases.notices import my_notices
from engine.usecases.requests import takers
from engine.usecases.requests.amending import amend_request, withdraw_request
from engine.usecases.requests.deciding import approve_request, return_request
from engine.usecases.requests.delegating import delegate_decisions, delegations, revoke_delegation
from engine.usecases.requests.draft import LineChange
from engine.usecases.requests.leaving import take_over_request
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import draft_request, submit_draft, submit_request
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from tests.company import DIRECTOR, HR, YEAR
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

TODAY, LAST = date(YEAR, 11, 23), date(YEAR, 11, 30)


@pytest.fixture
def office(empty_store: Database) -> Iterator[Office]:
    build(empty_store)
    yield Office(empty_store)
    require_invariants(empty_store)


def leaves(office: Office, *people: str) -> None:
    with office.database.transaction() as session:
        session.execute(update(Employee).where(Employee.emp_no.in_(people)).values(status="left"))


def loses_role(office: Office, person: str) -> None:
    with office.database.transaction() as session:
        who = select(Employee.id).where(Employee.emp_no == person).scalar_subquery()
        session.execute(delete(RoleGrant).where(RoleGrant.employee_id == who))


def gets_role(office: Office, person: str, role: str) -> None:
    with office.database.transaction() as session:
        who = session.scalars(select(Employee.id).where(Employee.emp_no == person)).one()
        root = session.scalars(select(OrgUnit.id).where(OrgUnit.parent_id.is_(None))).one()
        session.add(RoleGrant(employee_id=who, role=role, org_unit_id=root))


def delegate(office: Office, who: str, to: str, first: date = TODAY, last: date = LAST) -> int:
    made = office.do(who, delegate_decisions, to, first, last, office.key())
    return int(made.id)


def waiting(office: Office, number: str, who: str = HEAD) -> Any:
    return office.do(who, request_status, number).requests[0].waiting


def latest(office: Office, who: str, code: str) -> dict[str, Any]:
    """The arguments of the latest notice of that kind to somebody."""
    with office.database.reading() as session:
        found = session.scalars(
            select(Notice)
            .join(Employee, Employee.id == Notice.recipient_id)
            .where(Employee.emp_no == who, Notice.code == code)
            .order_by(Notice.id.desc())
        ).first()
        assert found is not None, (who, code)
        return dict(found.args)


def at_finance(office: Office, headcount: int = 30) -> str:
    """A request that waits for finance's approval."""
    number = office.submit(headcount)
    office.approve_all(number, HR)
    assert waiting(office, number).role == "finance"
    return number


# Delegates are told, named and asked.


def test_a_delegate_is_told_and_named(office: Office) -> None:
    delegate(office, FINANCE, OTHER_HEAD)
    number = at_finance(office)
    assert office.notices(OTHER_HEAD) == ["delegated", "request_waits"]
    assert latest(office, OTHER_HEAD, "request_waits")["in_place_of"] == [f"name of {FINANCE}"]
    assert "in_place_of" not in latest(office, FINANCE, "request_waits")
    has_it = waiting(office, number).people
    assert [(one.name, one.delegates) for one in has_it] == [
        (f"name of {FINANCE}", (f"name of {OTHER_HEAD}",))
    ]


def test_reminders_go_to_both(office: Office) -> None:
    delegate(office, FINANCE, OTHER_HEAD)
    at_finance(office)
    office.later(days=4, hours=1)
    keep_deadlines(office.engine)
    assert office.notices(FINANCE)[-1] == office.notices(OTHER_HEAD)[-1] == "step_due"


def test_who_becomes_a_delegate_is_told_of_what_waits_already(office: Office) -> None:
    number = at_finance(office)
    delegate(office, FINANCE, OTHER_HEAD)
    assert office.notices(OTHER_HEAD) == ["delegated", "request_waits"]
    assert latest(office, OTHER_HEAD, "request_waits")["number"] == number
    assert office.notices(FINANCE) == ["request_waits"]


def test_a_delegation_that_starts_later_is_told_when_it_starts(office: Office) -> None:
    at_finance(office)
    delegate(office, FINANCE, OTHER_HEAD, date(YEAR, 11, 25))
    assert keep_deadlines(office.engine) == DeadlinesKept()
    office.later(days=2)
    assert keep_deadlines(office.engine).told == 1
    assert keep_deadlines(office.engine) == DeadlinesKept()
    assert office.notices(OTHER_HEAD) == ["delegated", "request_waits"]


@pytest.mark.parametrize("how", ["revoked", "over"])
def test_after_a_delegation_nothing_more_comes(office: Office, how: str) -> None:
    made = delegate(office, FINANCE, OTHER_HEAD, last=date(YEAR, 11, 24))
    number = at_finance(office)
    if how == "revoked":
        office.do(FINANCE, revoke_delegation, made)
        assert office.notices(OTHER_HEAD)[-1] == "delegation_revoked"
    before = office.notices(OTHER_HEAD)
    office.later(days=4, hours=1)
    keep_deadlines(office.engine)
    assert office.notices(OTHER_HEAD) == before
    assert waiting(office, number).people[0].delegates == ()
    codes = [one.code for one in office.do(OTHER_HEAD, my_notices)]
    assert "request_waits" not in codes


def test_the_principal_learns_who_decided_for_him(office: Office) -> None:
    delegate(office, FINANCE, OTHER_HEAD)
    number = at_finance(office)
    office.approve(number, OTHER_HEAD)
    told = latest(office, FINANCE, "approved_for_you")
    assert (told["number"], told["by"]) == (number, f"name of {OTHER_HEAD}")
    # That it waits is not told any more to whom it waited for.
    assert [one.code for one in office.do(FINANCE, my_notices)] == ["approved_for_you"]
    assert latest(office, HEAD, "request_approved")["on_behalf_of"] == f"name of {FINANCE}"


def test_what_waits_is_told_once(office: Office) -> None:
    office.submit(5)
    office.later(days=2, hours=1)
    keep_deadlines(office.engine)
    assert [one.code for one in office.do(HR, my_notices)] == ["step_due"]


# Roles that nobody holds.


def test_without_finance_it_goes_to_the_management_at_once(office: Office) -> None:
    loses_role(office, FINANCE)
    number = at_finance(office)
    assert office.notices(DIRECTOR) == ["step_vacant"]
    found = waiting(office, number)
    assert (found.people, [one.name for one in found.passed_to]) == ((), [f"name of {DIRECTOR}"])
    assert office.approve(number, DIRECTOR).state == "approved"


def test_without_management_it_goes_to_the_head_of_hr(empty_store: Database) -> None:
    build(empty_store, budget="200000")
    office = Office(empty_store)
    loses_role(office, DIRECTOR)
    gets_role(office, OTHER_HEAD, "hr")
    number = office.submit(101)
    office.approve_all(number, HR)
    office.approve(number, FINANCE)
    assert [one.name for one in waiting(office, number).passed_to] == [f"name of {OTHER_HEAD}"]
    assert office.approve_all(number, OTHER_HEAD).request.state == "approved"


def test_without_hr_the_management_takes_its_steps(office: Office) -> None:
    leaves(office, HR)
    number = office.submit(5)
    for state in ("hr_validated", "evaluated", "approved"):
        assert office.approve(number, DIRECTOR).state == state


def test_hr_s_own_request_goes_to_the_management(office: Office) -> None:
    number = office.submit(5, who=HR, unit="U2")
    assert office.notices(DIRECTOR) == ["step_vacant"]
    assert office.approve(number, DIRECTOR).state == "hr_validated"


def test_hr_of_a_department_is_not_the_head_of_hr(office: Office) -> None:
    with office.database.transaction() as session:
        second = session.scalars(select(OrgUnit.id).where(OrgUnit.code == "U2")).one()
        session.execute(update(RoleGrant).where(RoleGrant.role == "hr").values(org_unit_id=second))
    number = office.submit(5)
    taken = office.approve_all(number, HR).request
    assert (taken.state, taken.waiting.role) == ("evaluated", "hr_head")
    assert [one.name for one in taken.waiting.passed_to] == [f"name of {DIRECTOR}"]


@pytest.mark.parametrize(
    ("missing", "headcount", "role"),
    [
        ((HR, DIRECTOR), 5, "hr"),
        ((FINANCE, DIRECTOR), 30, "finance"),
        ((HR, DIRECTOR, FINANCE), 5, "hr"),
    ],
)
def test_what_nobody_could_decide_is_not_taken(
    office: Office, missing: tuple[str, ...], headcount: int, role: str
) -> None:
    leaves(office, *missing)
    with pytest.raises(InvalidInput, match="nobody_decides") as refusal:
        office.do(HEAD, submit_request, draft(headcount), office.key())
    assert refusal.value.args_by_name["role"] == role
    kept = office.do(HEAD, draft_request, draft(headcount), office.key()).request.number
    with pytest.raises(InvalidInput, match="nobody_decides"):
        office.do(HEAD, submit_draft, kept, office.key())
    assert (office.state(kept), office.sums()) == ("draft", (0, 0, 0, 100_000))


def test_an_amendment_that_nobody_could_decide_changes_nothing(office: Office) -> None:
    number = office.submit(5)
    leaves(office, FINANCE, DIRECTOR)
    with pytest.raises(InvalidInput, match="nobody_decides"):
        office.do(HEAD, amend_request, number, LineChange(headcount=30), office.key())
    assert (office.version(number), office.sums()) == (1, (5_000, 0, 0, 95_000))


def test_who_gets_the_role_is_told_what_waits(office: Office) -> None:
    at_finance(office)
    gets_role(office, WORKER, "finance")
    assert keep_deadlines(office.engine).told == 1
    assert office.notices(WORKER) == ["request_waits"]


# One yes takes only the steps that its question named.


def test_one_yes_takes_one_s_own_steps_of_the_same_role(office: Office) -> None:
    number = office.submit(50)
    shown = waiting(office, number, HR).steps
    assert [(one.duty, one.role) for one in shown] == [
        ("validate", "hr"),
        ("evaluate", "hr"),
        ("approve", "hr_head"),
    ]
    taken = office.approve_all(number, HR).request
    assert (taken.state, len(taken.steps)) == ("evaluated", 3)


def test_a_step_for_somebody_else_is_by_itself(office: Office) -> None:
    office.policy = lenient()
    delegate(office, FINANCE, HR)
    number = office.submit(30)
    taken = office.approve_all(number, HR).request
    assert (taken.state, taken.waiting.role) == ("evaluated", "finance")
    (shown,) = taken.waiting.steps
    assert shown.on_behalf_of == f"name of {FINANCE}"
    done = office.approve_all(number, HR).request
    assert (done.state, done.steps[-1].on_behalf_of) == ("approved", f"name of {FINANCE}")


def test_a_step_of_another_role_is_by_itself(office: Office) -> None:
    office.policy = lenient()
    gets_role(office, HR, "finance")
    loses_role(office, FINANCE)
    number = office.submit(30)
    taken = office.approve_all(number, HR).request
    assert (taken.state, taken.waiting.role) == ("evaluated", "finance")
    assert office.approve_all(number, HR).request.state == "approved"


def test_a_step_that_was_passed_on_is_by_itself(empty_store: Database) -> None:
    build(empty_store, budget="200000")
    office = Office(empty_store, policy=lenient())
    loses_role(office, FINANCE)
    number = office.submit(101)
    office.approve_all(number, HR)
    (shown,) = waiting(office, number, DIRECTOR).steps
    assert (shown.role, shown.passed_on) == ("finance", True)
    assert office.approve_all(number, DIRECTOR).request.state == "evaluated"
    assert office.approve_all(number, DIRECTOR).request.state == "approved"


def test_steps_that_were_not_shown_are_not_taken(office: Office) -> None:
    delegate(office, FINANCE, HR)
    number = office.submit(30)
    shown = [one.key for one in waiting(office, number, HR).steps]
    for steps in (
        [*shown, "1.4.approve.finance"],
        [*shown, f"1.4.approve.finance.for.{FINANCE}"],
        shown[1:],
        [*shown, shown[0]],
        ["nonsense"],
    ):
        with pytest.raises(InvalidInput, match="steps_changed"):
            office.do(HR, approve_request, number, office.key(), steps=steps)
    assert (office.state(number), office.version(number)) == ("submitted", 1)


def test_a_yes_for_a_step_that_is_somebody_else_s_by_now_is_refused(office: Office) -> None:
    """Shown as a delegate's, it is not taken in one's own right, nor the other way round."""
    office.policy = lenient()
    made = delegate(office, FINANCE, HR)
    number = at_finance(office)
    (shown,) = [one.key for one in waiting(office, number, HR).steps]
    office.do(FINANCE, revoke_delegation, made)
    gets_role(office, HR, "finance")
    with pytest.raises(InvalidInput, match="steps_changed"):
        office.do(HR, approve_request, number, office.key(), steps=[shown])


# People who leave.


def test_a_step_whose_only_decider_left_goes_on(office: Office) -> None:
    number = at_finance(office)
    leaves(office, FINANCE)
    assert keep_deadlines(office.engine).escalated == 1
    assert keep_deadlines(office.engine) == DeadlinesKept()
    assert office.notices(DIRECTOR) == ["step_vacant"]
    assert office.approve(number, DIRECTOR).state == "approved"


def test_where_nobody_is_left_the_requester_is_told_whom_to_ask_for(office: Office) -> None:
    number = at_finance(office)
    leaves(office, FINANCE, DIRECTOR)
    keep_deadlines(office.engine)
    keep_deadlines(office.engine)
    assert office.notices(HEAD) == ["nobody_decides"]
    assert latest(office, HEAD, "nobody_decides")["role"] == "finance"
    gets_role(office, WORKER, "finance")
    assert keep_deadlines(office.engine).told == 1
    assert office.approve(number, WORKER).state == "approved"


@pytest.mark.parametrize("who", [FINANCE, OTHER_HEAD])
def test_a_delegation_ends_when_either_leaves(office: Office, who: str) -> None:
    delegate(office, FINANCE, OTHER_HEAD)
    leaves(office, who)
    other = OTHER_HEAD if who == FINANCE else FINANCE
    assert office.do(other, delegations) == ()
    keep_deadlines(office.engine)
    assert office.notices(other)[-1] == "delegation_of_leaver"
    with office.database.reading() as session:
        assert session.scalars(select(Delegation.revoked_at)).one() is not None
    number = office.submit(30)
    office.approve_all(number, HR)
    found = waiting(office, number, HR)
    assert [one.delegates for one in (*found.people, *found.passed_to)] == [()]


def test_a_request_of_somebody_who_left_is_taken_over(office: Office) -> None:
    number = office.submit(20)
    office.approve_all(number, HR)
    second = office.submit(30)
    leaves(office, HEAD)
    with office.database.transaction() as session:
        head = session.scalars(select(Employee.id).where(Employee.emp_no == WORKER)).one()
        session.execute(update(OrgUnit).where(OrgUnit.code == "U2").values(head_employee_id=head))
    assert keep_deadlines(office.engine).left == 1
    assert keep_deadlines(office.engine).left == 0
    for who in (WORKER, HR):
        assert latest(office, who, "requester_left")["number"] == second
    office.approve(second, HR)
    taken = office.do(WORKER, take_over_request, second, office.key()).request
    assert (taken.requester, taken.state, taken.waiting.duty) == (
        f"name of {WORKER}",
        "submitted",
        "validate",
    )
    office.do(WORKER, withdraw_request, second, office.key())
    assert office.state(second) == "withdrawn"


def test_who_takes_a_request_over_does_not_decide_on_it(office: Office) -> None:
    number = office.submit(5)
    leaves(office, HEAD)
    office.do(HR, take_over_request, number, office.key())
    with pytest.raises(NotPermitted, match="own_request"):
        office.approve(number, HR)
    assert office.approve(number, DIRECTOR).state == "hr_validated"


def test_nobody_takes_over_a_request_whose_requester_is_there(office: Office) -> None:
    number = office.submit(5)
    with pytest.raises(InvalidInput, match="requester_is_here"):
        office.do(HR, take_over_request, number, office.key())
    with pytest.raises(NotFound):
        office.do(OTHER_HEAD, take_over_request, number, office.key())


# Limits and duties are not got round.


def test_who_changed_a_request_does_not_approve_it(office: Office) -> None:
    number = office.submit(5)
    office.do(HR, amend_request, number, LineChange(headcount=20), office.key())
    with pytest.raises(NotPermitted, match="own_change"):
        office.approve(number, HR)
    assert office.do(HR, request_status, waiting_for_me=True).requests == ()
    assert office.notices(DIRECTOR) == ["step_vacant"]


def test_who_changed_a_request_is_known_by_another_number_too(office: Office) -> None:
    number = office.submit(5)
    office.do(HR, amend_request, number, LineChange(headcount=20), office.key())
    with office.database.transaction() as session:
        hr = session.scalars(select(Employee).where(Employee.emp_no == HR)).one()
        hr.emp_no = "HR-NEW"
    with pytest.raises(NotPermitted, match="own_change"):
        office.approve(number, "HR-NEW")
    assert office.do("HR-NEW", request_status, waiting_for_me=True).requests == ()


def test_nor_does_his_delegate(office: Office) -> None:
    delegate(office, HR, WORKER)
    number = office.submit(5)
    office.do(HR, amend_request, number, LineChange(headcount=20), office.key())
    with pytest.raises(NotPermitted):
        office.approve(number, WORKER)
    assert office.do(WORKER, request_status, waiting_for_me=True).requests == ()


def test_the_requester_does_not_decide_as_a_delegate(office: Office) -> None:
    delegate(office, HR, HEAD)
    delegate(office, FINANCE, HEAD)
    number = at_finance(office)
    assert latest(office, FINANCE, "request_waits")["number"] == number
    assert "request_waits" not in office.notices(HEAD)
    assert waiting(office, number).people[0].delegates == ()
    with pytest.raises(NotPermitted, match="own_request"):
        office.approve(number, HEAD)


def test_a_delegate_of_a_delegate_decides_nothing(office: Office) -> None:
    delegate(office, FINANCE, DIRECTOR)
    delegate(office, DIRECTOR, OTHER_HEAD)
    number = at_finance(office)
    assert "request_waits" not in office.notices(OTHER_HEAD)
    with pytest.raises(NotPermitted):
        office.approve(number, OTHER_HEAD)
    assert office.approve(number, DIRECTOR).steps[-1].on_behalf_of == f"name of {FINANCE}"


def test_who_only_decides_for_others_cannot_delegate(office: Office) -> None:
    delegate(office, FINANCE, OTHER_HEAD)
    with pytest.raises(NotPermitted):
        delegate(office, OTHER_HEAD, WORKER)


def test_amending_up_after_an_approval_begins_anew(office: Office) -> None:
    number = office.submit(20)
    office.approve(number, HR)
    office.approve(number, HR)
    office.do(HEAD, amend_request, number, LineChange(headcount=30), office.key())
    steps = office.approve_all(number, HR).request
    assert steps.waiting.role == "finance"
    office.approve(number, FINANCE)
    with pytest.raises(InvalidInput, match="not_in_this_state"):
        office.do(HEAD, amend_request, number, LineChange(headcount=60), office.key())


def test_a_part_that_is_asked_later_counts_for_what_is_shown(office: Office) -> None:
    """A second part pushes the first over the limit: more steps come, none is skipped."""
    first = office.submit(15)
    shown = [one.key for one in waiting(office, first, HR).steps]
    office.submit(15)
    taken = office.do(HR, approve_request, first, office.key(), steps=shown).request
    assert (taken.state, taken.waiting.role) == ("evaluated", "finance")


def test_a_returned_request_comes_again_to_everybody(office: Office) -> None:
    delegate(office, FINANCE, OTHER_HEAD)
    number = at_finance(office)
    office.do(OTHER_HEAD, return_request, number, office.key(), "why")
    assert latest(office, FINANCE, "returned_for_you")["by"] == f"name of {OTHER_HEAD}"
    office.do(HEAD, submit_draft, number, office.key())
    office.approve_all(number, HR)
    assert office.notices(OTHER_HEAD).count("request_waits") == 2


def test_a_list_asks_once_who_decides(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counting(session: Session, role: Role, day: date) -> list[tuple[int, str, str]]:
        asked.append(role.value)
        return grants(session, role, day)

    for _ in range(3):
        office.submit(3)
    monkeypatch.setattr(takers, "grants", counting)
    assert len(office.do(HR, request_status).requests) == 3
    assert asked == ["hr"]
