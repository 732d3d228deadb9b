"""A turn looks up whom its message names, as the person who speaks."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

LUO = ("E000090", "E000437", "E000475")


def named(text: str, name: str) -> dict[str, object]:
    """As Rasa reads it: a person is named here, and who it is is open."""
    start = text.index(name)
    return {"entity": "employee_name", "start": start, "end": start + len(name), "value": name}


@pytest.mark.parametrize("name", ["罗文", "Luo Wen", "wen luo"])
def test_namesakes_are_told_apart_by_their_numbers(sample_engine: BudgetEngine, name: str) -> None:
    talk = Conversation(sample_engine, "hr")
    text = f"{name}参加过哪些培训"
    said = talk.say(text, "query_training_history", named(text, name))
    assert all(number in said for number in LUO)


def test_a_name_that_no_grammar_reads_is_found(sample_engine: BudgetEngine) -> None:
    said = Conversation(sample_engine, "hr").say("想了解一下谢建英这个人", "query_profile")
    assert "谢建英" in said


def test_who_sees_no_records_gets_one_answer_whether_there_is_anybody(
    sample_engine: BudgetEngine,
) -> None:
    answers = []
    for name in ("罗文", "刘不存在"):
        text = f"{name}的档案"
        talk = Conversation(sample_engine, "worker")
        answers.append(talk.say(text, "query_profile", named(text, name)).replace(name, "…"))
    assert answers[0] == answers[1]
