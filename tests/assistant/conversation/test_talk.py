"""What a conversation remembers, kept as plain data between two messages."""

from __future__ import annotations

import json
from dataclasses import replace

from assistant.conversation.talk import (
    FADES_AFTER,
    Asked,
    Question,
    Shown,
    Talk,
    Unplaced,
    Waiting,
)

QUESTION = Question(capability="query_budget_status", text="?", entities=({"entity": "x"},), at=3)
FULL = Talk(
    messages=4,
    question=QUESTION,
    shown=Shown(things=({"code": "A"}, {"code": "B"}), at=4),
    waiting=(Waiting("request_form", {"headcount": 20}),),
    asked=Asked(flow="need_form", field="course", choices=({"title": "A"},), failed=1),
    unplaced=Unplaced(
        capability="", text="嗯那个", entities=(), at=3, may_be={"导出文件": "export_report"}
    ),
    understood=False,
    slots={"language": "zh"},
)


def test_it_comes_back_as_it_was() -> None:
    assert Talk.from_plain(json.loads(json.dumps(FULL.as_plain()))) == FULL


def test_what_was_kept_in_a_form_of_old_is_a_new_talk() -> None:
    assert Talk.from_plain({**FULL.as_plain(), "version": 0}) == Talk()
    assert Talk.from_plain(None) == Talk()


def test_the_subject_fades() -> None:
    assert FULL.subject == QUESTION
    assert replace(FULL, messages=QUESTION.at + FADES_AFTER + 1).subject is None


def test_rows_are_meant_only_while_they_are_seen() -> None:
    assert [row["code"] for row in FULL.rows] == ["A", "B"]
    assert replace(FULL, messages=FULL.messages + FADES_AFTER + 1).rows == ()


def test_a_question_is_answered_only_right_before() -> None:
    assert FULL.is_answered
    assert not replace(FULL, messages=9).is_answered
