"""Having a colleague decide in one's place for some days, and ending that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from assistant.base import Turn
from assistant.conversation.settling import settled
from assistant.draft import is_settled
from assistant.errors import say_error
from assistant.message import Message, Thing, read_facts
from assistant.people.reading import PERSON, people_said
from assistant.statements.choosing import place_said
from assistant.statements.rehearsing import NO_KEY, rehearsal
from assistant.statements.saying import says
from assistant.statements.statement import Said, Statement
from assistant.statements.wording import count_of, pattern, words
from engine.access import Right
from engine.usecases.context import Context
from engine.usecases.people import find_stand_ins, stand_ins
from engine.usecases.requests.delegating import (
    DelegationView,
    delegate_decisions,
    delegations,
    revoke_delegation,
)
from engine.usecases.units import may
from engine.values.errors import EngineError, InvalidInput
from engine.values.months import add_months
from engine.values.period import Period

DAYS, PERSON_FIELD, WHICH = "days", "delegate", "delegation"


@rehearsal
def try_delegation(context: Context, delegate: str, first: date, last: date) -> None:
    delegate_decisions(context, delegate, first, last, NO_KEY)


class DelegationStatement(Statement):
    """Said is `delegate`, `first` and `last`; or `ends`, the id of the one that is to end."""

    def begin(self, turn: Turn) -> Said:
        turn.perform(may, Right.DELEGATE)
        text = turn.message.text
        if pattern(words()["delegation"]["ends"]).search(text) or says("ends_stand_in", text):
            return _to_end(turn)
        return self.take(turn, {}, None)

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        if "mine" in said:
            return _which_ends(turn, said)
        message = _with_colleagues(turn)
        said = {**said, **_person(turn, said, message), **_days(turn, said)}
        said["part"] = said.get("part") or _is_for_a_part(message)
        return said if self.missing(said) else _tried(turn, said)

    def missing(self, said: Said) -> str | None:
        if "mine" in said:
            return None if said.get("ends") else WHICH
        if not said.get("delegate"):
            return PERSON_FIELD
        return None if said.get("first") and said.get("last") else DAYS

    def ask(self, turn: Turn, missing: str) -> None:
        said = turn.slots["statement_said"]
        if missing == WHICH:
            names = [one["delegate"] for one in said["mine"]]
            turn.reply(turn.say("delegation.ask_which"), choices=names)
        elif missing == PERSON_FIELD:
            _ask_person(turn, said)
        elif said.get("first"):
            day = date.fromisoformat(said["first"])
            turn.reply(turn.say("delegation.ask_last", first=day))
        elif said.get("vague"):
            turn.reply(turn.say("delegation.ask_which_days", words=said["vague"]))
        else:
            turn.reply(turn.say("delegation.ask_days", delegate=said["delegate"]))

    def summary(self, turn: Turn, said: Said) -> list[str]:
        if said.get("ends"):
            one = next(one for one in said["mine"] if one["id"] == said["ends"])
            return [turn.say("delegation.summary_end", delegate=one["delegate"], days=_period(one))]
        return [
            turn.say(
                "delegation.summary",
                delegate=said["delegate"],
                unit=_units(turn, [said["delegate"]]),
                days=_period(said),
            ),
            turn.say("delegation.no_part") if said["part"] else "",
            turn.say("delegation.can_end"),
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        if said.get("ends"):
            ended = turn.perform(revoke_delegation, said["ends"])
            return [turn.say("delegation.ended", delegate=ended.delegate)]
        code, days = said["delegate"]["code"], _period(said)
        view = turn.perform(delegate_decisions, code, days.start, days.end, key)
        return [turn.say("delegation.stored", delegate=view.delegate, days=days)]


# --- whom ---------------------------------------------------------------------------------
def _with_colleagues(turn: Turn) -> Message:
    """The message with whoever it names looked up in the whole company."""
    message = turn.message
    if message.act is not None:
        return message
    open_ones = [one for one in message.entities if one.get("start") is not None]
    unread = [one for one in open_ones if not (one["entity"] == PERSON and one.get("code"))]
    found = people_said(message.text, unread, lambda _, names: turn.perform(find_stand_ins, names))
    looked_up = replace(message, entities=found, facts=read_facts(found, message.today))
    return settled(looked_up)


def _person(turn: Turn, said: Said, message: Message) -> Said:
    """Who is named: one, or several of that name to choose from, or nobody that is known."""
    known = said.get("namesakes") or []
    if (place := place_said(turn, len(known))) is not None:
        return {"delegate": known[place], "namesakes": []}
    people = [_as_registered(message, one["code"]) for one in message.facts.people]
    if len(people) == 1:
        return {"delegate": people[0], "namesakes": []}
    if people:
        return {"delegate": None, "namesakes": people}
    unknown = [one for one in message.facts.unknown if one.kind == PERSON]
    if not unknown:
        return {}
    turn.reply(turn.say("delegation.nobody", words=unknown[0].words))
    return {"delegate": None, "namesakes": list(unknown[0].candidates)}


def _as_registered(message: Message, code: str) -> Thing:
    """Somebody with his name as the company has it, however it was written."""
    name = next(one["name"] for one in message.entities if one.get("code") == code)
    return {"code": code, "name": name}


def _ask_person(turn: Turn, said: Said) -> None:
    namesakes: Sequence[Thing] = said.get("namesakes") or ()
    choices = _told_apart(turn, namesakes) if namesakes else []
    key = "delegation.ask_which_person" if namesakes else "delegation.ask_person"
    turn.reply(turn.say(key), choices=choices)


def _told_apart(turn: Turn, people: Sequence[Thing]) -> list[str]:
    """By their places in the list and their units: a number is nobody's to learn by a name."""
    found = turn.perform(stand_ins, [one["code"] for one in people])
    return [
        turn.say("delegation.choice", place=place, name=one.person, unit=one.unit)
        for place, one in enumerate(found, 1)
    ]


