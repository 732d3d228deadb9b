"""The analyses in conversation: each answers with figures and can be explained."""

import pytest

from assistant.speech.speech import phrases
from tests.real_assistant import Assistant


@pytest.mark.parametrize(
    ("person", "said", "expected", "asked_for"),
    [
        (
            "workshop-head",
            "我们车间良品率没达标，背后是什么原因？",
            ["良品率", "设备操作规范", "必做"],
            "query_performance_gap",
        ),
        (
            "sales-head",
            "Which KPI falls short in my department, and why?",
            ["conversion rate"],
            "query_performance_gap",
        ),
        (
            "hr",
            "零售部去年办过哪些培训，人均多少钱？",
            ["零售部的培训历史", "人均"],
            "query_training_history",
        ),
        (
            "hr",
            "客户跟进技巧培训去年效果怎么样",
            ["明年建议", "四个层级都好"],
            "query_training_effect",
        ),
        (
            "sales-head",
            "要把销售额提高10%，需要做什么培训，多少预算？",
            ["27.5%", "预算合计"],
            "plan_from_goal",
        ),
        (
            "hr",
            "如果明年总预算只有70万，该怎么分配？",
            ["700,000 元", "✓", "✗"],
            "simulate_allocation",
        ),
    ],
)
def test_it_is_answered(
    assistant: Assistant, person: str, said: str, expected: list[str], asked_for: str
) -> None:
    talk = assistant.talk(person)
    reply = talk.say(said)
    assert all(words in reply for words in expected), reply
    assert phrases("zh")[f"why.{asked_for}"] in talk.say("这个数怎么来的？")
