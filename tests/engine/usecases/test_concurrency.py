"""Several processes at once, on both databases: the last yuan is given once."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.store.database import Database
from engine.store.tables import ApprovalStep, BudgetEntry, BudgetVersion, Request
from engine.usecases.budget_scenarios import activate_scenario
from engine.usecases.budgets.setting import set_budget
from engine.usecases.ledger.posting import COMMIT
from engine.usecases.requests.amending import amend_request
from engine.usecases.requests.deciding import approve_request
from engine.usecases.requests.delegating import delegate_decisions
from engine.usecases.requests.draft import LineChange
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_request
from engine.values.errors import EngineError
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR
from tests.workflow import (
    FINANCE,
    HEAD,
    OTHER_HEAD,
    Office,
    build,
    draft,
    require_invariants,
)

pytestmark = pytest.mark.long

PROCESSES, THREADS = 4, 4
# Together within what HR decides: what one person asks for one unit counts as one sum.
REQUESTS, ROOM = 19, 7
Call = tuple[str, Callable[..., Any], tuple[Any, ...]]


def perform_all(url: str, calls: Sequence[Call]) -> list[str]:
    """What became of each call, made from a few threads of this process: ok, or the refusal."""
    office = Office(Database(url))

    def one(call: Call) -> str:
        who, usecase, args = call
        try:
            office.do(who, usecase, *args)
        except EngineError as error:
            return error.code
        return "ok"

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(one, calls))


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        yield pool


def race(pool: ProcessPoolExecutor, store: Database, calls: Sequence[Call]) -> Counter[str]:
    """The calls shared out among the processes."""
    store.dispose()
    url = store.engine.url.render_as_string(hide_password=False)
    shares = [calls[start::PROCESSES] for start in range(PROCESSES)]
    outcomes = pool.map(perform_all, [url] * PROCESSES, shares)
    return Counter(outcome for share in outcomes for outcome in share)


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store, budget="200000")
    return Office(either_store)


def test_of_many_approvals_as_many_succeed_as_there_is_room_for(
    office: Office, processes: ProcessPoolExecutor
) -> None:
    numbers = [office.submit(1, programme=f"P{n}") for n in range(REQUESTS)]
    shown = office.do(HR, request_status, numbers[0]).requests[0].waiting.steps
    before_the_last = [step.key for step in shown[:2]]
    for number in numbers:
        office.do(HR, approve_request, number, office.key(), steps=before_the_last)
    # All reservations give way; then there is room for some of them again.
    for amount in (0, ROOM * 1_000):
        money = Money(Decimal(amount), "CNY")
        office.do(DIRECTOR, set_budget, "U2", YEAR + 1, money, office.key())
    calls = [(HR, approve_request, (number, f"approve-{number}")) for number in numbers]
    outcomes = race(processes, office.database, calls)
    assert outcomes == {"ok": ROOM, "budget_exceeded": REQUESTS - ROOM}
    assert office.sums() == (0, ROOM * 1_000, 0, 0)
    assert count(office.database, Request.state == "approved") == ROOM
    require_invariants(office.database)


def test_the_same_call_from_everywhere_acts_once(
    office: Office, processes: ProcessPoolExecutor
) -> None:
    number = office.submit(5)
    office.approve(number, HR)
    office.approve(number, HR)
    outcomes = race(
        processes, office.database, [(HR, approve_request, (number, "one-and-the-same"))] * 32
    )
    assert outcomes == {"ok": 32}
    with office.database.reading() as session:
        commits = select(func.count()).where(BudgetEntry.kind == COMMIT)
        assert session.scalar(commits) == 1
    require_invariants(office.database)


def test_the_same_submission_from_everywhere_is_one_request(
    office: Office, processes: ProcessPoolExecutor
) -> None:
    calls = [(HEAD, submit_request, (draft(5), "one-and-the-same"))] * 32
    assert race(processes, office.database, calls) == {"ok": 32}
    assert count(office.database) == 1


def test_requests_made_at_once_have_numbers_of_their_own(
    office: Office, processes: ProcessPoolExecutor
) -> None:
    calls = [(HEAD, submit_request, (draft(1), f"submit-number-{n}")) for n in range(64)]
    assert race(processes, office.database, calls) == {"ok": 64}
    with office.database.reading() as session:
        numbers = session.scalars(select(Request.number).order_by(Request.number)).all()
    assert numbers == [f"TR-{YEAR}-{n:04d}" for n in range(1, 65)]
    require_invariants(office.database)


def test_of_two_who_edit_at_once_one_is_told(
    office: Office, processes: ProcessPoolExecutor
) -> None:
    number = office.submit(5)
    calls = [
        (HEAD, amend_request, (number, LineChange(headcount=count), f"amend-{count}-key", 1))
        for count in (6, 7, 8, 9)
    ]
    assert race(processes, office.database, calls) == {"ok": 1, "changed_meanwhile": 3}
    require_invariants(office.database)


def count(store: Database, *conditions: Any) -> int:
    with store.reading() as session:
        statement = select(func.count()).select_from(Request).where(*conditions)
        return session.scalar(statement) or 0


def test_principal_and_delegate_at_once_take_a_step_once(
    office: Office, processes: ProcessPoolExecutor
) -> None:
    """Both were shown the step as theirs; one of them gets it."""
    today = office.engine.company().day_of(office.now)
    office.do(FINANCE, delegate_decisions, OTHER_HEAD, today, today, "delegate-key")
    number = office.submit(30)
    office.approve_all(number, HR)
    calls: list[Call] = []
    for who in (FINANCE, OTHER_HEAD):
        waiting = office.do(who, request_status, number).requests[0].waiting
        steps = [step.key for step in waiting.steps]
        version = office.version(number)
        calls += [
            (who, approve_request, (number, f"{who}-{n}-key", None, version, steps))
            for n in range(8)
        ]
    outcomes = race(processes, office.database, calls)
    assert outcomes["ok"] == 1
    assert set(outcomes) <= {"ok", "changed_meanwhile", "not_in_this_state"}
    assert office.state(number) == "approved"
    with office.database.reading() as session:
        approvals = select(func.count()).where(ApprovalStep.role == "finance")
        assert session.scalar(approvals.where(ApprovalStep.decision == "approved")) == 1
    require_invariants(office.database)


def test_of_a_year_without_a_budget_all_make_the_same_one(
    office: Office, processes: ProcessPoolExecutor
) -> None:
    """Also while a draft is made the budget in force."""
    with office.database.transaction() as session:
        session.add(BudgetVersion(fiscal_year=YEAR, scenario="draft", status="draft"))
    setting: list[Call] = [
        (
            DIRECTOR,
            set_budget,
            (f"U{1 + n % 3}", YEAR, Money(Decimal(1_000 + n), "CNY"), f"key-{n}-set"),
        )
        for n in range(24)
    ]
    calls = [*setting[:8], (DIRECTOR, activate_scenario, (YEAR, "draft")), *setting[8:]]
    outcomes = race(processes, office.database, calls)
    assert outcomes == {"ok": 25}
    with office.database.reading() as session:
        years = select(BudgetVersion.fiscal_year).where(BudgetVersion.status == "active")
        assert sorted(session.scalars(years)) == [YEAR, YEAR + 1]
    require_invariants(office.database)
