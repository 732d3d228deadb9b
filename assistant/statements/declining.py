"""Saying that one cannot come to a training that one is nominated for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.base import Turn
from assistant.deciding.reading import read_number
from assistant.statements.choosing import place_said
from assistant.statements.saying import says_only, without
from assistant.statements.statement import Said, Statement
from engine.usecases.requests.declining import (
    LONGEST_REASON,
    OwnNomination,
    decline_training,
    own_nominations,
)
from engine.values.period import Period


class DeclineStatement(Statement):
    """Said is the `number` of the request, or `which` may be meant, and the `reason`."""

    personal = True

    def begin(self, turn: Turn) -> Said | None:
        if not turn.perform(own_nominations):
            turn.reply(turn.say("declining.none"))
            return None
        return self.take(turn, {}, None)

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        return {**said, **_training(turn, said, asked), "reason": _reason(turn, said, asked)}

    def missing(self, said: Said) -> str | None:
        if not said["number"]:
            return "training"
        return None if said["reason"] else "reason"

    def ask(self, turn: Turn, missing: str) -> None:
        said = turn.slots["statement_said"]
        if missing == "reason":
            turn.reply(turn.say("declining.ask_reason", **_words(_own(turn, said["number"]))))
            return
        choices = [
            turn.say("declining.choice", **_words(_own(turn, number))) for number in said["which"]
        ]
        turn.reply(turn.say("declining.ask_training"), choices=choices)

    def summary(self, turn: Turn, said: Said) -> list[str]:
        one = _own(turn, said["number"])
        lines = [turn.say("declining.summary", **_words(one), reason=said["reason"])]
        if one.tells:
            lines.append(turn.say("declining.tells", people=one.tells))
        return lines

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        one = _own(turn, said["number"])
        turn.perform(decline_training, one.number, said["reason"], key)
        return [turn.say("declining.stored", **_words(one))]


def _own(turn: Turn, number: str) -> OwnNomination:
    return next(one for one in turn.perform(own_nominations) if one.number == number)


def _words(one: OwnNomination) -> dict[str, object]:
    return {"number": one.number, "course": one.course, "days": Period(one.start, one.end)}


def _training(turn: Turn, said: Said, asked: str | None) -> Said:
    """Which it is: what the message names, or the only one."""
    own = turn.perform(own_nominations)
    which = said.get("which") or []
    if (place := place_said(turn, len(which))) is not None:
        return {"number": which[place], "which": []}
    meant = _named(turn, own)
    if len(meant) == 1:
        return {"number": meant[0].number, "which": []}
    if said.get("number"):
        return {"number": said["number"], "which": []}
    return {"number": None, "which": [one.number for one in meant]}


def _named(turn: Turn, own: Sequence[OwnNomination]) -> Sequence[OwnNomination]:
    """Those that fit what is named; all, and that none does, where none does."""
    facts, digits = turn.message.facts, read_number(turn.message)
    if digits is not None:
        found = [one for one in own if one.number.endswith(digits)]
        return found or _none(turn, own, digits)
    if code := (facts.course or {}).get("code"):
        found = [one for one in own if one.course.code == code]
        return found or _none(turn, own, turn.speech.name(facts.course or {}))
    days = facts.period or facts.past_period
    if days and days.get("first_day"):
        first, last = (date.fromisoformat(days[one]) for one in ("first_day", "last_day"))
        found = [one for one in own if one.start <= last and one.end >= first]
        return found or _none(turn, own, str(days["words"]))
    return own


def _none(turn: Turn, own: Sequence[OwnNomination], words: str) -> Sequence[OwnNomination]:
    turn.reply(turn.say("declining.none_of", words=words))
    return own


def _reason(turn: Turn, said: Said, asked: str | None) -> str | None:
    """Why, in one's own words: the whole message, where it says more than that one cannot come."""
    message = turn.message
    if message.act is not None:
        return said.get("reason")
    if asked == "reason" and not message.asks:
        return message.text.strip()[:LONGEST_REASON] or said.get("reason")
    rest = message.text
    for one in sorted(message.entities, key=lambda one: -int(one.get("start") or 0)):
        if one.get("start") is not None:
            rest = rest[: one["start"]] + " " + rest[one["end"] :]
    rest = without("cannot_come", rest)
    if asked is not None or not rest or says_only("about_declining", rest):
        return said.get("reason")
    return message.text.strip()[:LONGEST_REASON] if any(map(str.isalpha, rest)) else None
