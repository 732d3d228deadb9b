"""Which units a message names, and which of them gives and which gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.base import Turn
from assistant.message import Message
from assistant.statements.booking_words import words


@dataclass(frozen=True, kw_only=True)
class UnitSaid:
    """A unit that a message names: `thing` is None where the company has none of that name."""

    words: str
    thing: dict[str, str] | None
    side: str | None
    replaced: bool
    candidates: tuple[Mapping[str, str], ...] = ()

    @property
    def code(self) -> str | None:
        return self.thing["code"] if self.thing else None


def units_said(message: Message) -> list[UnitSaid]:
    """The units that a message names, in their order, without those said not to be meant."""
    named = [
        (one, replaced)
        for entities, replaced in ((message.entities, False), (message.replaced, True))
        for one in entities
        if one.get("kind", one["entity"]) == "department" and one.get("start") is not None
    ]
    named.sort(key=lambda pair: int(pair[0]["start"]))
    return [
        _unit(message.text, one, replaced)
        for one, replaced in named
        if replaced or not words("denied", "before").search(message.text[: one["start"]])
    ]


def _unit(text: str, entity: Mapping[str, Any], replaced: bool) -> UnitSaid:
    start, end = int(entity["start"]), int(entity["end"])
    code = entity.get("code")
    return UnitSaid(
        words=text[start:end],
        thing={"code": code, "name": entity["value"]} if code else None,
        side=_side(text[:start], text[end:]),
        replaced=replaced,
        candidates=tuple(entity.get("candidates", ())),
    )


def _side(before: str, behind: str) -> str | None:
    for side in ("target", "source"):
        if words(side, "before").search(before):
            return side
    for side in ("source", "target"):
        if words(side, "after").search(behind):
            return side
    return None


def say_unknown(turn: Turn, unit: UnitSaid) -> str:
    """That there is none of that name, with the likeliest."""
    names = [one["name"] for one in unit.candidates]
    likely = turn.say("small.did_you_mean", names=names) if names else ""
    return turn.say("error.unknown_unit", words=unit.words, candidates=likely)
