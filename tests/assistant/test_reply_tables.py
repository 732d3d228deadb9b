"""A table says what the lines of its answer say, and stands in their place."""

import pytest

from assistant.reply import Reply
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

BUDGET, RANKING = "query_budget_status", "query_priorities"


@pytest.mark.parametrize("capability", [BUDGET, RANKING])
@pytest.mark.parametrize("asked", ["列出来", "list them"])
def test_the_rows_are_those_of_the_lines(
    sample_engine: BudgetEngine, asked: str, capability: str
) -> None:
    talk = Conversation(sample_engine, person="director")
    talk.say(asked, capability)
    (reply,) = talk.replies
    table = reply.table
    assert table is not None
    assert "\n".join(table.lines) in reply.text
    assert len(table.rows) == len(table.lines)
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert table.rows[0][0].removeprefix("1. ") in table.lines[0]


def test_a_reply_is_the_same_after_its_way_through_rasa(sample_engine: BudgetEngine) -> None:
    talk = Conversation(sample_engine, person="director")
    talk.say("列出来", BUDGET)
    (reply,) = talk.replies
    assert Reply.from_plain(reply.as_plain()) == reply
