"""A table says what the lines of its answer say, and stands in their place."""

import pytest
from assistant.reply_tables import budget_table, priority_table

from assistant.rendering import budget_lines, priority_lines
from assistant.reply import Reply
from assistant.speech import LANGUAGES, Speech
from engine.usecases.budget_status import budget_status
from engine.usecases.context import BudgetEngine
from engine.usecases.priorities import priorities


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_budget_by_unit(sample_engine: BudgetEngine, language: str) -> None:
    speech = Speech(language)
    status = sample_engine.perform(budget_status, "director", "test")
    lines = budget_lines(speech, status)
    table = budget_table(speech, status.lines, range(len(status.lines)), lines[2:])
    assert table is not None
    assert len(table.rows) == len(status.lines)
    assert "\n".join(table.lines) in "\n".join(lines)
    assert {len(row) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ranking(sample_engine: BudgetEngine, language: str) -> None:
    speech = Speech(language)
    found = sample_engine.perform(priorities, "hr", "test")
    lines = priority_lines(speech, found)
    table = priority_table(speech, found.ranking[: len(lines) - 2], lines[1:-1])
    assert table is not None
    assert len(table.rows) == len(table.lines)
    assert table.rows[0][0].removeprefix("1. ") in table.lines[0]


def test_a_reply_is_the_same_after_its_way_through_rasa(sample_engine: BudgetEngine) -> None:
    speech = Speech("zh")
    status = sample_engine.perform(budget_status, "director", "test")
    lines = budget_lines(speech, status)
    table = budget_table(speech, status.lines, range(len(status.lines)), lines[2:])
    reply = Reply(text="\n".join(lines), table=table)
    assert Reply.from_plain(reply.as_plain()) == reply
