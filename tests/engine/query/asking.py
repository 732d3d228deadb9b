"""A question as people ask it, the query that it is, and the figures that are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from engine.query.value import IS, Condition, Query, Scalar
from engine.usecases.context import BudgetEngine
from engine.usecases.query import QueryAnswer, query
from engine.values.money import Money
from engine.values.period import Period
from engine.values.results import Named

Y2024 = Period(date(2024, 1, 1), date(2024, 12, 31))
Y2025 = Period(date(2025, 1, 1), date(2025, 12, 31))


def that(name: str, *values: Scalar, sign: str = IS) -> Condition:
    return Condition(name=name, sign=sign, values=values)


@dataclass(frozen=True)
class Asked:
    """`right` are the first rows, things as their codes; `rows` is how many there are."""

    who: str
    query: Query
    right: list[tuple[Any, ...]]
    rows: int | None = None


def ask(engine: BudgetEngine, who: str, asked: Query) -> QueryAnswer:
    return engine.perform(query, who, "test", asked)


def rows_of(engine: BudgetEngine, who: str, asked: Query) -> list[tuple[Any, ...]]:
    """What is told, things as their codes and figures as text."""
    return [tuple(map(told, row)) for row in ask(engine, who, asked).rows]


def wrong_among(engine: BudgetEngine, questions: Mapping[str, Asked]) -> dict[str, Any]:
    """Those that are not answered with what is right."""
    wrong = {}
    for name, asked in questions.items():
        answer = ask(engine, asked.who, asked.query)
        rows = [tuple(map(told, row)) for row in answer.rows]
        all_rows = len(rows) + answer.more
        if rows[: len(asked.right)] != asked.right or asked.rows not in (None, all_rows):
            wrong[name] = rows[: len(asked.right) + 1], all_rows
    return wrong


def told(cell: Any) -> Any:
    if isinstance(cell, Named):
        return cell.code
    if isinstance(cell, Money):
        cell = cell.amount
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else cell
