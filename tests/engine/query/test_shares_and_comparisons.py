"""Shares of the whole, and what is compared with another period, unit or year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.query.value import IS_NOT, OVER, Compare, Condition, Query, counterpart
from engine.usecases.context import BudgetEngine
from engine.usecases.explanations import explain, replay
from engine.usecases.query import QueryAnswer, askable
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from engine.values.money import Money
from engine.values.period import Period
from tests.engine.query.asking import Y2024, Y2025, Asked, ask, that, told, wrong_among

IN_2025, IN_2026 = that("year", "2025"), that("year", "2026")
BESIDE_2025 = Compare(where=(IN_2025,))
SPENT = Query(of="budgets", by=("unit",), measures=("spent", "share_of_spent"), where=(IN_2026,))
QUESTIONS: dict[str, Asked] = {
    "share of what is spent": Asked(
        "director",
        replace(SPENT, order="-share_of_spent"),
        [
            ("RET", "CNY", "220000", "0.354839"),
            ("PRD", "CNY", "140000", "0.225806"),
            ("SAL", "CNY", "120000", "0.193548"),
            ("RD", "CNY", "80000", "0.129032"),
            ("C", "CNY", "60000", "0.096774"),
        ],
        5,
    ),
    "of those with a third and more: still of the whole": Asked(
        "director",
        replace(SPENT, where=(IN_2026, that("share_of_spent", Decimal("0.33"), sign=OVER))),
        [("RET", "CNY", "220000", "0.354839")],
        1,
    ),
    "the first two: still of the whole": Asked(
        "director",
        replace(SPENT, order="-spent", limit=2),
        [("RET", "CNY", "220000", "0.354839"), ("PRD", "CNY", "140000", "0.225806")],
        5,
    ),
    "categories as parts of all": Asked(
        "hr",
        Query(
            of="trainings",
            by=("category",),
            measures=("cost", "share_of_cost"),
            period=Y2025,
            order="-cost",
        ),
        [
            ("retail", "CNY", "800000", "0.31348"),
            ("general", "CNY", "724000", "0.283699"),
            ("production", "CNY", "480000", "0.188088"),
            ("sales", "CNY", "272000", "0.106583"),
            ("management", "CNY", "144000", "0.056426"),
            ("technology", "CNY", "108000", "0.04232"),
            ("mandatory", "CNY", "24000", "0.009404"),
        ],
        7,
    ),
    "the testers' part of the hours": Asked(
        "rd-head",
        Query(
            of="participations",
            by=("position",),
            measures=("hours", "share_of_hours"),
            where=(that("position", "PO-TEST", "PO-JAVA"),),
            period=Y2025,
        ),
        [("PO-JAVA", "1136", "1")],
        1,
    ),
    "only what changed between two years": Asked(
        "finance",
        Query(
            of="budgets",
            by=("for_unit",),
            measures=("allocated",),
            where=(IN_2026, that("allocated_difference", Decimal(0), sign=IS_NOT)),
            compare=BESIDE_2025,
        ),
        [("W1", "CNY", "700000", "800000", "-100000")],
        1,
    ),
    "two units beside each other": Asked(
        "director",
        Query(
            of="budgets",
            measures=("spent", "execution"),
            where=(IN_2026, that("unit", "SAL")),
            compare=Compare(where=(that("unit", "RET"),)),
        ),
        [("CNY", "120000", "220000", "-100000", "0.2", "0.2", "0")],
        1,
    ),
    "a year against the one before": Asked(
        "workshop-head",
        Query(
            of="participations",
            measures=("coverage",),
            where=(that("course", "TC-SAF"), that("position", "PO-LINE")),
            period=Y2025,
            compare=Compare(period=Y2024),
        ),
        [("0.665", "0.68", "-0.015")],
        1,
    ),
    "where most more was learned": Asked(
        "director",
        Query(
            of="participations",
            by=("unit",),
            measures=("hours",),
            period=Y2025,
            order="-hours_difference",
            compare=Compare(period=Y2024),
        ),
        [
            ("RET", "8896", "1568", "7328"),
            ("PRD", "11232", "4976", "6256"),
            ("SAL", "3696", "1392", "2304"),
            ("RD", "1136", "64", "1072"),
        ],
        4,
    ),
    "of which there was nothing": Asked(
        "finance",
        Query(
            of="budgets",
            by=("for_unit",),
            measures=("spent",),
            where=(that("year", "2027"), that("unit", "RD")),
            compare=Compare(where=(IN_2026,)),
        ),
        [("RD", "CNY", "0", "80000", "-80000")],
        1,
    ),
    "two positions": Asked(
        "hr",
        Query(
            of="skills",
            measures=("mean_level",),
            where=(that("skill", "SK-FUP"), that("position", "PO-SREP")),
            compare=Compare(where=(that("position", "PO-JREP"),)),
        ),
        [("3.3855", "3.189833", "0.195667")],
        1,
    ),
}


def test_they_are_answered(company: BudgetEngine) -> None:
    assert not wrong_among(company, QUESTIONS)


@pytest.mark.parametrize(
    ("compare", "by"),
    [
        (Compare(), ()),
        (Compare(where=(IN_2025,)), ("year",)),
        (Compare(where=(that("unit", "RET"),)), ("unit",)),
        (Compare(period=Y2025), ("booked_on",)),
    ],
)
def test_like_is_set_beside_like(
    company: BudgetEngine, compare: Compare, by: tuple[str, ...]
) -> None:
    asked = Query(of="budgets", measures=("spent",), by=by, where=(IN_2026,), compare=compare)
    with pytest.raises(InvalidInput, match="query_not_compared"):
        ask(company, "finance", asked)


def test_what_is_compared_with_is_asked_for_by_right(company: BudgetEngine) -> None:
    asked = Query(
        of="budgets",
        measures=("spent",),
        where=(IN_2026,),
        compare=Compare(where=(that("unit", "RET"),)),
    )
    with pytest.raises(NotPermitted):
        ask(company, "sales-head", asked)
    with pytest.raises(NotFound):
        ask(company, "hr", replace(asked, compare=Compare(where=(that("unit", "NONE"),))))


def test_a_comparison_is_explained_and_replayed(company: BudgetEngine) -> None:
    number = ask(company, "director", QUESTIONS["two units beside each other"].query).explanation_id
    assert company.perform(explain, "director", "test", number).method == "query_table"
    assert company.perform(replay, "director", "test", number).same


def test_only_what_adds_up_has_shares(company: BudgetEngine) -> None:
    for subject in company.perform(askable, "hr", "test"):
        names = {one.name for one in subject.measures}
        assert not names & {"share_of_execution", "share_of_coverage", "share_of_mean_level"}
    with pytest.raises(InvalidInput, match="query_not_added"):
        ask(company, "hr", Query(of="requests", by=("course",), measures=("share_of_requests",)))


def cells(answer: QueryAnswer, name: str) -> list[Decimal]:
    at = [one.name for one in answer.columns].index(name)
    found = (row[at] for row in answer.rows)
    amounts = (cell.amount if isinstance(cell, Money) else cell for cell in found)
    return [one for one in amounts if isinstance(one, Decimal)]


PARTS: list[tuple[str, str, tuple[str, ...], tuple[Condition, ...]]] = [
    ("budgets", "spent", ("unit", "for_unit", "month", "quarter"), (IN_2026,)),
    ("budgets", "allocated", ("unit", "for_unit", "programme"), (IN_2026,)),
    ("requests", "amount", ("unit", "stage", "requester", "course", "month"), ()),
    ("requests", "requests", ("unit", "stage", "requester", "month"), ()),
    ("participations", "hours", ("unit", "team", "course", "month", "position"), ()),
    ("trainings", "cost", ("course", "category", "year", "delivery"), ()),
]
part = st.sampled_from([(of, name, by, where) for of, name, dims, where in PARTS for by in dims])


@given(part)
@settings(
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_shares_add_up_to_one_and_parts_to_the_whole(
    busy: BudgetEngine, asked: tuple[str, str, str, tuple[Condition, ...]]
) -> None:
    of, name, by, where = asked
    whole = ask(busy, "hr", Query(of=of, measures=(name,), where=where))
    parts = ask(
        busy, "hr", Query(of=of, measures=(name, f"share_of_{name}"), by=(by,), where=where)
    )
    assert sum(cells(parts, name)) == sum(cells(whole, name))
    shares = cells(parts, f"share_of_{name}")
    assert abs(sum(shares, Decimal(-1))) <= Decimal("0.000001") * len(shares)


years = st.sampled_from([2024, 2025, 2026])


@given(first=years, second=years, by=st.sampled_from(["unit", "course", "position", "category"]))
@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_difference_is_that_of_two_queries(
    company: BudgetEngine, first: int, second: int, by: str
) -> None:
    days = [Period(date(year, 1, 1), date(year, 12, 31)) for year in (first, second)]
    asked = Query(
        of="participations",
        by=(by,),
        measures=("hours", "seats"),
        period=days[0],
        compare=Compare(period=days[1]),
    )
    both = ask(company, "hr", asked)
    keys = [told(row[0]) for row in both.rows]
    for name in asked.measures:
        these, others = (by_key(company, one, name) for one in (asked, counterpart(asked)) if one)
        assert {*keys} == these.keys() | others.keys()
        for key, difference in zip(keys, cells(both, f"{name}_difference"), strict=True):
            assert difference == these.get(key, 0) - others.get(key, 0)


def by_key(engine: BudgetEngine, asked: Query, name: str) -> dict[str, Decimal]:
    answer = ask(engine, "hr", replace(asked, compare=None))
    return dict(zip((told(row[0]) for row in answer.rows), cells(answer, name), strict=True))
