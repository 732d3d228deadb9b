"""What a language model is asked about a message."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.flows.names import REQUESTED
from assistant.flows.stacking import at_hand
from assistant.language import read_toml

WORDS = read_toml(Path(__file__).with_name("task.toml"))
LONGEST = 1000


@cache
def task() -> str:
    """What it is to do, the same for every message."""
    acts = "\n".join(f"- {name}: {what}" for name, what in WORDS["acts"].items())
    names = "\n".join(f"- {one.name}: {one.says}" for one in CAPABILITIES.values())
    text: str = WORDS["task"]
    return text.replace("{acts}", acts).replace("{capabilities}", names).strip()


def question(turn: Turn) -> str:
    """The message, with the talk before it and what is open."""
    message = turn.message
    asked: dict[str, Any] = {
        "today": message.today.isoformat(),
        "talk": [{"person": one.said, "assistant": one.answered} for one in turn.talk.lately],
        "asked last": turn.talk.subject.text if turn.talk.subject else "",
        "being filled in": _open(turn),
        "put off": [one.flow for one in turn.talk.waiting],
        "message": message.text[:LONGEST],
    }
    return json.dumps({k: v for k, v in asked.items() if v}, ensure_ascii=False, indent=1)


def _open(turn: Turn) -> str:
    flow = at_hand(turn)
    if flow is None:
        return ""
    return f"{flow.about(turn)}; {turn.slots.get(REQUESTED) or ''}"
