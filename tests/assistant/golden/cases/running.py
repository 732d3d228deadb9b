"""Decisions handed over; days, attendance, results and the closing of requests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assistant.base import PeisuanAction
from assistant.flows.names import REQUESTED
from engine.usecases.people import NameSaid, Namesake, PeopleFound, Saying
from engine.usecases.requests.delegating import DelegationView
from engine.usecases.requests.delivering import ClosedRequest
from engine.usecases.requests.results import ResultGiven, ResultReceipt
from engine.values.errors import InvalidInput, NotPermitted
from engine.values.results import Named
from tests.assistant.golden.made import NEGOTIATION, cny, made
from tests.assistant.golden.records import NUMBER, entity, line, listed, receipt, request
from tests.assistant.golden.stage import Case, Each
from tests.assistant.steps import (
    STATEMENT_ASKS,
    STATEMENT_ENDS,
    STATEMENT_READS,
    STATEMENT_SUMS_UP,
)

CHEN = {"code": "E000012", "name": "陈晓燕"}
NAMESAKE = {"code": "E000431", "name": "陈晓燕"}
SALES, PRODUCTION = Named("D1", "销售部", "Sales"), Named("D2", "生产部", "Production")
AT_SALES = (Namesake(person=Named(**CHEN), unit=SALES),)
SAID_OF = NameSaid("陈晓燕", Saying.NAMED)
DAYS = entity("period", "12月1日到15日", first_day="2026-12-01", last_day="2026-12-15")
HANDED = {"delegate": CHEN, "first": "2026-12-01", "last": "2026-12-15", "part": False}
VIEW = made(
    DelegationView,
    principal="何建国",
    delegate="陈晓燕",
    first_day=date(2026, 12, 1),
    last_day=date(2026, 12, 15),
    yours=True,
)
MINE = {"id": 5, "delegate": "陈晓燕", "first": "2026-12-01", "last": "2026-12-15"}
OTHER = {"id": 6, "delegate": "林红华", "first": "2026-12-20", "last": "2026-12-21"}

APPROVED = request(state="approved")
HELD = request(state="delivered", lines=(line(delivered=18),))
SECOND = request(number="TR-2027-0013", state="approved")
NO_NUMBER = {"number": None, "which": [NUMBER, "TR-2027-0013"]}
NAMED = {"number": NUMBER, "which": [], "version": 7}
ON_DAYS = {**NAMED, "days": ["2027-03-08", "2027-03-09"]}
CAME = {**NAMED, "planned": [20], "attended": [18], "day": "2026-11-20"}
MORE_CAME = {**CAME, "attended": [22]}
RESULT = {
    **NAMED,
    "line": 1,
    "came": 18,
    "level": "reaction",
    "measure": "满意度",
    "after": "0.9",
    "share": True,
    "n": 16,
    "day": "2026-11-20",
}
BEFORE_AFTER = {**RESULT, "level": "learning", "before": "60", "after": "85", "share": False}
GIVEN = ResultGiven(
    level="reaction", measure="满意度", after=Decimal("0.9"), n=16, day=date(2026, 11, 20)
)
TO_CLOSE = {**NAMED, "evaluated": False, "released": {"amount": "12600", "currency": "CNY"}}
NOTHING_HELD = {**NAMED, "evaluated": True, "released": None}


def found(*people: dict[str, str]) -> tuple[PeopleFound, ...]:
    named = tuple(Named(one["code"], one["name"]) for one in people)
    return (PeopleFound(said=SAID_OF, people=named),)


def name_of(who: str) -> dict[str, Any]:
    return {"entity": "employee_name", "value": who, "start": 0, "end": len(who)}


def heard(name: str, intent: str, **given: Any) -> Case:
    return Case(action=STATEMENT_READS, name=name, intent=intent, **given)


def asking(
    action: type[PeisuanAction], name: str, kind: str, said: object, field: str, **given: Any
) -> Case:
    slots = {"statement": kind, "statement_said": said, "draft_key": "m0", REQUESTED: field}
    return Case(action=action, name=name, slots=slots, **given)


def asked(name: str, kind: str, said: object, field: str, **given: Any) -> Case:
    return asking(STATEMENT_ASKS, name, kind, said, field, **given)


def summed(name: str, kind: str, said: object, **results: object) -> Case:
    return asking(STATEMENT_SUMS_UP, name, kind, said, "confirmed", results=results)


def storing(name: str, kind: str, said: object, **results: object) -> Case:
    slots = {"statement": kind, "statement_said": said, "confirmed": True, "draft_key": "m0"}
    return Case(action=STATEMENT_ENDS, name=name, slots=slots, results=results)


HEARD = (
    heard(
        "a delegation in one message",
        "delegate",
        said=("陈晓燕，12月1日到15日代我审批", "陈晓燕, 1 to 15 December, decides for me"),
        entities=(name_of("陈晓燕"), {**DAYS, "start": 4, "end": 5}),
        results={"may": None, "find_stand_ins": found(CHEN), "try_delegation": None},
    ),
    heard(
        "nobody is called so",
        "delegate",
        said=("陈晓燕代我审批", "陈晓燕 decides for me"),
        entities=(name_of("陈晓燕"),),
        results={"may": None, "find_stand_ins": (PeopleFound(said=SAID_OF),)},
    ),
    heard(
        "nothing to end",
        "delegate",
        said=("取消委托", "end my delegation"),
        results={"may": None, "delegations": ()},
    ),
    heard(
        "who decides nothing",
        "delegate",
        results={"may": NotPermitted("delegate", "management")},
    ),
    heard(
        "a day that there is not, for a training",
        "schedule_training",
        said=("排到2月30日", "on 30 February"),
        entities=(entity("impossible_day", "2月30日"),),
        results={"may": None, "request_status": listed(APPROVED)},
    ),
    heard(
        "a training of which there is no request",
        "schedule_training",
        said=("谈判", "negotiation"),
        entities=(entity("course", "插花", code="FLOWERS"),),
        results={"may": None, "request_status": listed(APPROVED)},
    ),
    heard(
        "nothing to set days for",
        "schedule_training",
        said=("排期", "set the days"),
        results={"may": None, "request_status": listed()},
    ),
    heard(
        "days that the engine refuses",
        "schedule_training",
        said=("0012排到3月", "0012 in March"),
        entities=(
            entity("request_id", NUMBER),
            entity("period", "3月", first_day="2031-03-01", last_day="2031-03-31"),
        ),
        results={
            "may": None,
            "request_status": listed(APPROVED),
            "try_schedule": InvalidInput(
                "schedule_day",
                number=NUMBER,
                day=date(2031, 3, 1),
                first=date(2026, 11, 1),
                last=date(2028, 12, 31),
            ),
        },
    ),
)

ASKED = (
    asked("whom?", "delegate", {}, "delegate"),
    asked(
        "whom of that name?",
        "delegate",
        {"namesakes": [CHEN, NAMESAKE]},
        "delegate",
        results={"stand_ins": (*AT_SALES, Namesake(person=Named(**NAMESAKE), unit=PRODUCTION))},
    ),
    asked("for which days?", "delegate", {"delegate": CHEN}, "days"),
    asked("until when?", "delegate", {"delegate": CHEN, "first": "2026-12-01"}, "days"),
    asked("when exactly?", "delegate", {"delegate": CHEN, "vague": "年后"}, "days"),
    asked("which one ends?", "delegate", {"mine": [MINE, OTHER], "ends": None}, "delegation"),
    asked(
        "which request?",
        "schedule_training",
        NO_NUMBER,
        "request",
        results={"request_status": Each([listed(APPROVED), listed(SECOND)])},
    ),
    asked("on which days?", "schedule_training", NAMED, "days"),
    asked(
        "on which days of them?",
        "schedule_training",
        {**NAMED, "vague": {"words": "3月初"}},
        "days",
    ),
    asked(
        "how many came?",
        "record_delivery",
        {**NAMED, "planned": [20]},
        "attended",
        results={"request_status": listed(APPROVED)},
    ),
    asked("when was it held?", "record_delivery", {**CAME, "day": None}, "day"),
    asked("which level?", "record_evaluation", NAMED, "result_level"),
    asked(
        "of which line?",
        "record_evaluation",
        NAMED,
        "result_line",
        results={"request_status": listed(HELD)},
    ),
    *(
        asked(
            f"which figure of {level}?",
            "record_evaluation",
            {**NAMED, "level": level},
            "result_figure",
        )
        for level in ("reaction", "learning", "behaviour", "results")
    ),
    asked("over how many?", "record_evaluation", RESULT, "result_people"),
    asked("measured when?", "record_evaluation", RESULT, "result_day"),
)

SUMMED = (
    summed("a delegation", "delegate", HANDED, stand_ins=AT_SALES),
    summed("a delegation of a part", "delegate", {**HANDED, "part": True}, stand_ins=AT_SALES),
    summed("the end of a delegation", "delegate", {"mine": [MINE], "ends": 5}),
    summed("days", "schedule_training", ON_DAYS, request_status=listed(APPROVED)),
    summed("attendance", "record_delivery", CAME, request_status=listed(APPROVED)),
    summed("more than planned", "record_delivery", MORE_CAME, request_status=listed(APPROVED)),
    summed("a share", "record_evaluation", RESULT, request_status=listed(HELD)),
    summed("before and after", "record_evaluation", BEFORE_AFTER, request_status=listed(HELD)),
    summed("a closing", "close_request", TO_CLOSE, request_status=listed(HELD)),
    summed("a closing of what is paid", "close_request", NOTHING_HELD, request_status=listed(HELD)),
)

CLOSED = ClosedRequest(receipt(request(state="closed")), cny(12600), None, None)
STORED = (
    storing("a delegation", "delegate", HANDED, delegate_decisions=VIEW),
    storing(
        "the end of a delegation", "delegate", {"mine": [MINE], "ends": 5}, revoke_delegation=VIEW
    ),
    storing("days", "schedule_training", ON_DAYS, schedule_request=receipt(APPROVED)),
    storing("attendance", "record_delivery", CAME, deliver_request=receipt(HELD)),
    storing(
        "a result",
        "record_evaluation",
        RESULT,
        request_status=listed(HELD),
        record_result=ResultReceipt(
            number=NUMBER,
            course=NEGOTIATION,
            result=GIVEN,
            levels=("reaction", "learning"),
            repeated=False,
        ),
    ),
    storing(
        "a closing, evaluated at once",
        "close_request",
        TO_CLOSE,
        measure_request=receipt(HELD),
        close_request=CLOSED,
    ),
    storing("a closing", "close_request", NOTHING_HELD, close_request=CLOSED),
)

CASES = (*HEARD, *ASKED, *SUMMED, *STORED)
