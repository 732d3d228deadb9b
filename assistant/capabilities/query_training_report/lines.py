"""The parts of a training's report as lines."""

from __future__ import annotations

from decimal import Decimal

from assistant.base import Turn
from assistant.capabilities.query_training_effect.lines import value_of
from engine.usecases.requests.effect_report import DueBy, EffectReport, Result, Turnout
from engine.values.period import Period


def head_line(turn: Turn, found: EffectReport) -> str:
    days = Period(min(one.start for one in found.turnout), max(one.end for one in found.turnout))
    return turn.say(
        "training_report.head",
        number=found.number,
        training=turn.speech.people(topic_of(turn, one) for one in found.turnout),
        unit=found.unit,
        days=days,
        state=turn.say(f"state.{found.state}"),
    )


def topic_of(turn: Turn, one: Turnout) -> str:
    return one.topic if isinstance(one.topic, str) else turn.speech.name(one.topic)


def turnout_lines(turn: Turn, found: EffectReport) -> list[str]:
    return [_turnout(turn, one) for one in found.turnout]


def _turnout(turn: Turn, one: Turnout) -> str:
    topic = topic_of(turn, one)
    if one.came is None:
        return turn.say(
            "training_report.to_come", topic=topic, planned=one.planned, nominated=one.nominated
        )
    share = Decimal(one.came) / one.planned if one.planned else Decimal(0)
    line = turn.say(
        "training_report.came", topic=topic, came=one.came, planned=one.planned, share=share
    )
    if one.nominated:
        line += turn.say("training_report.nominated", nominated=one.nominated)
    return line


def cost_lines(turn: Turn, found: EffectReport) -> list[str]:
    if found.invoiced is None:
        return [turn.say("training_report.not_invoiced", approved=found.approved)]
    lines = [
        turn.say("training_report.cost", approved=found.approved, invoiced=found.invoiced)
        + (turn.say("training_report.each", each=found.per_head) if found.per_head else "")
    ]
    if found.committed is not None:
        lines.append(turn.say("training_report.committed", committed=found.committed))
    return lines


def result_lines(turn: Turn, found: EffectReport) -> list[str]:
    if all(one.came is None for one in found.turnout):
        return []
    stars = [_stars(turn, one) for one in found.turnout if one.ratings]
    lines = [*stars, *(result_line(turn, one) for one in found.results)]
    if found.missing:
        levels = [turn.say(f"level.{one}") for one in found.missing]
        lines.append(turn.say("training_report.missing", levels=levels))
    return lines


def _stars(turn: Turn, one: Turnout) -> str:
    if one.stars is None:
        return turn.say("training_report.stars_withheld")
    return turn.say("training_report.stars", stars=one.stars, ratings=one.ratings)


def result_line(turn: Turn, one: Result) -> str:
    level = turn.say(f"level.{one.level}")
    people = turn.say("training_report.of_people", n=one.n) if one.n else ""
    measure = one.kpi or one.measure
    if one.before is None:
        return turn.say(
            "training_report.share", level=level, measure=measure, share=one.after, people=people
        )
    return turn.say(
        "training_report.from_to",
        level=level,
        measure=measure,
        before=value_of(float(one.before)),
        after=value_of(float(one.after)),
        people=people,
    )


def due_lines(turn: Turn, found: EffectReport) -> list[str]:
    if not found.due:
        return [turn.say("training_report.nothing_due")]
    return [turn.say("training_report.due"), *(_due(turn, one) for one in found.due)]


def _due(turn: Turn, one: DueBy) -> str:
    who = turn.say(f"whose.{one.whose}")
    if one.people:
        who = turn.say("training_report.named", who=who, people=one.people)
    key = "training_report.late" if one.is_late else "training_report.later"
    return turn.say(key, what=turn.say(f"due.{one.what}"), who=who, since=one.since)
