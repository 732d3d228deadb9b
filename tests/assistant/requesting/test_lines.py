"""Several trainings in one message: each keeps what is said of it, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from assistant.requesting.lines import lines_of
from engine.usecases.context import BudgetEngine
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import LineView
from tests.conversing import Conversation, named

REQUEST = "request_budget"
NAMES: Mapping[str, tuple[str, str]] = {
    "equipment operation": ("course", "TC-EQ"),
    "设备操作": ("course", "TC-EQ"),
    "lean production": ("course", "TC-LEAN"),
    "精益生产": ("course", "TC-LEAN"),
    "safety": ("skill", "SK-SAF"),
    "安全生产": ("skill", "SK-SAF"),
    "line workers": ("position", "PO-LINE"),
    "team leaders": ("position", "PO-TL"),
}
THREE = (
    "Need three things next year: equipment operation for the 120 who fall short, operating "
    "standards for 100, and safety for all 200 line workers. First two in March, safety in January."
)
TWO = "精益生产30人5月，安全生产40人明年1月"


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, names=NAMES)


def told(head: Conversation) -> list[tuple[Any, ...]]:
    """Course, people, first day and reason of each line."""
    return [
        (
            (one.get("course") or {}).get("code"),
            one.get("headcount"),
            (one.get("period") or {}).get("first_day"),
            one.get("reason"),
        )
        for one in lines_of(head.slots)
    ]


def test_three_needs_keep_their_own_people_and_months(head: Conversation) -> None:
    said = head.say(THREE, REQUEST, again(THREE, "safety", "SK-SAF"))
    assert told(head) == [
        ("TC-EQ", 120, "2027-03-01", None),
        ("TC-EQS", 100, "2027-03-01", None),
        ("TC-SAF", 200, "2027-01-01", None),
    ]
    assert "Equipment operating standards, 100 people, Mar 2027, CNY 120,000" in said
    assert "Workplace safety, 200 people, Jan 2027, CNY 24,000" in said
    assert "Together CNY 324,000" in said


def test_one_is_dropped_one_changed_and_each_has_its_reason(head: Conversation) -> None:
    head.say(THREE, REQUEST, again(THREE, "safety", "SK-SAF"))
    head.say("drop the middle one", "cancel")
    said = head.say("safety: make it 208, the team leaders too", "amend_request")
    assert "line workers 200, team leaders 8" in said
    summary = head.say("reasons: operator faults for the machines, legal duty for safety")
    assert told(head) == [
        ("TC-EQ", 120, "2027-03-01", "operator faults for the machines"),
        ("TC-SAF", 208, "2027-01-01", "legal duty for safety"),
    ]
    assert "leaving CNY 495,040" in summary


def test_both_are_stored_as_they_were_shown(head: Conversation) -> None:
    head.say(THREE, REQUEST, again(THREE, "safety", "SK-SAF"))
    head.say("drop the middle one", "cancel")
    head.say("reasons: operator faults for the machines, legal duty for safety")
    head.say("good. file both", "affirm")
    stored = head.engine.perform(request_status, head.person, "console")
    lines = [one.lines[0] for one in stored.requests if one.fiscal_year == 2027]
    assert sorted((topic_code(one), one.headcount, one.start.month) for one in lines) == [
        ("TC-EQ", 120, 3),
        ("TC-SAF", 200, 1),
    ]
    assert not head.slots.get("lines")


def again(text: str, name: str, code: str) -> dict[str, Any]:
    """A name where it stands last."""
    return named("skill", code, name, text.rindex(name))


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("精益改成25人", (25, 40)),
        ("第二个改成50人", (30, 50)),
        ("精益25人，安全45人", (25, 45)),
    ],
)
def test_a_line_is_changed_by_its_name_or_place(
    head: Conversation, said: str, figures: tuple[int, int]
) -> None:
    head.say(TWO, REQUEST)
    head.say(said, "amend_request")
    assert tuple(one["headcount"] for one in lines_of(head.slots)) == figures


def test_a_change_of_none_by_name_is_asked_about(head: Conversation) -> None:
    head.say(TWO, REQUEST)
    head.say("精益是因为产能差两个点，安全是因为法律要求")
    assert head.slots["requested_slot"] == "confirmed"
    assert "是说哪一项" in head.say("改到6月", "amend_request")
    assert [one["period"]["first_day"] for one in lines_of(head.slots)] == [
        "2027-05-01",
        "2027-01-01",
    ]
    head.press("精益生产")
    assert [one["period"]["first_day"] for one in lines_of(head.slots)] == [
        "2027-06-01",
        "2027-01-01",
    ]


def test_a_reason_of_all_is_of_each(head: Conversation) -> None:
    head.say(TWO, REQUEST)
    head.say("原因都是考评不达标")
    assert [one["reason"] for one in lines_of(head.slots)] == ["考评不达标", "考评不达标"]


def test_a_reason_of_none_by_name_is_asked_about(head: Conversation) -> None:
    said = head.say("精益生产30人明年5月，安全生产40人明年1月，因为新来的人多", REQUEST)
    assert "是说哪一项" in said
    head.press("每一项都是")
    assert [one["reason"] for one in lines_of(head.slots)] == ["新来的人多", "新来的人多"]


def test_a_need_with_two_figures_is_asked_about(head: Conversation) -> None:
    said = head.say("精益生产30人或50人明年5月，安全生产40人明年1月", REQUEST)
    assert [one.get("headcount") for one in lines_of(head.slots)] == [None, 40]
    assert "按 50 人算" in said


def test_figures_are_not_of_a_training_in_passing(head: Conversation) -> None:
    head.say("精益生产暂时不办，安全生产40人明年1月", REQUEST)
    assert head.slots["course"]["code"] == "TC-SAF"
    assert head.slots["headcount"] == 40


def test_two_trainings_are_no_two_people(head: Conversation) -> None:
    text = "精益生产30人明年5月，安全生产40人明年1月，两个都帮我报了"
    head.say(text, REQUEST)
    assert [one["headcount"] for one in lines_of(head.slots)] == [30, 40]


def topic_code(line: LineView) -> str:
    assert not isinstance(line.topic, str)
    return line.topic.code


def test_words_alone_are_no_two_trainings(head: Conversation) -> None:
    head.say("put 50 of them in for February, the worst 50", REQUEST)
    assert not head.slots.get("lines")
    assert head.slots.get("course") is None
