"""Taking back a need of one's own, in words: the worker of the sample company has one."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("刚登记的焊工删掉", "没有这一项"),
        ("数控编程那条撤了吧，不学了", "没有这一项"),
        ("delete the welding thing", "not among the needs"),
        ("please withdraw my cnc milling need", "not among the needs"),
    ],
)
def test_what_is_none_of_ones_needs_takes_back_no_other(
    sample_engine: BudgetEngine, said: str, answer: str
) -> None:
    chat = Conversation(sample_engine, "worker")
    assert answer in chat.say(said, "withdraw_need")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("刚登记的删掉", "撤回吗"),
        ("我快退休了，之前报的那条需求撤了吧", "撤回吗"),
        ("设备操作那个不学了，撤", "撤回吗"),
        ("能帮我把刚才报的需求取消掉吗", "撤回吗"),
        ("withdraw the need i reported last week", "take it back"),
        ("take my request back please, no time", "take it back"),
    ],
)
def test_the_only_one_is_meant_where_no_other_is_named(
    sample_engine: BudgetEngine, said: str, answer: str
) -> None:
    chat = Conversation(sample_engine, "worker")
    assert answer in chat.say(said, "withdraw_need")
