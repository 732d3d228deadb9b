"""The life of a request, from draft to closed, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from engine.policy import ApprovalLevel
from engine.store.database import Database
from engine.store.tables import Course, Evaluation
from engine.usecases.requests.amending import amend_request, withdraw_request
from engine.usecases.requests.deciding import approve_request, reject_request, return_request
from engine.usecases.requests.delegating import delegate_decisions, delegations, revoke_delegation
from engine.usecases.requests.delivering import (
    call_off_request,
    close_request,
    measure_request,
)
from engine.usecases.requests.draft import LineChange, RequestDraft
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.reviewing import review_request
from engine.usecases.requests.submitting import draft_request, submit_draft, submit_request
from engine.values.errors import (
    BudgetExceeded,
    InvalidInput,
    NotEnoughData,
    NotFound,
    NotPermitted,
)
from tests.company import DIRECTOR, HR, YEAR
from tests.workflow import (
    FINANCE,
    HEAD,
    OTHER_HEAD,
    WORKER,
    Office,
    build,
    draft,
    require_invariants,
)


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    office = Office(either_store)
    yield office  # type: ignore[misc]
    require_invariants(either_store)


def test_a_small_request_goes_through_hr_alone(office: Office) -> None:
    number = office.submit(20)
    assert office.sums() == (20_000, 0, 0, 80_000)
    states = [office.approve(number, HR).state for _ in range(3)]
    assert states == ["hr_validated", "evaluated", "approved"]
    assert office.sums() == (0, 20_000, 0, 80_000)


@pytest.mark.parametrize(
    ("headcount", "approvers"),
    [(20, [HR]), (21, [HR, FINANCE]), (100, [HR, FINANCE])],
)
def test_who_approves_depends_on_the_amount(
    office: Office, headcount: int, approvers: list[str]
) -> None:
    number = office.submit(headcount)
    office.approve(number, HR)
    office.approve(number, HR)
    for approver in approvers:
        assert office.state(number) == "evaluated"
        office.approve(number, approver)
    assert office.state(number) == "approved"


def test_the_management_approves_what_is_above(either_store: Database) -> None:
    build(either_store, budget="200000")
    office = Office(either_store)
    number = office.submit(101)
    for who in (HR, HR, HR, FINANCE, DIRECTOR):
        assert office.state(number) != "approved"
        office.approve(number, who)
    assert office.state(number) == "approved"


def test_splitting_a_request_gains_nothing(office: Office) -> None:
    first, second = office.submit(15), office.submit(15)
    for number in (first, second):
        for _ in range(3):
            office.approve(number, HR)
        assert office.state(number) == "evaluated"
        office.approve(number, FINANCE)
        assert office.state(number) == "approved"


def test_a_unit_may_have_levels_of_its_own(office: Office) -> None:
    levels = (ApprovalLevel(unit="U2", approvers=("management",)), *office.policy.approval.levels)
    rules = office.policy.approval.model_copy(update={"levels": levels})
    office.policy = office.policy.model_copy(update={"approval": rules})
    number = office.submit(5)
    office.approve(number, HR)
    office.approve(number, HR)
    with pytest.raises(NotPermitted):
        office.approve(number, FINANCE)
    assert office.approve(number, DIRECTOR).state == "approved"


def test_a_course_may_have_levels_of_its_own(office: Office) -> None:
    number = office.submit(5)
    with office.database.reading() as session:
        course = session.scalars(select(Course.code)).first()
    levels = (
        ApprovalLevel(programme=course, approvers=("management",)),
        *office.policy.approval.levels,
    )
    rules = office.policy.approval.model_copy(update={"levels": levels})
    office.policy = office.policy.model_copy(update={"approval": rules})
    office.approve(number, HR)
    office.approve(number, HR)
    with pytest.raises(NotPermitted):
        office.approve(number, FINANCE)
    assert office.approve(number, DIRECTOR).state == "approved"


def test_nobody_approves_his_own(office: Office) -> None:
    number = office.submit(5, who=HR, unit="U2")
    with pytest.raises(NotPermitted, match="own_request"):
        office.approve(number, HR)
    assert office.state(number) == "submitted"


def test_a_step_is_taken_only_by_whose_it_is(office: Office) -> None:
    number = office.submit()
    for who in (FINANCE, DIRECTOR, HEAD):
        with pytest.raises(NotPermitted):
            office.approve(number, who)
    for who in (OTHER_HEAD, WORKER):
        with pytest.raises(NotFound):
            office.approve(number, who)


def test_hr_may_take_all_its_steps_at_once(office: Office) -> None:
    number = office.submit(50)
    receipt = office.approve_all(number, HR)
    assert receipt.request.state == "evaluated"
    assert [step.duty for step in receipt.request.steps] == ["validate", "evaluate", "approve"]
    assert receipt.request.waiting.role == "finance"


def test_a_returned_request_gives_its_money_back_and_may_come_again(office: Office) -> None:
    number = office.submit(20)
    office.do(HR, return_request, number, office.key(), "十个人就够了")
    assert (office.state(number), office.sums()) == ("returned", (0, 0, 0, 100_000))
    office.do(HEAD, amend_request, number, LineChange(headcount=10), office.key())
    again = office.do(HEAD, submit_draft, number, office.key())
    assert (again.request.state, office.sums()) == ("submitted", (10_000, 0, 0, 90_000))
    assert again.request.steps[0].comment == "十个人就够了"
    assert office.notices(HEAD) == ["request_returned"]


def test_a_rejected_request_is_over(office: Office) -> None:
    number = office.submit(20)
    office.do(HR, reject_request, number, office.key(), "没有差距")
    assert office.sums() == (0, 0, 0, 100_000)
    for usecase in (submit_draft, withdraw_request):
        with pytest.raises(InvalidInput, match="not_in_this_state"):
            office.do(HEAD, usecase, number, office.key())


@pytest.mark.parametrize("usecase", [return_request, reject_request])
def test_a_no_needs_a_reason(office: Office, usecase: Callable[..., Any]) -> None:
    number = office.submit()
    with pytest.raises(InvalidInput, match="comment_missing"):
        office.do(HR, usecase, number, office.key(), "  ")
    assert office.state(number) == "submitted"


def test_an_amended_request_is_checked_anew(office: Office) -> None:
    number = office.submit(20)
    office.approve(number, HR)
    receipt = office.do(HEAD, amend_request, number, LineChange(headcount=30), office.key())
    assert (receipt.request.state, office.sums()) == ("submitted", (30_000, 0, 0, 70_000))
    assert receipt.request.waiting.duty == "validate"


def test_an_amendment_that_cannot_be_paid_changes_nothing(office: Office) -> None:
    number = office.submit(20)
    with pytest.raises(BudgetExceeded):
        office.do(HEAD, amend_request, number, LineChange(headcount=101), office.key())
    assert (office.version(number), office.sums()) == (1, (20_000, 0, 0, 80_000))


def test_what_stays_the_same_is_no_amendment(office: Office) -> None:
    number = office.submit(20)
    with pytest.raises(InvalidInput, match="nothing_changes"):
        office.do(HEAD, amend_request, number, LineChange(headcount=20), office.key())


def test_two_who_edit_do_not_overwrite_each_other(office: Office) -> None:
    number = office.submit(20)
    seen = office.version(number)
    office.do(HEAD, amend_request, number, LineChange(headcount=30), office.key(), seen)
    with pytest.raises(InvalidInput, match="changed_meanwhile"):
        office.do(HEAD, amend_request, number, LineChange(headcount=40), office.key(), seen)
    with pytest.raises(InvalidInput, match="changed_meanwhile"):
        office.do(HR, approve_request, number, office.key(), None, seen)
    assert office.sums() == (30_000, 0, 0, 70_000)


def test_a_withdrawn_request_gives_its_money_back(office: Office) -> None:
    number = office.submit(20)
    office.approve(number, HR)
    office.do(HEAD, withdraw_request, number, office.key())
    assert (office.state(number), office.sums()) == ("withdrawn", (0, 0, 0, 100_000))
    assert office.notices(HR)[-1] == "request_withdrawn"


def test_an_approved_request_cannot_be_withdrawn(office: Office) -> None:
    number = office.approved()
    with pytest.raises(InvalidInput, match="not_in_this_state"):
        office.do(HEAD, withdraw_request, number, office.key())


def test_a_draft_reserves_nothing_until_it_is_submitted(office: Office) -> None:
    receipt = office.do(HEAD, draft_request, draft(20), office.key())
    assert (receipt.request.state, office.sums()) == ("draft", (0, 0, 0, 100_000))
    office.do(HEAD, submit_draft, receipt.request.number, office.key())
    assert office.sums() == (20_000, 0, 0, 80_000)


def test_several_trainings_in_one_request(office: Office) -> None:
    lines = draft(10).lines + draft(15).lines
    receipt = office.do(HEAD, submit_request, RequestDraft(lines), office.key())
    assert receipt.request.total.amount == 25_000
    amended = office.do(
        HEAD,
        amend_request,
        receipt.request.number,
        LineChange(position_no=2, headcount=5),
        office.key(),
    )
    assert [line.headcount for line in amended.request.lines] == [10, 5]
    assert office.sums() == (15_000, 0, 0, 85_000)


@pytest.mark.parametrize("count", [0, 51])
def test_a_request_has_lines_but_not_too_many(office: Office, count: int) -> None:
    with pytest.raises(InvalidInput, match="request_lines"):
        office.do(HEAD, submit_request, RequestDraft(draft(1).lines * count), office.key())


def test_lines_of_two_years_need_two_requests(office: Office) -> None:
    late = replace(
        MARCH_LINE,
        period=replace(MARCH_LINE.period, start=date(YEAR + 2, 1, 1), end=date(YEAR + 2, 1, 31)),
    )
    with pytest.raises(InvalidInput, match="request_of_two_years"):
        office.do(HEAD, submit_request, RequestDraft((MARCH_LINE, late)), office.key())


MARCH_LINE = draft(5).lines[0]


def test_the_same_key_acts_once(office: Office) -> None:
    number = office.submit(20)
    key = office.key()
    first = office.do(HR, approve_request, number, key)
    again = office.do(HR, approve_request, number, key)
    assert (first.repeated, again.repeated) == (False, True)
    assert office.state(number) == "hr_validated"


def test_a_key_is_for_one_kind_of_deed(office: Office) -> None:
    number = office.submit(20)
    key = office.key()
    office.do(HR, approve_request, number, key)
    with pytest.raises(InvalidInput, match="key_reused"):
        office.do(HR, return_request, number, key, "why")


def test_keys_are_each_persons_own(office: Office) -> None:
    first = office.do(HEAD, submit_request, draft(5), "one-key-for-both")
    second = office.do(OTHER_HEAD, submit_request, draft(5), "one-key-for-both")
    assert first.request.number != second.request.number


def test_the_review_shows_the_evidence(office: Office) -> None:
    number = office.submit(20)
    review = office.do(HR, review_request, number)
    assert "price_as_history" in [finding.code for finding in review.check.findings]
    assert review.counted.amount == 20_000


def test_each_step_names_its_evidence(office: Office) -> None:
    number = office.submit(20)
    office.approve(number, HR)
    steps = office.approve(number, HR).steps
    assert all(step.explanation_id for step in steps)


def test_to_the_end(office: Office) -> None:
    number = office.approved(20)
    office.evaluated(number, 18)
    closed = office.do(HR, close_request, number, office.key(), release_rest=True)
    assert (closed.receipt.request.state, office.sums()) == ("closed", (0, 0, 0, 100_000))


def test_a_training_without_a_result_is_not_closed(office: Office) -> None:
    number = office.approved(20)
    office.hold(number, 18)
    with pytest.raises(NotEnoughData, match="not_evaluated_yet"):
        office.do(HR, measure_request, number, office.key())
    with pytest.raises(InvalidInput, match="not_in_this_state"):
        office.do(HR, close_request, number, office.key())


def test_a_result_of_the_course_as_a_whole_counts(office: Office) -> None:
    number = office.approved(20)
    office.hold(number, 18)
    with office.database.transaction() as session:
        session.add(
            Evaluation(
                course_id=1,
                year=YEAR + 1,
                level="reaction",
                measure="satisfaction",
                value=4,
                method="survey",
            )
        )
    receipt = office.do(HR, measure_request, number, office.key())
    assert receipt.request.state == "evaluated_after"


@pytest.mark.parametrize("attended", [[], [1, 2], [-1]])
def test_attendance_is_said_line_by_line(office: Office, attended: list[int]) -> None:
    number = office.approved(20)
    with pytest.raises(InvalidInput, match="attendance_by_line"):
        office.hold(number, *attended)


def test_a_training_that_is_called_off_frees_its_money(office: Office) -> None:
    number = office.approved(20)
    office.do(HR, call_off_request, number, "讲师生病", office.key())
    assert (office.state(number), office.sums()) == ("closed", (0, 0, 0, 100_000))
    assert "request_called_off" in office.notices(HEAD)


def test_a_delegate_decides_in_ones_place_while_it_lasts(office: Office) -> None:
    office.do(HR, delegate_decisions, WORKER, date(YEAR, 11, 23), date(YEAR, 11, 30), "k-delegate")
    number = office.submit(20)
    step = office.approve(number, WORKER).steps[0]
    assert (step.by, step.on_behalf_of) == (f"name of {WORKER}", f"name of {HR}")
    office.later(days=8)
    with pytest.raises(NotFound):
        office.approve(number, WORKER)


def test_a_delegate_decides_nothing_of_his_own_or_his_principals(office: Office) -> None:
    office.do(HR, delegate_decisions, HEAD, date(YEAR, 11, 23), date(YEAR, 11, 30), "k-delegate")
    of_delegate, of_principal = office.submit(5), office.submit(5, who=HR, unit="U2")
    for number in (of_delegate, of_principal):
        with pytest.raises(NotPermitted):
            office.approve(number, HEAD)


def test_a_delegation_is_ended_at_once(office: Office) -> None:
    made = office.do(HR, delegate_decisions, WORKER, date(YEAR, 11, 23), date(YEAR, 11, 30), "k-d")
    office.do(HR, revoke_delegation, made.id)
    assert office.do(HR, delegations) == ()
    with pytest.raises(NotFound):
        office.approve(office.submit(5), WORKER)


@pytest.mark.parametrize(
    ("to", "first", "last", "code"),
    [
        (HR, 23, 30, "delegate_to_oneself"),
        (WORKER, 30, 25, "delegation_days"),
        (WORKER, 1, 5, "delegation_days"),
        ("NOBODY", 23, 30, "unknown_person"),
    ],
)
def test_a_delegation_must_make_sense(
    office: Office, to: str, first: int, last: int, code: str
) -> None:
    with pytest.raises((InvalidInput, NotFound), match=code):
        office.do(
            HR, delegate_decisions, to, date(YEAR, 11, first), date(YEAR, 11, last), office.key()
        )


def test_the_list_shows_what_waits_for_me(office: Office) -> None:
    small, large = office.submit(5), office.submit(30)
    for _ in range(2):
        office.approve(large, HR)
    assert [r.number for r in office.do(HR, request_status, waiting_for_me=True).requests] == [
        large,
        small,
    ]
    office.approve(large, HR)
    assert [r.number for r in office.do(FINANCE, request_status, waiting_for_me=True).requests] == [
        large
    ]
    assert office.do(HEAD, request_status, waiting_for_me=True).requests == ()


def test_the_list_has_pages(office: Office) -> None:
    numbers = [office.submit(1) for _ in range(5)]
    seen: list[str] = []
    page = None
    while True:
        found = office.do(HR, request_status, page_after=page, size=2)
        seen += [one.number for one in found.requests]
        page = found.next_page
        if page is None:
            break
    assert seen == numbers[::-1]
