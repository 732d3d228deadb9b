"""What a goal takes: which KPI, how far, by which other KPI."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.analysing.goal_said import rises, value_said
from assistant.analysing.marks import mark
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.plan_from_goal.lines import goal_lines
from assistant.capabilities.plan_from_goal.rising import tell_rise
from assistant.draft import money_said
from assistant.goal_reading import GoalSaid, read_goal_words
from assistant.goal_values import Entity, like, move_said
from assistant.message import Message
from assistant.units import unit_code
from engine.analysis.goals import GoalPlan
from engine.usecases.goal_values import value_of_kpi
from engine.usecases.goals_below import goal_plans
from engine.usecases.plan_from_goal import GoalAsked
from engine.values.errors import NotFound


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        unknown = next((one for one in turn.message.facts.unknown if one.kind == "kpi"), None)
        if unknown is not None:
            raise NotFound("unknown_kpi", name=unknown.words)
        if refused := _not_a_group(turn):
            turn.reply(refused)
            return
        if rises(turn.message):
            tell_rise(turn)
            return
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
            _tell(turn, replace(asked, driver=driver))


def _tell(turn: Turn, asked: GoalAsked) -> None:
    """Where the KPI is kept; each unit with its own plan, and what they take together."""
    plans = turn.perform(goal_plans, asked)
    for one in plans:
        turn.set(last_explanation=one.plan.explanation_id)
        where = [turn.say("goal.kept_there", kpi=one.plan.result.goal.kpi, unit=one.unit)]
        lines = goal_lines(turn.speech, one.plan.result)
        turn.reply(*(where if one.below else []), *lines, *_enough(turn, one.plan.result, asked))
    totals = [one.plan.result.total for one in plans]
    known = [total for total in totals if total is not None]
    if len(plans) > 1 and len(known) == len(plans):
        turn.reply(turn.say("goal.together", units=len(plans), total=sum(known[1:], known[0])))


def _enough(turn: Turn, plan: GoalPlan, asked: GoalAsked) -> list[str]:
    """Whether a sum that is said pays for it; not one that the KPI is to reach."""
    said = turn.message.facts.amount or turn.message.facts.ceiling
    if said is None or plan.total is None or asked.to is not None:
        return []
    given = money_said(said, turn.company.currency)
    if given.currency != plan.total.currency:
        return []
    key = "goal.is_enough" if given.amount >= plan.total.amount else "goal.not_enough"
    return [turn.say(key, given=given, left=given - plan.total, lacking=plan.total - given)]


def _not_a_group(turn: Turn) -> str:
    """What is said of whom no KPI is kept apart; empty where nothing is."""
    text = turn.message.text
    for mark_name in ("new_people", "shifts"):
        found = mark(mark_name).search(text)
        if found is not None and not _is_named(turn.message, found.start()):
            return turn.say("goal.no_such_group", words=found.group())
    return ""


def _is_named(message: Message, at: int) -> bool:
    return any(
        one.get("code") and one.get("start") is not None and one["start"] <= at < one["end"]
        for one in message.entities
    )


def _goal(turn: Turn) -> GoalAsked | None:
    """The KPI and how far it is to move, as this message says it or the question that it goes on
    with; None where either is not said."""
    message = turn.message
    move = move_said(message.entities)
    said = read_goal_words(message.text)
    is_new = said.change is not None or said.to is not None
    if move is not None and not (is_new and move.get("start") is None):
        return _moved(turn, move)
    kpis = _kpis(message, before=said.at)
    if not is_new and kpis and (value := value_said(message)) is not None:
        to = turn.perform(value_of_kpi, kpis[-1], _like_before(turn, value)).value
        return GoalAsked(kpi=kpis[-1], to=to)
    if not is_new:
        said = _said_before(turn)
        kpis = _kpis(message, before=said.at)
    if not kpis or (said.change is None and said.to is None):
        return None
    return GoalAsked(
        kpi=kpis[-1], change=said.change, reading=said.reading, to=said.to, start=said.start
    )


def _like_before(turn: Turn, value: float) -> float:
    """In the scale of what was said before: after 33 million "32" is of its size."""
    before = turn.talk.subject
    texts = (one["value"] for one in before.entities if one["entity"] == "amount") if before else ()
    kept = next((Decimal(str(one)) for one in texts), None)
    return value if kept is None else float(like(Decimal(str(value)), kept))


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
