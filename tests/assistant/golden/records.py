"""Made-up results that several cases share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from engine.analysis.balance import Balance
from engine.queries.budget import BudgetLineBalance
from engine.usecases.budget_status import BudgetStatus
from engine.usecases.estimate_cost import CostEstimate, CostHistory
from engine.usecases.priorities import Priorities, PriorityRank
from engine.usecases.propose_request import NarrowerAudience, Proposal
from engine.usecases.requests.ahead import StepAhead
from engine.usecases.requests.listing import RequestList
from engine.usecases.requests.view import (
    Decider,
    LineView,
    RequestReceipt,
    RequestView,
    StepView,
    Waiting,
)
from engine.values.results import Caveat, MoneyInterval
from tests.assistant.golden.made import NEGOTIATION, SAFETY, SALES, WORKSHOP, cny, made, named

COURSE = {"code": "NEGOTIATION", "name": "谈判技巧"}
SKILL = {"code": "NEGOTIATING", "name": "谈判"}
UNIT = {"code": "SALES", "name": "销售部"}
POSITION = {"code": "SELLER", "name": "销售员"}
MARCH = {"words": "3月", "first_day": "2027-03-01", "last_day": "2027-03-31"}
NUMBER = "TR-2027-0012"
AN_ERROR = RuntimeError("made up")


def entity(kind: str, value: object, **more: object) -> dict[str, Any]:
    return {"entity": kind, "value": value, "start": 0, "end": 1, **more}


COURSE_SAID = entity("course", "谈判技巧", code="NEGOTIATION")
SKILL_SAID = entity("skill", "谈判", code="NEGOTIATING")
UNIT_SAID = entity("department", "销售部", code="SALES")
POSITION_SAID = entity("position", "销售员", code="SELLER")
MARCH_SAID = entity("period", "3月", first_day="2027-03-01", last_day="2027-03-31")
LAST_MAY_SAID = entity("period", "5月", first_day="2026-05-01", last_day="2026-05-31")


def cost(**given: Any) -> CostEstimate:
    usual: dict[str, Any] = {
        "course": NEGOTIATION,
        "topic": "谈判技巧",
        "headcount": 20,
        "unit_cost": cny(1510),
        "total": cny(30200),
        "priced_by": "history",
        "history": made(
            CostHistory,
            sessions=6,
            participants=113,
            first=date(2024, 2, 5),
            last=date(2026, 9, 17),
            total=cny("170630.5"),
            unit_cost=cny("1508.23"),
        ),
        "interval": MoneyInterval(cny(27111), cny(33999), 0.9),
        "explanation_id": 901,
    }
    return made(CostEstimate, **{**usual, **given})


def proposal(**given: Any) -> Proposal:
    return made(Proposal, **{"cost": cost(), **given})


NARROWER = NarrowerAudience(
    headcount=12, total=cny(18120), saving=cny(12080), cost=cost(headcount=12, total=cny(18120))
)
OLD = Caveat("old_history", {"last": date(2024, 9, 17)})


def balance(allocated: int, reserved: int, committed: int, actual: int) -> Balance:
    return Balance(cny(allocated), cny(reserved), cny(committed), cny(actual))


def budget_line(unit: Any, *sums: int) -> BudgetLineBalance:
    return made(BudgetLineBalance, unit=unit, fiscal_year=2027, balance=balance(*sums))


LINE = budget_line(SALES, 500000, 30200, 41000, 72300)
ONE_UNIT = made(
    BudgetStatus,
    unit=SALES,
    fiscal_year=2026,
    lines=(LINE,),
    balance=LINE.balance,
    explanation_id=902,
)
TWO_UNITS = made(
    BudgetStatus,
    unit=named("Company", "公司"),
    fiscal_year=2026,
    lines=(
        budget_line(WORKSHOP, 300000, 1100, 22000, 33000),
        budget_line(SALES, 500000, 30200, 41000, 72300),
    ),
    balance=balance(800000, 31300, 63000, 105300),
    explanation_id=903,
)
MANY_UNITS = replace(
    TWO_UNITS,
    fiscal_year=2027,
    lines=tuple(
        budget_line(named(f"Unit {n}", f"{n}号部门"), 10000 * n, 100 * (5 - n) ** 2, 20 * n, 3 * n)
        for n in range(1, 12)
    ),
)


def ranked(rank: int, course: Any, **parts: str) -> PriorityRank:
    return made(
        PriorityRank,
        course=course,
        rank=rank,
        of=17,
        score=Decimal(40 - 3 * rank) / 10,
        parts={origin: Decimal(score) for origin, score in parts.items()},
        headcount=1000 + rank,
    )


RANKING = made(
    Priorities,
    year=2027,
    weights={"strategy": Decimal("0.5"), "business": Decimal("0.3"), "employee": Decimal("0.2")},
    ranking=(
        ranked(1, NEGOTIATION, strategy="2.50", business="1.20", employee="0"),
        ranked(2, SAFETY, strategy="0", business="1.80", employee="1.60"),
    ),
    explanation_id=904,
)


def line(number: int = 1, **given: Any) -> LineView:
    usual: dict[str, Any] = {
        "position_no": number,
        "topic": NEGOTIATION,
        "headcount": 20,
        "total": cny(30200),
        "start": date(2027, 3, 1),
        "end": date(2027, 3, 31),
    }
    return made(LineView, **{**usual, **given})


WAITING = made(
    Waiting,
    duty="validate",
    role="hr",
    people=(Decider("王芳"), Decider("李强", ("周洁",))),
    due_at=datetime(2026, 12, 4, 9, tzinfo=UTC),
)
# The same, where it is the reader's own turn.
YOURS = replace(
    WAITING, steps=(made(StepAhead, key="1.1.validate.hr", duty="validate", role="hr"),)
)
SAID_NO = made(
    StepView,
    duty="validate",
    decision="return",
    by="王芳",
    at=datetime(2026, 11, 20, 9, tzinfo=UTC),
    comment="名单没有附上",
)


def request(**given: Any) -> RequestView:
    usual: dict[str, Any] = {
        "number": NUMBER,
        "state": "submitted",
        "version": 7,
        "unit": SALES,
        "requester": "赵敏",
        "lines": (line(),),
        "total": cny(30200),
        "fiscal_year": 2027,
    }
    return made(RequestView, **{**usual, **given})


SEVERAL_LINES = (
    line(),
    line(2, topic=SAFETY, headcount=35, total=cny(7100), end=date(2027, 4, 30)),
)


def receipt(
    found: RequestView, left: BudgetLineBalance | None = LINE, **more: Any
) -> RequestReceipt:
    return made(RequestReceipt, **{"request": found, "line": left, "repeated": False, **more})


def listed(*found: RequestView, more: int = 0) -> RequestList:
    """The oldest first, as a talk lists them; the engine gives the newest first."""
    return made(RequestList, requests=found[::-1], more=more)
