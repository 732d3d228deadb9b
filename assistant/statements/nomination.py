"""Saying who takes part in a training whose days are set, or no longer does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.base import Turn
from assistant.message import Message, Thing
from assistant.people.reading import PERSON
from assistant.statements.on_request import OnRequest, title_of, view_of
from assistant.statements.rehearsing import NO_KEY, rehearsal
from assistant.statements.statement import Said
from assistant.statements.wording import pattern, words
from engine.access import Right
from engine.usecases.context import Context
from engine.usecases.requests.nominating import (
    NominationReceipt,
    nominate,
    withdraw_nomination,
)
from engine.values.period import Period
from engine.workflow.life import State

# Stand for the two who are named, so that the words around them tell who takes whose place.
MARKS = ("\ue000", "\ue001")


@rehearsal
def try_nomination(
    context: Context,
    number: str,
    people: Sequence[str],
    withdraws: bool,
    instead_of: Sequence[str] = (),
) -> NominationReceipt:
    if withdraws:
        return withdraw_nomination(context, number, people, NO_KEY)
    return nominate(context, number, people, NO_KEY, instead_of=instead_of)


class NominationStatement(OnRequest):
    """`people` as they were named, `which` of one name is meant where that is open; `leaves` is
    who gives up the place that one of them takes."""

    event = "nominate"
    right = Right.NOMINATE
    states = (State.SCHEDULED,)

    def read(self, turn: Turn, said: Said, asked: str | None) -> Said:
        withdraws = bool(said.get("withdraws") or _says(turn, "withdraws"))
        people, open_ones = _named(turn, withdraws)
        leaves, comes = _exchanged(turn)
        if leaves is not None and comes is not None:
            return {
                **said,
                "withdraws": False,
                "people": [comes],
                "leaves": leaves,
                "namesakes": [],
            }
        if said.get("leaves") and people:
            return {**said, "people": people, "namesakes": open_ones}
        return {
            **said,
            "withdraws": withdraws,
            "people": _merged(said.get("people") or [], people),
            "leaves": None,
            "namesakes": open_ones,
        }

    def lacks(self, said: Said) -> str | None:
        return None if said["people"] and not said["namesakes"] else "people"

    def ask_for(self, turn: Turn, said: Said, missing: str) -> None:
        namesakes: list[Thing] = said["namesakes"]
        if namesakes:
            choices = [
                turn.say("nomination.choice", person=one["name"], code=one["code"])
                for one in namesakes
            ]
            turn.reply(turn.say("nomination.ask_which"), choices=choices)
        else:
            turn.reply(turn.say("nomination.ask_people", number=said["number"]))

    def rehearse(self, turn: Turn, said: Said) -> Said:
        found = turn.perform(
            try_nomination, said["number"], _codes(said), said["withdraws"], _leaving(said)
        )
        return {"free": found.nominations.free}

    def summary(self, turn: Turn, said: Said) -> list[str]:
        view = view_of(turn, said["number"])
        key = "nomination.summary_withdrawal" if said["withdraws"] else "nomination.summary"
        if said.get("leaves"):
            key = "nomination.summary_exchange"
        days = Period(min(one.start for one in view.lines), max(one.end for one in view.lines))
        return [
            turn.say(
                key,
                number=view.number,
                training=title_of(turn, view),
                days=days,
                people=_names(said),
                leaves=(said.get("leaves") or {}).get("name", ""),
            ),
            turn.say("nomination.free", free=said["free"]),
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        number, people = said["number"], _codes(said)
        if said["withdraws"]:
            receipt = turn.perform(withdraw_nomination, number, people, key)
        else:
            receipt = turn.perform(nominate, number, people, key, None, _leaving(said))
        turn.set(last_request=number)
        now = receipt.nominations
        what = "nomination.withdrawn" if said["withdraws"] else "nomination.stored"
        return [
            turn.say(what, people=_names(said), number=now.number),
            turn.say("nomination.taken", nominated=now.nominated, seats=now.seats),
        ]


def names_participants(turn: Turn) -> bool:
    """Whether the message says of people that they take part, or no longer do."""
    named = any(one["entity"] == PERSON for one in _heard(turn).entities)
    return named and any(_says(turn, one) for one in ("who", "withdraws", "replaces"))


def _says(turn: Turn, what: str) -> bool:
    return bool(pattern(words()["nomination"][what]).search(turn.message.text))


def _heard(turn: Turn) -> Message:
    """The message with everybody who is named, also who is to be left out of a list."""
    return turn.heard or turn.message


def _named(turn: Turn, withdraws: bool) -> tuple[list[Thing], list[Thing]]:
    """Who is named for certain; and those of one name among whom somebody is."""
    message = _heard(turn) if withdraws else turn.message
    certain, open_ones = _certain(message.entities)
    unknown = [one.words for one in turn.message.facts.unknown if one.kind == PERSON]
    if unknown:
        turn.reply(turn.say("nomination.nobody", words=unknown))
    return certain, open_ones


def _certain(entities: Sequence[Mapping[str, Any]]) -> tuple[list[Thing], list[Thing]]:
    by_place: dict[tuple[int, int], list[Thing]] = defaultdict(list)
    for one in entities:
        if one["entity"] == PERSON and one.get("code"):
            at = (one.get("start") or 0, one.get("end") or 0)
            by_place[at].append({"code": one["code"], "name": one["name"]})
    certain = [people[0] for people in by_place.values() if len(people) == 1]
    return certain, next((people for people in by_place.values() if len(people) > 1), [])


def _exchanged(turn: Turn) -> tuple[Thing | None, Thing | None]:
    """Who gives up his place and who takes it, where two are named and the words tell: both, also
    who was taken for what is only corrected."""
    people = _certain(_heard(turn).entities)[0]
    if len(people) != len(MARKS) or not _says(turn, "replaces"):
        return None, None
    text = _marked(turn, people)
    for order in ("comes_first", "goes_first"):
        for at, marks in enumerate((MARKS, MARKS[::-1])):
            written = (
                one.replace("{0}", marks[0]).replace("{1}", marks[1])
                for one in words()["nomination"][order]
            )
            if any(pattern(one).search(text) for one in written):
                first, second = people[at], people[1 - at]
                return (second, first) if order == "comes_first" else (first, second)
    return None, None


def _marked(turn: Turn, people: Sequence[Thing]) -> str:
    """The message with a mark for each of the people."""
    text, marks = _heard(turn).text, dict(zip((one["code"] for one in people), MARKS, strict=True))
    for one in sorted(_heard(turn).entities, key=lambda one: -int(one.get("start") or 0)):
        mark = marks.get(str(one.get("code"))) if one["entity"] == PERSON else None
        if mark is not None and one.get("start") is not None:
            text = text[: one["start"]] + mark + text[one["end"] :]
    return text


def _leaving(said: Said) -> list[str]:
    return [said["leaves"]["code"]] if said.get("leaves") else []


def _merged(known: Sequence[Thing], named: Sequence[Thing]) -> list[Thing]:
    return list({one["code"]: one for one in (*known, *named)}.values())


def _codes(said: Said) -> list[str]:
    return [one["code"] for one in said["people"]]


def _names(said: Said) -> list[str]:
    return [one["name"] for one in said["people"]]
