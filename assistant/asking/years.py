"""Which fiscal year is talked about where a question names none."""

from __future__ import annotations

from assistant.base import Turn
from assistant.draft import days_of
from engine.usecases.requests.listing import request_status
from engine.values.errors import EngineError


def leading_year(turn: Turn) -> int:
    """The year of the request that is talked about; else this one."""
    year = _year_of_request(turn)
    return year if year is not None else turn.message.fiscal.year_of(turn.today)


def _year_of_request(turn: Turn) -> int | None:
    """Of the request that is being made; else of the one that was made or looked at last."""
    period, number = turn.slots.get("period"), turn.slots.get("last_request")
    if turn.slots.get("draft_key") and period:
        return turn.message.fiscal.year_of(days_of(period).start)
    if not number:
        return None
    try:
        found = turn.perform(request_status, number).requests
    except EngineError:
        return None
    return found[0].fiscal_year if found else None
