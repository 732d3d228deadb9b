"""Stating a goal, or the problem in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.goal_reading import read_goal_words
from assistant.message import Days, Facts, Message
from assistant.reading.answers import VERY_SURE, says_words
from assistant.statements.meaning import GOAL
from assistant.statements.saying import says, without
from assistant.statements.statement import Said
from engine.access import Right
from engine.usecases.surveys import GoalSaid, state_goal
from engine.usecases.units import may

# What is left of a message once its figures are taken out, and is no statement by itself.
FEWEST_WORDS = 6


class GoalStatement:
    """Its text is what states it; what is said afterwards changes what was understood of it."""

    def begin(self, turn: Turn) -> Said:
        turn.perform(may, Right.STATE_GOALS)
        message = turn.message
        if not says_words(message.text):
            return {"text": ""}
        return {**_understood(message), "text": message.text.strip()}

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        message = turn.message
        if message.asks or not says_words(message.text) or message.act is not None:
            return said
        if _goes_on(message):
            text = "\n".join((said["text"], message.text.strip()))
            return {**said, **_understood(message), "text": text}
        figures = {name: what for name, what in _understood(message).items() if name in FIGURES}
        if says("restates", message.text) and (anew := _anew(message)) is not None:
            return {**said, **figures, "text": anew}
        return {**said, **figures}

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
        if said.get("percent_from") and said.get("percent_to"):
            figures = {"start": said["percent_from"], "to": said["percent_to"]}
            lines.append(turn.say("stated.from_to", **figures))
        elif said.get("percent_to"):
            lines.append(turn.say("stated.to", to=said["percent_to"]))
        if said.get("year"):
            lines.append(turn.say("stated.year", year=said["year"]))
        return lines

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        receipt = turn.perform(state_goal, _goal(said), key)
        survey = receipt.survey
        return [
            turn.say("stated.stored", number=receipt.number, unit=receipt.unit, year=receipt.year),
            turn.say("stated.of_survey", survey=survey) if survey else "",
        ]


# What a later message changes without stating anything.
FIGURES = ("kpi", "percent_from", "percent_to", "year")


def _goes_on(message: Message) -> bool:
    """Whether it is one more sentence of the statement: nothing else, and no correction."""
    sure = message.intent == GOAL and message.confidence >= VERY_SURE
    return sure and says("goal", message.text) and not says("restates", message.text)


def _anew(message: Message) -> str | None:
    """The statement as it is said anew; None where only a figure of it is."""
    anew = without("restates", message.text)
    rest = anew
    for one in message.entities:
        if one.get("start") is not None:
            rest = rest.replace(message.text[one["start"] : one["end"]], "")
    words = [letter for letter in rest if letter.isalpha()]
    return anew if len(words) >= FEWEST_WORDS else None


def _understood(message: Message) -> Said:
    facts = _with_figures(message)
    said: dict[str, Any] = {
        "kpi": facts.kpi,
        "skill": facts.skill,
        "topic": (facts.course or {}).get("topic") or (facts.course or {}).get("name"),
        "percent_from": _text(facts.percent_from),
        "percent_to": _text(facts.percent_to),
        "year": _year(message, facts.period),
    }
    return {name: value for name, value in said.items() if value is not None}


def _with_figures(message: Message) -> Facts:
    """With the values that are per cent though nobody says so ("转化率到30")."""
    facts = message.facts
    if facts.percent_to is not None:
        return facts
    goal = read_goal_words(message.text)
    to = goal.to
    if to is None and goal.reading is None and not says("moves", message.text):
        to = goal.change
    if to is None:
        return facts
    start = facts.percent_from if goal.start is None else _per_cent(goal.start)
    return replace(facts, percent_from=start, percent_to=_per_cent(to))


def _per_cent(share: float) -> Decimal:
    return (Decimal(str(share)) * 100).normalize() + 0


def _year(message: Message, period: Days | None) -> int | None:
    """The fiscal year that is said as the time of the goal; none where it is but a month."""
    if not period or not period.get("first_day") or not period.get("last_day"):
        return None
    first, last = (date.fromisoformat(period[end]) for end in ("first_day", "last_day"))
    year = message.fiscal.year_of(last)
    return year if year == message.fiscal.year_of(first) and (last - first).days > 360 else None


def _goal(said: Said) -> GoalSaid:
    return GoalSaid(
        statement=said["text"],
        kpi=(said.get("kpi") or {}).get("code"),
        percent_from=_number(said.get("percent_from")),
        percent_to=_number(said.get("percent_to")),
        skill=(said.get("skill") or {}).get("code"),
        topic=said.get("topic"),
        year=said.get("year"),
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
