"""A yes is one to the act that is asked about, and holds nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.deciding.assent import confirms

ACTS = ("approve_request", "return_request", "reject_request", "withdraw_request", "amend_request")
YES = ["ok", "好的", "嗯", "yes please", "确认", "行", "go ahead", "sure, thanks"]


@pytest.mark.parametrize("decision", ACTS)
@pytest.mark.parametrize("text", YES)
def test_a_plain_yes_is_one_to_every_act(text: str, decision: str) -> None:
    assert confirms(text, decision)


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("嗯 撤", "withdraw_request"),
        ("嗯 批", "approve_request"),
        ("好，就退", "return_request"),
        ("确认驳回", "reject_request"),
        ("sumbit", "amend_request"),
        ("aprove it pls", "approve_request"),
        ("yes, withdraw it", "withdraw_request"),
        ("returm it", "return_request"),
    ],
)
def test_the_verb_of_the_act_is_one_also_misspelt(text: str, decision: str) -> None:
    assert confirms(text, decision)


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("嗯 退", "approve_request"),
        ("yes, reject it", "approve_request"),
        ("撤", "return_request"),
    ],
)
def test_the_verb_of_another_act_is_none(text: str, decision: str) -> None:
    assert not confirms(text, decision)


@pytest.mark.parametrize(
    "text",
    [
        "那就照原样再报一个",
        "ok, and file it again",
        "行，改成20人再报",
        "好吗",
        "可以不批",
        "不批",
        "对不起",
        "ok but cut it",
        "yes?",
        "没意见",
        "don't approve",
        "sure, not",
        "好多了",
    ],
)
@pytest.mark.parametrize("decision", ACTS)
def test_what_holds_more_is_none(text: str, decision: str) -> None:
    assert not confirms(text, decision)


@given(st.sampled_from(YES), st.text(st.characters(categories=("Lu", "Nd", "Lo")), min_size=3))
def test_a_yes_with_other_words_is_none(yes: str, more: str) -> None:
    known = confirms(more, "withdraw_request")
    assert known or not confirms(f"{yes}, {more} 张三", "withdraw_request")
