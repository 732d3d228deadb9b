"""What the action keeps of a conversation, and when it does not go on with it."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answer
from actions.names import TALK
from engine.store.database import Database
from engine.store.identity import renew_identity
from engine.usecases.context import BudgetEngine

SAID = {
    "text": "你好",
    "intent": {"name": "nlu_fallback", "confidence": 1.0},
    "metadata": {"person": "hr", "channel": "web", "today": "2026-11-23"},
}


def kept_of(engine: BudgetEngine, kept: dict[str, Any] | None) -> dict[str, Any]:
    """The conversation after one message more."""
    tracker = Tracker("t", {TALK: kept}, SAID, [], False, None, {}, "")
    answer = Answer(engine, lambda _: lambda _: {})
    [event] = asyncio.run(answer.run(CollectingDispatcher(), tracker, {}))
    found: dict[str, Any] = event["value"]
    return found


def test_a_conversation_goes_on(sample_engine: BudgetEngine) -> None:
    first = kept_of(sample_engine, None)
    assert [first["messages"], kept_of(sample_engine, first)["messages"]] == [1, 2]


def test_one_about_another_store_does_not(
    sample_engine: BudgetEngine, sample_store: Database
) -> None:
    """A yes to what was asked of a store that was replaced since would be said to something else."""
    first = kept_of(sample_engine, None)
    with sample_store.transaction() as session:
        renew_identity(session)
    sample_store.dispose()
    assert kept_of(sample_engine, first)["messages"] == 1


def test_one_of_an_earlier_version_goes_on(sample_engine: BudgetEngine) -> None:
    first = kept_of(sample_engine, None)
    del first["store"]
    assert kept_of(sample_engine, first)["messages"] == 2
