"""Which words of a message are the reason of the request: not those that only say why it is
changed, and those of another request where it has the same."""

from __future__ import annotations

from typing import Any

from assistant.base import Turn
from assistant.reading.answers import joined, read_reason
from assistant.requesting.reasons import can_be_reason
from assistant.requesting.words import matches
from assistant.understanding.quantities.read import read_quantities
from engine.usecases.requests.listing import request_status
from engine.values.errors import NotFound

# What of a draft may be changed, with a word on why.
CHANGED = ("course", "headcount", "groups", "period", "amount", "position", "department")


def as_it_stands(turn: Turn) -> dict[str, Any]:
    """The draft before a message."""
    return {name: turn.slots.get(name) for name in CHANGED}


def reason_meant(
    turn: Turn, before: dict[str, Any] | None = None, *, plainly: bool = False
) -> str | None:
    """The reason that the message gives the request; None where it gives none. `before` is the
    draft as it stood, `plainly`: only with a word such as 因为."""
    text = turn.message.text
    if next(matches("reason", "same", text), None):
        return _of_another(turn)
    reason = read_reason(text, plainly=plainly)
    if not reason or not can_be_reason(reason):
        return None
    if _is_of_change(turn, reason, before):
        turn.reply(turn.say("ask.reason_of_change", words=reason))
        return None
    return reason


def _of_another(turn: Turn) -> str | None:
    """The reason of the request that is named."""
    number = turn.message.facts.request_id
    if number is None:
        return None
    try:
        (request,) = turn.perform(request_status, number).requests
    except NotFound:
        turn.reply(turn.say("ask.reason_of_none", number=number))
        return None
    reasons = list(dict.fromkeys(line.reason for line in request.lines if line.reason))
    if not reasons:
        turn.reply(turn.say("ask.reason_of_none", number=number))
    return joined(reasons) if reasons else None


def _is_of_change(turn: Turn, reason: str, before: dict[str, Any] | None) -> bool:
    """Whether it says why something is changed: another reason stands, or it speaks of the time
    that was given up."""
    if before is None or before == as_it_stands(turn):
        return False
    if turn.slots.get("reason"):
        return any(before.values())
    gone = before["period"]
    if not gone or gone == turn.slots.get("period"):
        return False
    said = [one.extra for one in read_quantities(reason, turn.today, turn.message.fiscal)]
    return any(one.get("excluded") or one.get("first_day") == gone["first_day"] for one in said)
