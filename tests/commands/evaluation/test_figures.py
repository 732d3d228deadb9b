"""Whether the figures of a question are held to be right only where they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commands.evaluation.questions.agreeing import Found, lacking
from commands.evaluation.questions.figures import scratch_sample
from commands.evaluation.questions.measuring import (
    BESIDE,
    DIFFERS,
    EQUAL,
    IMPOSSIBLE,
    REFUSED,
    measured,
)
from engine.usecases.query import QueryAnswer
from engine.values.money import Money
from engine.values.results import Named

SALES, RETAIL = Named("SAL", "销售部", "Sales"), Named("RET", "零售部", "Retail")
ANSWER = QueryAnswer(
    of="budgets",
    units=(),
    columns=(),
    rows=(
        (SALES, Money(Decimal("120000.50"), "CNY"), Decimal("0.2")),
        (RETAIL, Money(Decimal(220000), "CNY"), Decimal("0.2")),
    ),
    more=0,
    withheld=0,
    personal=False,
    explanation_id=1,
)


@pytest.mark.parametrize(
    "rows",
    [
        [("销售部", 120000.5)],
        [("SAL", 120000.5, 20.0), ("RET", 220000, 20.0)],
        [(120000.5, 220000)],
        [(None,)],
    ],
)
def test_what_is_told_is_not_lacking(rows: list[tuple[Any, ...]]) -> None:
    assert lacking([Found(rows)], [ANSWER]) == ""


@pytest.mark.parametrize(
    "rows",
    [
        [(120000.51,)],
        [("SAL", 220000), ("RET", 120000.5)],
        [(0,)],
        [("HR", 120000.5)],
    ],
)
def test_another_figure_is_lacking(rows: list[tuple[Any, ...]]) -> None:
    assert "not told" in lacking([Found(rows)], [ANSWER])


def test_rows_that_are_too_many_are_no_answer() -> None:
    more = replace(ANSWER, more=3)
    rows = [("SAL", 120000.5), ("RET", 220000)]
    assert lacking([Found(rows)], [replace(more, rows=(*ANSWER.rows, (None, None, None)))]) != ""
    assert lacking([Found(rows, all=False)], [more]) == ""


def test_no_rows_are_none_of_it() -> None:
    assert lacking([Found([(0,)])], [replace(ANSWER, rows=())]) == ""


def test_what_becomes_of_questions() -> None:
    def line(number: str, **more: Any) -> dict[str, Any]:
        return {"id": number, "as": "finance", "kind": "budget", "sql": SPENT, **more}

    spent = {"of": "budgets", "measures": ["spent"], "where": [{"name": "year", "values": [2026]}]}
    elsewhere = {**spent, "where": [*spent["where"], {"name": "unit", "values": ["X"]}]}
    asked_as: dict[str, Any] = {
        "right": {"asks": [spent]},
        "wrong": {"asks": [{**spent, "where": [{"name": "year", "values": [2025]}]}]},
        "unknown": {"asks": [{**spent, "measures": ["joy"]}]},
        "refused": {"asks": [elsewhere], "refused": "not_found"},
        "beside": {"beside": "method"},
    }
    with scratch_sample(date(2026, 11, 28)) as (engine, path):
        found = measured([line(name) for name in asked_as], asked_as, engine, path)
    assert [one.outcome for one in found] == [EQUAL, DIFFERS, IMPOSSIBLE, REFUSED, BESIDE]


SPENT = """select sum(t.amount)/100.0 from budget_entry t join budget_line l on l.id = t.line_id
join budget_version v on v.id = l.version_id where t.kind = 'actual' and v.fiscal_year = 2026"""
