"""KPI results of people and of units, with figures reckoned in SQL by hand on the sample's store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from engine.query.value import Query
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.performance_gap import performance_gap
from engine.values.errors import InvalidInput, NotEnoughData, NotPermitted
from tests.company import DIRECTOR, HR, Company
from tests.conftest import engine_over
from tests.engine.query.asking import Asked, ask, rows_of, that, wrong_among

CONVERSION, FAULTS = that("kpi", "KP-CONV"), that("kpi", "KP-FLT")
LATEST = that("latest", "yes")
QUESTIONS: dict[str, Asked] = {
    "the lowest five": Asked(
        "sales-head",
        Query(
            of="results",
            by=("person",),
            measures=("actual", "target"),
            where=(CONVERSION, LATEST),
            order="actual",
            limit=5,
        ),
        [
            ("E000272", "0.2021", "0.3"),
            ("E000273", "0.2025", "0.3"),
            ("E000323", "0.2025", "0.3"),
            ("E000254", "0.2026", "0.3"),
            ("E000291", "0.204", "0.3"),
        ],
        100,
    ),
    "one's own": Asked(
        "E000299",
        Query(
            of="results",
            by=("kpi", "actual_of", "target_of", "ended_on"),
            where=(that("person", "me"),),
        ),
        [("KP-CONV", "0.2118", "0.3", date(2026, 6, 30))],
        1,
    ),
    "how many fall short": Asked(
        "director",
        Query(of="results", by=("kpi",), measures=("short", "share_short")),
        [("KP-CONV", "60", "0.6"), ("KP-FLT", "95", "0.475"), ("KP-YLD", "100", "0.5")],
        3,
    ),
    "teams beside each other, in what is better low": Asked(
        "workshop-head",
        Query(
            of="results",
            by=("team",),
            measures=("actual", "short"),
            where=(FAULTS,),
            order="-actual",
        ),
        [
            ("T2-", "17.68", "27"),
            ("T3-", "17.24", "21"),
            ("T1-", "17.08", "25"),
            ("T4-", "16.84", "22"),
        ],
        4,
    ),
    "a unit against its target": Asked(
        "sales-head",
        Query(
            of="unit_results",
            by=("for_unit", "kpi_unit", "standing"),
            measures=("target", "actual", "gap", "attained"),
            where=(CONVERSION,),
        ),
        [("SAL", "share", "short", "0.3", "0.25", "0.05", "0.833333")],
        1,
    ),
    "all of the company's that fall short": Asked(
        "director",
        Query(
            of="unit_results",
            by=("kpi", "for_unit"),
            measures=("gap",),
            where=(that("standing", "short"), LATEST),
        ),
        [
            ("KP-CAP", "W1", "2065"),
            ("KP-CONV", "SAL", "0.05"),
            ("KP-FLT", "W1", "42"),
            ("KP-SALES", "SAL", "3000000"),
            ("KP-YLD", "W1", "0.03"),
        ],
        5,
    ),
}


def test_they_are_answered(company: BudgetEngine) -> None:
    assert not wrong_among(company, QUESTIONS)


@pytest.mark.parametrize("unit", ["W1", "SAL"])
def test_they_agree_with_the_gaps(company: BudgetEngine, unit: str) -> None:
    gaps = company.perform(performance_gap, "hr", "test", None, unit).kpis
    asked = Query(
        of="unit_results",
        by=("kpi",),
        measures=("actual", "target", "gap", "attained"),
        where=(that("unit", unit), LATEST),
    )
    told = {row[0]: row[1:] for row in rows_of(company, "hr", asked)}
    for one in gaps:
        actual, *aimed = told[one.kpi.code]
        assert float(actual) == one.actual
        if one.standing is None:
            assert aimed == [None, None, None]
        else:
            right = one.standing.target, one.standing.gap, one.standing.attainment
            assert [float(figure) for figure in aimed] == pytest.approx(right, abs=1e-6)


def test_who_may_ask(company: BudgetEngine) -> None:
    names = Query(of="results", by=("person",), measures=("actual",), where=(CONVERSION,))
    elsewhere = Query(of="results", measures=("short",), where=(that("unit", "SAL"),))
    for who, asked in (("worker", names), ("retail-head", elsewhere)):
        with pytest.raises(NotPermitted):
            ask(company, who, asked)
    with pytest.raises(InvalidInput, match="query_of_several"):
        ask(company, "hr", Query(of="results", measures=("actual",)))


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    """Two units of ten and one of two, each with its own result in a KPI."""
    company = Company()
    kpi = company.kpi("sales", "count")
    for name, count in (("first", 10), ("second", 10), ("third", 2)):
        unit = company.unit(name, company.root)
        people = company.people(count, unit)
        company.results(kpi, people, "10", "11")
        company.unit_result(kpi, unit, str(count * 10), "100")
    company.write(either_store)
    return engine_over(either_store)


def test_names_are_for_heads_and_hr(engine: BudgetEngine) -> None:
    names = Query(of="results", by=("person",), measures=("short",))
    assert len(ask(engine, HR, names).rows) == 22
    with pytest.raises(NotPermitted):
        ask(engine, DIRECTOR, names)
    by_team = replace(names, by=("team",))
    assert rows_of(engine, HR, by_team) == [("U2", "10"), ("U3", "10"), ("U4", "2")]
    answer = ask(engine, DIRECTOR, by_team)
    assert (len(answer.rows), answer.withheld) == (1, 2)


def test_small_units_are_withheld_with_another(engine: BudgetEngine) -> None:
    asked = Query(of="unit_results", by=("for_unit", "kpi"), measures=("actual",))
    assert rows_of(engine, HR, asked) == [
        ("U2", "KP1", "100"),
        ("U3", "KP1", "100"),
        ("U4", "KP1", "20"),
    ]
    answer = ask(engine, DIRECTOR, asked)
    assert ([row[2] for row in answer.rows], answer.withheld) == ([Decimal(100)], 2)
    with pytest.raises(NotEnoughData):
        ask(
            engine,
            DIRECTOR,
            Query(of="unit_results", measures=("results",), where=(that("unit", "U4"),)),
        )
