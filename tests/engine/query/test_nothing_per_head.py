"""Of whom nothing is found, a head has nothing: that is the least there is, and under any bound."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from engine.query.value import UNDER, Condition, Query
from engine.usecases.context import BudgetEngine
from engine.usecases.query import query
from engine.values.period import Period

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
BY_UNIT: dict[str, Any] = {
    "of": "participations",
    "measures": ("coverage",),
    "by": ("unit",),
    "period": YEAR,
}


def test_those_with_nothing_are_the_least(company: BudgetEngine) -> None:
    told = company.perform(query, "hr", "test", Query(**BY_UNIT, order="coverage"))
    covered = [row[1] for row in told.rows]
    assert covered[0] == 0
    assert covered == sorted(covered)


def test_those_with_nothing_are_under_any_bound(company: BudgetEngine) -> None:
    bound = Condition(name="coverage", sign=UNDER, values=(Decimal("0.9"),))
    everybody = company.perform(query, "hr", "test", Query(**BY_UNIT))
    below = company.perform(query, "hr", "test", Query(**BY_UNIT, where=(bound,)))
    low = {row[0].code for row in everybody.rows if row[1] < Decimal("0.9")}
    assert {row[0].code for row in below.rows} == low
