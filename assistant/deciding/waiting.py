"""Which requests a person may decide on, or change, and in which order they are told."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.base import Turn
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import RequestView
from engine.workflow.life import OPEN, PENDING, Event

EVENTS = {
    "approve_request": Event.APPROVE,
    "return_request": Event.RETURN,
    "reject_request": Event.REJECT,
    "amend_request": Event.AMEND,
    "withdraw_request": Event.WITHDRAW,
    "take_over_request": Event.AMEND,
}
OWN = ("amend_request", "withdraw_request", "take_over_request")
MOST_KNOWN = 50
DECIDING = ("approve_request", "return_request", "reject_request")


def talk_of(turn: Turn, number: str) -> None:
    """Remember the request that is talked about from now on."""
    turn.set(last_request=number, talked_at=turn.talk.messages)


def just_talked_of(turn: Turn, within: int = 2) -> str | None:
    """The request that the last messages were about; none once several are listed after it."""
    number, at = turn.slots.get("last_request"), turn.slots.get("talked_at")
    if not number or at is None or turn.talk.messages - at > within:
        return None
    shown = turn.talk.shown
    if shown is not None and shown.at > at and turn.talk.rows_are_requests:
        return None
    return str(number)


def candidates(turn: Turn, decision: str | None = None) -> list[RequestView]:
    """What the person could decide (or change) at all, the oldest first."""
    if (decision or turn.slots["decision"]) in OWN:
        found = turn.perform(request_status, size=MOST_KNOWN).requests
        own = [one for one in found if one.yours and one.state in (*PENDING, *OPEN)]
        return oldest_first(own)
    return waiting_for(turn)


def waiting_for(turn: Turn) -> list[RequestView]:
    """What waits for the person, the oldest first."""
    found = turn.perform(request_status, waiting_for_me=True, size=MOST_KNOWN).requests
    return oldest_first(found)


def oldest_first(requests: Sequence[RequestView]) -> list[RequestView]:
    """The order of every list of requests in a talk, and of the notices: people count from the
    oldest. The engine has the newest first, whose pages a talk does not turn."""
    return list(reversed(requests))
