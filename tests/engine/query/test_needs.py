"""Needs: figures reckoned in SQL by hand on the sample's store; and what single employees said, which
is told to their heads and HR alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pandas as pd
import pytest

from engine.query.value import OVER, Query
from engine.store.database import Database
from engine.store.tables import Need, OrgUnit
from engine.usecases.context import BudgetEngine
from engine.values.errors import NotEnoughData, NotPermitted
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.conftest import engine_over
from tests.engine.query.asking import Asked, ask, rows_of, that, wrong_among
from tests.engine.query.frames import frames

OPEN = (that("status", "open"), that("year", "2027"))
BY_COURSE = Query(of="needs", by=("course",), measures=("needs", "largest"), where=OPEN)
MINE = that("raised_by", "me")
BEGAN = date(2026, 6, 1)
QUESTIONS: dict[str, Asked] = {
    "which course is named most": Asked(
        "hr",
        Query(
            of="needs",
            by=("course",),
            measures=("needs", "largest"),
            where=OPEN,
            order="-needs",
        ),
        [("TC-EQ", "3", "200"), ("TC-LEAN", "2", "150")],
        10,
    ),
    "how many people in all, as written": Asked(
        "hr",
        Query(of="needs", measures=("asked_for", "topics", "needs"), where=OPEN),
        [("1229", "10", "13")],
    ),
    "from whom": Asked(
        "director",
        Query(of="needs", by=("origin",), measures=("needs", "asked_for"), where=OPEN),
        [("business", "6", "612"), ("employee", "4", "207"), ("strategy", "3", "410")],
        3,
    ),
    "of the department": Asked(
        "sales-head",
        Query(of="needs", by=("need", "course", "raised_on", "reason"), measures=("asked_for",)),
        [("ND-2026-0006", "TC-FUP", BEGAN, "转化率 25%，目标 30%", "100")],
        1,
    ),
    "one's own": Asked(
        "worker",
        Query(of="needs", by=("need", "status", "raised_on"), where=(MINE,)),
        [("ND-2026-0011", "open", BEGAN)],
        1,
    ),
    "one's own for the whole company": Asked(
        "director",
        Query(of="needs", by=("need",), where=(MINE,)),
        [("ND-2026-0001",), ("ND-2026-0002",), ("ND-2026-0003",)],
        3,
    ),
    "nobody's": Asked("E000340", Query(of="needs", measures=("needs",), where=(MINE,)), [("0",)]),
    "by unit": Asked(
        "hr",
        Query(of="needs", by=("unit",), measures=("needs", "share_of_needs"), order="-needs"),
        [("C", "6", "0.461538"), ("PRD", "4", "0.307692"), ("RD", "1", "0.076923")],
        5,
    ),
    "of a skill": Asked(
        "hr",
        Query(
            of="needs",
            by=("origin",),
            measures=("highest_priority", "asked_for"),
            where=(that("course", "TC-EQ"),),
        ),
        [("business", "0.9", "200"), ("employee", "0.6", "54"), ("strategy", "0.5", "200")],
        3,
    ),
    "since when, and how long": Asked(
        "hr",
        Query(of="needs", by=("days_open",), measures=("first_on", "last_on", "needs")),
        [("175", BEGAN, BEGAN, "13")],
        1,
    ),
    "of more than 100 people": Asked(
        "hr",
        Query(
            of="needs",
            by=("topic",),
            measures=("largest",),
            where=(that("headcount_of", Decimal(100), sign=OVER),),
            order="-largest",
        ),
        [("设备操作技能培训", "200"), ("精益生产培训", "150")],
        2,
    ),
    "behind which KPI": Asked(
        "director",
        Query(
            of="needs",
            by=("kpi",),
            measures=("needs",),
            where=(that("origin", "business"),),
            order="kpi",
        ),
        [("KP-CAP", "1"), ("KP-CONV", "1"), ("KP-FLT", "1"), ("KP-YLD", "1"), (None, "2")],
        5,
    ),
    "withdrawn: none": Asked(
        "hr", Query(of="needs", measures=("needs",), where=(that("status", "withdrawn"),)), [("0",)]
    ),
}


def test_they_are_answered(company: BudgetEngine) -> None:
    assert not wrong_among(company, QUESTIONS)


def test_who_may_ask(company: BudgetEngine) -> None:
    with pytest.raises(NotPermitted):
        ask(company, "worker", BY_COURSE)
    for by in ("raised_by", "reason"):
        with pytest.raises(NotPermitted):
            ask(company, "finance", Query(of="needs", by=(by,), measures=("needs",)))
    assert len(ask(company, "finance", BY_COURSE).rows) == 10


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    """A department of 20 in which six want the one course and two the other, each for himself; and
    one of three people, of whom one wants it."""
    company = Company()
    large = company.unit("large", company.root)
    company.head(large)
    people = company.people(20, large)
    small = company.people(3, company.unit("small", company.root))
    one, other = company.course("one"), company.course("other")
    company.need(one, "strategy", "1", 30)
    wishes = [*((who, one) for who in people[:6]), *((who, other) for who in people[6:8])]
    for who, course in [*wishes, (small[0], other)]:
        company.rows.add(
            Need,
            number=f"ND-{who}",
            origin="employee",
            raised_by_id=who,
            org_unit_id=3 if who in small else large,
            course_id=course,
            topic=f"what {who} says",
            headcount=1,
            priority=Decimal("0.5"),
            year=YEAR + 1,
            status="open",
            created_at=datetime(YEAR, 11, 1, tzinfo=UTC),
        )
    company.write(either_store)
    return engine_over(either_store)


def test_what_few_say_is_told_to_heads_and_hr(engine: BudgetEngine) -> None:
    asked = Query(of="needs", by=("for_unit", "course"), measures=("needs",))
    everything = [
        ("U1", "TC1", "1"),
        ("U2", "TC1", "6"),
        ("U2", "TC2", "2"),
        ("U3", "TC2", "1"),
    ]
    assert rows_of(engine, HR, asked) == everything
    assert rows_of(engine, "HEAD1", asked) == everything[1:3]
    # Of the director's, the two courses of few are withheld, and another with them.
    answer = ask(engine, DIRECTOR, asked)
    assert ([row[0].code for row in answer.rows], answer.withheld) == (["U1"], 3)  # type: ignore[union-attr]


def test_courses_of_the_whole_company_are_told_as_in_the_priorities(engine: BudgetEngine) -> None:
    asked = Query(of="needs", by=("course",), measures=("needs", "asked_for"))
    assert rows_of(engine, DIRECTOR, asked) == [("TC1", "7", "36"), ("TC2", "3", "3")]


def test_words_of_single_people_are_not_told(engine: BudgetEngine) -> None:
    asked = Query(of="needs", by=("topic",), measures=("needs",))
    assert len(ask(engine, HR, asked).rows) == 10
    assert rows_of(engine, DIRECTOR, asked) == [("topic", "1")]


@pytest.mark.parametrize(
    "where", [(that("unit", "U3"),), (that("for_unit", "U3"), that("topic", "x"))]
)
def test_small_units_are_not_told(engine: BudgetEngine, where: tuple[object, ...]) -> None:
    asked = Query(of="needs", by=("course",), measures=("needs",), where=where)  # type: ignore[arg-type]
    ask(engine, HR, asked)
    with pytest.raises(NotEnoughData):
        ask(engine, DIRECTOR, asked)


def test_a_small_unit_is_not_told_by_itself(engine: BudgetEngine) -> None:
    asked = Query(of="needs", by=("course",), measures=("needs",), where=(that("for_unit", "U3"),))
    answer = ask(engine, DIRECTOR, asked)
    assert (answer.rows, answer.withheld) == ((), 1)


def once(rows: pd.DataFrame, of: list[str]) -> dict[str, int]:
    """What is asked for, each course with its largest figure, by pandas."""
    largest = rows.groupby([*of, "course_id"]).headcount.max().reset_index()
    return {code: int(sum_) for code, sum_ in largest.groupby(of).headcount.sum().items()}


@pytest.mark.parametrize("by", ["origin", "for_unit"])
def test_a_course_that_several_ask_for_counts_once(company: BudgetEngine, by: str) -> None:
    needs, units = frames(company, Need, OrgUnit)
    needs = needs.merge(units[["id", "code"]], left_on="org_unit_id", right_on="id")
    right = once(needs.rename(columns={"code": "for_unit"}), [by])
    asked = Query(of="needs", by=(by,), measures=("asked_for_once", "needs"))
    told = {row[0]: int(row[1]) for row in rows_of(company, "hr", asked)}
    assert told == right
    most = Query(
        of="needs",
        by=(by,),
        measures=("asked_for_once",),
        where=(that("asked_for_once", Decimal(150), sign=OVER),),
        order="-asked_for_once",
        limit=1,
    )
    ((name, figure),) = rows_of(company, "hr", most)
    assert (name, int(figure)) == max(right.items(), key=lambda one: one[1])


def test_of_what_is_in_no_group_there_is_none(company: BudgetEngine) -> None:
    asked = Query(of="needs", measures=("asked_for_once",), where=(that("year", Decimal(2031)),))
    assert rows_of(company, "hr", asked) == [("0",)]


def test_few_are_withheld_where_it_counts_once(engine: BudgetEngine) -> None:
    asked = Query(of="needs", by=("for_unit",), measures=("asked_for_once",))
    assert rows_of(engine, HR, asked) == [("U1", "30"), ("U2", "2"), ("U3", "1")]
    assert ask(engine, DIRECTOR, asked).withheld == 2
