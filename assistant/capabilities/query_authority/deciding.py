"""The route of a sum, and who decides in whose place."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.base import Turn
from assistant.units import unit_code
from engine.usecases.requests.deciders_ahead import (
    RouteStep,
    StandIn,
    decision_route,
    stand_ins_set,
)
from engine.values.money import Money
from engine.values.period import Period


def route_lines(turn: Turn) -> Sequence[str]:
    total = _total(turn)
    if total is None:
        return [turn.say("authority.no_sum")]
    found = turn.perform(decision_route, total, unit_code(turn))
    return [
        turn.say("authority.route", total=total, unit=found.unit, steps=len(found.steps)),
        *(_step(turn, at, one) for at, one in enumerate(found.steps, 1)),
        turn.say("authority.with_programme"),
    ]


def _total(turn: Turn) -> Money | None:
    said = turn.message.facts.amount or turn.message.facts.ceiling
    return Money(said.value, said.currency or turn.company.currency) if said else None


def _step(turn: Turn, at: int, one: RouteStep) -> str:
    checks = one.duty == "validate"
    duty = turn.say("authority.checks" if checks else "authority.approves")
    role = turn.say(f"decider.{one.role}")
    if not one.people:
        return turn.say("authority.step_nobody", at=at, duty=duty, role=role)
    line = turn.say("authority.step", at=at, duty=duty, role=role, people=one.people, days=one.days)
    if not one.delegates:
        return line
    return turn.say("authority.step_delegates", line=line, delegates=one.delegates)


def stand_in_lines(turn: Turn) -> Sequence[str]:
    """All that may be seen; of somebody who is named his alone."""
    people = {one["code"] for one in turn.message.facts.people}
    said = turn.message.facts.name_said
    found = [
        one
        for one in turn.perform(stand_ins_set)
        if not said or {one.principal.code, one.delegate.code} & people
    ]
    if not found and said:
        return [turn.say("authority.no_stand_in_of", person=said)]
    if not found:
        return [turn.say("authority.no_stand_in")]
    return [turn.say("authority.stand_ins"), *(_stand_in(turn, one) for one in found)]


def _stand_in(turn: Turn, one: StandIn) -> str:
    days = Period(one.first_day, one.last_day)
    if one.yours:
        return turn.say("authority.stand_in_yours", delegate=one.delegate, days=days)
    return turn.say("authority.stand_in", delegate=one.delegate, principal=one.principal, days=days)
