"""Choosing between what was offered: the two audiences, the two sums."""

from __future__ import annotations

from assistant.base import Turn
from assistant.proposing import price_totals, proposal_key
from assistant.reading.answers import read_choice, read_price_choice
from assistant.requesting.headcount import leaves_open, leaves_period_beside
from assistant.requesting.taking import set_headcount


def choose_audience(turn: Turn) -> bool:
    if leaves_open(turn.message.text) or leaves_period_beside(turn.message.text):
        # 都行 is no "all".
        return False
    proposed = turn.slots.get("proposed") or {}
    choice = read_choice(turn.message, proposed) if proposed.get("narrow") else None
    if choice is None:
        return False
    take_audience(turn, choice)
    return True


def take_audience(turn: Turn, choice: str) -> None:
    proposed = turn.slots.get("proposed") or {}
    headcount = proposed["narrow"] if choice == "narrow" else proposed["all"]
    set_headcount(turn, headcount)
    turn.set(
        audience=choice,
        proposed={**proposed, "key": proposal_key({**turn.slots, "headcount": headcount})},
    )


def choose_price(turn: Turn) -> bool:
    totals = price_totals(turn.slots)
    choice = read_price_choice(turn.message, *totals) if totals else None
    if choice is None:
        return False
    turn.set(basis=choice)
    return True
