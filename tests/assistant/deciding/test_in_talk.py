"""Decisions in a whole conversation: which request is meant, several in one message, what is
asked or wished in between, and what becomes of it afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from engine.store.database import Database
from engine.usecases.requests.listing import request_status
from tests.company import HR
from tests.conversing import Conversation
from tests.workflow import FINANCE, HEAD, OTHER_HEAD, Office, build

APPROVE, RETURN, REJECT = "approve_request", "return_request", "reject_request"


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


def hr(office: Office) -> Conversation:
    return Conversation(office.engine, HR, names={})


def head(office: Office) -> Conversation:
    return Conversation(office.engine, HEAD, names={})


def states(office: Office, *numbers: str) -> list[str]:
    return [office.state(number) for number in numbers]


def comment_of(office: Office, number: str) -> str | None:
    found = office.do(HEAD, request_status, number).requests[0]
    return next((one.comment for one in reversed(found.steps) if one.comment), None)


LISTED = {"zh": "有哪些等我办的", "en": "what waits for me"}
# Of the list of three: the first approved, the second returned, the third left.
THREE = {
    "zh": "第一个没问题，第二个退回说名单没附，第三个先放着",
    "en": "approve the first, return the second saying the list is missing, hold off on the third",
}
COMMENT = {"zh": "名单没附", "en": "the list is missing"}


def three(office: Office) -> list[str]:
    """The oldest first, as they are listed."""
    return [office.submit(5 + at) for at in range(3)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_waits_is_numbered(office: Office, language: str) -> None:
    numbers = three(office)
    said = hr(office).say(LISTED[language], "query_request_status")
    assert [said.index(f"{at}. {number}") for at, number in enumerate(numbers, 1)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_several_in_one_message_are_taken_one_after_the_other(
    office: Office, language: str
) -> None:
    first, second, third = three(office)
    talk = hr(office)
    talk.say(LISTED[language], "query_request_status")
    said = talk.say(THREE[language], APPROVE)
    assert all(number in said for number in (first, second, third))
    assert COMMENT[language] in said
    assert states(office, first, second, third) == ["submitted"] * 3
    said = talk.say("ok", "affirm")
    assert COMMENT[language] in said
    assert states(office, first, second, third) == ["approved", "submitted", "submitted"]
    talk.say("ok", "affirm")
    assert states(office, first, second, third) == ["approved", "returned", "submitted"]
    assert comment_of(office, second) == COMMENT[language]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前两个批了，最后一个驳回，今年没有安排", ["approved", "approved", "rejected"]),
        (
            "approve the first two, reject the third, not planned",
            ["approved", "approved", "rejected"],
        ),
        ("批第一个，退第二个，人太多", ["approved", "returned", "submitted"]),
        ("approve #1 and return #2, too many people", ["approved", "returned", "submitted"]),
    ],
)
def test_ordinals_of_the_list_are_its_rows(office: Office, text: str, expected: list[str]) -> None:
    numbers = three(office)
    talk = hr(office)
    talk.say("?", "query_request_status")
    talk.say(text, APPROVE)
    for _ in range(3 - expected.count("submitted")):
        talk.press("批准" if "批准" in talk.choices else talk.choices[0])
    assert states(office, *numbers) == expected


# A list of something else, and a yes that answers nothing, in between.
BETWEEN = (("预算还剩多少？", "query_budget_status"), ("确认", "affirm"))


@pytest.mark.parametrize(
    ("first", "second", "comment"),
    [
        (
            "那第一个批了，第二个先放着",
            "第二个还是退回去吧，让他把去年参加过的人剔掉再报",
            "把去年参加过的人剔掉再报",
        ),
        (
            "then the first is fine, the second has to wait",
            "the second one back to him after all, tell him to leave out last year's people",
            "leave out last year's people",
        ),
    ],
)
def test_an_ordinal_is_of_the_requests_listed_last(
    office: Office, first: str, second: str, comment: str
) -> None:
    numbers = [office.submit(5), office.submit(6)]
    talk = hr(office)
    talk.say("?", "query_request_status")
    talk.say(*BETWEEN[0])
    said = talk.say(first, APPROVE)
    assert numbers[0] in said
    assert states(office, *numbers) == ["submitted"] * 2
    talk.say("确认", "affirm")
    assert states(office, *numbers) == ["approved", "submitted"]
    assert comment_of(office, numbers[0]) is None
    talk.say(second, RETURN)
    talk.say("嗯", "affirm")
    assert states(office, *numbers) == ["approved", "returned"]
    assert comment_of(office, numbers[1]) == comment


@pytest.mark.parametrize(
    ("which", "act"),
    [
        ("批准", "第二个还是退回去吧，人太多"),
        ("approve", "the second one back to him, too many people"),
    ],
)
def test_an_act_said_when_asked_which_is_meant(office: Office, which: str, act: str) -> None:
    """Not the one that the question was about: a yes after it would approve the other way."""
    numbers = [office.submit(5), office.submit(6)]
    talk = hr(office)
    talk.say(which, APPROVE)
    talk.say("确认", "affirm")
    said = talk.say(act, RETURN)
    assert numbers[1] in said
    talk.say("嗯", "affirm")
    assert states(office, *numbers) == ["submitted", "returned"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_yes_to_what_was_not_understood_decides_nothing(office: Office, language: str) -> None:
    number = office.submit(5)
    talk = hr(office)
    talk.say({"zh": f"批准 {number}", "en": f"approve {number}"}[language], APPROVE)
    talk.say(
        {"zh": "那边说的你看着来", "en": "whatever they were saying"}[language], "nlu_fallback"
    )
    talk.say({"zh": "好", "en": "yes"}[language], "affirm")
    assert states(office, number) == ["submitted"]


@pytest.mark.parametrize(
    ("text", "expected", "comment"),
    [
        (
            "1和2过，3驳了，团建跟指标没关系",
            ["approved", "approved", "rejected"],
            "团建跟指标没关系",
        ),
        (
            "first two ok, the third one back to him, no evidence for it",
            ["approved", "approved", "returned"],
            "no evidence for it",
        ),
    ],
)
def test_an_instruction_is_stored_with_none(
    office: Office, text: str, expected: list[str], comment: str
) -> None:
    numbers = three(office)
    talk = hr(office)
    talk.say("?", "query_request_status")
    talk.say(text, APPROVE)
    for _ in numbers:
        talk.say("好", "affirm")
    assert states(office, *numbers) == expected
    assert [comment_of(office, one) for one in numbers] == [None, None, comment]


@pytest.mark.parametrize(
    "text",
    [
        "都批了吧，第二个除外",
        "除了第二个都批了",
        "approve all of them except the second",
        "1和3过，第二个我再想想",
        "1 and 3 are ok, the second has to wait",
    ],
)
def test_all_but_one_are_taken_one_after_the_other(office: Office, text: str) -> None:
    numbers = three(office)
    talk = hr(office)
    talk.say("?", "query_request_status")
    talk.say(text, APPROVE)
    talk.say("好", "affirm")
    talk.say("好", "affirm")
    assert states(office, *numbers) == ["approved", "submitted", "approved"]


@pytest.mark.parametrize(
    ("question", "told"),
    [("第二个谁报的", "name of"), ("who filed the second one?", "name of")],
)
def test_a_question_about_a_row_is_answered_of_it(office: Office, question: str, told: str) -> None:
    numbers = [office.submit(5), office.submit(6)]
    talk = hr(office)
    talk.say("?", "query_request_status")
    said = talk.say(question, "query_request_status")
    assert numbers[1] in said
    assert numbers[0] not in said
    assert told in said


@pytest.mark.parametrize("act", ["驳回，没有依据", "reject it, no evidence"])
def test_an_act_after_a_look_at_another_is_of_that_one(office: Office, act: str) -> None:
    numbers = [office.submit(5), office.submit(6)]
    talk = hr(office)
    talk.say("?", "query_request_status")
    talk.say(f"批准 {numbers[0]}", APPROVE)
    talk.say("第二个谁报的？", "query_request_status")
    talk.say(act, REJECT)
    talk.say("好", "affirm")
    assert states(office, *numbers) == ["submitted", "rejected"]


@pytest.mark.parametrize(("text", "yes"), [("退回", "好"), ("return", "yes")])
def test_a_yes_to_which_approves_nothing(office: Office, text: str, yes: str) -> None:
    numbers = [office.submit(5), office.submit(6)]
    talk = hr(office)
    talk.say(text, RETURN)
    talk.say(yes, "affirm")
    talk.say(yes, "affirm")
    assert states(office, *numbers) == ["submitted"] * 2


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("don't write that. say: no link to any KPI", "no link to any KPI"),
        ("别这么写，写没有指标支撑", "没有指标支撑"),
    ],
)
def test_other_words_are_stored_in_its_place(office: Office, text: str, comment: str) -> None:
    number = office.submit(5)
    talk = hr(office)
    talk.say(f"驳回 {number}，就是吃喝", REJECT)
    talk.say(text, REJECT)
    talk.say("好", "affirm")
    assert states(office, number) == ["rejected"]
    assert comment_of(office, number) == comment


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("第二个的意见再加一句：请写明人数", "请写明人数"),
        ("add to the second: say how many", "say how many"),
    ],
)
def test_a_sentence_is_added_to_one_that_waits(office: Office, text: str, sentence: str) -> None:
    first, second, _ = three(office)
    talk = hr(office)
    talk.say("?", "query_request_status")
    talk.say(THREE["zh" if text[0] == "第" else "en"], APPROVE)
    assert sentence in talk.say(text, "nlu_fallback")
    talk.say("ok", "affirm")
    talk.say("ok", "affirm")
    assert states(office, first, second) == ["approved", "returned"]
    assert sentence in (comment_of(office, second) or "")


@pytest.mark.parametrize(
    ("text", "at"), [("另一个批了", 1), ("approve the other one", 1), ("不是这个，批另一个", 1)]
)
def test_the_other_one_of_two(office: Office, text: str, at: int) -> None:
    numbers = [office.submit(5), office.submit(6)]
    talk = hr(office)
    talk.say("?", "query_request_status")
    talk.say(f"先看 {numbers[0]}", "query_request_status")
    talk.say("?", "query_request_status")
    talk.talk.slots.update(last_request=numbers[0])
    talk.say(text, APPROVE)
    assert talk.slots.get("decision_number") in (numbers[at], None)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("批是可以批，但是要分两批上", "要分两批上"),
        ("approve provided they start in May", "provided they start in May"),
        ("只同意一半", ""),
    ],
)
def test_a_condition_is_kept_of_the_only_one(office: Office, text: str, note: str) -> None:
    number = office.submit(5)
    talk = hr(office)
    said = talk.say(text, APPROVE)
    assert number in said
    assert note in said
    assert len(talk.choices) == 3
    assert states(office, number) == ["submitted"]


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("退回吧，改3个人再来", "改3个人再来"),
        ("send it back, 3 people will do", "3 people will do"),
    ],
)
def test_a_return_after_a_condition_keeps_its_comment(
    office: Office, text: str, comment: str
) -> None:
    number = office.submit(5)
    talk = hr(office)
    talk.say("可以，但是人数减到3", APPROVE)
    talk.say("为什么不能批一半？", APPROVE)
    assert comment in talk.say(text, RETURN)
    talk.say("等等我想一下", "nlu_fallback")
    assert comment in talk.say("好，就退", RETURN)
    talk.say("嗯 退", "nlu_fallback")
    assert states(office, number) == ["returned"]
    assert comment_of(office, number) == comment


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("撤了钱还回来不", "100,000"),
        ("does the money come back", "100,000"),
        ("审批人知道了吗", "还没有人收到通知"),
        ("撤了还能恢复吗", "不能恢复"),
        ("can it be undone", "cannot be brought back"),
        ("还能放几天", "前完成"),
    ],
)
def test_a_question_amid_it_is_answered_and_no_comment(
    office: Office, question: str, told: str
) -> None:
    number = office.submit(5)
    talk = head(office)
    talk.say(f"撤回 {number}，厂里统一办", "withdraw_request")
    said = talk.say(question, "withdraw_request")
    assert told in said
    assert talk.slots["decision_comment"] == "厂里统一办"
    assert states(office, number) == ["submitted"]
    talk.say("嗯 撤", "nlu_fallback")
    assert states(office, number) == ["withdrawn"]


@pytest.mark.parametrize(
    "wish",
    [
        "那就照原样再报一个",
        "ok, and file it again",
        "行，改成3个人再报一份",
        "sure, submit a new one",
    ],
)
@pytest.mark.parametrize("intent", ["affirm", "request_budget", "withdraw_request"])
def test_a_yes_to_something_else_is_none(office: Office, wish: str, intent: str) -> None:
    number = office.submit(5)
    talk = head(office)
    talk.say(f"撤回 {number}", "withdraw_request")
    talk.say(wish, intent, confidence=0.6)
    assert states(office, number) == ["submitted"]
    assert not talk.slots.get("decision_comment")


@pytest.mark.parametrize("text", ["算了，不弄了", "forget it", "先别批", "not yet"])
def test_whoever_stops_is_told_what_still_waits(office: Office, text: str) -> None:
    number = office.submit(5)
    talk = hr(office)
    talk.say(f"批准 {number}", APPROVE)
    said = talk.say(text, "cancel")
    assert number in said
    assert "11-26" in said
    assert states(office, number) == ["submitted"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("撤销刚才的", "withdraw_request"),
        ("wait, undo", "cancel"),
        ("批错了，能恢复吗", "nlu_fallback"),
        ("undo that", APPROVE),
    ],
)
def test_a_decision_is_not_undone_and_it_is_said(office: Office, text: str, intent: str) -> None:
    number = office.submit(5)
    talk = hr(office)
    talk.say(f"批准 {number}", APPROVE)
    talk.say("ok", "affirm")
    said = talk.say(text, intent)
    assert number in said
    assert "HR" in said or "人力资源部" in said
    assert states(office, number) == ["approved"]


@pytest.mark.parametrize("text", ["能恢复吗", "can you restore it", "那就照原样再报一个"])
def test_a_withdrawn_one_is_offered_anew(office: Office, text: str) -> None:
    number = office.submit(5)
    talk = head(office)
    talk.say(f"撤回 {number}", "withdraw_request")
    talk.say("ok", "affirm")
    said = talk.say(text, "nlu_fallback")
    assert number in said
    assert len(talk.choices) == 1
    assert states(office, number) == ["withdrawn"]


@pytest.mark.parametrize("text", ["于总授权我了，口头的", "the other way round, from them to us"])
def test_what_says_no_decision_is_not_told_that_none_waits(office: Office, text: str) -> None:
    said = hr(office).say(text, APPROVE, confidence=0.6)
    assert "目前没有等您审批的申请" not in said
    assert "No request is waiting" not in said


def test_the_one_of_that_sum_is_meant(office: Office) -> None:
    small, _ = office.submit(5), office.submit(6)
    talk = hr(office)
    talk.say("approve the 5,000 one", APPROVE)
    assert talk.slots["decision_number"] == small


def test_the_one_of_that_unit_is_meant(office: Office) -> None:
    office.submit(5)
    other = office.submit(6, who=OTHER_HEAD)
    unit: dict[str, Any] = {"entity": "department", "kind": "department", "code": "U3"}
    unit |= {"value": "second", "start": 12, "end": 18}
    talk = hr(office)
    talk.say("approve the second unit's", APPROVE, unit)
    assert talk.slots["decision_number"] == other


def test_the_button_names_the_act(office: Office) -> None:
    number = office.submit(5)
    talk = hr(office)
    for text, intent, title in (
        (f"批准 {number}", APPROVE, "批准"),
        (f"退回 {number}，名单没附", RETURN, "退回"),
        (f"驳回 {number}，没有安排", REJECT, "驳回"),
    ):
        talk.say(text, intent)
        assert talk.choices[0] == title


def test_nobody_decides_for_another(office: Office) -> None:
    number = office.submit(30)
    talk = Conversation(office.engine, FINANCE, names={})
    talk.say("批了吧", APPROVE)
    assert states(office, number) == ["submitted"]


@pytest.mark.parametrize(
    ("text", "number"), [("预算还剩多少？", "95,000"), ("how much budget is left?", "95,000")]
)
def test_a_lookup_in_between_is_one(office: Office, text: str, number: str) -> None:
    made = office.submit(5)
    talk = hr(office)
    talk.say(f"批准 {made}", APPROVE)
    unit = {"entity": "department", "kind": "department", "code": "U2", "value": "first"}
    said = talk.say(text, "query_budget_status", {**unit, "start": 0, "end": 1})
    assert number in said
    talk.say("确认", "affirm")
    assert states(office, made) == ["approved"]


def test_what_is_decided_is_asked_about_without_a_fault(office: Office) -> None:
    number = office.submit(5)
    office.submit(6)
    talk = hr(office)
    talk.say(f"批准 {number}", APPROVE)
    talk.say("好", "affirm")
    assert "抱歉" not in talk.say("这个有数据支撑吗？", "query_skill_gap")


BEYOND = [
    ("第三个批了", APPROVE),
    ("1和2过，第三个退回，名单没附", RETURN),
    ("前两个批了，第五个驳了", APPROVE),
    ("批前三个", APPROVE),
    ("第三个", "nlu_fallback"),
    ("approve the third one", APPROVE),
    ("first two ok, the third one back to him, no evidence for it", RETURN),
    ("reject the last three, too dear", REJECT),
    ("#3 is fine", APPROVE),
    ("what about the third one?", "query_request_status"),
]


@pytest.mark.parametrize(("text", "intent"), BEYOND)
def test_a_row_that_is_not_there_falls_on_no_other(office: Office, text: str, intent: str) -> None:
    numbers = [office.submit(5), office.submit(6)]
    talk = hr(office)
    talk.say(
        LISTED["zh" if ord(text[0]) > 0x2E80 or "和" in text else "en"], "query_request_status"
    )
    said = talk.say(text, intent)
    assert all(number in said for number in numbers)
    assert "只有 2" in said or "only 2" in said
    assert not talk.slots.get("decision_number")
    talk.say("好" if "只" in said else "ok", "affirm")
    assert states(office, *numbers) == ["submitted"] * 2


@pytest.mark.parametrize(
    ("text", "intent"), [("批准第三个", APPROVE), ("return the third one", RETURN)]
)
def test_of_what_waits_there_is_no_third_either(office: Office, text: str, intent: str) -> None:
    numbers = [office.submit(5), office.submit(6)]
    said = hr(office).say(text, intent)
    assert all(number in said for number in numbers)
    assert "只有 2" in said or "only 2" in said


@pytest.mark.parametrize("text", ["驳回第三个，太贵", "reject the third one, too dear"])
def test_amid_a_decision_it_is_no_word_on_the_one_at_hand(office: Office, text: str) -> None:
    numbers = [office.submit(5), office.submit(6)]
    talk = hr(office)
    talk.say(f"approve {numbers[0]}", APPROVE)
    said = talk.say(text, REJECT)
    assert numbers[1] in said
    assert talk.slots["decision"] == APPROVE
    assert states(office, *numbers) == ["submitted"] * 2


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("approve the 6,000 one", 1),
        ("return the first, he starts on the third of May", 0),
    ],
)
def test_a_figure_or_a_day_is_no_row(office: Office, text: str, number: int) -> None:
    numbers = [office.submit(5), office.submit(6)]
    talk = hr(office)
    talk.say("?", "query_request_status")
    talk.say(text, RETURN if "return" in text else APPROVE)
    assert talk.slots["decision_number"] == numbers[number]
