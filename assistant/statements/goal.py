"""Stating a goal, or the problem in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.goal_reading import read_goal_words
from assistant.goal_values import Entity, move_said
from assistant.language import language_of, writes
from assistant.message import Days, Facts, Message
from assistant.reading.answers import VERY_SURE, says_words
from assistant.statements.goals_said import goals_said
from assistant.statements.meaning import GOAL
from assistant.statements.saying import says, without
from assistant.statements.statement import WAITING, Said, Statement
from engine.access import Right
from engine.analysis.kpi import SHARE
from engine.usecases.goal_values import value_of_kpi
from engine.usecases.surveys import GoalSaid, state_goal
from engine.usecases.units import may
from engine.values.results import Figure

# What is left of a message once its figures are taken out, and is no statement by itself.
FEWEST_WORDS = 6
# Marks what is told bit by bit, as a trouble is; what is added in a message of its own is no longer.
IN_PARTS = "in_parts"
LONGEST_ADDED = 40


class GoalStatement(Statement):
    """Its text is what states it; what is said afterwards changes what was understood of it."""

    def begin(self, turn: Turn) -> Said:
        turn.perform(may, Right.STATE_GOALS)
        message = turn.message
        if not says_words(message.text):
            return {"text": ""}
        first, *others = [_stated(turn, one) for one in goals_said(message)]
        if not others:
            return first
        turn.reply(turn.say("stated.several", count=len(others) + 1))
        year = _year(message, message.facts.period)
        first, *others = [_in_year(one, year) for one in (first, *others)]
        return {**first, WAITING: others}

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        message = turn.message
        if message.asks or not says_words(message.text) or message.act is not None:
            return said
        if (waiting := _said_anew(turn, said)) is not None:
            return {**said, WAITING: waiting}
        if _is_another(message, said):
            turn.reply(turn.say("stated.added", text=message.text.strip()))
            return {**said, WAITING: [*said.get(WAITING, ()), _stated(turn, message)]}
        if _goes_on(message):
            text = "\n".join((said["text"], message.text.strip()))
            return {**said, **_understood(turn, message), "text": text}
        understood = _understood(turn, message)
        figures = {name: what for name, what in understood.items() if name in FIGURES}
        if says("restates", message.text) and (anew := _anew(message)) is not None:
            return {**said, **figures, "text": anew}
        if said.get(IN_PARTS) and not figures and _tells_whom_or_when(message):
            between = writes(language_of(said["text"], None))["comma"]
            return {**said, "text": f"{said['text']}{between}{message.text.strip()}"}
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
        if said.get("values"):
            start, to = (Figure(**one) for one in said["values"])
            lines.append(turn.say("stated.values", start=start, to=to))
        elif said.get("percent_from") and said.get("percent_to"):
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
FIGURES = ("kpi", "percent_from", "percent_to", "values", "year")


def _stated(turn: Turn, message: Message) -> Said:
    return {**_understood(turn, message), "text": message.text.strip()}


def _in_year(said: Said, year: int | None) -> Said:
    """A goal of several, in the year that is said of all: not where it takes years."""
    if year is None or said.get("year") or says("over_years", said["text"]):
        return said
    return {**said, "year": year}


def _said_anew(turn: Turn, said: Said) -> list[Said] | None:
    """Those that wait, where the message says more of one of them; None where it does not."""
    text = turn.message.text.strip()
    waiting: list[Said] = list(said.get(WAITING, ()))
    for at, one in enumerate(waiting):
        if one["text"].casefold() in text.casefold():
            anew = {**one, **_understood(turn, turn.message), "text": text}
            if says("over_years", text):
                anew.pop("year", None)
            turn.reply(turn.say("stated.waits_changed", text=text))
            return [*waiting[:at], anew, *waiting[at + 1 :]]
    return None


def _is_another(message: Message, said: Said) -> bool:
    """Whether it states another goal: of another KPI with its values, or begun as one."""
    if message.retold and message.does("start"):
        return message.intent == GOAL
    move = move_said(message.entities)
    code = (message.facts.kpi or {}).get("code")
    told = move is not None or message.facts.percent_to is not None
    known = (said.get("kpi") or {}).get("code")
    return bool(told and code and known and code != known) and not says("restates", message.text)


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


def _understood(turn: Turn, message: Message) -> Said:
    facts = _with_figures(message)
    said: dict[str, Any] = {
        "kpi": facts.kpi,
        "skill": facts.skill,
        "topic": (facts.course or {}).get("topic") or (facts.course or {}).get("name"),
        "percent_from": _text(facts.percent_from),
        "percent_to": _text(facts.percent_to),
        "year": _year(message, facts.period),
    }
    if (move := move_said(message.entities)) is not None:
        said |= _values(turn, move)
    return {name: value for name, value in said.items() if value is not None}


def _values(turn: Turn, move: Entity) -> Said:
    """The values between which it is to move: of a share in per cent, else as they were said."""
    start, to = (
        turn.perform(value_of_kpi, move["kpi"], float(move[end])) for end in ("from", "to")
    )
    if start.unit == SHARE:
        return {
            "percent_from": str(_per_cent(start.value)),
            "percent_to": str(_per_cent(to.value)),
        }
    return {"values": [{"value": one.value, "unit": one.unit} for one in (start, to)]}


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


def _tells_whom_or_when(message: Message) -> bool:
    """Whether it only says for how many, or from when: that stands with the statement."""
    facts = message.facts
    known = (facts.headcount, facts.period, facts.past_period, facts.vague_headcount)
    short = len(message.text) <= LONGEST_ADDED
    return short and any(one is not None for one in known) and not facts.course
