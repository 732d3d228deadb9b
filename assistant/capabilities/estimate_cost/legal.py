"""What the law says of training money: the education fund, and what who leaves pays back."""

from __future__ import annotations

from datetime import date

from assistant.base import Turn
from assistant.rendering.caveats import caveat_lines
from engine.usecases.legal import education_fund, service_penalty


def tell_fund(turn: Turn) -> bool:
    found = turn.perform(education_fund)
    turn.set(last_explanation=found.explanation_id)
    year = found.result.years[-1]
    turn.reply(
        turn.say(
            "legal.fund",
            year=year.year,
            room=year.room,
            limit=year.limit,
            incurred=year.incurred,
            brought=year.brought,
        ),
        turn.say("legal.fund_basis", payroll=year.payroll, deductible=year.deductible),
        *caveat_lines(turn.speech, found.result.caveats),
    )
    return True


def tell_penalty(turn: Turn) -> bool:
    facts = turn.message.facts
    days = facts.period or facts.past_period
    if not days or not days.get("first_day"):
        turn.ask_back(turn.say("legal.leaves_when"))
        return True
    leaves = date.fromisoformat(days["first_day"])
    person = facts.people[0]["code"] if len(facts.people) == 1 else None
    found = turn.perform(service_penalty, leaves, person)
    turn.set(last_explanation=found.explanation_id)
    turn.reply(
        turn.say(
            "legal.penalty",
            day=leaves,
            penalty=found.result.penalty,
            served=found.result.served,
            unserved=found.result.unserved,
        ),
        *caveat_lines(turn.speech, found.result.caveats),
    )
    return True
