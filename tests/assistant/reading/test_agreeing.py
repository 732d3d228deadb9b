"""An assent is read by what a message does in its talk, in whatever words, where it says no more."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.acting.likeliest import Likely, certainty
from assistant.message import Message
from assistant.reading.answers import is_yes

SURE = certainty("yes", None)


def said(text: str, act: str = "yes", share: float = SURE) -> Message:
    return Message(
        text=text,
        intent="nlu_fallback",
        confidence=0.3,
        choices=(),
        message_id="m",
        person="hr",
        channel="console",
        today=date(2026, 11, 28),
        likely=(Likely(act, None, share),),
    )


@pytest.mark.parametrize("text", ["妥妥的", "hit it", "lovely jubbly"])
def test_any_words_that_surely_agree_do(text: str) -> None:
    assert is_yes(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "hit it and add Okafor",
        "妥妥的，不过三月不行",
        "lovely jubbly. when is it",
        "妥妥的，备注写上线下",
        "😀😀",
        "——",
        "go for it, away with it all, on and on and on it goes",
    ],
)
def test_what_goes_on_with_something_else_is_no_bare_yes(text: str) -> None:
    assert not is_yes(said(text))


def test_what_is_less_than_sure_is_none() -> None:
    assert not is_yes(said("hit it", share=SURE - 0.01))


def test_what_does_something_else_is_none() -> None:
    assert not is_yes(said("hit it", act="change"))
