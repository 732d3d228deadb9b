"""Needs on record: listed, one's own, and a request out of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.asking.aspects import ASPECT
from assistant.capabilities.answering import answers
from engine.usecases.needs.listing import NeedsList
from engine.usecases.needs.topics import NeedTopic, OriginPart
from engine.usecases.withdraw_need import OwnWish
from engine.values.errors import NotPermitted
from tests.assistant.golden.made import NEGOTIATION, SALES, made
from tests.assistant.golden.records import COURSE_SAID, UNIT_SAID, entity
from tests.assistant.golden.stage import Case


def part(origin: str, people: int, records: int = 1, withheld: bool = False) -> OriginPart:
    return OriginPart(origin=origin, people=people, records=records, withheld=withheld)


def topic(words: str, people: int, *parts: OriginPart, **given: Any) -> NeedTopic:
    usual = {"course": None, "skill": None, "state": "open", "units": (SALES,), "years": (2027,)}
    return made(NeedTopic, **{**usual, "words": words, "people": people, "parts": parts, **given})


OF_THREE = topic(
    "谈判技巧",
    40,
    part("strategy", 40),
    part("business", 35),
    part("employee", 6, 6),
    course=NEGOTIATION,
    state="requested",
    reasons=("转化率低", "新客户多"),
    priority=Decimal("0.9"),
)
WELDING = topic("焊接", 6, part("employee", 6, 6))
GOAL = topic("减少报废", 0, part("business", 0))
FEW = topic("谈判技巧", 12, part("business", 12), part("employee", 0, 0, True), course=NEGOTIATION)


def found(*topics: NeedTopic, withheld: int = 0) -> NeedsList:
    return NeedsList(unit=SALES, year=None, topics=topics, withheld=withheld)


def wish(state: str, **given: Any) -> OwnWish:
    usual = {"about": None, "people": 1, "year": 2027, "topic": "焊接"}
    return made(OwnWish, **{**usual, "state": state, **given})


def asked(name: str, aspect: str, *more: Any, **results: object) -> Case:
    return Case(
        action=answers()["query_needs"],
        name=name,
        said=("需求", "needs"),
        entities=(entity(ASPECT, aspect), *more),
        results=results,
    )


WISHES = (
    wish("open"),
    wish("withdrawn", topic="谈判技巧", about=NEGOTIATION),
    wish("settled", people=54),
)
CASES = (
    asked("all", "list", needs_on_record=found(OF_THREE, FEW, WELDING, GOAL, withheld=2)),
    asked("one topic", "wanting", COURSE_SAID, needs_on_record=found(OF_THREE, WELDING)),
    asked("from an origin", "employee", needs_on_record=found(WELDING)),
    asked("of a unit", "list", UNIT_SAID, needs_on_record=found(WELDING)),
    asked("none", "list", needs_on_record=found()),
    asked("none of a topic", "list", COURSE_SAID, needs_on_record=found(WELDING, withheld=1)),
    asked("for who may not", "list", needs_on_record=NotPermitted("see_priorities", "head")),
    asked("one's own", "own", own_wishes=WISHES),
    asked("none of one's own", "own", own_wishes=()),
    asked("a request", "as_request", COURSE_SAID, may=None, needs_on_record=found(OF_THREE)),
    asked(
        "a request without reasons",
        "as_request",
        may=None,
        needs_on_record=found(replace(WELDING, reasons=())),
    ),
    asked("which need", "as_request", may=None, needs_on_record=found(OF_THREE, WELDING)),
    asked("no such need", "as_request", COURSE_SAID, may=None, needs_on_record=found(WELDING)),
)
