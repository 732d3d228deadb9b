"""Proposing and submitting requests, on both databases."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from engine.sample import load_sample
from engine.store.database import Database
from engine.store.tables import BudgetEntry, Request
from engine.usecases.budget_status import budget_status
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.propose_request import propose_request
from engine.usecases.requests.draft import LineDraft, RequestDraft
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_request
from engine.values.errors import BudgetExceeded, EngineError, InvalidInput, NotFound, NotPermitted
from engine.values.money import Money
from engine.values.period import Period
from engine.values.quotation import Quotation
from tests.conftest import engine_over

MARCH = Period(date(2027, 3, 1), date(2027, 3, 31))
EQUIPMENT = Training(course="TC-EQ")


def cny(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


def draft(
    headcount: int = 120, training: Training = EQUIPMENT, unit: str | None = None
) -> RequestDraft:
    return RequestDraft((LineDraft(training=training, headcount=headcount, period=MARCH),), unit)


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    with either_store.transaction() as session:
        load_sample(session, date(2026, 11, 23))
    return engine_over(either_store)


def counts(engine: BudgetEngine) -> tuple[int, int]:
    """How many requests and reservations there are."""
    with engine.database.reading() as session:
        reserved = select(func.count()).where(BudgetEntry.kind == "reserve")
        return session.scalar(select(func.count()).select_from(Request)) or 0, session.scalar(
            reserved
        ) or 0


def test_the_article_s_request_is_priced_and_narrowed(engine: BudgetEngine) -> None:
    proposal = engine.perform(
        propose_request, "workshop-head", "test", EQUIPMENT, 200, None, "PO-LINE"
    )
    assert proposal.cost.total.amount == 300_000
    assert proposal.narrower is not None
    assert (
        proposal.narrower.headcount,
        proposal.narrower.total.amount,
        proposal.narrower.saving.amount,
    ) == (120, 180_000, 120_000)
    assert proposal.rank is not None
    assert proposal.rank.rank == 1


def test_a_submitted_request_reserves_its_sum(engine: BudgetEngine) -> None:
    receipt = engine.perform(submit_request, "workshop-head", "test", draft(), "key-1")
    status = engine.perform(budget_status, "workshop-head", "test", None, 2027)
    assert receipt.request.number == "TR-2026-0001"
    assert (status.balance.reserved.amount, status.balance.available.amount) == (180_000, 520_000)


def test_the_same_key_twice_is_one_request(engine: BudgetEngine) -> None:
    first = engine.perform(submit_request, "workshop-head", "test", draft(), "key-1")
    again = engine.perform(submit_request, "workshop-head", "test", draft(), "key-1")
    assert (again.request.number, again.repeated) == (first.request.number, True)
    assert counts(engine) == (1, 1)


def test_no_more_is_reserved_than_is_left(engine: BudgetEngine) -> None:
    for number in range(2):
        engine.perform(submit_request, "workshop-head", "test", draft(200), f"key-{number}")
    with pytest.raises(BudgetExceeded) as refusal:
        engine.perform(submit_request, "workshop-head", "test", draft(200), "key-9")
    assert refusal.value.args_by_name["available"].amount == 100_000  # type: ignore[attr-defined]
    assert counts(engine) == (2, 2)


def test_hr_sees_the_request_and_who_has_it(engine: BudgetEngine) -> None:
    engine.perform(submit_request, "workshop-head", "test", draft(), "key-1")
    found = engine.perform(request_status, "hr", "test")
    assert [(one.number, one.total.amount) for one in found.requests] == [("TR-2026-0001", 180_000)]
    assert found.requests[0].waiting is not None
    assert found.requests[0].waiting.people


@pytest.mark.parametrize("person", ["worker", "sales-head"])
def test_others_do_not_even_learn_that_it_exists(engine: BudgetEngine, person: str) -> None:
    engine.perform(submit_request, "workshop-head", "test", draft(), "key-1")
    with pytest.raises(NotFound, match="unknown_request"):
        engine.perform(request_status, person, "test", "TR-2026-0001")


@pytest.mark.parametrize(
    ("person", "unit"), [("worker", None), ("sales-head", "W1"), ("finance", "W1")]
)
def test_only_who_plans_for_a_unit_may_ask_for_it(
    engine: BudgetEngine, person: str, unit: str | None
) -> None:
    with pytest.raises(NotPermitted):
        engine.perform(submit_request, person, "test", draft(unit=unit), "key-1")
    assert counts(engine) == (0, 0)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (draft(0), "headcount_not_positive"),
        (draft(-5), "headcount_not_positive"),
        (draft(1_000_000_000), "headcount_beyond_company"),
        (draft(10**30), "headcount_beyond_company"),
        (
            draft(20, Training(topic="新课", quotation=Quotation.in_all(cny(10**9)))),
            "amount_beyond_budget",
        ),
        (
            draft(20, Training(topic="新课", quotation=Quotation.per_head(cny(-1)))),
            "amount_negative",
        ),
        (draft(20, Training(topic="新课")), "no_cost_history"),
        (draft(20, Training(course="TC-NONE")), "unknown_name"),
        (draft(20, Training()), "no_topic"),
        (
            RequestDraft(
                (
                    LineDraft(
                        training=EQUIPMENT,
                        headcount=20,
                        period=Period(date(2020, 3, 1), date(2020, 3, 31)),
                    ),
                )
            ),
            "period_is_past",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_stored(
    engine: BudgetEngine, wrong: RequestDraft, code: str
) -> None:
    with pytest.raises(EngineError) as refusal:
        engine.perform(submit_request, "hr", "test", wrong, "key-1")
    assert refusal.value.code == code
    assert counts(engine) == (0, 0)


def test_a_quotation_is_marked_as_one(engine: BudgetEngine) -> None:
    training = Training(topic="量子共情沟通力", quotation=Quotation.in_all(cny(26_000)))
    proposal = engine.perform(propose_request, "retail-head", "test", training, 12)
    assert (proposal.cost.priced_by, proposal.cost.total.amount) == ("quotation", 26_000)
    assert [caveat.code for caveat in proposal.cost.caveats] == ["outside_quotation"]


def test_an_unknown_person_is_told_so(engine: BudgetEngine) -> None:
    with pytest.raises(NotFound, match="unknown_person"):
        engine.perform(request_status, "E999999", "test")


def test_an_error_in_a_use_case_undoes_its_work(engine: BudgetEngine) -> None:
    def fails(context: object) -> None:
        submit_request(context, draft(), "key-1")  # type: ignore[arg-type]
        raise InvalidInput("after_all")

    with pytest.raises(InvalidInput, match="after_all"):
        engine.perform(fails, "workshop-head", "test")
    assert counts(engine) == (0, 0)
