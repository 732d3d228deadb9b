"""Lists in a reply: numbered, a page at a time, and remembered so that "the second" is a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.base import Turn
from assistant.conversation.framing import frame_of
from assistant.sheets.algebra import is_about
from assistant.sheets.sheet import Sheet
from engine.values.results import Named

# A list of more rows is told page by page, even where its length was said.
MOST_COUNTED = 60


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
    if length <= MOST_COUNTED and _is_counted(turn, length):
        return range(length)
    first = frame.first if frame.first < length else 0
    last = length if frame.most is None else min(length, first + frame.most)
    return range(first, last)


def _is_counted(turn: Turn, length: int) -> bool:
    """Whether just so many were asked for: the names of the 12."""
    counts = ("headcount", "number")
    return any(one["entity"] in counts and one["value"] == length for one in turn.message.entities)


def listed(
    turn: Turn, rows: Sequence[Row], numbered: bool = True, sheet: Sheet | None = None
) -> list[str]:
    """The lines of the page that is wanted, and how many are left; what was shown is remembered,
    and its sheet has all of the rows."""
    said = page(turn, len(rows))
    if len(rows) > 1 or not _points(turn):
        turn.show(_things(rows[: said.stop]), sheet)
    else:
        choose_pointed(turn)
    numbers = numbered and len(rows) > 1
    lines = [f"{at + 1}. {rows[at].line}" if numbers else rows[at].line for at in said]
    left = len(rows) - said.stop
    wanted = frame_of(turn.message)
    if left > 0 and wanted.most is not None:
        lines.append(turn.say("list.more", more=left))
    return lines


def show_single(turn: Turn, sheet: Sheet) -> None:
    """An answer about one thing, without a list: the list before it can still be pointed at."""
    if _points(turn):
        choose_pointed(turn)
    else:
        turn.show(turn.talk.rows, sheet)


def choose_pointed(turn: Turn) -> None:
    """The row that is asked about is the one that is meant in what follows."""
    shown = turn.talk.seen
    if shown is None or shown.whole is None:
        return
    names = [one.get("code") or one["value"] for one in turn.message.entities if _is_pointed(one)]
    chosen = tuple(row.number for row in shown.whole.rows if is_about(shown.whole, row, names))
    worked = turn.talk.messages
    turn.remember(shown=replace(shown, chosen=chosen, worked=worked, figure=None, told=""))


def _is_pointed(entity: Mapping[str, Any]) -> bool:
    return bool(entity.get("pointed"))


def _things(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{**(row.thing or {"entity": "list_item"}), "line": row.line} for row in rows]


def _points(turn: Turn) -> bool:
    """Whether a row of the list shown before is asked about: that list stays the one shown."""
    return any(map(_is_pointed, turn.message.entities))


def codes_said(turn: Turn, *kinds: str) -> set[str]:
    """The things of these kinds that the question names, or points at."""
    return {
        str(one["code"])
        for one in turn.message.entities
        if one.get("kind", one["entity"]) in kinds and one.get("code")
    }
