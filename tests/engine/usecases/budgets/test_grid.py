"""A year's budgets as they are typed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.store.database import Database
from engine.usecases.budgets.grid import BudgetGrid, budget_grid
from engine.usecases.budgets.setting import set_budget
from engine.values.errors import NotPermitted
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR
from tests.workflow import HEAD, Office, build

NEXT = YEAR + 1
FIRST = "U2"


def grid(office: Office, who: str = HR, year: int | None = NEXT) -> BudgetGrid:
    found: BudgetGrid = office.do(who, budget_grid, year)
    return found


def test_every_line_with_its_quarters(either_store: Database) -> None:
    build(either_store)
    office = Office(either_store)
    hundred = Money(Decimal(100), "CNY")
    office.do(DIRECTOR, set_budget, FIRST, NEXT, hundred, office.key(), "all", 2)
    number = office.submit(20)
    assert number
    first, second = grid(office).lines
    assert (first.unit.code, first.programme, first.purpose) == (FIRST, "all", None)
    assert (first.allocated, first.bound) == (Money(Decimal(100_000), "CNY"), hundred * 200)
    assert [(one.quarter, one.planned) for one in first.phases] == [(2, hundred)]
    assert second.allocated == Money(Decimal(50_000), "CNY")


def test_who_may_type_is_said(either_store: Database) -> None:
    build(either_store)
    office = Office(either_store)
    assert (grid(office).may, grid(office, DIRECTOR).may) == (False, True)
    assert grid(office).set_by == ("management",)
    with pytest.raises(NotPermitted, match="see_setup"):
        grid(office, HEAD)


def test_a_year_without_budgets_is_empty(either_store: Database) -> None:
    build(either_store)
    office = Office(either_store)
    found = grid(office, year=None)
    assert (found.fiscal_year, found.this_year, found.lines) == (YEAR, YEAR, ())
    assert found.programmes[0] == "all"
