"""What a message asks and its answer does not have: said, never dropped in silence, and no other
figure put in its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from assistant.asking.words import LEVELS
from assistant.base import Turn
from assistant.capabilities import CAPABILITIES, Capability
from assistant.conversation.framing import AGAINST, CUT
from assistant.conversation.pointing import POINTED
from assistant.message import CATALOGUED, TOPICS, Message
from assistant.reading import read_mentions
from assistant.reading.mention import ASKED
from assistant.referring import people_of_hr

# Kinds by which an answer could be limited or computed; the others are words in passing.
TELLING = frozenset({"department", "position", "course", "skill", "kpi", "employee_name", "period"})
MOST_TOLD = 4


def unused(turn: Turn, first: int) -> list[str]:
    """The words of what the answer (the replies from number `first` on) is not limited to, as they
    were said; not what it shows all the same."""
    message = turn.message
    capability = CAPABILITIES.get(message.intent)
    if capability is None or capability.uses is None:
        return []
    used = capability.uses
    return list(
        dict.fromkeys(
            _words(message.text, one)
            for one in message.entities
            if _is_sure(one) and _kind(one) in TELLING and _kind(one) not in used
            if not _is_counted(one, used) and not _is_shown(turn, capability, one, first)
        )
    )


def _is_shown(turn: Turn, capability: Capability, entity: Mapping[str, Any], first: int) -> bool:
    """Whether it stands in the answer: a unit's name beside the person's, the year of a ranking. One
    request is one, however it was called; and what holds now is of the time that is now."""
    told = "\n".join(reply.text for reply in turn.replies[first:]).casefold()
    if entity["entity"] == "period":
        return _is_time_told(turn, capability, entity, told)
    names = {_words(turn.message.text, entity), entity.get("value"), entity.get("name")}
    if any(name and str(name).casefold() in told for name in names):
        return True
    shown = turn.talk.shown
    rows = shown.things if shown is not None and shown.at == turn.talk.messages else ()
    return len(rows) == 1 and rows[0]["entity"] == "request_id"


def _is_time_told(turn: Turn, capability: Capability, entity: Mapping[str, Any], told: str) -> bool:
    if "first_day" not in entity or "last_day" not in entity:
        return False
    first, last = (date.fromisoformat(entity[name]) for name in ("first_day", "last_day"))
    if capability.measures is None and first <= turn.today <= last:
        return True
    fiscal = turn.message.fiscal
    year = fiscal.year_of(first)
    return (first, last) == fiscal.days(year) and str(year) in told


def _is_counted(entity: Mapping[str, Any], used: Collection[str]) -> bool:
    """People pointed at (just them) are a number of people where the answer goes by one."""
    return bool(entity.get(POINTED)) and _kind(entity) == "employee_name" and "headcount" in used


def not_laid_out(turn: Turn) -> list[str]:
    """How the answer was to be laid out, and cannot be."""
    message, capability = turn.message, CAPABILITIES.get(turn.message.intent)
    if capability is None or capability.kind != "question":
        return []
    found = []
    for one in message.entities:
        if one["entity"] == CUT and one["value"] not in (*capability.frames, *_parts(capability)):
            found.append(turn.say(f"cut.{one['value']}"))
        elif one["entity"] == AGAINST:
            kind = "unit" if one.get("code") else "period"
            if f"against_{kind}" not in capability.frames:
                what = turn.say("compare.unit" if kind == "unit" else "compare.year")
                found.append(turn.say("compare.against", what=what))
    return found


def _parts(capability: Capability) -> tuple[str, ...]:
    """Gaps are split by teams and units, whatever splits figures of money (`assistant.asking`)."""
    return ("unit",) if capability.name == LEVELS else ()


def refuse_untold(turn: Turn) -> bool:
    """Whether only such figures were asked for as the answer does not have: then that is said,
    and where they are."""
    capability = CAPABILITIES.get(turn.message.intent)
    asked = measures_asked(turn.message) if capability is not None and capability.measures else []
    if capability is None or not asked or any(one in (capability.measures or ()) for one in asked):
        return False
    elsewhere = [one for one in asked if turn.speech.knows(f"measure_asked.{one}")]
    names = [turn.say(f"measure.{one}") for one in asked]
    if elsewhere:
        questions = [turn.say(f"measure_asked.{one}") for one in elsewhere]
        turn.reply(turn.say("small.untold_elsewhere", asked=names, questions=questions))
    else:
        people = people_of_hr(turn)
        told = _told(turn, capability)
        turn.reply(turn.say("small.untold", asked=names, told=told, people=people))
    return True


def _told(turn: Turn, capability: Capability) -> list[str]:
    known = [one for one in capability.measures or () if turn.speech.knows(f"measure.{one}")]
    return [turn.say(f"measure.{one}") for one in known[:MOST_TOLD]]


def measures_asked(message: Message) -> list[str]:
    """The figures that it asks for and that have a name; a follow-up's words name none."""
    placed = [one for one in message.entities if one.get("start") is not None]
    mentions = read_mentions(message.text, placed, message.today)
    codes = [one.code for one in mentions if one.role == ASKED and one.kind == "measure"]
    return list(dict.fromkeys(one for one in codes if one is not None and one in _NAMED))


# Measures that are told by a name of their own; a count, a share or a difference is of anything.
_NAMED = frozenset(
    {
        "cost_per_head",
        "cost_per_session",
        "left",
        "spent",
        "execution_rate",
        "reserved",
        "committed",
        "overspent",
        "hours",
        "pass_rate",
        "satisfaction",
        "attendance",
        "expiry",
        "effect",
        "rank",
        "state",
    }
)


def _is_sure(entity: Mapping[str, Any]) -> bool:
    """Said in this message, and no mere guess at a name: a thing of the catalogue, or a figure."""
    said = entity.get("start") is not None and not entity.get("guessed")
    return said and (entity["entity"] not in CATALOGUED + TOPICS or bool(entity.get("code")))


def _kind(entity: Mapping[str, Any]) -> str:
    return str(entity.get("kind") or entity["entity"])


def _words(text: str, entity: Mapping[str, Any]) -> str:
    return text[entity["start"] : entity["end"]].strip()
