"""What is left of the budget once the requests that are meant go through."""

from __future__ import annotations

from assistant.base import Turn
from assistant.sheets.algebra import CannotReckonError, total
from assistant.sheets.saying import names_said, number_said
from assistant.sheets.sheet import STATE, THING, Sheet, Thing
from assistant.sheets.states import STATES
from engine.usecases.budget_status import budget_status
from engine.values.money import Money

# What is asked for and not decided is reserved already.
_RESERVED = frozenset(STATES["open"]) - {"returned"}


def left_lines(turn: Turn, requests: Sheet, column: str) -> list[str]:
    """What is left; it counts what open requests reserve, so theirs stays.

    Raises:
        CannotReckonError: they are no open requests of one unit, or more than is reserved.
    """
    if not _are_open(requests):
        raise CannotReckonError("not_open")
    units = {cell.code for cell in _units(requests)}
    if len(units) != 1:
        raise CannotReckonError("several_units")
    wanted = total(requests, column).value
    status = turn.perform(budget_status, units.pop())
    balance = status.balance
    if not isinstance(wanted, Money) or wanted.currency != balance.reserved.currency:
        raise CannotReckonError("no_figure")
    if balance.reserved < wanted:
        raise CannotReckonError("not_reserved")
    return [
        turn.say(
            "sheet.minus",
            rows=names_said(turn.speech, requests, requests.rows),
            wanted=number_said(turn.speech, "money", wanted),
            unit=status.unit,
            reserved=balance.reserved,
            available=balance.available,
        )
    ]


def _are_open(requests: Sheet) -> bool:
    states = [one.key for one in requests.columns if one.kind == STATE]
    return bool(states) and all(requests.cell(row, states[0]) in _RESERVED for row in requests.rows)


def _units(requests: Sheet) -> list[Thing]:
    keys = [one.key for one in requests.columns if one.kind == THING and one.key == "unit"]
    cells = [requests.cell(row, keys[0]) for row in requests.rows] if keys else []
    return [cell for cell in cells if isinstance(cell, Thing)]
