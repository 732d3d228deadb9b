"""What a message means for an open form."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.deciding.commenting import read_comment
from assistant.deciding.reading import SHORT, mentions
from assistant.language import language_of
from assistant.message import Facts, Message
from assistant.reading.answers import is_digression, is_stop, is_yes, read_choice, read_reason

PROPOSED = {"narrow": 120, "all": 200}


def message(
    text: str, intent: str = "", confidence: float = 0.9, facts: Facts | None = None
) -> Message:
    return Message(
        text=text,
        intent=intent,
        confidence=confidence,
        choices=[],
        message_id="m",
        person="E1",
        channel="web",
        today=date(2026, 11, 28),
        facts=facts or Facts(),
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("预算还剩多少", "zh"),
        ("how much is left", "en"),
        ("帮我报个 PMP certification", "zh"),
        ("Need budget for 设备操作 training please", "en"),
    ],
)
def test_the_language_is_the_message_s(text: str, language: str) -> None:
    assert language_of(text, None) == language


@pytest.mark.parametrize("text", ["50", "ok", "Q2", "🙂"])
def test_what_tells_no_language_changes_none(text: str) -> None:
    assert language_of(text, "en") == "en"
    assert language_of(text, "zh") == "zh"


@pytest.mark.parametrize(
    "text",
    ["提交", "好", "好，交", "可以，提交吧", "yes please", "yes thats it", "确认", "send it"],
)
def test_yes(text: str) -> None:
    assert is_yes(message(text))


@pytest.mark.parametrize(
    "text",
    [
        "好多少钱？",
        "不行",
        "可以换成50人吗",
        "ok他走了，换回中文吧",
        "好像不对",
        "okay but who pays",
    ],
)
def test_not_yes(text: str) -> None:
    assert not is_yes(message(text, "query_budget_status"))


def test_a_yes_with_a_new_fact_is_no_yes() -> None:
    assert not is_yes(message("好，改成50人", "affirm", facts=Facts(headcount=Decimal(50))))


def test_a_question_in_a_form_is_a_digression() -> None:
    assert is_digression(message("预算还剩多少？", "query_budget_status"), "period")


def test_an_answer_is_none_whatever_the_classifier_says() -> None:
    facts = Facts(headcount=Decimal(60))
    assert not is_digression(message("60人", "query_skill_gap", 0.9, facts), "headcount")


def test_the_number_that_was_asked_for_is_no_question_about_it() -> None:
    facts = Facts(request_id="TR-2026-0020")
    said = message("TR-2026-0020", "query_request_status", 0.9, facts)
    assert not is_digression(said, "decision_number")


def test_an_unsure_reading_is_no_digression() -> None:
    assert not is_digression(message("老出废品", "query_performance_gap", 0.3), "reason")


def test_a_statement_is_a_reason_though_it_speaks_of_gaps() -> None:
    said = message("we keep missing deadlines", "query_skill_gap", 0.7)
    assert not is_digression(said, "reason")
    assert is_digression(said, "period")


def test_giving_up_stops_the_flow() -> None:
    assert is_stop(message("算了", "cancel"), "period")
    assert is_stop(message("算了"), "reason")


@pytest.mark.parametrize(
    ("text", "number", "choice"),
    [
        ("只报120人", 120, "narrow"),
        ("全部200人", 200, "all"),
        ("少的那个", None, "narrow"),
        ("全都去", None, "all"),
        ("only those with the gap", None, "narrow"),
        ("everyone", None, "all"),
        ("150人", 150, None),
        ("嗯", None, None),
    ],
)
def test_which_audience(text: str, number: int | None, choice: str | None) -> None:
    facts = Facts(headcount=None if number is None else Decimal(number))
    assert read_choice(message(text, facts=facts), PROPOSED) == choice


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("一线工人设备操作总出问题，想给200个人做培训，要多少钱", "一线工人设备操作总出问题"),
        ("8月，理由是投诉太多", "投诉太多"),
        ("Train 20 people. Reason: too many complaints", "too many complaints"),
        ("给20个人报个谈判课", None),
    ],
)
def test_reasons_are_kept_in_the_person_s_words(text: str, reason: str | None) -> None:
    assert read_reason(text) == reason


@pytest.mark.parametrize(
    ("text", "required", "comment"),
    [
        ("批准TR-2026-0001", False, None),
        ("approve the equipment request", False, None),
        ("同意0012，注意控制差旅", False, "注意控制差旅"),
        ("把TR-2026-0001退回去，人数请减到5个", True, "人数请减到5个"),
        ("TR-2026-0007打回，备注：缺课程大纲", True, "缺课程大纲"),
        ("reject TR-2026-0002 because nobody has the gap", True, "nobody has the gap"),
        ("驳回 TR-2026-0003", True, None),
        ("send TR-2026-0004 back", True, None),
    ],
)
def test_the_comment_in_a_decision(text: str, required: bool, comment: str | None) -> None:
    assert read_comment(text, required) == comment


@pytest.mark.parametrize(
    ("text", "name", "mentioned"),
    [
        ("批准客户跟进那份", "客户跟进技巧培训", True),
        ("批准客户那份", "客户跟进技巧培训", False),
        ("approve the welding one", "Advanced welding", True),
        ("approve this training request", "Safety training", False),
    ],
)
def test_a_part_of_a_name_is_enough(text: str, name: str, mentioned: bool) -> None:
    assert mentions(text, name) is mentioned


@pytest.mark.parametrize(
    ("text", "number"),
    [("批准0043", "0043"), ("0043那份退回", "0043"), ("改成0元", None), ("给30个人", None)],
)
def test_the_last_digits_of_a_request(text: str, number: str | None) -> None:
    found = SHORT.search(text)
    assert (found[0] if found else None) == number