def _units(turn: Turn, people: Sequence[Thing]) -> list[str]:
    found = turn.perform(stand_ins, [one["code"] for one in people])
    return [turn.speech.name(one.unit) for one in found]


# --- when ---------------------------------------------------------------------------------
def _days(turn: Turn, said: Said) -> Said:
    facts = turn.message.facts
    if facts.impossible_day:
        turn.reply(turn.say("error.impossible_day", words=facts.impossible_day))
        return {}
    period = facts.period or facts.past_period
    if period is None or not is_settled(period):
        return _lasting(turn, said) or _vague(facts.vague_period or period)
    first, last = period["first_day"], period["last_day"]
    if period.get("bound") == "after":
        return _lasting(turn, {"first": first}) or {"first": first, "last": None}
    if _is_end(turn.message, period):
        known = said.get("first")
        if known and pattern(words()["delegation"]["weekday"]).match(period["words"]):
            last = _not_before(known, last)
        begins = known if known and known <= last else turn.today.isoformat()
        return {"first": begins, "last": last}
    if lasting := _lasting(turn, {"first": first}):
        return lasting
    if first == last and said.get("first") and not said.get("last"):
        return {"last": last}
    return {"first": first, "last": last}


def _vague(period: dict[str, Any] | None) -> Said:
    return {"vague": period["words"]} if period else {}


def _is_end(message: Message, period: dict[str, Any]) -> bool:
    """Whether a day is said as the last one: "until 15 December"."""
    if period.get("bound") in ("before", "at_most"):
        return True
    if period["first_day"] != period["last_day"] and _length(period) < timedelta(days=27):
        return False
    place = next((one for one in message.entities if one["entity"] == "period"), None)
    if place is None or place.get("start") is None:
        return False
    known = words()["delegation"]
    before, after = message.text[: place["start"]], message.text[place["end"] :]
    return bool(pattern(known["until"]).search(before) or pattern(known["ahead"]).match(after))


def _not_before(first: str, weekday: str) -> str:
    """The day of that name in the week that begins with the first day, if it is before that."""
    ahead = date.fromisoformat(first) - date.fromisoformat(weekday)
    weeks = max(0, -(-ahead.days // 7))
    return (date.fromisoformat(weekday) + timedelta(weeks=weeks)).isoformat()


def _length(period: dict[str, Any]) -> timedelta:
    return date.fromisoformat(period["last_day"]) - date.fromisoformat(period["first_day"])


def _lasting(turn: Turn, said: Said) -> Said:
    """So many days, weeks or months from the day that is known, or else from today."""
    known, text = words()["delegation"], turn.message.text
    first = date.fromisoformat(said.get("first") or turn.today.isoformat())
    for unit in ("days", "weeks", "months"):
        if found := pattern(known[unit]).search(text):
            number = count_of(found["n"]) if found["n"] else 1
            return {"first": first.isoformat(), "last": _after(first, unit, number).isoformat()}
    return {}


def _after(first: date, unit: str, number: int) -> date:
    """The last of so many days, weeks or months."""
    if unit == "months":
        return add_months(first, number) - timedelta(days=1)
    return first + timedelta(days=number * (7 if unit == "weeks" else 1) - 1)


def _period(said: Said) -> Period:
    return Period(date.fromisoformat(said["first"]), date.fromisoformat(said["last"]))


def _is_for_a_part(message: Message) -> bool:
    facts = message.facts
    sums = (facts.amount, facts.ceiling)
    return any(sums) or bool(pattern(words()["delegation"]["part"]).search(message.text))


def _tried(turn: Turn, said: Said) -> Said:
    """What the engine would refuse is said, and asked anew."""
    first, last = date.fromisoformat(said["first"]), date.fromisoformat(said["last"])
    try:
        turn.perform(try_delegation, said["delegate"]["code"], first, last)
    except InvalidInput as error:
        return _without(turn, said, error)
    return said


def _without(turn: Turn, said: Said, error: EngineError) -> Said:
    turn.reply(say_error(turn.speech, error))
    if error.code == "delegate_to_oneself":
        return {**said, "delegate": None, "namesakes": []}
    return {**said, "first": None, "last": None, "vague": None}


# --- ending one ---------------------------------------------------------------------------
def _to_end(turn: Turn) -> Said:
    found = [one for one in turn.perform(delegations) if one.yours]
    if not found:
        raise InvalidInput("nothing_delegated")
    return _which_ends(turn, {"mine": [_plain(one) for one in found], "ends": None})


def _plain(view: DelegationView) -> dict[str, Any]:
    return {
        "id": view.id,
        "delegate": view.delegate,
        "first": view.first_day.isoformat(),
        "last": view.last_day.isoformat(),
    }


def _which_ends(turn: Turn, said: Said) -> Said:
    mine = said["mine"]
    named = [one for one in mine if one["delegate"] in turn.message.text]
    if len(named or mine) == 1:
        return {**said, "ends": (named or mine)[0]["id"]}
    return said
