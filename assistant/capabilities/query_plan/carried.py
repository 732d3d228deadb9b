"""What became of a plan, as a reply."""

from __future__ import annotations

from assistant.base import Turn
from assistant.planning.lines_said import lines_said
from assistant.planning.telling import version_words
from assistant.rendering.caveats import caveat_lines
from engine.usecases.plans.carrying_out import BesidePlan, CarriedOut, plan_carried_out
from engine.values.money import Money

MOST = 15


def tell_carried_out(turn: Turn, year: int | None, version: int | None, unit: str | None) -> None:
    found = turn.perform(plan_carried_out, year, version, unit)
    named = lines_said(turn, [one.line for one in found.rows])
    rows = [one for one in found.rows if not named or one.line in named]
    turn.reply(
        turn.say(
            "planned.head_carried",
            version=version_words(turn.speech, found.plan),
            planned=found.planned,
            requested=found.requested,
            committed=found.committed,
            spent=found.spent,
        ),
        _deviation(turn, found.deviation),
        *(_row(turn, one) for one in rows[:MOST]),
        turn.say("list.more", more=len(rows) - MOST) if len(rows) > MOST else "",
        *_beside(turn, () if named else found.beside),
        *caveat_lines(turn.speech, found.caveats),
    )


def _deviation(turn: Turn, deviation: Money) -> str:
    if not deviation.amount:
        return turn.say("planned.as_planned")
    key = "planned.deviation_over" if deviation.amount > 0 else "planned.deviation_under"
    return turn.say(key, by=Money(abs(deviation.amount), deviation.currency))


def _row(turn: Turn, row: CarriedOut) -> str:
    key = "planned.carried" if row.people else "planned.not_requested"
    return turn.say(
        key,
        course=row.line.name,
        planned=row.planned,
        requested=row.requested,
        committed=row.committed,
        spent=row.spent,
        people=row.people,
        came=row.came,
    )


def _beside(turn: Turn, beside: tuple[BesidePlan, ...]) -> list[str]:
    if not beside:
        return []
    told = [
        turn.say("planned.beside", course=one.name, unit=one.unit, amount=one.requested)
        for one in beside[:MOST]
    ]
    return [turn.say("planned.head_beside", count=len(beside)), *told]
