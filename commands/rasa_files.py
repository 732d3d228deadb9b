"""What Rasa needs to be told, made from the capabilities: its domain and its rules.

Rasa reads a message and keeps the conversation; whatever was said, one action answers it
(`actions/answer.py`), so there is one rule for each intent, and one slot for all that the
conversation remembers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from actions.names import ACTION, TALK
from assistant.capabilities import CAPABILITIES
from assistant.knowledge.book import training_sentences
from engine.settings import CHECKOUT

DOMAIN = CHECKOUT / "domain" / "domain.yml"
HEAD = (
    "# Made from assistant/capabilities by commands/rasa_files.py, whenever the model is trained.\n"
)
VERSION = "3.1"
# Put first by `bot.components.doubt` where no reading is likely enough.
NOT_UNDERSTOOD = "nlu_fallback"


def intents() -> list[str]:
    return [*CAPABILITIES, NOT_UNDERSTOOD]


def domain() -> dict[str, Any]:
    """Entities and slots steer nothing: the action reads them."""
    return {
        "version": VERSION,
        "intents": [{name: {"use_entities": []}} for name in intents()],
        "actions": [ACTION],
        "slots": {
            TALK: {
                "type": "any",
                "influence_conversation": False,
                "mappings": [{"type": "custom"}],
            }
        },
        # A draft waits over a weekend; a new session would drop it.
        "session_config": {
            "session_expiration_time": 4320,
            "carry_over_slots_to_new_session": True,
        },
    }


def rules() -> dict[str, Any]:
    return {
        "version": VERSION,
        "rules": [
            {"rule": name, "steps": [{"intent": name}, {"action": ACTION}]} for name in intents()
        ],
    }


def general_questions() -> dict[str, Any]:
    """What people ask of general topics, as sentences to learn."""
    return _sentences({"knowledge": training_sentences()})


def marked_by_hand() -> dict[str, Any]:
    """Messages of all kinds of people that begin something or ask something, and nothing else."""
    # Here, since its grammars take seconds that no other command should pay.
    from bot.talks import marked_messages

    said: dict[str, list[str]] = {}
    for one in marked_messages():
        (act, capability), *others = one.acts
        if act in ("start", "ask") and capability and not others:
            said.setdefault(capability, []).append(one.text)
    return _sentences(said)


def _sentences(said: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """As Rasa reads them: brackets would mark entities."""
    return {
        "version": VERSION,
        "nlu": [
            {"intent": intent, "examples": "".join(f"- {_plain(one)}\n" for one in texts)}
            for intent, texts in said.items()
        ],
    }


def _plain(text: str) -> str:
    return re.sub(r"[\[\]\n]+", " ", text).strip()


def write(folder: Path) -> None:
    """The domain where Rasa's tools look for it, what else there is to learn into `folder`."""
    DOMAIN.write_text(as_text(domain()), encoding="utf-8")
    made = {
        "rules": rules(),
        "general_questions": general_questions(),
        "marked_by_hand": marked_by_hand(),
    }
    for name, data in made.items():
        (folder / f"{name}.yml").write_text(as_text(data), encoding="utf-8")


def as_text(data: dict[str, Any]) -> str:
    return HEAD + yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
