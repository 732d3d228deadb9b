"""A message that says more than is read as one is told so; nothing of it is done."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from assistant.base import take_turn
from assistant.conversation.conducting import conduct
from assistant.conversation.talk import Talk
from assistant.message import Message
from engine.usecases.context import BudgetEngine


class Untouched:
    """An engine that nobody may ask."""


def _latest(text: str) -> Tracker:
    latest = {
        "text": text,
        "intent": {"name": "request_budget", "confidence": 1.0},
        "entities": [],
        "too_much": True,
        "metadata": {"today": date(2026, 11, 30).isoformat()},
    }
    return Tracker("talk", {}, latest, [], False, None, {}, None)


@pytest.mark.parametrize(
    ("text", "told"),
    [("给200人培训，3月" * 200, "分几次说"), ("train 200 people in March " * 80, "in parts")],
)
def test_it_is_told_and_the_engine_is_not_asked(text: str, told: str) -> None:
    dispatcher = CollectingDispatcher()
    engine = cast(BudgetEngine, Untouched())
    turn = take_turn(engine, Message.latest(_latest(text)), Talk(), dispatcher, conduct)
    assert turn is not None
    assert [told in reply.text for reply in turn.replies] == [True]
