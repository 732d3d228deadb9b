"""Headcounts, reasons, topics and a yes, as people say them."""

from __future__ import annotations

import pytest

from assistant.requesting.headcount import leaves_open, read_bare_headcount
from assistant.requesting.reasons import added_reason, can_be_reason, leaves_reason
from assistant.requesting.submitting import says_submit
from assistant.requesting.topics import read_topic


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("嗯，那就46吧", 46),
        ("46各人", 46),
        ("46 lah", 46),
        ("er, forty six", 46),
        ("ok but 46", 46),
        ("大概46个", 46),
    ],
)
def test_a_figure_with_fillers_is_a_headcount(text: str, count: int) -> None:
    found = read_bare_headcount(text)
    assert found is not None
    assert found.count == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("三十来号人吧", 30),
        ("三十好几", 35),
        ("十几个", 15),
        ("七八个", 8),
        ("roughly two dozen", 24),
        ("40-ish", 40),
        ("一百多人", 150),
    ],
)
def test_a_rough_one_is_put_down_as_a_figure_and_as_rough(text: str, count: int) -> None:
    found = read_bare_headcount(text)
    assert found is not None
    assert (found.count, bool(found.rough)) == (count, True)


@pytest.mark.parametrize("text", ["5月", "6%", "3万", "第二个", "2 or 3 weeks in May", "随便"])
def test_other_figures_are_no_headcount(text: str) -> None:
    assert read_bare_headcount(text) is None


@pytest.mark.parametrize("text", ["你定吧", "不清楚", "no idea", "your call", "看着办"])
def test_a_question_may_be_left_open(text: str) -> None:
    assert leaves_open(text)


@pytest.mark.parametrize(
    "text",
    ["交了吧", "报上去吧", "行，发", "赶紧提交", "submti", "send it in", "go ahead and file it"],
)
def test_a_colloquial_yes_submits(text: str) -> None:
    assert says_submit(text)


@pytest.mark.parametrize(
    "text",
    ["先别提交", "交给谁", "提交了吗", "send 15", "go to May", "don't send it", "ok", "交不交"],
)
def test_what_holds_more_does_not(text: str) -> None:
    assert not says_submit(text)


@pytest.mark.parametrize("text", ["机器又坏了两台", "new line in May", "客户退货太多，要减少"])
def test_a_cause_is_a_reason(text: str) -> None:
    assert can_be_reason(text)


@pytest.mark.parametrize(
    "text", ["你这破系统难用死了", "别废话，提交", "this stupid bot", "随便", "你来写"]
)
def test_a_rant_or_an_order_is_none(text: str) -> None:
    assert not can_be_reason(text)


@pytest.mark.parametrize("text", ["理由你来写", "you make one up", "帮我编一句"])
def test_the_reason_may_be_left_to_the_assistant(text: str) -> None:
    assert leaves_reason(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("理由再加一句：班长也提了", "机器老坏，班长也提了"),
        ("add to the reason: it is required", "机器老坏, it is required"),
        ("理由改成：法规要求", "法规要求"),
    ],
)
def test_a_reason_is_added_to_or_replaced(text: str, whole: str) -> None:
    assert added_reason(text, "机器老坏") == whole


def test_nothing_is_added_without_a_word_for_it() -> None:
    assert added_reason("再加上夜班5个", "机器老坏") is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("消防演练", "消防演练"),
        ("想做个高空作业的培训", "高空作业"),
        ("something on fire safety", "fire safety"),
        ("forklift driving", "forklift driving"),
    ],
)
def test_a_noun_phrase_is_a_topic(text: str, topic: str) -> None:
    assert read_topic(text) == topic


@pytest.mark.parametrize(
    "text",
    ["行就那个", "那个啥", "我们天天加班", "you decide", "what do you have?", "hello", "？！"],
)
def test_fillers_complaints_and_questions_are_none(text: str) -> None:
    assert read_topic(text) is None
