"""Queries of plans tell what the plan itself tells: figures worked out on paper (see the company)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.query.value import Compare, Condition, Has, Query
from engine.store.database import Database
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.plans.carrying_out import plan_carried_out
from engine.usecases.plans.changing import PlanChange, change_plan
from engine.usecases.plans.freezing import freeze_plan
from engine.usecases.query import query
from engine.values.errors import InvalidInput, NotEnoughData
from tests.company import DIRECTOR, HR
from tests.engine.query.asking import that, told
from tests.engine.usecases.plans.company import (
    EXCEL,
    LEADING,
    LEAN,
    ROBOTS,
    SAFETY,
    TEAM,
    WELDING,
    A,
    B,
    build,
    cny,
    planned,
)
from tests.workflow import FINANCE, HEAD, Office

IN = that("in_plan", "in")


@pytest.fixture
def office(either_store: Database) -> Office:
    """A plan in two versions, of which neither is frozen; in the second lean is out."""
    build(either_store)
    office = Office(either_store)
    planned(office)
    office.do(HR, change_plan, [PlanChange(course=LEAN, take="out")], office.key(), "why")
    return office


def rows(office: Office, who: str = HR, **asked: Any) -> list[tuple[Any, ...]]:
    answer = office.do(who, query, Query(of="plans", **asked))
    return [tuple(map(told, row)) for row in answer.rows]


def by(
    office: Office, split: str, measure: str, *where: Condition, who: str = HR
) -> dict[Any, Any]:
    answer = office.do(who, query, Query(of="plans", measures=(measure,), by=(split,), where=where))
    return {told(row[0]): getattr(row[-1], "amount", row[-1]) for row in answer.rows}


def test_the_newest_version_is_meant_where_none_is_frozen(office: Office) -> None:
    assert by(office, "version", "planned", that("validity", "current")) == {"2": 25_600}
    assert by(office, "year", "planned") == {"2027": 25_600}


def test_what_is_frozen_is_meant_whatever_came_later(office: Office) -> None:
    office.do(DIRECTOR, freeze_plan, office.key(), None, 1)
    assert by(office, "year", "planned") == {"2027": 45_600}


def test_versions_are_told_apart(office: Office) -> None:
    assert by(office, "version", "planned") == {"1": 45_600, "2": 25_600}
    assert by(office, "year", "planned", that("version", Decimal(1))) == {"2027": 45_600}


def test_by_unit_it_is_what_each_has_in(office: Office) -> None:
    first = that("version", Decimal(1))
    assert by(office, "for_unit", "planned", first) == {A: 20_000, TEAM: 5_600, B: 20_000}


def test_why_lines_are_in_or_out(office: Office) -> None:
    first = that("version", Decimal(1))
    assert by(office, "why", "plan_lines", first) == {
        "chosen": 3,
        "mandatory": 1,
        "budget": 1,
        "no_price": 1,
    }


def test_what_is_out_has_a_cost_and_no_plan(office: Office) -> None:
    out = that("in_plan", "out")
    assert by(office, "course", "cost", out) == {LEAN: 20_000, LEADING: 30_000, ROBOTS: None}
    assert by(office, "course", "planned", out) == {LEAN: 0, LEADING: 0, ROBOTS: 0}


def test_people_are_those_of_what_is_in(office: Office) -> None:
    assert by(office, "course", "people", IN) == {WELDING: 20, EXCEL: 3, SAFETY: 50}


def test_what_was_asked_for_and_spent_is_as_in_the_plan_itself(office: Office) -> None:
    number = office.approved(15)
    office.do(FINANCE, post_invoice, number, "INV-1", cny("12000.33"), office.key())
    found = office.do(HR, plan_carried_out)
    for measure in ("planned", "requested", "committed", "spent", "deviation"):
        told_there = {one.line.key: getattr(one, measure).amount for one in found.rows}
        assert by(office, "course", measure, IN) == told_there, measure


def test_versions_are_compared(office: Office) -> None:
    answer = office.do(
        HR,
        query,
        Query(
            of="plans",
            measures=("planned",),
            where=(that("version", Decimal(2)),),
            compare=Compare(where=(that("version", Decimal(1)),)),
        ),
    )
    (row,) = answer.rows
    assert [one.amount for one in row if hasattr(one, "amount")] == [25_600, 45_600, -20_000]


def test_what_counts_is_not_compared_with_a_version_alone(office: Office) -> None:
    compare = Compare(where=(that("version", Decimal(1)),))
    with pytest.raises(InvalidInput, match="query_not_compared"):
        rows(office, measures=("planned",), compare=compare)


def test_courses_are_asked_for_that_are_in_no_plan(office: Office) -> None:
    lacks = Has(of="plans", where=(IN,), lacks=True)
    answer = office.do(HR, query, Query(of="courses", by=("course",), has=(lacks,)))
    assert {told(row[0]) for row in answer.rows} == {LEAN, LEADING, ROBOTS}


def test_a_head_asks_about_the_own_unit(office: Office) -> None:
    assert by(office, "for_unit", "planned", who=HEAD) == {A: 20_000, TEAM: 5_600}


def test_what_a_few_lack_is_not_told_to_who_does_not_see_them(office: Office) -> None:
    told_finance = by(office, "course", "planned", that("for_unit", TEAM), IN, who=FINANCE)
    assert told_finance == {SAFETY: 5_000}


def test_of_a_small_unit_nothing_is_told_to_who_does_not_see_its_people(office: Office) -> None:
    narrow = (that("unit", A), that("headcount_of", Decimal(3)), that("for_unit", TEAM))
    with pytest.raises(NotEnoughData):
        by(office, "course", "planned", *narrow, who=FINANCE)
