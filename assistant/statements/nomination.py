"""Saying who takes part in a training whose days are set, or no longer does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assistant.base import Turn
from assistant.message import Thing
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


@rehearsal
def try_nomination(
    context: Context, number: str, people: Sequence[str], withdraws: bool
) -> NominationReceipt:
    return (withdraw_nomination if withdraws else nominate)(context, number, people, NO_KEY)


class NominationStatement(OnRequest):
    """`people` as they were named, `which` of one name is meant where that is open."""

    event = "nominate"
    right = Right.NOMINATE
    states = (State.SCHEDULED,)

    def read(self, turn: Turn, said: Said, asked: str | None) -> Said:
        withdraws = said.get("withdraws") or _says(turn, "withdraws")
        people, open_ones = _named(turn)
        return {
            **said,
            "withdraws": withdraws,
            "people": _merged(said.get("people") or [], people),
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
        found = turn.perform(try_nomination, said["number"], _codes(said), said["withdraws"])
        return {"free": found.nominations.free}

    def summary(self, turn: Turn, said: Said) -> list[str]:
        view = view_of(turn, said["number"])
        key = "nomination.summary_withdrawal" if said["withdraws"] else "nomination.summary"
        days = Period(min(one.start for one in view.lines), max(one.end for one in view.lines))
        return [
            turn.say(
                key,
                number=view.number,
                training=title_of(turn, view),
                days=days,
                people=_names(said),
            ),
            turn.say("nomination.free", free=said["free"]),
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        act = withdraw_nomination if said["withdraws"] else nominate
        receipt = turn.perform(act, said["number"], _codes(said), key)
        turn.set(last_request=said["number"])
        now = receipt.nominations
        what = "nomination.withdrawn" if said["withdraws"] else "nomination.stored"
        return [
            turn.say(what, people=_names(said), number=now.number),
            turn.say("nomination.taken", nominated=now.nominated, seats=now.seats),
        ]


def names_participants(turn: Turn) -> bool:
    """Whether the message says of people that they take part, or no longer do."""
    named = any(one["entity"] == PERSON for one in turn.message.entities)
    return named and (_says(turn, "who") or _says(turn, "withdraws"))


def _says(turn: Turn, what: str) -> bool:
    return bool(pattern(words()["nomination"][what]).search(turn.message.text))


def _named(turn: Turn) -> tuple[list[Thing], list[Thing]]:
    """Who is named for certain; and those of one name among whom somebody is."""
    by_place: dict[tuple[int, int], list[Thing]] = defaultdict(list)
    for one in turn.message.entities:
        if one["entity"] == PERSON and one.get("code"):
            at = (one.get("start") or 0, one.get("end") or 0)
            by_place[at].append({"code": one["code"], "name": one["name"]})
    unknown = [one.words for one in turn.message.facts.unknown if one.kind == PERSON]
    if unknown:
        turn.reply(turn.say("nomination.nobody", words=unknown))
    certain = [people[0] for people in by_place.values() if len(people) == 1]
    return certain, next((people for people in by_place.values() if len(people) > 1), [])


def _merged(known: Sequence[Thing], named: Sequence[Thing]) -> list[Thing]:
    return list({one["code"]: one for one in (*known, *named)}.values())


def _codes(said: Said) -> list[str]:
    return [one["code"] for one in said["people"]]


def _names(said: Said) -> list[str]:
    return [one["name"] for one in said["people"]]
