"""Lists in a reply: numbered, a page at a time, and remembered so that "the second" is a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.base import Turn
from assistant.conversation.framing import frame_of
from engine.values.results import Named


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a list, and the thing that it is about, as a message would name it."""

    line: str
    thing: Mapping[str, Any] | None = None


def thing(turn: Turn, kind: str, named: Named) -> dict[str, Any]:
    """A thing of the catalogue as an entity."""
    return {"entity": kind, "kind": kind, "code": named.code, "value": turn.speech.name(named)}


def page(turn: Turn, length: int) -> range:
    """Which rows of a list are said now."""
    frame = frame_of(turn.message)
    first = frame.first if frame.first < length else 0
    last = length if frame.most is None else min(length, first + frame.most)
    return range(first, last)


def listed(turn: Turn, rows: Sequence[Row], numbered: bool = True) -> list[str]:
    """The lines of the page that is wanted, and how many are left; all rows are remembered."""
    turn.show([{**(row.thing or {"entity": "list_item"}), "line": row.line} for row in rows])
    said = page(turn, len(rows))
    numbers = numbered and len(rows) > 1
    lines = [f"{at + 1}. {rows[at].line}" if numbers else rows[at].line for at in said]
    left = len(rows) - said.stop
    wanted = frame_of(turn.message)
    if left and wanted.most is not None:
        lines.append(turn.say("list.more", more=left))
    return lines


def codes_said(turn: Turn, *kinds: str) -> set[str]:
    """The things of these kinds that the question names, or points at."""
    return {
        str(one["code"])
        for one in turn.message.entities
        if one.get("kind", one["entity"]) in kinds and one.get("code")
    }
