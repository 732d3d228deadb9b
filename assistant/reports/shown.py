"""What was shown and can be made a file of."""

from __future__ import annotations

from typing import Any

from assistant.base import Turn
from assistant.capabilities import CAPABILITIES

# The questions whose answers were shown and can be made a file of, the last one at the end.
SHOWN = "shown_tables"
MOST_KEPT = 5
Shown = dict[str, Any]


def remember_table(turn: Turn) -> None:
    """What "export that" may mean later."""
    capability = CAPABILITIES.get(turn.message.intent)
    if capability is None or capability.exports is None or capability.kind != "question":
        return
    entities = [dict(one) for one in turn.message.entities]
    shown = {"capability": capability.name, "entities": entities}
    turn.set(**{SHOWN: [*kept(turn), shown][-MOST_KEPT:]})


def kept(turn: Turn) -> list[Shown]:
    """The last of them at the end."""
    tables: list[Shown] = turn.slots.get(SHOWN) or []
    return tables
