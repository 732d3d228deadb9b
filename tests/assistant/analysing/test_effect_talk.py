"""What of a training's effect is asked for, in conversation with the sample company."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.assistant.analysing.names import NAMES
from tests.conversing import Conversation

ENGLISH = {**NAMES, "equipment operation": ("course", "TC-EQ"), "设备操作": ("course", "TC-EQ")}


@pytest.fixture
def hr(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, "hr", names=ENGLISH)


@pytest.mark.parametrize(
    ("text", "lacking", "who"),
    [
        ("设备操作的ROI是多少", "缺：折成钱的收益", "财务"),
        ("what is the ROI of equipment operation", "Lacking: its benefit in money", "finance"),
    ],
)
def test_what_a_return_lacks_is_said_with_who_can_bring_it(
    hr: Conversation, text: str, lacking: str, who: str
) -> None:
    answer = hr.say(text)
    assert lacking in answer
    assert who in answer


@pytest.mark.parametrize(
    ("text", "further", "roi"),
    [
        ("设备操作的ROI是多少", "收益算50万，其中40%归功于培训", "+66.7%"),
        ("ROI of equipment operation", "with a benefit of 500,000, 40% of it due to it", "+66.7%"),
    ],
)
def test_with_a_benefit_the_return_is_reckoned(
    hr: Conversation, text: str, further: str, roi: str
) -> None:
    hr.say(text)
    assert roi in hr.say(further).splitlines()[0]


@pytest.mark.parametrize(
    ("text", "further", "told", "next_told"),
    [
        ("客户跟进的第二级效果", "第三级呢", "85%", "+20%"),
        ("learning level of customer follow-up", "and level 3?", "85%", "+20%"),
    ],
)
def test_levels_are_told_one_by_one(
    hr: Conversation, text: str, further: str, told: str, next_told: str
) -> None:
    answer = hr.say(text)
    assert told in answer
    assert next_told not in answer
    assert next_told in hr.say(further)


@pytest.mark.parametrize(
    "text", ["团队建设有没有学习层评估", "any learning-level result for team building"]
)
def test_a_level_that_was_not_measured_is_no_lack_of_effect(hr: Conversation, text: str) -> None:
    answer = hr.say(text)
    assert "没测不等于没效果" in answer or "does not mean no effect" in answer


@pytest.mark.parametrize(
    ("text", "first", "rows"),
    [
        ("去年效果最差的三门课，花了多少钱", "团队建设", 3),
        ("top 2 most effective courses last year", "Equipment operation", 2),
    ],
)
def test_courses_are_ranked_with_their_cost(
    hr: Conversation, text: str, first: str, rows: int
) -> None:
    head, *lines = hr.say(text).splitlines()
    assert first in head
    numbered = [one for one in lines if one[:2] in ("1.", "2.", "3.", "4.")]
    assert len(numbered) == rows
    assert first in numbered[0]
    assert "元" in numbered[0] or "CNY" in numbered[0]


@pytest.mark.parametrize(
    ("text", "spent"),
    [
        ("所有课明年的预算建议列个表", "2,552,000 元"),
        ("next year's proposals for all courses as a table", "CNY 2,552,000"),
    ],
)
def test_next_years_money_of_all_courses_is_summed_up_first(
    hr: Conversation, text: str, spent: str
) -> None:
    head = hr.say(text).splitlines()[0]
    assert spent in head
    shown = hr.talk.shown
    assert shown is not None
    assert shown.sheet is not None
    assert len(shown.sheet.rows) == 12
    assert shown.sheet.report == "effects"


@pytest.mark.parametrize(
    "text", ["设备操作有用吗，故障降了没", "did equipment operation help with faults"]
)
def test_a_kpi_is_answered_with_yes_or_no(hr: Conversation, text: str) -> None:
    answer = hr.say(text, "query_training_effect").splitlines()
    assert answer[0].startswith(("有：", "Yes: "))
    assert "120%" in answer[1]


@pytest.mark.parametrize(
    "text",
    ["设备操作跟没参加的人比呢", "equipment operation versus those who did not go"],
)
def test_others_are_compared_as_they_stand_and_that_is_called_no_effect(
    hr: Conversation, text: str
) -> None:
    answer = hr.say(text)
    assert "200" in answer
    assert "不是培训带来的变化" in answer or "not what the training changed" in answer


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("精益生产培训前后产能变化", "1,000 到 1,150"),
        ("before and after of lean on capacity", "1,000 to 1,150"),
    ],
)
def test_before_and_after_are_told_with_their_values(
    hr: Conversation, text: str, value: str
) -> None:
    assert value in hr.say(text).splitlines()[0]


@pytest.mark.parametrize(
    ("text", "further", "kpi"),
    [
        ("设备操作值不值", "那产能呢", "产能"),
        ("was equipment operation worth it", "and capacity?", "capacity"),
    ],
)
def test_a_follow_up_asks_the_same_of_another_kpi(
    hr: Conversation, text: str, further: str, kpi: str
) -> None:
    hr.say(text, "query_training_effect")
    answer = hr.say(further).splitlines()
    assert kpi in answer[0]
    assert "1,120" in answer[1]


@pytest.mark.parametrize(
    "text", ["设备操作计划和实际达成了多少", "attainment of equipment operation"]
)
def test_what_was_planned_is_held_against_what_came(hr: Conversation, text: str) -> None:
    assert hr.say(text).count("120%") == 2
