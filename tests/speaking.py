"""Says what stands in a file to an assistant, and writes down what it answers: run by a test in a
process of its own, whose words are other ones."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

from assistant.language import LANGUAGES, language_of
from assistant.speech.speech import own_phrases, phrases
from assistant.understanding.quantities.read import read_quantities
from assistant.understanding.short_answers import short_answer
from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def answered(store: str, said: list[list[str]]) -> list[dict[str, Any]]:
    engine = BudgetEngine(Database(f"sqlite:///{store}"), load_policy(), clock=lambda: NOW)
    talk = Conversation(engine)
    found = []
    for text, intent in said:
        reply = talk.say(text, intent)
        found.append({"reply": reply, "choices": talk.choices, "in": talk.slots["language"]})
    return found


def read(text: str) -> dict[str, str]:
    """The figures and days of a text: each kind with its value, of days their first and last."""
    found = read_quantities(text, NOW.date())
    days = {
        one.entity: f"{one.extra['first_day']}/{one.extra['last_day']}"
        for one in found
        if "first_day" in one.extra
    }
    return {one.entity: str(one.value) for one in found} | days


def main(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "languages": LANGUAGES,
        "lacks": {one: sorted(phrases(one).keys() - own_phrases(one)) for one in LANGUAGES},
        "detected": {text: language_of(text, None) for text in given["texts"]},
        "read": {text: read(text) for text in given.get("read", ())},
        "short": {text: short_answer(text) for text in given["texts"]},
        "talks": [answered(given["store"], talk) for talk in given["talks"]],
    }


if __name__ == "__main__":
    json.dump(main(json.load(sys.stdin)), sys.stdout)
