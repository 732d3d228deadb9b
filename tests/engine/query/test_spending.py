"""Spending: figures reckoned in SQL by hand on the sample's store, and of a company that pays in two
currencies, and for single people, by pandas."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from engine.query.value import IS_NOT, OVER, Compare, Query
from engine.store.database import Database
from engine.store.tables import CostLine, Employee, Participation, TrainingSession
from engine.usecases.context import BudgetEngine
from engine.usecases.training_history import training_history
from engine.values.errors import InvalidInput, NotEnoughData, NotPermitted
from engine.values.money import Money
from engine.values.period import Period
from tests.company import HR, YEAR, Company
from tests.conftest import engine_over
from tests.engine.query.asking import Y2024, Y2025, Asked, ask, rows_of, that, wrong_among
from tests.engine.query.frames import frames

SPENT = Query(of="spending", measures=("spent",), period=Y2025)
QUESTIONS: dict[str, Asked] = {
    "in a year, of how many sessions": Asked(
        "director",
        Query(of="spending", measures=("spent", "sessions"), period=Y2025),
        [("CNY", "2552000", "50")],
        1,
    ),
    "in two quarters together": Asked(
        "director",
        Query(
            of="spending",
            measures=("spent",),
            period=Period(date(2025, 1, 1), date(2025, 3, 31)),
            also=(Period(date(2025, 7, 1), date(2025, 9, 30)),),
        ),
        [("CNY", "1231880")],
        1,
    ),
    "kinds of cost, and their shares": Asked(
        "finance",
        Query(
            of="spending",
            by=("kind",),
            measures=("spent", "share_of_spent"),
            period=Y2025,
            order="-spent",
        ),
        [
            ("instructor", "CNY", "2378500", "0.932014"),
            ("venue", "CNY", "95500", "0.037422"),
            ("material", "CNY", "78000", "0.030564"),
        ],
        3,
    ),
    "a head": Asked(
        "finance",
        Query(of="spending", measures=("spent_per_head",), period=Y2025),
        [("CNY", "4725.93")],
    ),
    "sessions of a course, each": Asked(
        "hr",
        Query(
            of="spending",
            by=("session", "started_on"),
            measures=("spent",),
            where=(that("course", "TC-LEAN"),),
            order="-spent",
        ),
        [
            ("SE00014", date(2025, 5, 19), "CNY", "53000"),
            ("SE00018", date(2025, 6, 23), "CNY", "53000"),
            ("SE00016", date(2025, 11, 21), "CNY", "51000"),
        ],
        6,
    ),
    "on average": Asked(
        "hr",
        Query(of="spending", measures=("spent_each_session",), where=(that("course", "TC-LEAN"),)),
        [("CNY", "50000")],
    ),
    "by quarter against the year before": Asked(
        "finance",
        Query(
            of="spending",
            by=("quarter",),
            measures=("spent",),
            period=Y2025,
            compare=Compare(period=Y2024),
        ),
        [
            ("1", "CNY", "690540", "245810", "444730"),
            ("2", "CNY", "764820", "277190", "487630"),
            ("3", "CNY", "541340", "5880", "535460"),
            ("4", "CNY", "555300", "6120", "549180"),
        ],
        4,
    ),
    "by unit, the dearest first": Asked(
        "director",
        Query(
            of="spending",
            by=("unit",),
            measures=("spent", "share_of_spent"),
            period=Y2025,
            order="-spent",
        ),
        [
            ("RET", "CNY", "1059346", "0.415104"),
            ("PRD", "CNY", "880352", "0.344966"),
            ("SAL", "CNY", "431956", "0.169262"),
            ("RD", "CNY", "180346", "0.070668"),
        ],
        4,
    ),
    "on platforms: none": Asked(
        "finance",
        Query(of="spending", measures=("items",), where=(that("kind", "platform"),)),
        [("0",)],
    ),
    "all but the mandatory": Asked(
        "hr",
        Query(
            of="spending",
            measures=("spent",),
            where=(that("category", "mandatory", sign=IS_NOT),),
            period=Y2025,
        ),
        [("CNY", "2528000")],
    ),
    "courses that cost over 200,000": Asked(
        "sales-head",
        Query(
            of="spending",
            by=("course",),
            measures=("spent",),
            where=(that("spent", Decimal(79_000), sign=OVER),),
            period=Y2025,
            order="-spent",
        ),
        [("TC-FUP", "CNY", "200000"), ("TC-COH", "CNY", "79600")],
        2,
    ),
    "what a head sees is his people's": Asked("rd-head", SPENT, [("CNY", "180346")], 1),
    "of two units": Asked(
        "hr",
        Query(
            of="spending",
            by=("unit",),
            measures=("spent_per_head",),
            where=(that("unit", "SAL", "RET"),),
            period=Y2025,
        ),
        [("RET", "CNY", "7015.54"), ("SAL", "CNY", "4276.79")],
        2,
    ),
}


def test_they_are_answered(company: BudgetEngine) -> None:
    assert not wrong_among(company, QUESTIONS)


@pytest.mark.parametrize(
    ("who", "unit"),
    [
        ("hr", "C"),
        ("finance", "PRD"),
        ("director", "RET"),
        ("workshop-head", "T1-"),
        ("sales-head", "SAL"),
        ("retail-head", "S1-"),
    ],
)
def test_they_agree_with_the_history(company: BudgetEngine, who: str, unit: str) -> None:
    for days in (Y2024, Y2025, Period(date(2024, 1, 1), date(2026, 11, 23))):
        given = unit, None, days.start, days.end
        history = company.perform(training_history, who, "test", *given).history
        where = (that("unit", unit),)
        asked = Query(of="spending", by=("course",), measures=("spent",), where=where, period=days)
        told = {course.code: spent for course, _, spent in ask(company, who, asked).rows}  # type: ignore[union-attr]
        assert told == {one.held.course.code: one.held.total for one in history.courses}
        whole = Query(of="spending", measures=("spent",), where=where, period=days)
        assert ask(company, who, whole).rows == (("CNY", history.total),)


def test_who_may_ask(company: BudgetEngine) -> None:
    with pytest.raises(NotPermitted):
        ask(company, "worker", SPENT)
    elsewhere = Query(of="spending", measures=("spent",), where=(that("unit", "RET"),))
    with pytest.raises(NotPermitted):
        ask(company, "sales-head", elsewhere)


def test_sessions_of_several_units_are_not_added_up(company: BudgetEngine) -> None:
    for measure in ("share_of_items", "spent_each_session"):
        with pytest.raises(InvalidInput, match="query_not_added"):
            ask(company, "hr", Query(of="spending", by=("unit",), measures=(measure,)))


@pytest.fixture
def abroad(either_store: Database) -> BudgetEngine:
    """Two departments share sessions, one of which was paid in dollars, with what single people
    spent on their way."""
    company = Company()
    units = [company.unit(name, company.root) for name in ("first", "second", "third")]
    people = [company.people(7, unit) for unit in units]
    course, other = company.course("course"), company.course("other")
    shared = company.session(course, [*people[0][:3], *people[1][:4]], "1000", per_learner="33.33")
    company.session(other, [*people[0], *people[1][:6]], "777.77", currency="USD")
    company.session(course, people[1], "500", start=date(YEAR, 2, 2))
    for person, amount in ((people[0][0], "120.5"), (people[1][6], "80")):
        company.rows.add(
            CostLine,
            session_id=shared,
            employee_id=person,
            reference=f"trip {person}",
            category="travel",
            behaviour="per_learner",
            amount=Decimal(amount),
            currency="CNY",
            tax_eligible=True,
            is_cash=True,
        )
    company.rows.add(
        CostLine,
        session_id=shared,
        reference="wages",
        category="learner_time",
        behaviour="per_learner",
        amount=Decimal(9000),
        currency="CNY",
        tax_eligible=False,
        is_cash=False,
    )
    company.write(either_store)
    return engine_over(either_store)


def shares(engine: BudgetEngine) -> pd.DataFrame:
    """Whose share of each item is how much, by pandas."""
    costs, took, employees = frames(engine, CostLine, Participation, Employee)
    costs = costs.query("category != 'learner_time'")
    took = took[["session_id", "employee_id"]]
    size = took.groupby("session_id").size().rename("size")
    own = costs[costs.employee_id.notna()].assign(size=1)
    common = (
        costs[costs.employee_id.isna()].drop(columns="employee_id").merge(took, on="session_id")
    )
    every = pd.concat([own, common.join(size, on="session_id")])
    every["share"] = every.amount.astype(float) / every["size"]
    units = employees.set_index("id").org_unit_id
    return every.assign(unit=every.employee_id.map(units))


def test_currencies_and_single_peoples_costs_are_kept_apart(abroad: BudgetEngine) -> None:
    right = shares(abroad).groupby(["unit", "currency"]).share.sum().reset_index()
    asked = Query(of="spending", by=("unit",), measures=("spent",))
    told = {row[:2]: row[2] for row in rows_of(abroad, HR, asked)}
    assert {key: Decimal(amount) for key, amount in told.items()} == {
        (f"U{int(unit)}", currency): Money(Decimal(str(round(amount, 6))), currency).amount
        for unit, currency, amount in right.itertuples(index=False)
    }
    whole = Query(of="spending", measures=("spent", "items"))
    assert rows_of(abroad, HR, whole) == [("CNY", "1933.81", "5"), ("USD", "777.77", "1")]


def test_shares_are_of_each_currency(abroad: BudgetEngine) -> None:
    asked = Query(of="spending", by=("course",), measures=("share_of_spent",))
    assert rows_of(abroad, HR, asked) == [("TC1", "CNY", "1"), ("TC2", "USD", "1")]


def test_who_took_part_in_nothing_spent_nothing(abroad: BudgetEngine) -> None:
    asked = Query(of="spending", measures=("spent", "items"), where=(that("unit", "U4"),))
    assert rows_of(abroad, HR, asked) == []
    with pytest.raises(NotEnoughData):
        abroad.perform(training_history, HR, "test", "U4")


def test_trainings_that_nothing_was_spent_on_stand_with_the_others(abroad: BudgetEngine) -> None:
    free = {"course_id": 1, "start_date": date(YEAR, 3, 1), "end_date": date(YEAR, 3, 1)}
    with abroad.database.transaction() as session:
        session.add(TrainingSession(code="FREE", status="held", unnamed=5, **free))
    asked = Query(of="trainings", measures=("trainings", "cost"))
    assert rows_of(abroad, HR, asked) == [("CNY", "3", "1933.81"), ("USD", "1", "777.77")]
