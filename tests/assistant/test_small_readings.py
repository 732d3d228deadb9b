"""Small readings at their limits: the language, a yes, a course's name, a formula, a rating."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.charts.chart import Chart, ChartRow
from assistant.deciding.commenting import read_comment
from assistant.deciding.reading import mentions
from assistant.language import language_of
from assistant.message import Message
from assistant.reading.answers import LONGEST_YES, SURE, is_yes
from assistant.speech import Speech
from assistant.statements.stars import read_stars
from tests.assistant.golden.stage import TODAY


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("", None, "zh"),
        ("", "en", "en"),
        ("30", None, "zh"),
        ("30", "en", "en"),
        ("ok", "zh", "zh"),
        ("ok", None, "en"),
        ("ok then", "zh", "en"),
        ("培训", "en", "zh"),
        ("PMP 培训", "en", "zh"),
        ("go to 培训", "zh", "zh"),
        ("please show me the 培训", "zh", "en"),
        # A name is written as the company has it, in whatever language one speaks.
        ("what did 吕建梅 learn", "en", "en"),
        ("what did 吕建梅 learn", "zh", "en"),
        ("2027 budget for 一车间?", "en", "en"),
        ("im away, 谢建英 or 孙鹏飞 signs for me", "en", "en"),
        ("budget 一车间", "en", "zh"),
        ("一车间的 budget for this year 是多少", "en", "zh"),
        ("把 the report 发我", "en", "zh"),
    ],
)
def test_the_language_of_a_message(text: str, before: str | None, language: str) -> None:
    assert language_of(text, before) == language


def message(text: str, **given: Any) -> Message:
    usual: dict[str, Any] = {
        "intent": "affirm",
        "confidence": 1.0,
        "choices": (),
        "message_id": "m1",
        "person": "P7",
        "channel": "web",
        "today": TODAY,
    }
    return Message(text=text, **{**usual, **given})


@pytest.mark.parametrize(
    ("text", "given", "yes"),
    [
        ("aye", {}, True),
        ("aye", {"confidence": SURE}, True),
        ("aye", {"confidence": SURE - 0.01}, False),
        ("aye", {"intent": "greet"}, False),
        ("a" * LONGEST_YES, {}, True),
        ("a" * (LONGEST_YES + 1), {}, False),
        ("yes please", {"intent": "greet", "confidence": 0.1}, True),
    ],
)
def test_a_yes_is_short_and_sure(text: str, given: dict[str, Any], yes: bool) -> None:
    assert is_yes(message(text, **given)) is yes


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("同意谈判技", "谈判技巧", True),
        ("同意判技巧", "谈判技巧", True),
        ("同意谈判", "谈判技巧", False),
        ("同意巧的", "谈判技巧", False),
        ("the negotiation one", "Negotiation basics", True),
        ("the basic one", "Basic negotiation", False),
        ("the lean one", "Lean production", True),
        ("a PMP", "PMP", False),
    ],
)
def test_a_part_of_a_course_names_it(text: str, name: str, meant: bool) -> None:
    assert mentions(text, name) is meant


def test_an_instruction_is_no_comment() -> None:
    assert read_comment("驳回太贵的", required=True) is None
    assert read_comment("驳回太贵的，名单不全", required=True) == "名单不全"


@pytest.mark.parametrize(
    ("text", "stars"),
    [("5/5", "5"), ("6/5", None), ("0/5", None), ("3/0", None), ("10/10", "5"), ("1/100", "1")],
)
def test_a_rating_lies_within_its_scale(text: str, stars: str | None) -> None:
    assert read_stars(text) == (None if stars is None else Decimal(stars))


def test_money_of_plain_data_reads_as_money() -> None:
    assert Speech("en").money({"amount": "1234.50", "currency": "CNY"}) == "CNY 1,234.50"


def test_a_chart_is_kept_in_its_own_letters() -> None:
    assert "销售部" in Chart("题", (ChartRow("销售部", (1.0,), ("1",)),)).written().decode()
