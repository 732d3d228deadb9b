"""Figures, days and decisions as they were meant, in whole conversations: inputs of the kinds
that once came out wrong, in both languages."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.conversation.test_decisions import state, submitted
from tests.real_assistant import Assistant, Talk

TODAY = date.today()


def next_(month: int) -> int:
    """The year in which that month comes next."""
    return TODAY.year if month >= TODAY.month else TODAY.year + 1


NEXT = TODAY.year + 1
# Who speaks, what he says, and what the last reply must hold (and must not).
MEANT: list[tuple[str, list[str], list[str], list[str]]] = [
    # One date is ruled out, another is meant.
    (
        "workshop-head",
        ["申请设备操作培训30人，但是不要在4月，放在6月", "老出故障"],
        [f"{next_(6)}年6月"],
        ["4月"],
    ),
    (
        "workshop-head",
        ["equipment operation training for 30 people, not in May but in July", "many faults"],
        [f"Jul {next_(7)}"],
        ["May"],
    ),
    # Groups multiply and add.
    ("workshop-head", ["申请设备操作培训", "两个班组，每个班组15人"], ["30 人", "45,000 元"], []),
    (
        "workshop-head",
        ["request equipment operation training for my line workers", "two teams of 12 each"],
        ["24 people", "CNY 36,000"],
        [],
    ),
    ("sales-head", ["申请谈判培训", "俩"], ["2 人", "4,800 元"], []),
    ("workshop-head", ["设备操作培训，廿八人，多少钱"], ["28 人", "42,000 元"], []),
    ("workshop-head", ["申请设备操作培训,20人"], ["20 人", "30,000 元"], []),
    # A day that does not exist is named, and the rest is kept.
    ("workshop-head", ["设备操作培训 10 人，2027年4月31日"], ["4月31日"], []),
    (
        "workshop-head",
        ["equipment operation for 10 people on 30 February"],
        ["30 February"],
        [],
    ),
    # Days over the year's end are kept.
    (
        "workshop-head",
        [f"申请设备操作培训30人，{NEXT}年12月28日到{NEXT + 1}年1月5日", "故障太多"],
        [rf"{NEXT}年12月28日.*{NEXT + 1}年1月5日", f"{NEXT}"],
        [],
    ),
    # A ceiling is no quotation.
    (
        "workshop-head",
        ["equipment operation training for 30 people in May with a budget of 50,000"],
        ["CNY 45,000", "CNY 50,000"],
        [],
    ),
    ("workshop-head", ["申请设备操作培训30人，预算4万以内"], ["45,000 元", "40,000 元"], []),
    # A price without tax is not the price with it.
    (
        "workshop-head",
        ["外聘讲师讲精益生产，20人，报价5万不含税，税率6%，明年5月"],
        ["53,000 元"],
        [],
    ),
    # A year is too wide for a training.
    ("workshop-head", ["申请设备操作培训 10 人", "下个财年"], [f"{NEXT}", "月"], []),
    # Questions amid a request are answered, and it goes on.
    (
        "workshop-head",
        [
            "lean production training for 20 people in May, 1000 each",
            "do I have to give a reason?",
        ],
        ["those who approve"],
        ["Noted|submit it"],
    ),
    (
        "workshop-head",
        ["申请设备操作培训", "30人，4月", "算了，改成管理技能培训", "人数不变吗"],
        ["30 人"],
        [],
    ),
    # The request that was asked about is dropped, the other one stays.
    (
        "workshop-head",
        ["申请设备操作培训30人，明年4月，另外申请精益生产培训20人，5月", "取消"],
        ["“精益生产培训”不办了", "设备操作技能培训，一车间，30 人"],
        [],
    ),
    # Two of one name, and nobody of a name.
    ("hr", ["罗文参加过哪些培训"], ["E000090", "E000437", "E000475"], []),
    ("hr", ["刘不存在参加过哪些培训"], ["刘不存在"], ["场|期.*人次"]),
    # A foreign price keeps its currency; without a rate it is asked for.
    ("sales-head", ["申请谈判培训30人，每人300美元，明年5月"], ["美元|USD", "汇率"], ["9,000 元"]),
    (
        "sales-head",
        ["negotiation training for 30 people at $300 per head, next May"],
        ["USD", "rate"],
        ["CNY 9,000"],
    ),
]


@pytest.mark.parametrize(
    ("who", "said", "expected", "unwanted"), MEANT, ids=[said[-1][:30] for _, said, *_ in MEANT]
)
def test_it_is_taken_as_it_was_meant(
    assistant: Assistant, who: str, said: list[str], expected: list[str], unwanted: list[str]
) -> None:
    stored = assistant.stored()
    talk = assistant.talk(who)
    replies = [_told(talk, one) for one in said]
    for pattern in expected:
        assert re.search(pattern, replies[-1]), (pattern, replies)
    for pattern in unwanted:
        assert not re.search(pattern, replies[-1]), (pattern, replies)
    assert assistant.stored() == stored


def _told(talk: Talk, said: str) -> str:
    """All replies, with what can be chosen."""
    found = talk.replies(said)
    return "\n".join(line for reply in found for line in (reply.text, *reply.choices))


@pytest.mark.parametrize("said", ["{} 再加 3 个人", "three more people for {}"])
def test_a_relative_change_is_relative(assistant: Assistant, said: str) -> None:
    number = submitted(assistant, 8)
    reply = assistant.talk("retail-head").say(said.format(number))
    assert re.search(r"8.*11", reply)
    assert "1,320" in reply


CONDITIONAL = ["批准{}，但是人数要减到5个", "approve {} if they do it with 5 people"]


@pytest.mark.parametrize("said", CONDITIONAL)
def test_an_approval_with_a_condition_is_none(assistant: Assistant, said: str) -> None:
    number = submitted(assistant)
    hr = assistant.talk("hr")
    reply = hr.say(said.format(number))
    assert re.search("退回|return", reply)
    assert state(assistant, number) == "submitted"


@pytest.mark.parametrize(
    "said", ["不要批准{}", "{}我不同意批", "don't approve {}", "I won't approve {}"]
)
def test_a_refusal_with_the_word_approve_approves_nothing(assistant: Assistant, said: str) -> None:
    number = submitted(assistant)
    hr = assistant.talk("hr")
    hr.say(said.format(number))
    assert state(assistant, number) == "submitted"
    hr.say("好的")
    assert state(assistant, number) not in ("hr_validated", "evaluated", "approved")
