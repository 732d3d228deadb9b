"""Who decides, in whose place, who moved what; and who meets what a position requires."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assistant.asking.aspects import ASPECT
from assistant.capabilities.answering import answers
from engine.usecases.ledger.moved import BudgetMoves, LockedMonth, Moved
from engine.usecases.ledger.rates import Rate
from engine.usecases.ready_for import Candidate, Lacking, ReadyFor
from engine.usecases.requests.deciders_ahead import DecisionRoute, RouteStep, StandIn
from engine.values.results import Named
from tests.assistant.golden.made import NEGOTIATION, SALES, WORKSHOP, cny, made, named
from tests.assistant.golden.records import POSITION_SAID, entity
from tests.assistant.golden.stage import Case

LEADER = named("Team leader", "班组长")
SUM = entity("amount", "80000", currency="CNY")
WANG, LI = Named("E101", "王芳"), Named("E202", "李强")
DAYS = {"first_day": date(2026, 11, 23), "last_day": date(2026, 12, 4)}


def asked(capability: str, name: str, aspect: str, *more: Any, **results: object) -> Case:
    return Case(
        action=answers()[capability],
        name=name,
        said=("谁", "who"),
        entities=(entity(ASPECT, aspect), *more),
        results=results,
    )


def of(name: str, aspect: str, *more: Any, **results: object) -> Case:
    return asked("query_authority", name, aspect, *more, **results)


def step(role: str, duty: str, *people: str, delegates: tuple[str, ...] = ()) -> RouteStep:
    return RouteStep(duty=duty, role=role, people=people, delegates=delegates, days=5)


ROUTE = DecisionRoute(
    unit=SALES,
    total=cny(80000),
    steps=(
        step("hr", "validate", "王芳"),
        step("hr_head", "approve", "王芳", "李强", delegates=("周洁",)),
        step("finance", "approve"),
    ),
)
MOVES = BudgetMoves(
    moved=(
        Moved(
            source=WORKSHOP,
            target=SALES,
            fiscal_year=2026,
            amount=cny(25000),
            on=date(2026, 10, 9),
            by="王芳",
            reason="旺季培训",
        ),
        Moved(
            source=SALES,
            target=WORKSHOP,
            fiscal_year=2026,
            amount=cny(100),
            on=date(2026, 3, 9),
            by=None,
            reason=None,
        ),
    ),
    locked=(LockedMonth(month="2026-09", by="李强", on=date(2026, 10, 12)),),
)
NOTHING = BudgetMoves(moved=(), locked=())


def candidate(number: str, *lacking: Lacking, missing: int = 0) -> Candidate:
    return Candidate(
        person=Named(number, "某人"), unit=SALES, position=None, lacking=lacking, missing=missing
    )


SHORT = Lacking(skill=NEGOTIATION, level=Decimal("2.50"), required=Decimal(4))
UNKNOWN = Lacking(skill=NEGOTIATION, level=None, required=Decimal(3))


def ready(*candidates: Candidate, **given: Any) -> ReadyFor:
    usual = {"unit": SALES, "towards": LEADER, "asked": 40, "named": True}
    return made(ReadyFor, **{**usual, "candidates": candidates, **given})


def who(name: str, *more: Any, aspect: str = "ready", **results: object) -> Case:
    return asked("query_ready", name, aspect, *more, may=None, **results)


CASES = (
    of("the route of a sum", "route", SUM, decision_route=ROUTE),
    of("no sum", "route"),
    of(
        "stand-ins",
        "stand_ins",
        stand_ins_set=(
            StandIn(principal=WANG, delegate=LI, yours=False, **DAYS),
            StandIn(principal=WANG, delegate=LI, yours=True, **DAYS),
        ),
    ),
    of("no stand-in", "stand_ins", stand_ins_set=()),
    of(
        "none for somebody",
        "stand_ins",
        entity("employee_name", "李强", code="E303"),
        stand_ins_set=(StandIn(principal=WANG, delegate=LI, yours=False, **DAYS),),
    ),
    of("moves", "moved", budget_moves=MOVES),
    of("no move", "moved", budget_moves=NOTHING),
    of("locked months", "frozen", budget_moves=MOVES),
    of("no locked month", "frozen", budget_moves=NOTHING),
    of(
        "moves and locked months",
        "moved",
        entity(ASPECT, "frozen"),
        budget_moves=MOVES,
    ),
    of(
        "rates",
        "rates",
        rates_on_record=(Rate("USD", "CNY", date(2026, 1, 1), Decimal("7.1000")),),
    ),
    of("no rate", "rates", rates_on_record=()),
    who("somebody meets all", POSITION_SAID, ready_for=ready(candidate("E1"), ready=1)),
    who(
        "nobody does",
        POSITION_SAID,
        ready_for=ready(candidate("E2", SHORT, missing=1), candidate("E3", UNKNOWN), ready=0),
    ),
    who(
        "the nearest",
        POSITION_SAID,
        entity(ASPECT, "nearest"),
        ready_for=ready(candidate("E1"), candidate("E2", SHORT), ready=1),
    ),
    who("numbers alone", POSITION_SAID, ready_for=ready(named=False, ready=3)),
    who("no position", aspect="promoted"),
    Case(
        action=answers()["query_ready"],
        name="those of one position, beside which there are two",
        said=("谁可以升", "sellers who could be promoted to"),
        entities=(POSITION_SAID,),
        results={"may": None, "positions_beside": (LEADER, named("Boss", "主任"))},
    ),
    Case(
        action=answers()["query_ready"],
        name="those of one position, beside which there is none",
        said=("谁可以升", "sellers who could be promoted to"),
        entities=(POSITION_SAID,),
        results={"may": None, "positions_beside": ()},
    ),
)
