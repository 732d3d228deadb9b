"""A request as people talk it through: what is changed, added, left open, and confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from assistant.requesting.several import total_of
from engine.usecases.context import BudgetEngine
from engine.values.money import Money
from tests.conversing import NAMES, Conversation

UNITS: Mapping[str, tuple[str, str]] = {
    **NAMES,
    "二班": ("department", "WS1-2"),
    "财务部": ("department", "FIN"),
}
REQUEST = "request_budget"


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, names=UNITS)


def grouped(head: Conversation, chinese: bool = True) -> str:
    if chinese:
        return head.say("设备操作培训，早班12个，中班8个，明年3月", REQUEST)
    return head.say("equipment operation, team A 12, team B 8, in March", REQUEST)


def test_groups_stand_in_the_summary(head: Conversation) -> None:
    assert "分组：早班 12 人、中班 8 人" in grouped(head)


def test_in_english_too(head: Conversation) -> None:
    assert "Groups: team A 12, team B 8" in grouped(head, chinese=False)


@pytest.mark.parametrize(
    ("said", "headcount"),
    [
        ("中班改成5个", 17),
        ("夜班也加3个", 23),
        ("中班少2个", 18),
        ("中班不去了", 12),
        ("一共改成30人", 30),
        ("再多3个", 23),
    ],
)
def test_a_change_of_one_group_leaves_the_others(
    head: Conversation, said: str, headcount: int
) -> None:
    grouped(head)
    head.say(said)
    assert head.slots["headcount"] == headcount
    groups = head.slots.get("groups")
    assert groups is None or sum(one["headcount"] for one in groups) == headcount


def test_fewer_of_no_group_by_name_is_asked_about(head: Conversation) -> None:
    grouped(head)
    assert "从哪一组减" in head.say("少2个")
    head.press("中班减2个")
    assert head.slots["headcount"] == 18


def test_a_unit_named_as_a_group_is_not_the_request_s(head: Conversation) -> None:
    head.say("设备操作培训，二班12个，早班8个，明年3月", REQUEST)
    assert "department" not in head.slots


def test_a_unit_that_says_something_is_not_the_request_s(head: Conversation) -> None:
    grouped(head)
    head.say("财务部说要快")
    assert "department" not in head.slots


def test_groups_are_stored_with_the_reason(head: Conversation) -> None:
    grouped(head)
    head.say("理由：新设备")
    assert "TR-" in head.say("交吧")


def test_the_new_month_is_taken_of_two(head: Conversation) -> None:
    grouped(head)
    head.say("3月太忙，5月好了")
    assert head.slots["period"]["first_day"] == "2027-05-01"


@pytest.mark.parametrize(
    ("opens", "said", "headcount"),
    [
        ("设备操作培训", "三十来号人", 30),
        ("equipment operation training", "about a dozen", 12),
        ("设备操作培训", "嗯58", 58),
    ],
)
def test_a_headcount_is_not_asked_twice(
    head: Conversation, opens: str, said: str, headcount: int
) -> None:
    head.say(opens, REQUEST)
    head.say(said)
    assert head.slots["headcount"] == headcount


@pytest.mark.parametrize(
    ("opens", "said"),
    [("设备操作培训", "你看着办"), ("equipment operation training", "no idea")],
)
def test_who_cannot_say_how_many_is_offered_some(head: Conversation, opens: str, said: str) -> None:
    asked = head.say(opens, REQUEST)
    assert head.say(said) != asked
    assert len(head.choices) == 2


def test_yes_but_changes_the_summary_and_asks_again(head: Conversation) -> None:
    head.say("equipment operation for 20 people in March", REQUEST)
    if head.slots["requested_slot"] == "audience":
        head.say("all")
    answer = head.say("ok but 15")
    assert "15 people" in answer
    assert head.slots["requested_slot"] == "confirmed"


def test_a_curse_is_no_reason_and_what_follows_is(head: Conversation) -> None:
    head.say("精益生产20人明年6月", REQUEST)
    head.say("你他妈的太难用")
    assert head.slots.get("reason") is None
    head.say("行行行 产能差一截", "query_performance_gap")
    assert head.slots["reason"] == "产能差一截"


def test_a_reason_out_of_the_data_is_offered_and_confirmed(sample_engine: BudgetEngine) -> None:
    head = Conversation(sample_engine, "sales-head")
    head.say("谈判培训30人明年6月", REQUEST)
    if head.slots["requested_slot"] == "audience":
        head.say("全部")
    assert "来自测评数据" in head.say("你帮我写")
    head.press("就用这句")
    assert "低于平均水平" in head.slots["reason"]


def test_a_filler_is_no_course_and_courses_are_offered(sample_engine: BudgetEngine) -> None:
    head = Conversation(sample_engine, "sales-head")
    head.say("报个培训", REQUEST)
    head.say("那个啥")
    assert "course" not in head.slots
    assert head.choices


TEAMS: Mapping[str, tuple[str, str]] = {
    **NAMES,
    "一车间乙班": ("department", "T2-"),
    "一车间丁班": ("department", "T4-"),
}


def test_people_of_a_second_unit_come_on_top_of_the_first(sample_engine: BudgetEngine) -> None:
    head = Conversation(sample_engine, names=TEAMS)
    head.say("给一车间乙班31人申请设备操作培训，明年3月，理由：误操作停机", REQUEST)
    said = head.say("一车间丁班的31人也一起参加", REQUEST)
    assert "一车间乙班 31 人、一车间丁班 31 人，一共 62 人" in said
    assert "设备操作技能培训，一车间，62 人" in said


def test_a_price_for_those_who_were_chosen_is_for_all_of_them(sample_engine: BudgetEngine) -> None:
    names = {"customer follow-up": ("course", "TC-FUP")}
    head = Conversation(sample_engine, "sales-head", names=names)
    head.say("request customer follow-up training for 100 sales people", "request_budget")
    head.press("Only 58")
    head.say("the quotation is CNY 100,000", "amend_request")
    assert total_of(head.slots) == Money(Decimal(100_000), "CNY")


@pytest.mark.parametrize(
    ("text", "everyone"),
    [
        ("everyone in R&D", 51),
        ("all of them", 51),
        ("研发所有人", 51),
        ("全体员工都参加", 51),
        ("not everyone in R&D", None),
        ("everyone but us", None),
        ("all good", None),
        ("不是所有人", None),
        ("都行", None),
    ],
)
def test_everyone_answers_how_many(
    sample_engine: BudgetEngine, text: str, everyone: int | None
) -> None:
    names = {
        "团队建设": ("course", "TC-TEAM"),
        "r&d": ("department", "RD"),
        "研发": ("department", "RD"),
    }
    head = Conversation(sample_engine, "rd-head", names=names)
    head.say("要做团队建设培训", REQUEST)
    head.say(text, "nlu_fallback")
    assert head.slots.get("headcount") == everyone


@pytest.mark.parametrize(
    ("off", "on"),
    [("hold off", "go on"), ("not yet", "yes"), ("先别提交", "好的"), ("先放一放", "继续")],
)
def test_what_was_put_off_is_shown_again_before_it_is_submitted(
    head: Conversation, off: str, on: str
) -> None:
    chinese = not off.isascii()
    head.say(
        "设备操作培训12人，明年3月，因为新机器"
        if chinese
        else "equipment operation for 12 people in March because of new machines",
        REQUEST,
    )
    head.say(off, "nlu_fallback")
    said = head.say(on, "affirm" if on in ("yes", "好的") else "nlu_fallback")
    assert "TR-" not in said
    assert head.slots["requested_slot"] == "confirmed"
    if on != "继续":
        assert "TR-" in head.say("提交" if chinese else "submit", "affirm")
