"""Days of the company in SQL, the same on every database."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, literal, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from engine.query.subject import Expression


class day_at(FunctionElement[date]):  # noqa: N801 - reads as the SQL function it is
    """The day that a moment fell on by clocks that are so many minutes ahead of UTC."""

    inherit_cache = True
    type = Date()

    def __init__(self, moment: Expression, minutes: int) -> None:
        super().__init__(moment, literal_column(str(minutes)))


@compiles(day_at, "sqlite")
def _day(element: day_at, compiler: Any, **options: Any) -> str:
    moment, minutes = (compiler.process(one, **options) for one in element.clauses)
    return f"date({moment}, '{minutes} minutes')"


@compiles(day_at, "postgresql")
def _day_cast(element: day_at, compiler: Any, **options: Any) -> str:
    moment, minutes = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST(({moment} AT TIME ZONE 'UTC') + INTERVAL '{minutes} minutes' AS DATE)"


@compiles(day_at, "duckdb")
def _day_of_moment(element: day_at, compiler: Any, **options: Any) -> str:
    moment, minutes = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST(({moment}) + INTERVAL '{minutes} minutes' AS DATE)"


class days_until(FunctionElement[int]):  # noqa: N801 - reads as the SQL function it is
    """How many days there are from one day to another."""

    inherit_cache = True
    type = Integer()

    def __init__(self, first: Expression, last: date | Expression) -> None:
        super().__init__(first, literal(last, Date()) if isinstance(last, date) else last)


@compiles(days_until, "sqlite")
def _between(element: days_until, compiler: Any, **options: Any) -> str:
    first, last = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


@compiles(days_until, "postgresql")
@compiles(days_until, "duckdb")
def _subtracted(element: days_until, compiler: Any, **options: Any) -> str:
    first, last = (compiler.process(one, **options) for one in element.clauses)
    return f"(CAST({last} AS DATE) - {first})"
