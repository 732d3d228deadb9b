"""Figures asked for by the names of the catalogue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assistant.base import PeisuanAction, Turn
from assistant.querying.composing.composed import Composed
from assistant.querying.composing.telling import tell_query
from engine.query.table import Column
from engine.query.value import (
    AT_LEAST,
    AT_MOST,
    IS_NOT,
    OVER,
    UNDER,
    Compare,
    Condition,
    Has,
    Query,
)
from engine.usecases.query import QueryAnswer
from engine.values.period import Period
from tests.assistant.golden.made import NEGOTIATION, SAFETY, SALES, WORKSHOP, cny
from tests.assistant.golden.stage import Case

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
HALF = Period(date(2026, 1, 1), date(2026, 6, 30))
KINDS = {
    "spent": "money",
    "spent_compared": "money",
    "spent_difference": "money",
    "share_of_spent": "share",
    "amount": "money",
    "coverage": "share",
    "participants": "count",
    "days_waiting": "number",
    "started_on": "date",
    "kind": "state",
    "quarter": "number",
    "course": "thing",
    "unit": "thing",
}


def telling(query: Query) -> type[PeisuanAction]:
    class Tells(PeisuanAction):
        action_name = "action_query"

        def respond(self, turn: Turn) -> None:
            tell_query(turn, Composed(query=query, names={}))

    return Tells


def case(
    name: str, said: tuple[str, str], query: Query, *rows: tuple[Any, ...], **found: Any
) -> Case:
    told = [*query.by]
    for one in query.measures:
        told += [one, f"{one}_compared", f"{one}_difference"] if query.compare else [one]
    answer = QueryAnswer(
        of=query.of,
        units=found.get("units", ()),
        columns=tuple(Column(name=one, kind=KINDS.get(one, "words")) for one in told),
        rows=rows,
        more=found.get("more", 0),
        withheld=found.get("withheld", 0),
        personal=False,
        explanation_id=7,
    )
    return Case(name=name, said=said, action=telling(query), results={"query": answer})


CASES = (
    case(
        "quarters held against those before",
        ("今年和去年比，按季度", "this year against last year by quarter"),
        Query(
            of="spending",
            measures=("spent",),
            by=("quarter",),
            period=HALF,
            compare=Compare(period=YEAR),
        ),
        (Decimal(1), cny(60_000), cny(90_000), cny(-30_000)),
        (Decimal(2), cny(20_000), cny(10_000), cny(10_000)),
    ),
    case(
        "courses that were not held, and have needs",
        ("去年没有开过的课程", "courses that were not held last year"),
        Query(
            of="courses",
            by=("course",),
            has=(
                Has(
                    of="trainings",
                    lacks=True,
                    where=(Condition(name="status", values=("held",)),),
                ),
                Has(of="needs"),
            ),
        ),
        (SAFETY,),
        (NEGOTIATION,),
    ),
    case(
        "spending of kinds, one left out",
        ("去年不含差旅各类费用花了多少", "spending by kind of cost without travel last year"),
        Query(
            of="spending",
            measures=("spent",),
            by=("kind",),
            where=(Condition(name="kind", sign=IS_NOT, values=("travel",)),),
            period=YEAR,
            order="-spent",
        ),
        ("instructor", cny(90000)),
        ("venue", cny(12000)),
        more=3,
        withheld=1,
    ),
    case(
        "a share of each",
        ("各类费用占比", "share of spending by kind"),
        Query(of="spending", measures=("spent", "share_of_spent"), by=("kind",)),
        ("instructor", cny(90000), Decimal("0.9")),
        ("venue", cny(10000), Decimal("0.1")),
    ),
    case(
        "one time held against another",
        ("上半年和去年比", "the first half against last year"),
        Query(of="spending", measures=("spent",), period=HALF, compare=Compare(period=YEAR)),
        (cny(60000), cny(90000), cny(-30000)),
    ),
    case(
        "one figure of a unit",
        ("销售部去年花了多少", "what did sales spend last year"),
        Query(
            of="spending",
            measures=("spent",),
            where=(Condition(name="unit", values=("SALES",)),),
            period=YEAR,
        ),
        (cny(60000),),
        units=(SALES,),
    ),
    case(
        "quarters of a year",
        ("去年按季度", "last year by quarter"),
        Query(of="spending", measures=("spent",), by=("quarter",), period=YEAR),
        (Decimal(1), cny(60000)),
        (Decimal(3), cny(40000)),
    ),
    case(
        "over and under",
        ("覆盖率", "coverage"),
        Query(
            of="participations",
            measures=("coverage",),
            by=("unit",),
            where=(
                Condition(name="coverage", sign=OVER, values=(Decimal("0.2"),)),
                Condition(name="coverage", sign=UNDER, values=(Decimal("0.95"),)),
                Condition(name="hours_of", sign=AT_LEAST, values=(Decimal(4),)),
                Condition(name="years", sign=AT_MOST, values=(Decimal(10),)),
            ),
            order="coverage",
        ),
        (SALES, Decimal("0.5")),
        (WORKSHOP, Decimal("0.75")),
    ),
    case(
        "trainings one by one",
        ("有哪些培训场次", "list the sessions"),
        Query(of="trainings", measures=("participants",), by=("training", "course", "started_on")),
        ("SE-1", NEGOTIATION, date(2025, 5, 6), Decimal(12)),
        ("SE-2", SAFETY, date(2025, 6, 6), Decimal(20)),
    ),
    case(
        "nothing on record",
        ("待批的申请", "pending requests"),
        Query(
            of="requests",
            measures=("amount",),
            by=("request", "unit", "stage"),
            where=(Condition(name="stage", values=("waiting",)),),
        ),
    ),
    case(
        "what nobody recorded",
        ("按讲师分", "by trainer"),
        Query(of="trainings", measures=("cost",), by=("instructor",)),
        (None, cny(90000)),
    ),
    case(
        "who has none",
        ("谁没有安全课", "who did not take safety"),
        Query(
            of="people",
            measures=("people",),
            by=("unit",),
            has=(
                Has(
                    of="participations",
                    where=(Condition(name="category", values=("mandatory",)),),
                    lacks=True,
                ),
                Has(of="certificates"),
            ),
        ),
        (SALES, Decimal(3)),
        (WORKSHOP, Decimal(5)),
    ),
)
