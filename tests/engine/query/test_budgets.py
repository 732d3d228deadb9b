"""Budgets and the ledger: figures reckoned in SQL by hand on the sample's store, and those of the
weeks in which money was reserved, committed, invoiced and moved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.query.value import AT_MOST, IS_NOT, OVER, UNDER, Compare, Query
from engine.usecases.budget_status import budget_status
from engine.usecases.context import BudgetEngine
from engine.usecases.query import QueryAnswer
from engine.values.errors import InvalidInput, NotPermitted
from engine.values.money import Money
from engine.values.period import Period
from tests.engine.query.asking import Asked, ask, rows_of, that, wrong_among

IN_2025, IN_2026, IN_2027 = (that("year", year) for year in ("2025", "2026", "2027"))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
SAMPLE: dict[str, Asked] = {
    "left this year": Asked(
        "director",
        Query(of="budgets", measures=("left",), where=(IN_2026,)),
        [("CNY", "2170000")],
    ),
    "of it on the company's own line": Asked(
        "director",
        Query(of="budgets", by=("for_unit",), measures=("left",), where=(IN_2026,), order="left"),
        [("C", "CNY", "210000"), ("RD", "CNY", "280000")],
        5,
    ),
    "allocated, spent, committed, left": Asked(
        "director",
        Query(
            of="budgets",
            measures=("allocated", "spent", "execution", "committed", "left", "lines"),
            where=(IN_2026,),
        ),
        [("CNY", "3100000", "620000", "0.2", "310000", "2170000", "5")],
    ),
    "next year's of a department": Asked(
        "rd-head",
        Query(of="budgets", measures=("allocated", "left"), where=(IN_2027,)),
        [("CNY", "400000", "400000")],
    ),
    "where it would land": Asked(
        "finance",
        Query(
            of="budgets",
            measures=("forecast", "forecast_execution", "forecast_left"),
            where=(IN_2026,),
        ),
        [("CNY", "930000", "0.3", "2170000")],
    ),
    "and Sales": Asked(
        "finance",
        Query(of="budgets", measures=("forecast",), where=(IN_2026, that("unit", "SAL"))),
        [("CNY", "180000")],
    ),
    "execution by unit": Asked(
        "finance",
        Query(
            of="budgets",
            by=("for_unit",),
            measures=("spent", "allocated", "execution"),
            where=(IN_2025,),
            order="-spent",
        ),
        [
            ("RET", "CNY", "990000", "1100000", "0.9"),
            ("W1", "CNY", "720000", "800000", "0.9"),
            ("SAL", "CNY", "540000", "600000", "0.9"),
            ("RD", "CNY", "360000", "400000", "0.9"),
            ("C", "CNY", "270000", "300000", "0.9"),
        ],
        5,
    ),
    "commitments without an invoice": Asked(
        "finance",
        Query(
            of="budgets",
            by=("for_unit",),
            measures=("committed",),
            where=(IN_2026, that("committed", Decimal(0), sign=OVER)),
            order="-committed",
        ),
        [
            ("RET", "CNY", "110000"),
            ("W1", "CNY", "70000"),
            ("SAL", "CNY", "60000"),
            ("RD", "CNY", "40000"),
            ("C", "CNY", "30000"),
        ],
        5,
    ),
    "who spent more": Asked(
        "director",
        Query(
            of="budgets",
            by=("unit",),
            measures=("spent",),
            where=(IN_2026, that("unit", "SAL", "RET")),
            order="-spent",
        ),
        [("RET", "CNY", "220000"), ("SAL", "CNY", "120000")],
        2,
    ),
    "and a head": Asked(
        "director",
        Query(
            of="budgets",
            measures=("spent_per_head",),
            where=(IN_2026, that("unit", "SAL")),
            compare=Compare(where=(that("unit", "RET"),)),
        ),
        [("CNY", "1188.12", "1456.95", "-268.83")],
        1,
    ),
    "a head's part of each department's budget, and nobody's of the company's own": Asked(
        "hr",
        Query(
            of="budgets",
            by=("unit",),
            measures=("allocated_per_head", "allocated"),
            where=(IN_2026,),
            order="-allocated_per_head",
        ),
        [
            ("RD", "CNY", "7843.14", "400000"),
            ("RET", "CNY", "7284.77", "1100000"),
            ("SAL", "CNY", "5940.59", "600000"),
            ("PRD", "CNY", "3153.15", "700000"),
            ("C", "CNY", None, "300000"),
        ],
        5,
    ),
    "a department with a line below it": Asked(
        "hr",
        Query(of="budgets", measures=("allocated",), where=(IN_2026, that("unit", "PRD"))),
        [("CNY", "700000")],
    ),
    "overspent lines: none": Asked(
        "finance",
        Query(
            of="budgets",
            by=("for_unit",),
            measures=("left", "overspent"),
            where=(IN_2026, that("left", Decimal(0), sign=UNDER)),
        ),
        [],
        0,
    ),
    "spent in two years": Asked(
        "finance",
        Query(of="budgets", measures=("spent",), where=(that("year", "2025", "2026"),)),
        [("CNY", "3500000")],
    ),
    "entries by kind": Asked(
        "finance",
        Query(of="ledger", by=("kind",), measures=("entries", "amount"), where=(IN_2026,)),
        [
            ("actual", "CNY", "5", "620000"),
            ("allocate", "CNY", "5", "3100000"),
            ("commit", "CNY", "5", "310000"),
        ],
        3,
    ),
    "on which days": Asked(
        "finance",
        Query(of="ledger", by=("booked_on",), measures=("entries",), where=(IN_2026,)),
        [(date(2026, 1, 5), "15")],
        1,
    ),
    "invoices of a month: none": Asked(
        "finance",
        Query(
            of="ledger",
            measures=("entries",),
            where=(that("posting", "invoice"),),
            period=Period(date(2026, 10, 1), date(2026, 10, 31)),
        ),
        [("0",)],
    ),
    "transfers: none": Asked(
        "finance",
        Query(of="ledger", measures=("entries",), where=(that("kind", "transfer"), IN_2026)),
        [("0",)],
    ),
}
BUSY: dict[str, Asked] = {
    "where next year stands": Asked(
        "finance",
        Query(
            of="budgets",
            by=("unit",),
            measures=("allocated", "reserved", "committed", "spent", "left"),
            where=(IN_2027,),
            order="-left",
        ),
        [
            ("RET", "CNY", "1100000", "150000", "0", "0", "950000"),
            ("PRD", "CNY", "700000", "0", "18000", "12000", "670000"),
            ("SAL", "CNY", "575000", "96000", "0", "0", "479000"),
            ("RD", "CNY", "425000", "0", "0", "0", "425000"),
            ("C", "CNY", "300000", "28800", "0", "0", "271200"),
        ],
        5,
    ),
    "bound, and the rate of execution": Asked(
        "workshop-head",
        Query(of="budgets", measures=("execution", "bound", "forecast"), where=(IN_2027,)),
        [("CNY", "0.017143", "0.042857", "30000")],
    ),
    "as it stood before": Asked(
        "finance",
        Query(
            of="budgets",
            measures=("reserved", "left"),
            where=(IN_2027, that("booked_on", date(2026, 11, 11), sign=AT_MOST)),
        ),
        [("CNY", "246000", "2824000")],
    ),
    "what moved in November": Asked(
        "finance",
        Query(of="budgets", measures=("reserved", "spent"), where=(IN_2027,), period=NOVEMBER),
        [("CNY", "274800", "12000")],
    ),
    "spent by month and unit": Asked(
        "finance",
        Query(
            of="budgets",
            by=("month", "unit"),
            measures=("spent",),
            where=(that("spent", Decimal(0), sign=OVER),),
            period=YEAR,
        ),
        [
            ("1", "C", "CNY", "60000"),
            ("1", "PRD", "CNY", "140000"),
            ("1", "RD", "CNY", "80000"),
            ("1", "RET", "CNY", "220000"),
            ("1", "SAL", "CNY", "120000"),
            ("11", "PRD", "CNY", "12000"),
        ],
        6,
    ),
    "an invoice": Asked(
        "finance",
        Query(
            of="ledger",
            by=("document", "request", "posted_by", "booked_on"),
            measures=("amount",),
            where=(that("posting", "invoice"), that("kind", "actual")),
        ),
        [("F-1", "TR-2026-0001", "E000010", date(2026, 11, 2), "CNY", "12000")],
        1,
    ),
    "invoices, as invoices": Asked(
        "finance",
        Query(
            of="invoices",
            by=("document", "request", "paper"),
            measures=("invoices", "credit_notes", "amount"),
        ),
        [("F-1", "TR-2026-0001", "invoice", "CNY", "1", "0", "12000")],
        1,
    ),
    "the transfers": Asked(
        "finance",
        Query(
            of="ledger",
            by=("for_unit", "note"),
            measures=("amount",),
            where=(that("kind", "transfer"),),
            order="amount",
        ),
        [("SAL", "new team", "CNY", "-25000"), ("RD", "new team", "CNY", "25000")],
        2,
    ),
    "all but openings": Asked(
        "finance",
        Query(
            of="ledger",
            measures=("entries",),
            where=(IN_2027, that("posting", "opening", sign=IS_NOT)),
        ),
        [("14",)],
    ),
}


def test_the_samples_are_answered(company: BudgetEngine) -> None:
    assert not wrong_among(company, SAMPLE)


def test_they_are_answered_as_money_moves(busy: BudgetEngine) -> None:
    assert not wrong_among(busy, BUSY)


@pytest.mark.parametrize(
    ("who", "unit"),
    [
        ("finance", "C"),
        ("director", "C"),
        ("hr", "PRD"),
        ("workshop-head", "W1"),
        ("sales-head", "SAL"),
    ],
)
@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_they_agree_with_the_state_of_the_budget(
    busy: BudgetEngine, who: str, unit: str, year: int
) -> None:
    told = busy.perform(budget_status, who, "test", unit, year).balance
    measures = ("allocated", "reserved", "committed", "spent", "left")
    where = (that("year", str(year)), that("unit", unit))
    answer = ask(busy, who, Query(of="budgets", measures=measures, where=where))
    assert _only(answer) == [
        told.allocated,
        told.reserved,
        told.committed,
        told.actual,
        told.available,
    ]


def _only(answer: QueryAnswer) -> list[Money]:
    (row,) = answer.rows
    return [cell for cell in row if isinstance(cell, Money)]


def test_who_may_ask(company: BudgetEngine) -> None:
    left = Query(of="budgets", measures=("left",), where=(IN_2026,))
    booked = Query(of="ledger", measures=("entries",))
    assert rows_of(company, "sales-head", left) == [("CNY", "420000")]
    for who, asked in [
        ("worker", left),
        (
            "sales-head",
            Query(of="budgets", measures=("left",), where=(IN_2026, that("unit", "RET"))),
        ),
        ("sales-head", booked),
        ("hr", booked),
        ("director", booked),
    ]:
        with pytest.raises(NotPermitted):
            ask(company, who, asked)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Query(of="budgets", measures=("left",)), "query_of_several"),
        (
            Query(of="budgets", measures=("allocated",), where=(that("year", "2025", "2026"),)),
            "query_of_several",
        ),
        (Query(of="ledger", measures=("amount",)), "query_of_several"),
        (Query(of="budgets", measures=("left",), by=("year", "month")), "query_not_in_part"),
        (
            Query(of="budgets", measures=("execution",), where=(IN_2026,), period=NOVEMBER),
            "query_not_in_part",
        ),
    ],
)
def test_what_stands_at_a_time_is_not_added_up(
    company: BudgetEngine, asked: Query, code: str
) -> None:
    with pytest.raises(InvalidInput, match=code):
        ask(company, "finance", asked)
