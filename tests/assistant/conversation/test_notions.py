"""Words that may ask for a general text, and what the message does in this talk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rasa_sdk.executor import CollectingDispatcher

from assistant.acting.likeliest import Likely
from assistant.base import Turn, take_turn
from assistant.conversation.talk import Talk
from assistant.knowledge.answering import notion_meant
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

TEXT = "已占用是什么意思"


@pytest.mark.parametrize(
    ("likely", "meant"),
    [
        ((), "knowledge"),
        ((Likely("knowledge", None, 0.4),), "knowledge"),
        ((Likely("vary", "query_budget_status", 0.95),), "query_budget_status"),
    ],
)
def test_a_notion_is_told_unless_the_message_does_another_thing(
    sample_engine: BudgetEngine, likely: tuple[Likely, ...], meant: str
) -> None:
    message = Conversation(sample_engine).message(TEXT, "query_budget_status")
    found = []

    def read(turn: Turn) -> None:
        found.append(notion_meant(turn).intent)

    take_turn(sample_engine, replace(message, likely=likely), Talk(), CollectingDispatcher(), read)
    assert found == [meant]
