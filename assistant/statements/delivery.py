"""Saying that a training took place, and how many took part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.base import Turn
from assistant.message import Facts
from assistant.statements.on_request import OnRequest, title_of, topic_of, view_of
from assistant.statements.past_days import day_past
from assistant.statements.rehearsing import NO_KEY, rehearsal
from assistant.statements.statement import Said
from assistant.statements.wording import count_of, first_of, pattern, words
from engine.usecases.context import Context
from engine.usecases.requests.delivering import deliver_request
from engine.usecases.requests.nominating import nominations
from engine.usecases.requests.view import RequestView
from engine.workflow.life import Event, State


@rehearsal
def try_delivery(
    context: Context, number: str, attended: list[int], day: date, absent: list[str]
) -> None:
    deliver_request(context, number, attended, NO_KEY, None, day, True, absent)


class DeliveryStatement(OnRequest):
    """More than were planned is meant where the summary, which says so, is confirmed."""

    event = Event.DELIVER.value
    states = (State.SCHEDULED,)
    doubts: Mapping[str, str] = {
        "attendance_implausible": "attended",
        "attendance_by_line": "attended",
        "who_was_absent": "attended",
        "not_nominated": "absent",
        "delivery_day_to_come": "day",
        "delivery_too_early": "day",
    }

    def read(self, turn: Turn, said: Said, asked: str | None) -> Said:
        said = {**said, **_day_said(turn, asked), **_absent_said(turn, said)}
        if not said.get("number"):
            counts = counts_said(turn.message.text, turn.message.facts, (), asked)
            return {**said, "early": counts} if counts else said
        view = view_of(turn, said["number"])
        said = {
            **said,
            "planned": [line.headcount for line in view.lines],
            "expected": _expected(turn, view),
        }
        if "day" not in said:
            said["day"] = min(max(line.end for line in view.lines), turn.today).isoformat()
        return {**said, "early": None, "attended": _attended(turn, said, asked)}

    def lacks(self, said: Said) -> str | None:
        if len(said.get("attended") or ()) < len(said["planned"]):
            return "attended"
        return None if said.get("day") else "day"

    def ask_for(self, turn: Turn, said: Said, missing: str) -> None:
        if missing == "day":
            turn.reply(turn.say("delivery.ask_day", number=said["number"]))
            return
        view, at = view_of(turn, said["number"]), len(said.get("attended") or ())
        line = view.lines[at]
        turn.reply(
            turn.say(
                "delivery.ask_attended",
                number=view.number,
                training=topic_of(turn, line),
                planned=line.headcount,
            ),
            choices=[turn.say("delivery.everybody")],
        )

    def rehearse(self, turn: Turn, said: Said) -> Said:
        turn.perform(try_delivery, said["number"], said["attended"], _day(said), _absent(said))
        return {}

    def summary(self, turn: Turn, said: Said) -> list[str]:
        view = view_of(turn, said["number"])
        head = turn.say(
            "delivery.summary", number=view.number, training=title_of(turn, view), day=_day(said)
        )
        absent = [one["name"] for one in said.get("absent") or ()]
        named = [turn.say("delivery.absent", people=absent)] if absent else []
        return [head, *_by_line(turn, view, said), *named, turn.say("delivery.final")]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        attended = said["attended"]
        more_came = any(map(int.__gt__, attended, said["planned"]))
        turn.perform(
            deliver_request,
            said["number"],
            attended,
            key,
            said["version"],
            _day(said),
            more_came,
            _absent(said),
        )
        turn.set(last_request=said["number"])
        return [
            turn.say("delivery.stored", number=said["number"], came=sum(attended), day=_day(said)),
            turn.say("delivery.next"),
        ]


def _by_line(turn: Turn, view: RequestView, said: Said) -> list[str]:
    lines = []
    for line, came in zip(view.lines, said["attended"], strict=True):
        key = "delivery.more_came" if came > line.headcount else "delivery.came"
        training = topic_of(turn, line)
        lines.append(turn.say(key, training=training, came=came, planned=line.headcount))
    return lines


def _day(said: Said) -> date:
    return date.fromisoformat(said["day"])


def _day_said(turn: Turn, asked: str | None) -> dict[str, str]:
    day = day_past(turn.message.facts, turn.today)
    return {} if day is None else {"day": day.isoformat()}


def _absent_said(turn: Turn, said: Said) -> Said:
    """Who is named as not having come."""
    people = turn.message.facts.people
    if not people or not pattern(words()["delivery"]["away"]).search(turn.message.text):
        return {}
    known = {one["code"]: one for one in (*(said.get("absent") or ()), *people)}
    return {"absent": list(known.values())}


def _expected(turn: Turn, view: RequestView) -> list[int]:
    """By line, as many as are nominated; as were planned, where nobody is."""
    taken = {one.line: one.nominated for one in turn.perform(nominations, view.number)}
    return [taken.get(line.position_no) or line.headcount for line in view.lines]


def _absent(said: Said) -> list[str]:
    return [one["code"] for one in said.get("absent") or ()]


def _attended(turn: Turn, said: Said, asked: str | None) -> list[int]:
    """How many came, line by line, as far as it is known."""
    planned, known = said["planned"], list(said.get("attended") or ())
    counts = said.get("early") or counts_said(turn.message.text, turn.message.facts, planned, asked)
    absent = len(said.get("absent") or ())
    if absent and counts in (None, [], "everyone"):
        counts = {"absent": absent}
    if not counts:
        return known
    at = len(known) if len(known) < len(planned) else 0
    if counts in ("everyone", "nobody"):
        left = said["expected"][at:] if counts == "everyone" else [0] * len(planned[at:])
        return [*known[:at], *left]
    if isinstance(counts, dict):
        return [*known[:at], max(said["expected"][at] - counts["absent"], 0)]
    return [*known[:at], *counts][: len(planned)]


def counts_said(text: str, facts: Facts, planned: Any, asked: str | None) -> Any:
    """Those who came, in order; "everyone", "nobody", or how many were absent."""
    said = words()["delivery"]
    if pattern(said["nobody"]).search(text):
        return "nobody"
    if found := first_of(said["absent"], text):
        return {"absent": count_of(found["n"])}
    if pattern(said["everyone"]).search(text):
        return "everyone"
    if len(planned) < 2 and (found := first_of(said["came"], text)):
        return [count_of(found["n"])]
    return _headcounts(facts, text, planned, asked)


def _headcounts(facts: Facts, text: str, planned: Any, asked: str | None) -> list[int]:
    if len(planned) > 1:
        many = [found["n"] for found in pattern(words()["delivery"]["people"]).finditer(text)]
        if len(many) == len(planned):
            return [count_of(one) for one in many]
    said = facts.headcount if facts.headcount is not None else None
    if said is None and asked in ("attended", "confirmed"):
        said = facts.number
    return [int(said)] if said is not None else []
