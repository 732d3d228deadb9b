"""Handing one's decisions over, in words."""

from __future__ import annotations

import re

import pytest

from engine.usecases.context import BudgetEngine
from engine.usecases.requests.delegating import DelegationView, delegations
from tests.conversing import Conversation


def held(engine: BudgetEngine, who: str) -> tuple[DelegationView, ...]:
    return engine.perform(delegations, who, "test")


@pytest.mark.parametrize("who", ["hr", "finance", "director"])
@pytest.mark.parametrize(
    ("said", "yes"),
    [
        ("从12月1日到15日让孙鹏飞代我审批", "确认办理"),
        ("Sun Pengfei decides for me from 1 December to 15 December", "Yes"),
    ],
)
def test_all_in_one_message(sample_engine: BudgetEngine, who: str, said: str, yes: str) -> None:
    chat = Conversation(sample_engine, who)
    summary = chat.say(said, "delegate")
    assert "孙鹏飞" in summary
    assert held(sample_engine, who) == ()
    chat.press(yes)
    (one,) = held(sample_engine, who)
    assert (one.delegate, one.first_day.day, one.last_day.day) == ("孙鹏飞", 1, 15)


def test_piece_by_piece_and_corrected(sample_engine: BudgetEngine) -> None:
    chat = Conversation(sample_engine, "director")
    assert "由谁" in chat.say("我要休假，设个代批人", "delegate")
    assert "哪天" in chat.say("孙鹏飞")
    assert "12月1日" in chat.say("从12月1日起")
    assert "孙鹏飞" in chat.say("到12月15日")
    assert "12月1–18日" in chat.say("改成12月1日到18日")
    chat.say("好")
    (one,) = held(sample_engine, "director")
    assert one.last_day.day == 18


def test_until_a_day_and_for_so_long(sample_engine: BudgetEngine) -> None:
    chat = Conversation(sample_engine, "director")
    assert "2026年11月23–27日" in chat.say("到本周五由孙鹏飞代批", "delegate")
    chat = Conversation(sample_engine, "director")
    assert "23 Nov – 6 Dec 2026" in chat.say(
        "let Sun Pengfei decide for me for two weeks", "delegate"
    )


@pytest.mark.parametrize(
    ("said", "until", "days"),
    [
        ("下周让孙鹏飞代我审批", "到周四", "2026年11月30日–12月3日"),
        ("下下周让孙鹏飞代我审批", "到星期五为止", "2026年12月7–11日"),
        ("下下周让孙鹏飞代我审批", "到本周五", "2026年11月23–27日"),
        ("im away the week after next, Sun Pengfei decides for me", "till fri", "7–11 Dec 2026"),
    ],
)
def test_until_a_weekday_of_the_days_said_before(
    sample_engine: BudgetEngine, said: str, until: str, days: str
) -> None:
    """The weekday after the first day, not the next one from today."""
    chat = Conversation(sample_engine, "director")
    chat.say(said, "delegate")
    assert days in chat.say(until)


def test_a_change_is_not_said_twice(sample_engine: BudgetEngine) -> None:
    chat = Conversation(sample_engine, "director")
    chat.say("下周让孙鹏飞代我审批", "delegate")
    answer = chat.say("到周四")
    assert answer.count("由孙鹏飞") == 1
    assert "。。" not in answer


def test_namesakes_are_asked(sample_engine: BudgetEngine) -> None:
    chat = Conversation(sample_engine, "director")
    chat.say("下周让罗文代我审批", "delegate")
    assert len(chat.choices) == 3
    assert len(set(chat.choices)) == 3
    assert "罗文" in chat.say("罗文 E000437")
    chat.press("确认办理")
    assert len(held(sample_engine, "director")) == 1


def test_the_second_of_the_namesakes(sample_engine: BudgetEngine) -> None:
    chat = Conversation(sample_engine, "director")
    chat.say("下周让罗文代我审批", "delegate")
    _, second = chat.choices[1].split("：")
    assert second in chat.say("第二个")


@pytest.mark.parametrize(
    ("said", "picked"),
    [
        ("下周让罗文代我审批", "第2位"),
        ("let 罗文 decide for me next week", "No. 2"),
    ],
)
def test_a_name_tells_nobody_s_number(sample_engine: BudgetEngine, said: str, picked: str) -> None:
    """Whoever decides may have any colleague stand in; that is no register of numbers."""
    chat = Conversation(sample_engine, "director")
    told = [chat.say(said, "delegate"), *chat.choices]
    assert len(chat.choices) == 3
    choice = next(one for one in chat.choices if one.startswith(picked))
    told += [chat.say(choice), *chat.choices]
    assert not re.search(r"E\d{4,}", "\n".join(told))


def test_somebody_whom_nobody_is_called_is_asked_again(sample_engine: BudgetEngine) -> None:
    chat = Conversation(sample_engine, "director")
    chat.say("下周让刘不存在代我审批", "delegate")
    assert chat.slots["requested_slot"] == "delegate"


def test_days_past_are_asked_again(sample_engine: BudgetEngine) -> None:
    chat = Conversation(sample_engine, "director")
    chat.say("上周让孙鹏飞代我审批", "delegate")
    assert chat.slots["requested_slot"] == "days"


def test_a_limit_is_said_to_be_none(sample_engine: BudgetEngine) -> None:
    chat = Conversation(sample_engine, "director")
    assert "不能只限金额" in chat.say("下周5000元以下让孙鹏飞代我批", "delegate")


def test_who_decides_nothing_hands_over_nothing(sample_engine: BudgetEngine) -> None:
    answer = Conversation(sample_engine, "worker").say("下周让孙鹏飞代我批", "delegate")
    assert answer
    assert held(sample_engine, "worker") == ()


def test_a_delegation_is_ended(sample_engine: BudgetEngine) -> None:
    chat = Conversation(sample_engine, "director")
    chat.say("下周让孙鹏飞代我审批", "delegate")
    chat.press("确认办理")
    assert "孙鹏飞" in chat.say("取消委托", "delegate")
    assert len(held(sample_engine, "director")) == 1
    chat.say("好")
    assert held(sample_engine, "director") == ()


def test_with_none_there_is_nothing_to_end(sample_engine: BudgetEngine) -> None:
    answer = Conversation(sample_engine, "director").say("end my delegation", "delegate")
    assert "nothing to end" in answer


def test_a_button_of_before_confirms_nothing(sample_engine: BudgetEngine) -> None:
    chat = Conversation(sample_engine, "director")
    chat.say("下周让孙鹏飞代我审批", "delegate")
    old = next(choice for reply in chat.replies for choice in reply.choices)
    chat.say("算了", "cancel")
    chat.say("12月1日到15日让孙鹏飞代我审批", "delegate")
    assert old.act is not None
    chat._hear(old.title, old.act["intent"], 1.0, (), old.act)
    assert held(sample_engine, "director") == ()
