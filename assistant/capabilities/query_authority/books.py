"""Who moved what between budgets, which months are locked, and the rates of exchange."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.base import Turn
from assistant.message import take_days
from assistant.querying.lasting import days_looked_back
from assistant.units import unit_code
from engine.usecases.ledger.moved import Moved, budget_moves
from engine.usecases.ledger.rates import rates_on_record

# So many are told, the newest first.
MOST_LINES = 10


def moved_lines(turn: Turn) -> Sequence[str]:
    days = days_looked_back(turn)
    take_days(turn.message)
    found = turn.perform(
        budget_moves, unit_code(turn), days.start if days else None, days.end if days else None
    )
    if not found.moved:
        return [turn.say("authority.no_move")]
    return [turn.say("authority.moved"), *(_move(turn, one) for one in found.moved[:MOST_LINES])]


def _move(turn: Turn, one: Moved) -> str:
    return turn.say(
        "authority.move",
        on=one.on,
        amount=one.amount,
        source=one.source,
        target=one.target,
        year=one.fiscal_year,
        by=one.by or turn.say("authority.nobody"),
        reason=one.reason or "–",
    )


def frozen_lines(turn: Turn) -> Sequence[str]:
    locked = turn.perform(budget_moves).locked
    if not locked:
        return [turn.say("authority.not_locked")]
    return [
        turn.say("authority.locked"),
        *(
            turn.say("authority.locked_month", month=one.month, by=one.by, on=one.on)
            for one in locked[:MOST_LINES]
        ),
    ]


def rate_lines(turn: Turn) -> Sequence[str]:
    found = turn.perform(rates_on_record)
    if not found:
        return [turn.say("authority.no_rate")]
    return [
        turn.say("authority.rates"),
        *(
            turn.say(
                "authority.rate",
                currency=one.currency,
                rate=one.rate,
                quote=one.quote,
                since=one.valid_from,
            )
            for one in found
        ),
    ]
