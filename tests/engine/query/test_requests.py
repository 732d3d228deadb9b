"""Requests: figures reckoned by hand from what was asked for in `weeks`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.query.value import AT_LEAST, AT_MOST, IS_NOT, OVER, Query
from engine.usecases.context import BudgetEngine
from engine.usecases.explanations import explain
from engine.usecases.query import query
from engine.usecases.requests.listing import request_status
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from engine.values.period import Period
from tests.engine.query.asking import Asked, ask, rows_of, that, wrong_among

WAITING = that("stage", "waiting")
MINE, MY_TURN = that("requester", "me"), that("mine_to_decide", "yes")
TURN = Query(of="requests", by=("request",), where=(MY_TURN,))
SUMS = Query(of="requests", measures=("requests", "amount"))
TR = "TR-2026-000{}".format
QUESTIONS: dict[str, Asked] = {
    "all there are": Asked("finance", SUMS, [("CNY", "7", "371600")], 1),
    "requests by state": Asked(
        "hr",
        Query(of="requests", by=("stage",), measures=("requests", "amount"), order="-requests"),
        [
            ("waiting", "CNY", "3", "274800"),
            ("approved", "CNY", "1", "30000"),
            ("rejected", "CNY", "1", "20000"),
            ("with_requester", "CNY", "1", "43200"),
            ("withdrawn", "CNY", "1", "3600"),
        ],
        5,
    ),
    "by unit, the dearest first": Asked(
        "director",
        Query(of="requests", by=("unit",), measures=("amount", "requests"), order="-amount"),
        [
            ("RET", "CNY", "150000", "1"),
            ("SAL", "CNY", "96000", "1"),
            ("PRD", "CNY", "82400", "4"),
            ("RD", "CNY", "43200", "1"),
        ],
        4,
    ),
    "by who asked": Asked(
        "finance",
        Query(of="requests", by=("requester",), measures=("requests",), order="-requests"),
        [("E000017", "3")],
        5,
    ),
    "over 100,000": Asked(
        "finance",
        Query(
            of="requests",
            by=("request",),
            measures=("amount",),
            where=(that("amount_of", Decimal(100_000), sign=OVER),),
        ),
        [(TR(3), "CNY", "150000")],
        1,
    ),
    "how many of at least 30,000": Asked(
        "finance",
        Query(
            of="requests",
            measures=("requests",),
            where=(that("amount_of", Decimal(30_000), sign=AT_LEAST),),
        ),
        [("4",)],
    ),
    "longest waiting": Asked(
        "hr",
        Query(
            of="requests",
            by=("request", "turn", "days_waiting"),
            where=(WAITING,),
            order="-days_waiting",
        ),
        [(TR(2), "hr", "12"), (TR(3), "hr", "9"), (TR(4), "hr", "9")],
        3,
    ),
    "how long they wait": Asked(
        "hr",
        Query(
            of="requests", by=("duty",), measures=("mean_waiting", "longest_waiting", "requests")
        ),
        [(None, None, None, "4"), ("evaluate", "9", "9", "1"), ("validate", "10.5", "12", "2")],
        3,
    ),
    "waiting more than ten days": Asked(
        "hr",
        Query(
            of="requests",
            by=("request",),
            where=(that("days_waiting", Decimal(10), sign=OVER),),
        ),
        [(TR(2),)],
        1,
    ),
    "overdue": Asked(
        "hr",
        Query(
            of="requests",
            by=("request", "due_on"),
            where=(that("due_on", date(2026, 11, 16), sign=AT_MOST),),
        ),
        [(TR(2), date(2026, 11, 14))],
        1,
    ),
    "waiting for HR": Asked("hr", TURN, [(TR(2),), (TR(3),)], 2),
    "waiting for the director": Asked("director", TURN, [(TR(4),)], 1),
    "waiting for finance": Asked("finance", TURN, [], 0),
    "of a course": Asked(
        "director",
        Query(
            of="requests",
            by=("course",),
            measures=("people_asked_for", "amount"),
            where=(that("course", "TC-IOT", "TC-STM"),),
        ),
        [("TC-IOT", "CNY", "20", "72000"), ("TC-STM", "CNY", "50", "150000")],
        2,
    ),
    "without what came to nothing": Asked(
        "workshop-head",
        Query(
            of="requests",
            measures=("requests", "amount"),
            where=(that("stage", "rejected", "withdrawn", sign=IS_NOT),),
        ),
        [("CNY", "1", "30000")],
    ),
    "his own": Asked(
        "workshop-head",
        Query(of="requests", by=("request", "state"), where=(MINE,), order="-request"),
        [(TR(6), "withdrawn"), (TR(5), "rejected"), (TR(1), "approved")],
        3,
    ),
    "his own for another unit": Asked(
        "hr",
        Query(of="requests", by=("request", "unit"), where=(MINE,)),
        [(TR(4), "PRD")],
        1,
    ),
    "his own of a unit that is named": Asked(
        "hr", Query(of="requests", by=("request",), where=(MINE, that("unit", "SAL"))), [], 0
    ),
    "an employee's own: none": Asked(
        "worker", Query(of="requests", measures=("requests",), where=(MINE,)), [("0",)]
    ),
    "what a head sees": Asked("retail-head", SUMS, [("CNY", "1", "150000")], 1),
    # It was asked for after half past seven in the morning of the 2nd, in Shanghai.
    "asked for on the second": Asked(
        "finance",
        Query(
            of="requests",
            by=("request",),
            period=Period(date(2026, 11, 2), date(2026, 11, 2)),
        ),
        [(TR(1),)],
        1,
    ),
    "of a fiscal year, by month": Asked(
        "finance",
        Query(
            of="requests",
            by=("year", "month"),
            measures=("requests",),
            where=(that("year", "2027"),),
        ),
        [("2027", "11", "7")],
        1,
    ),
}


def test_they_are_answered(busy: BudgetEngine) -> None:
    assert not wrong_among(busy, QUESTIONS)


def test_none_on_record(company: BudgetEngine) -> None:
    count = Query(of="requests", measures=("requests",))
    assert rows_of(company, "hr", count) == [("0",)]


@pytest.mark.parametrize(
    "who", ["hr", "director", "finance", "workshop-head", "sales-head", "retail-head", "rd-head"]
)
def test_they_are_those_of_the_list(busy: BudgetEngine, who: str) -> None:
    listed = busy.perform(request_status, who, "test", size=100).requests
    asked = Query(of="requests", by=("request", "state"), measures=("amount",))
    told = {(number, state, amount) for number, state, _, amount in ask(busy, who, asked).rows}
    assert told == {(one.number, one.state, one.total) for one in listed}
    mine = busy.perform(request_status, who, "test", waiting_for_me=True).requests
    assert {row[0] for row in rows_of(busy, who, TURN)} == {one.number for one in mine}


def test_others_are_not_told(busy: BudgetEngine) -> None:
    with pytest.raises(NotPermitted):
        ask(busy, "worker", SUMS)
    with pytest.raises(NotPermitted):
        ask(
            busy,
            "worker",
            Query(of="requests", by=("request",), where=(that("requester", "E000017"),)),
        )
    with pytest.raises(NotPermitted):
        ask(busy, "sales-head", Query(of="requests", by=("request",), where=(that("unit", "RET"),)))


def test_ones_own_is_explained_to_oneself_alone(busy: BudgetEngine) -> None:
    mine = Query(of="requests", by=("request",), where=(MINE,))
    number = busy.perform(query, "workshop-head", "test", mine).explanation_id
    assert busy.perform(explain, "workshop-head", "test", number).method == "query_table"
    with pytest.raises(NotFound):
        busy.perform(explain, "director", "test", number)


def test_a_request_of_several_trainings_is_one(busy: BudgetEngine) -> None:
    with pytest.raises(InvalidInput, match="query_not_added"):
        ask(busy, "hr", Query(of="requests", by=("course",), measures=("mean_amount",)))
