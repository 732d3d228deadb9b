"""Saying when an approved training takes place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.base import Turn
from assistant.draft import is_settled
from assistant.statements.on_request import OnRequest, title_of, view_of
from assistant.statements.rehearsing import NO_KEY, rehearsal
from assistant.statements.statement import Said
from engine.usecases.context import Context
from engine.usecases.requests.scheduling import schedule_request
from engine.values.period import Period
from engine.workflow.life import Event, State


@rehearsal
def try_schedule(context: Context, number: str, start: date, end: date) -> None:
    schedule_request(context, number, start, end, NO_KEY)


class ScheduleStatement(OnRequest):
    event = Event.SCHEDULE.value
    states = (State.APPROVED, State.SCHEDULED)
    doubts: Mapping[str, str] = {"schedule_day": "days", "period_ends_before_start": "days"}

    def read(self, turn: Turn, said: Said, asked: str | None) -> Said:
        facts = turn.message.facts
        if facts.impossible_day:
            turn.reply(turn.say("error.impossible_day", words=facts.impossible_day))
            return said
        days = facts.period or facts.past_period
        if days and is_settled(days):
            return {**said, "days": [days["first_day"], days["last_day"]], "vague": None}
        vague = facts.vague_period or days
        return {**said, "vague": vague} if vague and not said.get("days") else said

    def lacks(self, said: Said) -> str | None:
        return None if said.get("days") else "days"

    def ask_for(self, turn: Turn, said: Said, missing: str) -> None:
        vague = said.get("vague")
        if vague:
            turn.reply(turn.say("schedule.ask_which_days", words=vague["words"]))
        else:
            turn.reply(turn.say("schedule.ask_days", number=said["number"]))

    def rehearse(self, turn: Turn, said: Said) -> Said:
        turn.perform(try_schedule, said["number"], *_days(said))
        return {}

    def summary(self, turn: Turn, said: Said) -> list[str]:
        view, days = view_of(turn, said["number"]), Period(*_days(said))
        return [
            turn.say("schedule.summary", **_words(turn, view, days)),
            turn.say("schedule.final"),
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        start, end = _days(said)
        receipt = turn.perform(schedule_request, said["number"], start, end, key, said["version"])
        turn.set(last_request=said["number"])
        return [turn.say("schedule.stored", **_words(turn, receipt.request, Period(start, end)))]


def _days(said: Said) -> tuple[date, date]:
    first, last = map(date.fromisoformat, said["days"])
    return first, last


def _words(turn: Turn, view: Any, days: Period) -> dict[str, object]:
    return {"number": view.number, "training": title_of(turn, view), "days": days}
