"""The effect report of one training."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assistant.asking.aspects import ASPECT
from assistant.capabilities.answering import answers
from engine.usecases.requests.effect_report import DueBy, EffectReport, Result, Turnout
from tests.assistant.golden.made import NEGOTIATION, REVENUE, SALES, cny
from tests.assistant.golden.records import NUMBER, entity, listed, request
from tests.assistant.golden.stage import Case, Each

DAYS = {"start": date(2027, 3, 8), "end": date(2027, 3, 9)}
SECOND = request(number="TR-2027-0013", state="delivered")
HELD = request(state="delivered")


def turnout(at: int = 1, came: int | None = 18, **values: Any) -> Turnout:
    given = {"topic": NEGOTIATION, "planned": 20, "nominated": 19, "ratings": 0, "stars": None}
    return Turnout(position_no=at, came=came, **DAYS, **{**given, **values})


def due(what: str, whose: str, *people: str, late: bool = False) -> DueBy:
    return DueBy(what=what, whose=whose, people=people, since=date(2027, 3, 23), is_late=late)


def report(*turned: Turnout, **values: Any) -> EffectReport:
    given: dict[str, Any] = {
        "number": NUMBER,
        "unit": SALES,
        "state": "delivered",
        "turnout": turned or (turnout(),),
        "approved": cny(40000),
        "invoiced": None,
        "committed": cny(40000),
        "per_head": None,
        "results": (),
        "missing": ("reaction", "learning", "behaviour", "results"),
        "due": (),
    }
    return EffectReport(**{**given, **values})


SHARE = Result(
    position_no=1,
    level="learning",
    measure="quiz",
    kpi=None,
    before=None,
    after=Decimal("0.9"),
    n=17,
    day=date(2027, 3, 9),
)
MOVED = Result(
    position_no=1,
    level="results",
    measure="revenue",
    kpi=REVENUE,
    before=Decimal(61),
    after=Decimal(85),
    n=None,
    day=date(2027, 3, 30),
)
WHOLE = report(
    turnout(stars=Decimal("4.2"), ratings=6),
    turnout(2, ratings=2, nominated=0),
    invoiced=cny(36000),
    committed=cny(1200),
    per_head=cny(1000),
    results=(SHARE, MOVED),
    missing=("behaviour",),
    due=(
        due("evaluation_due", "hr", "王芳", late=True),
        due("invoice_due", "finance", "李强", "周洁"),
        due("rating_due", "participants"),
    ),
)


def told(name: str, aspect: str, *more: Any, **results: object) -> Case:
    return Case(
        action=answers()["query_training_report"],
        name=name,
        said=("报告", "report"),
        entities=(entity(ASPECT, aspect), *more),
        results=results,
    )


OF = entity("request_id", NUMBER)
NONE = listed()
CASES: tuple[Case, ...] = (
    told("the whole report", "report", OF, effect_report=WHOLE),
    told("not held yet", "report", OF, effect_report=report(turnout(came=None))),
    told("not invoiced", "cost", OF, effect_report=report()),
    told("who came", "turnout", OF, effect_report=report()),
    told(
        "what is to be done before it is held",
        "lacking",
        OF,
        effect_report=report(
            turnout(came=None),
            due=(
                due("days_unset", "hr", "王芳"),
                due("seats_free", "requester", "李强"),
                due("delivery_due", "hr", "王芳"),
                due("closing_due", "hr"),
            ),
        ),
    ),
    told("nothing left to do", "lacking", OF, effect_report=report()),
    told(
        "which of them?",
        "report",
        request_status=Each([listed(HELD, SECOND), NONE, NONE, NONE, NONE]),
    ),
    told("none", "report", request_status=NONE),
)
