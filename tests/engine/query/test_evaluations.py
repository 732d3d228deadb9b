"""Evaluations and ratings: what was measured of courses, with figures reckoned in SQL by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from engine.query.value import Query
from engine.store.database import Database
from engine.store.tables import CourseRating
from engine.usecases.context import BudgetEngine
from engine.usecases.training_effect import training_effect
from engine.values.errors import InvalidInput, NotPermitted
from tests.company import HR, YEAR, Company
from tests.conftest import engine_over
from tests.engine.query.asking import Y2025, Asked, ask, rows_of, that, wrong_among

IN_2025 = that("year", "2025")
QUESTIONS: dict[str, Asked] = {
    "how many courses were evaluated": Asked(
        "director", Query(of="evaluations", measures=("courses",), where=(IN_2025,)), [("4",)]
    ),
    "how many with results": Asked(
        "director",
        Query(of="evaluations", measures=("courses",), where=(IN_2025, that("level", "results"))),
        [("3",)],
    ),
    "with evidence at level 3 or 4": Asked(
        "hr",
        Query(
            of="evaluations",
            by=("course", "level", "measure"),
            where=(that("level", "behaviour", "results"),),
        ),
        [
            ("TC-EQ", "results", "产能"),
            ("TC-EQ", "results", "设备故障次数"),
            ("TC-FUP", "behaviour", "客户跟进次数"),
        ],
        6,
    ),
    "whether a course helped": Asked(
        "workshop-head",
        Query(
            of="evaluations",
            by=("measure",),
            measures=("before", "after", "planned", "improvement", "reached"),
            where=(that("course", "TC-EQ"),),
            order="-improvement",
        ),
        [
            ("设备故障次数", "1000", "820", "850", "0.18", "1.2"),
            ("产能", "1000", "1120", "1100", "0.12", "1.2"),
        ],
        2,
    ),
    "least effective by results": Asked(
        "finance",
        Query(
            of="evaluations",
            by=("course", "measure"),
            measures=("improvement", "change"),
            where=(that("level", "results"),),
            order="improvement",
            limit=2,
        ),
        [("TC-LEAN", "良品率", "0.1", "100"), ("TC-EQ", "产能", "0.12", "120")],
        5,
    ),
    "pass rate": Asked(
        "sales-head",
        Query(
            of="evaluations",
            by=("course",),
            measures=("after",),
            where=(that("level", "learning"), that("measure", "考试通过率")),
        ),
        [("TC-FUP", "0.85")],
        1,
    ),
    "how often on each level": Asked(
        "hr",
        Query(of="evaluations", by=("level",), measures=("evaluations",), order="-evaluations"),
        [("results", "5"), ("reaction", "2"), ("behaviour", "1"), ("learning", "1")],
        4,
    ),
    "on a KPI": Asked(
        "hr",
        Query(
            of="evaluations",
            by=("course", "measure"),
            measures=("after",),
            where=(that("kpi", "KP-CAP"),),
            order="-after",
        ),
        [("TC-LEAN", "产能", "1150"), ("TC-EQ", "产能", "1120")],
        2,
    ),
}


def test_they_are_answered(company: BudgetEngine) -> None:
    assert not wrong_among(company, QUESTIONS)


def test_they_are_those_of_the_effect(company: BudgetEngine) -> None:
    outcomes = company.perform(training_effect, "hr", "test", "TC-EQ", 2025).next_year.outcomes
    asked = Query(
        of="evaluations",
        by=("level", "measure"),
        measures=("before", "after", "reached"),
        where=(that("course", "TC-EQ"), IN_2025),
    )
    assert {
        (level, measure, float(before), float(after), float(reached))
        for level, measure, before, after, reached in rows_of(company, "hr", asked)
    } == {(one.level, one.measure, one.baseline, one.value, one.attainment) for one in outcomes}


def test_who_may_ask(company: BudgetEngine) -> None:
    with pytest.raises(NotPermitted):
        ask(company, "worker", Query(of="evaluations", measures=("courses",)))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Query(of="evaluations", by=("course",), measures=("improvement",)), "query_of_several"),
        (Query(of="evaluations", measures=("courses",), period=Y2025), "query_value"),
        # A course is of no unit.
        (
            Query(of="evaluations", measures=("courses",), where=(that("unit", "SAL"),)),
            "query_unknown",
        ),
    ],
)
def test_what_cannot_be_asked(company: BudgetEngine, asked: Query, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        ask(company, "hr", asked)


@pytest.fixture
def rated(either_store: Database) -> BudgetEngine:
    """One course with six ratings, one with two."""
    company = Company()
    people = company.people(6, company.root)
    for course, stars in ((company.course("one"), "334455"), (company.course("two"), "15")):
        for person, given in zip(people, stars, strict=False):
            company.rows.add(
                CourseRating,
                course_id=course,
                employee_id=person,
                year=YEAR,
                stars=Decimal(given),
                comment="",
                created_at=datetime(YEAR, 11, 1, tzinfo=UTC),
            )
    company.write(either_store)
    return engine_over(either_store)


def test_a_mean_of_few_stars_is_told_to_nobody(rated: BudgetEngine) -> None:
    one = Query(of="ratings", measures=("stars", "ratings"), where=(that("course", "TC1"),))
    assert rows_of(rated, HR, one) == [("4", "6")]
    other = Query(of="ratings", measures=("stars",), where=(that("course", "TC2"),))
    assert (ask(rated, HR, other).rows, ask(rated, HR, other).withheld) == ((), 1)
    counts = Query(of="ratings", by=("course",), measures=("ratings",))
    assert rows_of(rated, HR, counts) == [("TC1", "6"), ("TC2", "2")]
