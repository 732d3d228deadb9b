"""For which unit a request is: a unit that is only named does not become it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from assistant.base import Turn
from assistant.draft import code_of
from assistant.message import Facts
from assistant.requesting.grouping import GroupsSaid
from assistant.requesting.words import only, source
from assistant.units import did_you_mean, unknown_unit
from engine.usecases.units import requesting_roster

Entity = Mapping[str, Any]


def take_unit(turn: Turn, facts: Facts, groups: GroupsSaid, asked: str | None) -> None:
    """The unit that the request is said to be for; what else is named is said not to be."""
    named = _named(turn)
    if facts.department is None:
        _say_unknown(turn)
    elif named is None or _is_meant(turn, named, groups, opens=asked is None):
        turn.set(department=facts.department)
        turn.perform(requesting_roster, facts.department.get("code"))
    elif not (groups.said or _speaks(turn.message.text, named)):
        own = turn.perform(requesting_roster, code_of(turn.slots, "department")).group
        if own.code != facts.department.get("code"):
            turn.reply(turn.say("ask.unit_kept", words=_words(turn, named), unit=own))


def _say_unknown(turn: Turn) -> None:
    unknown = unknown_unit(turn)
    if unknown is not None:
        own = turn.perform(requesting_roster, code_of(turn.slots, "department")).group
        turn.reply(
            turn.say("ask.unit_taken", words=unknown.words, unit=own), did_you_mean(turn, unknown)
        )


def _named(turn: Turn) -> Entity | None:
    """Where the message names the unit; None where it does so nowhere (said before)."""
    return next(
        (
            one
            for one in turn.message.entities
            if one.get("kind", one["entity"]) == "department"
            and one.get("code")
            and one.get("end") is not None
            and one["end"] <= len(turn.message.text)
            and one["end"] > one.get("start", 0)
        ),
        None,
    )


def _is_meant(turn: Turn, named: Entity, groups: GroupsSaid, *, opens: bool) -> bool:
    text = turn.message.text
    if any(one.code == named["code"] or one.words == named["value"] for one in groups.said):
        return False
    if _speaks(text, named):
        return False
    return opens or _is_alone(text, named) or _is_for(text, named)


def _words(turn: Turn, named: Entity) -> str:
    return turn.message.text[named["start"] : named["end"]].strip()


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(source("unit", "speaks"), re.IGNORECASE)


def _speaks(text: str, named: Entity) -> bool:
    """Whether somebody there says something."""
    return bool(_behind().match(text, named["end"]))


def _is_alone(text: str, named: Entity) -> bool:
    """Whether the message names the unit and says nothing else."""
    rest = f"{text[: named['start']]} {text[named['end'] :]}"
    return bool(only(("unit", "fillers")).fullmatch(rest))


@cache
def _for() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"{source('unit', 'for_before')}\s*(?:the |our |my )?$", re.IGNORECASE),
        re.compile(rf"\s?{source('unit', 'for_behind')}", re.IGNORECASE),
    )


def _is_for(text: str, named: Entity) -> bool:
    before, behind = _for()
    return bool(before.search(text[: named["start"]]) or behind.match(text, named["end"]))
