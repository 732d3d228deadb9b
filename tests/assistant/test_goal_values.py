"""The values between which a KPI is to move."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.goal_values import like, move_said, with_kpi_values
from assistant.message import Message, read_facts
from assistant.understanding.quantities.read import read_quantities
from engine.values.results import Named

TODAY = date(2026, 11, 28)
NAMES = {
    "销售额": ("kpi", "KP-SALES"),
    "转化率": ("kpi", "KP-CONV"),
    "故障": ("kpi", "KP-FLT"),
    "conversion": ("kpi", "KP-CONV"),
    "faults": ("kpi", "KP-FLT"),
    "sales": ("department", "SAL"),
    "客户跟进技巧": ("course", "TC-FUP"),
}


def _named(text: str) -> Iterator[dict[str, Any]]:
    for words, (kind, code) in NAMES.items():
        if (start := text.find(words)) >= 0:
            place = {"start": start, "end": start + len(words), "value": words}
            yield {"entity": kind, "kind": kind, **place, "code": code}


def _figures(text: str) -> Iterator[dict[str, Any]]:
    for one in read_quantities(text, TODAY):
        value = str(one.value)
        yield {
            "entity": one.entity,
            "value": value,
            "start": one.start,
            "end": one.end,
            **one.extra,
        }


def _read(text: str) -> Message:
    entities = [*_named(text), *_figures(text)]
    message = Message(
        text=text,
        intent="plan_from_goal",
        confidence=1.0,
        choices=(),
        message_id="m",
        person="x",
        channel="console",
        today=TODAY,
        entities=entities,
        facts=read_facts(entities, TODAY),
    )
    return with_kpi_values(message, _perform)


def _perform(_usecase: object, words: str) -> Named | None:
    return Named("KP-SALES", "销售额", "sales") if words == "sales" else None


def _move(text: str) -> Mapping[str, Any] | None:
    return move_said(_read(text).entities)


@pytest.mark.parametrize(
    ("text", "kpi", "start", "to"),
    [
        ("明年销售额要从3000万做到3300万，光靠转化率", "KP-SALES", 30_000_000, 33_000_000),
        ("销售额从3000万做到3500", "KP-SALES", 30_000_000, 35_000_000),
        ("故障从500次降到300次", "KP-FLT", 500, 300),
        ("转化率25到30", "KP-CONV", 25, 30),
        ("把500次的故障降到300次", "KP-FLT", 500, 300),
        ("sales from 30 to 33 million by conversion alone", "KP-SALES", 30_000_000, 33_000_000),
        ("sales from 30m to 33m", "KP-SALES", 30_000_000, 33_000_000),
        ("500 faults to 300", "KP-FLT", 500, 300),
        ("from 500 to 300 in faults", "KP-FLT", 500, 300),
    ],
)
def test_two_values_are_those_of_the_kpi_beside_them(
    text: str, kpi: str, start: int, to: int
) -> None:
    found = _move(text)
    assert found is not None
    assert found["kpi"] == kpi
    assert [Decimal(found[end]) for end in ("from", "to")] == [Decimal(start), Decimal(to)]


def test_they_are_no_price_no_share_and_no_headcount() -> None:
    facts = _read("申请销售额从3000万做到3300万所需的客户跟进技巧培训，39人").facts
    assert facts.amount is None
    assert facts.headcount == 39
    facts = _read("sales from 30 to 33 million").facts
    assert (facts.percent_from, facts.percent_to, facts.department) == (None, None, None)
    assert facts.kpi is not None
    assert facts.kpi["code"] == "KP-SALES"


@pytest.mark.parametrize(
    "text",
    [
        "转化率从25%提高到30%",
        "为了提高转化率，人数从30人改成25人",
        "转化率从1月到3月怎么样",
        "sales training from 30k to 33k",
        "客户跟进技巧从3000降到2500",
        "把人数从30改成25",
    ],
)
def test_what_is_said_of_something_else_is_none(text: str) -> None:
    assert _move(text) is None


def test_a_figure_is_in_the_scale_of_another() -> None:
    assert like(Decimal(3500), Decimal(30_000_000)) == 35_000_000
    assert like(Decimal(33), Decimal(30_000_000)) == 33_000_000
    assert like(Decimal(300), Decimal(500)) == 300
