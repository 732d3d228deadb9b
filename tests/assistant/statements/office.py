"""People of the sample company who book, and what is there to be booked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.access import Right
from engine.queries.budget import BudgetLineBalance
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.ledger.previews import budget_line
from engine.usecases.requests.deciding import approve_request
from engine.usecases.requests.draft import LineDraft, RequestDraft
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_request
from engine.values.period import Period
from tests.conversing import NAMES, Conversation

UNITS = {
    "销售部": ("department", "SAL"),
    "研发部": ("department", "RD"),
    "零售部": ("department", "RET"),
    "一车间": ("department", "W1"),
    "质量部": ("department", "QC"),
    "sales": ("department", "SAL"),
    "r&d": ("department", "RD"),
    "retail": ("department", "RET"),
    "workshop 1": ("department", "W1"),
    "qc": ("department", "QC"),
}
THIS, NEXT = 2026, 2027


def talk(engine: BudgetEngine, person: str) -> Conversation:
    return Conversation(engine, person=person, names={**NAMES, **UNITS})


def left(engine: BudgetEngine, unit: str, year: int = THIS) -> Decimal:
    """What is left on a unit's line."""
    return line(engine, unit, year).balance.available.amount


def allocated(engine: BudgetEngine, unit: str, year: int = THIS) -> Decimal:
    return line(engine, unit, year).balance.allocated.amount


def line(engine: BudgetEngine, unit: str, year: int) -> BudgetLineBalance:
    return engine.perform(budget_line, "finance", "test", Right.TRANSFER_BUDGET, unit, year)


def approved_request(engine: BudgetEngine) -> str:
    """A request of workshop 1 for 2027 that everybody said yes to: 20 people, CNY 30,000."""
    draft = RequestDraft(
        (
            LineDraft(
                training=Training(course="TC-EQ"),
                headcount=20,
                period=Period(date(NEXT, 3, 1), date(NEXT, 3, 31)),
                audience="all",
                reason="new machines",
            ),
        )
    )
    receipt = engine.perform(submit_request, "workshop-head", "test", draft, "key-of-submission")
    number = receipt.request.number
    for step in range(6):
        for person in ("hr", "finance", "director"):
            if engine.perform(request_status, "hr", "test", number).requests[0].state == "approved":
                return number
            waits = engine.perform(request_status, person, "test", number).requests[0]
            if waits.waiting and waits.waiting.yours:
                engine.perform(approve_request, person, "test", number, f"key-{step}-{person}")
    raise AssertionError(f"{number} was not approved")
