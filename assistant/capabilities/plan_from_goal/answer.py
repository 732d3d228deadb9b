"""What a goal takes: which KPI, how far, by which other KPI."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.base import PeisuanAction, Turn
from assistant.capabilities.plan_from_goal.lines import goal_lines
from assistant.goal_reading import GoalSaid, read_goal_words
from assistant.goal_values import Entity, like, move_said
from assistant.message import Message
from assistant.units import unit_code
from engine.usecases.goal_values import value_of_kpi
from engine.usecases.plan_from_goal import GoalAsked, plan_from_goal
from engine.values.errors import NotFound


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        unknown = next((one for one in turn.message.facts.unknown if one.kind == "kpi"), None)
        if unknown is not None:
            raise NotFound("unknown_kpi", name=unknown.words)
        goal = _goal(turn)
        if goal is None:
            turn.ask_back(turn.say("goal.ask"))
            return
        facts = turn.message.facts
        asked = replace(
            goal,
            headcount=int(facts.headcount) if facts.headcount else None,
            unit=unit_code(turn),
            position=(facts.position or {}).get("code"),
        )
        for driver in _drivers(turn.message, goal.kpi):
            answer = turn.perform(plan_from_goal, replace(asked, driver=driver))
            turn.set(last_explanation=answer.explanation_id)
            turn.reply(*goal_lines(turn.speech, answer.result))


def _goal(turn: Turn) -> GoalAsked | None:
    """The KPI and how far it is to move, as this message says it or the question that it goes on
    with; None where either is not said."""
    message = turn.message
    move = move_said(message.entities)
    said = read_goal_words(message.text)
    is_new = said.change is not None or said.to is not None
    if move is not None and not (is_new and move.get("start") is None):
        return _moved(turn, move)
    if not is_new:
        said = _said_before(turn)
    kpis = _kpis(message, before=said.at)
    if not kpis or (said.change is None and said.to is None):
        return None
    return GoalAsked(
        kpi=kpis[-1], change=said.change, reading=said.reading, to=said.to, start=said.start
    )


def _moved(turn: Turn, move: Entity) -> GoalAsked:
    start, to = Decimal(move["from"]), Decimal(move["to"])
    if move.get("start") is None and (anew := _figure(turn.message)) is not None:
        # What the last question asked, with another end: "and if it is 3,500?"
        to = like(anew, start)
    start_value, value = (
        turn.perform(value_of_kpi, move["kpi"], float(one)).value for one in (start, to)
    )
    return GoalAsked(kpi=move["kpi"], start=start_value, to=value)


def _figure(message: Message) -> Decimal | None:
    amount = message.facts.amount
    return message.facts.number if amount is None else amount.value


def _said_before(turn: Turn) -> GoalSaid:
    """The goal of the last question, where this one goes on with it."""
    before = turn.talk.subject
    if before is None or before.capability != turn.message.intent:
        return GoalSaid()
    return replace(read_goal_words(before.text), at=None)


def _kpis(message: Message, before: int | None = None) -> list[str]:
    """The KPIs that are named, those before a figure last: that is of the last one before it."""
    named = [one for one in message.entities if one["entity"] == "kpi" and one.get("code")]
    named.sort(key=lambda one: one.get("start") or 0)
    near = [one for one in named if before is not None and (one.get("start") or 0) < before]
    return [str(one["code"]) for one in near or named[:1]]


def _drivers(message: Message, kpi: str) -> list[str | None]:
    """The KPIs by each of which alone it is to be reached; one that is None where that is open."""
    named = dict.fromkeys(
        str(one["code"])
        for one in message.entities
        if one["entity"] == "kpi" and one.get("code") and one["code"] != kpi
    )
    return [*named] or [None]
