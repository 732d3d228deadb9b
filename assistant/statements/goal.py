"""Stating a goal, or the problem in its way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.message import Facts
from assistant.reading.answers import says_words
from assistant.statements.statement import Said
from engine.access import Right
from engine.usecases.surveys import GoalSaid, state_goal
from engine.usecases.units import may


class GoalStatement:
    def begin(self, turn: Turn) -> Said:
        turn.perform(may, Right.STATE_GOALS)
        return self.take(turn, {"text": ""}, None)

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        if not says_words(turn.message.text):
            return said
        text = "\n".join(filter(None, (said["text"], turn.message.text.strip())))
        return {**said, **_understood(turn.message.facts), "text": text}

    def missing(self, said: Said) -> str | None:
        return None

    def ask(self, turn: Turn, missing: str) -> None:
        raise AssertionError("a goal needs nothing more")

    def summary(self, turn: Turn, said: Said) -> list[str]:
        lines = [turn.say("stated.summary", text=said["text"])]
        if said.get("kpi"):
            lines.append(turn.say("stated.kpi", name=said["kpi"]["name"]))
        if said.get("skill"):
            lines.append(turn.say("stated.skill", name=said["skill"]["name"]))
        if said.get("percent_to"):
            lines.append(turn.say("stated.to", to=said["percent_to"]))
        return lines

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        receipt = turn.perform(state_goal, _goal(said), key)
        survey = receipt.survey
        return [
            turn.say("stated.stored", number=receipt.number, unit=receipt.unit, year=receipt.year),
            turn.say("stated.of_survey", survey=survey) if survey else "",
        ]


def _understood(facts: Facts) -> Said:
    said: dict[str, Any] = {
        "kpi": facts.kpi,
        "skill": facts.skill,
        "topic": (facts.course or {}).get("topic") or (facts.course or {}).get("name"),
        "percent_from": _text(facts.percent_from),
        "percent_to": _text(facts.percent_to),
    }
    return {name: value for name, value in said.items() if value is not None}


def _goal(said: Said) -> GoalSaid:
    return GoalSaid(
        statement=said["text"],
        kpi=(said.get("kpi") or {}).get("code"),
        percent_from=_number(said.get("percent_from")),
        percent_to=_number(said.get("percent_to")),
        skill=(said.get("skill") or {}).get("code"),
        topic=said.get("topic"),
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
