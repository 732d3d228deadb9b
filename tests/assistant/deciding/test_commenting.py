"""What is to be told with a decision: only what is read as a comment, in the person's words."""

from __future__ import annotations

import pytest

from assistant.deciding.commenting import read_comment, reason_answered, replacement

A = "TR-2026-0001"


@pytest.mark.parametrize(
    "text",
    [
        "那第一个批了，第二个先放着",
        "1和2过，3驳了",
        "那就批吧",
        "销售那单先不动，一车间的批了吧",
        "first two ok, the third one back to him",
        "hmm no, reject it outright",
        "approve everything",
        f"批准{A}，{A}没问题",
        "好，就退",
        "退回去吧",
        f"send {A} back please",
    ],
)
@pytest.mark.parametrize("required", [True, False])
def test_what_says_what_is_to_be_done_is_none(text: str, required: bool) -> None:
    assert read_comment(text, required) is None


@pytest.mark.parametrize("text", ["that's reasonable, approve it", "looks good, approve"])
def test_praise_before_a_yes_is_none(text: str) -> None:
    assert read_comment(text, required=False) is None


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("3驳了，团建跟指标没关系", "团建跟指标没关系"),
        ("第二个还是退回去吧，让他把去年参加过的人剔掉再报", "把去年参加过的人剔掉再报"),
        ("打回去，写：先把名单附上", "先把名单附上"),
        (f"退回 {A} 补名单", "补名单"),
        ("the third one back to him, no evidence for it", "no evidence for it"),
        ("send the negotiation one back, tell him I need the names", "I need the names"),
        ("kill it then. nothing in the data supports it", "nothing in the data supports it"),
        (f"return {A}, 3 people will do", "3 people will do"),
        (f"return {A} the list is missing", "the list is missing"),
        ("因为人太多，退回", "人太多"),
        ("理由不充分，驳回", "理由不充分"),
    ],
)
def test_what_is_told_with_a_refusal(text: str, comment: str) -> None:
    assert read_comment(text, required=True) == comment


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        (f"批准{A}，备注：控制差旅", "控制差旅"),
        (f"approve {A} with the note keep it short", "keep it short"),
        (f"批了{A}，告诉他下次早点报", "下次早点报"),
    ],
)
def test_what_is_told_with_a_yes(text: str, comment: str) -> None:
    assert read_comment(text, required=False) == comment


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("don't write that. say: no link to any KPI", "no link to any KPI"),
        ("别这么写，写没有指标支撑", "没有指标支撑"),
        ("理由客气点，今年预算紧", "今年预算紧"),
        ("don't say that", ""),
        ("no evidence", None),
    ],
)
def test_other_words_take_the_place_of_a_comment(text: str, comment: str | None) -> None:
    assert replacement(text) == comment


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("士气不是培训能解决的", "士气不是培训能解决的"),
        ("because nobody has the gap", "nobody has the gap"),
        ("tell him it is too expensive", "it is too expensive"),
    ],
)
def test_the_reason_asked_for(text: str, reason: str) -> None:
    assert reason_answered(text) == reason
