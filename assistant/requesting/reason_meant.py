"""Which words of a message are the reason of the request: not those that only say why it is
changed, and those of another request where it has the same."""

from __future__ import annotations

from typing import Any

from assistant.base import Turn
from assistant.message import Days
from assistant.reading.answers import joined, read_reason
from assistant.requesting.reasons import can_be_reason
from assistant.requesting.words import matches
from engine.usecases.requests.listing import request_status
from engine.values.errors import NotFound


def reason_meant(turn: Turn, before: Days | None = None, *, plainly: bool = False) -> str | None:
    """The reason that the message gives the request; None where it gives none. `before` is the
    time that stood in the draft, `plainly`: only with a word such as 因为."""
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


def _is_of_change(turn: Turn, reason: str, before: Days | None) -> bool:
    """Whether it says why something is changed: another reason stands, or it speaks of the time
    that was given up."""
    facts = turn.message.facts
    if turn.slots.get("reason"):
        return facts.changes_request
    return before is not None and any(
        _is_in(turn, one, reason) and one.get("first_day") == before.get("first_day")
        for one in turn.message.entities
        if one["entity"] == "period" and before != turn.slots.get("period")
    )


def _is_in(turn: Turn, entity: dict[str, Any], reason: str) -> bool:
    start, end = entity.get("start"), entity.get("end")
    return start is not None and turn.message.text[start:end] in reason
