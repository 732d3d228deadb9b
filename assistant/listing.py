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
    """The lines of the page that is wanted, and how many are left; what was shown is remembered."""
    said = page(turn, len(rows))
    if len(rows) > 1 or not _points(turn):
        turn.show(_things(rows[: said.stop]))
    numbers = numbered and len(rows) > 1
    lines = [f"{at + 1}. {rows[at].line}" if numbers else rows[at].line for at in said]
    left = len(rows) - said.stop
    wanted = frame_of(turn.message)
    if left and wanted.most is not None:
        lines.append(turn.say("list.more", more=left))
    return lines


def _things(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{**(row.thing or {"entity": "list_item"}), "line": row.line} for row in rows]


def _points(turn: Turn) -> bool:
    """Whether a row of the list shown before is asked about: that list stays the one shown."""
    return any(one.get("pointed") for one in turn.message.entities)


def codes_said(turn: Turn, *kinds: str) -> set[str]:
    """The things of these kinds that the question names, or points at."""
    return {
        str(one["code"])
        for one in turn.message.entities
        if one.get("kind", one["entity"]) in kinds and one.get("code")
    }
