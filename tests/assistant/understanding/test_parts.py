"""The sentences of a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.parts import MOST, parts_of


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in parts_of(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "有几个人不够？另外今年还有多少钱能用？",
            ["有几个人不够？", "另外今年还有多少钱能用？"],
        ),
        ("先这样，顺便问下还剩多少", ["先这样，", "顺便问下还剩多少"]),
        ("yes, submit. how much is left?", ["yes, submit.", "how much is left?"]),
        ("are mornings ok? also, who pays", ["are mornings ok?", "also, who pays"]),
        ("等等！！先别", ["等等！！", "先别"]),
    ],
)
def test_a_sentence_ends_with_its_sign_or_where_another_matter_begins(
    text: str, parts: list[str]
) -> None:
    assert cut(text) == parts


@pytest.mark.parametrize(
    "text",
    ["好", "3.5 million for TR-2026-0001", "i want 3. no 4.", "？！", "is it a must, by the way?"],
)
def test_one_sentence_has_no_parts(text: str) -> None:
    assert cut(text) == []


@given(st.text(st.sampled_from("ab 1。？.,，!\n另外"), max_size=60))
def test_the_parts_lie_in_order_and_leave_no_letter_out(text: str) -> None:
    parts = parts_of(text)
    assert len(parts) <= MOST
    if parts:
        kept = "".join(text[start:end] for start, end in parts)
        assert [one for one in kept if one.isalnum()] == [one for one in text if one.isalnum()]
