"""The path that must shine, through real Rasa, in both languages."""

import re

import pytest

from tests.real_assistant import Assistant

CHINESE = [
    (
        "一线工人设备操作总出问题，想给200个人做设备操作技能培训，要多少钱",
        [
            "300,000 元",
            "人均 1,500 元",
            "8 期",
            "80%",
            "120 人（60%）",
            "未|没达标",
            "180,000 元",
            "省 120,000 元",
            "排第 1",
        ],
    ),
    ("只报120人", ["什么时候"]),
    ("明年3月", ["120 人", "180,000 元", "总出问题", "先占用 180,000 元", "提交吗"]),
    ("提交", [r"TR-\d{4}-\d{4}", "已占用 180,000 元", "人力资源部"]),
]
ENGLISH = [
    (
        "My line workers keep having trouble with equipment operation. I want to train 200 of them "
        "in equipment operation, how much would it be?",
        [
            "CNY 300,000",
            "CNY 1,500 per head",
            "8 sessions",
            "80%",
            r"120 \(60%\)",
            "miss the target",
            "CNY 180,000",
            "saves CNY 120,000",
            "rank 1",
        ],
    ),
    ("only the 120", ["When should it take place"]),
    (
        "in March next year",
        ["120 people", "CNY 180,000", "keep having trouble", "reserves CNY 180,000"],
    ),
    ("yes, submit it", [r"TR-\d{4}-\d{4}", "CNY 180,000 is reserved", "HR"]),
]
STATUS = {"zh": "各部门的培训预算现在是什么情况", "en": "what is the state of the training budgets"}


@pytest.mark.parametrize(("language", "script"), [("zh", CHINESE), ("en", ENGLISH)])
def test_from_a_vague_wish_to_a_reserved_request(
    assistant: Assistant, language: str, script: list[tuple[str, list[str]]]
) -> None:
    before = assistant.stored()
    head = assistant.talk("workshop-head")
    for said, expected in script:
        reply = head.say(said)
        for pattern in expected:
            assert re.search(pattern, reply), (
                f"{pattern!r} is not in the reply to {said!r}: {reply}"
            )
    number = re.search(r"TR-\d{4}-\d{4}", reply)
    assert number
    after = assistant.stored()
    assert (after["requests"] - before["requests"], after["entries"] - before["entries"]) == (1, 1)

    hr = assistant.talk("hr")
    assert re.search(r"180,000|360,000", hr.say(STATUS[language]))
    assert number.group() in hr.say(f"{number.group()} 到哪了")


def test_a_second_yes_and_a_message_delivered_twice_store_nothing_more(
    assistant: Assistant,
) -> None:
    head = assistant.talk("rd-head")
    head.say("给没证的12个Java工程师报分布式架构培训，明年5月，理由是架构要升级")
    head.say("提交", message_id="delivered-twice")
    stored = assistant.stored()
    head.say("提交", message_id="delivered-twice")
    assert "已经提交过" in head.say("提交")
    assert assistant.stored() == stored


def test_why_shows_the_sessions_behind_the_figure(assistant: Assistant) -> None:
    head = assistant.talk("workshop-head")
    head.say("给30个人做设备操作培训要多少钱")
    reply = head.say("这个数怎么来的")
    assert "一共花的钱除以一共去的人次" in reply
    assert reply.count("· 20") == 8
