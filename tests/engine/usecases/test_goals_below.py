"""A goal of a unit whose KPI is kept further down, and gaps as they are said."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from engine.store.tables import Kpi
from engine.usecases.gap_as_said import GapSaid, gap_as_said
from engine.usecases.goals_below import goal_plans
from engine.usecases.plan_from_goal import GoalAsked
from engine.values.errors import InvalidInput, NotEnoughData
from tests.company import HR, Company
from tests.conftest import engine_over


def test_a_sum_is_reached_by_the_same_rise_of_each_unit_below(empty_store: Database) -> None:
    company = Company()
    north, south = company.unit("north", company.root), company.unit("south", company.root)
    sales = company.kpi("sales", unit="money")
    company.unit_result(sales, north, "1000")
    company.unit_result(sales, south, "3000")
    company.unit_result(sales, company.unit("deep", south), "9")
    company.write(empty_store)

    asked = GoalAsked(kpi=company.code(Kpi, sales), to=4400)
    found = engine_over(empty_store).perform(goal_plans, HR, "test", asked)

    assert [(one.unit.name, one.below) for one in found] == [("north", True), ("south", True)]
    assert [one.plan.result.goal.needed for one in found] == pytest.approx([1100, 3300])


def test_where_nothing_is_kept_below_it_is_refused(empty_store: Database) -> None:
    company = Company()
    sales = company.kpi("sales", unit="money")
    company.write(empty_store)
    asked = GoalAsked(kpi=company.code(Kpi, sales), change=0.1)
    with pytest.raises(NotEnoughData, match="kpi_has_no_result"):
        engine_over(empty_store).perform(goal_plans, HR, "test", asked)


def test_the_yield_of_the_article_as_it_is_said(empty_store: Database) -> None:
    company = Company()
    company.write(empty_store)
    said = GapSaid(name="良品率", target=0.98, actual=0.95)
    (gap,) = engine_over(empty_store).perform(gap_as_said, HR, "test", said).result
    assert gap.standing is not None
    assert gap.standing.gap_points == pytest.approx(3.0)
    assert gap.standing.attainment == pytest.approx(0.9694, abs=5e-5)


def test_what_is_meant_to_fall_is_better_where_it_is_lower(empty_store: Database) -> None:
    company = Company()
    company.write(empty_store)
    said = GapSaid(name="complaints", target=0.02, actual=0.035)
    (gap,) = engine_over(empty_store).perform(gap_as_said, HR, "test", said).result
    assert gap.is_short
    assert gap.direction == "lower"


def test_a_gap_takes_two_figures(empty_store: Database) -> None:
    company = Company()
    company.write(empty_store)
    with pytest.raises(InvalidInput, match="gap_lacks_figure"):
        engine_over(empty_store).perform(gap_as_said, HR, "test", GapSaid(name="x", target=0.9))
