"""Queries as talk composes them, over a whole company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commands.bench.company import DIRECTOR, YEAR
from engine.query.value import AT_LEAST, UNDER, Condition, Has, Query
from engine.usecases.context import BudgetEngine
from engine.usecases.query import query
from engine.values.period import Period

LAST_YEAR = Period(date(YEAR - 1, 1, 1), date(YEAR - 1, 12, 31))
TWO_YEARS_AGO = date(YEAR - 2, 11, 23)
KPI, SKILL = "KP00002", "SK00001"
_UNTRAINED = Has(
    of="participations",
    where=(Condition(name="started_on", sign=AT_LEAST, values=(TWO_YEARS_AGO,)),),
    lacks=True,
)
_LOW = Has(
    of="skills",
    where=(
        Condition(name="skill", values=(SKILL,)),
        Condition(name="level", sign=UNDER, values=(Decimal(3),)),
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """`reference` names DuckDB's aggregate."""

    name: str
    query: Query
    reference: str | None = None

    @property
    def run(self) -> Callable[[BudgetEngine, int], object]:
        return lambda engine, _n: engine.perform(query, DIRECTOR, "bench", self.query)


QUERIES = (
    Asked(
        "query: who came, and how long",
        Query(
            of="participations",
            measures=("people", "coverage", "hours", "hours_per_head"),
            period=LAST_YEAR,
        ),
        "came",
    ),
    Asked(
        "query: hours a head by unit",
        Query(
            of="participations",
            measures=("hours_per_head",),
            by=("unit",),
            period=LAST_YEAR,
            order="-hours_per_head",
        ),
        "hours_by_unit",
    ),
    Asked(
        "query: five largest courses",
        Query(
            of="participations",
            measures=("people", "seats"),
            by=("course",),
            order="-people",
            limit=5,
        ),
        "largest",
    ),
    Asked(
        "query: how many untrained for two years",
        Query(of="people", measures=("people",), has=(_UNTRAINED,)),
        "untrained",
    ),
    Asked(
        "query: ten who are",
        Query(
            of="people", by=("person", "hired_on"), has=(_UNTRAINED,), order="hired_on", limit=10
        ),
    ),
    Asked(
        "query: levels by position",
        Query(of="skills", measures=("mean_level", "below"), by=("position",)),
        "levels",
    ),
    Asked(
        "query: KPI of those below in a skill",
        Query(
            of="results",
            measures=("people", "actual"),
            where=(Condition(name="kpi", values=(KPI,)),),
            has=(_LOW,),
        ),
        "results_low",
    ),
    Asked(
        "query: spent, and a head",
        Query(of="spending", measures=("spent", "spent_per_head"), period=LAST_YEAR),
        "spent",
    ),
    Asked(
        "query: left by unit",
        Query(
            of="budgets",
            measures=("left",),
            by=("for_unit",),
            where=(Condition(name="year", values=(Decimal(YEAR),)),),
            order="-left",
            limit=10,
        ),
    ),
)
