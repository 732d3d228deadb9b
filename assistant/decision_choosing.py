"""Which request a decision is about: the one that is named; where none is, it is asked."""

from __future__ import annotations

import re

from assistant.base import Turn
from assistant.decision_reading import mentions, read_number
from assistant.draft import NO_DECISION
from engine.usecases.requests.amending import review_change
from engine.usecases.requests.deciding import review_decision
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import RequestView
from engine.values.errors import InvalidInput
from engine.values.results import Named
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
DECIDING = ("approve_request", "return_request", "reject_request")
# What was just talked about.
THAT_ONE = re.compile(
    r"它|这[个份单条项]|那[个份单条项]|刚才|刚刚|上面|该申请|\b(?:it|this|that|this one|that one|the request)\b",
    re.IGNORECASE,
)


def take_number(turn: Turn) -> None:
    """The request that was named; of one's own, also the only one there is. Nothing where it
    has to be asked: a decision is never about what merely happened to wait."""
    named = read_number(turn.message)
    found = candidates(turn)
    if named is not None:
        number = next((one.number for one in found if one.number.endswith(named)), named)
        if not number.startswith("TR-"):
            turn.reply(turn.say("error.unknown_request", number=number))
            turn.set(**NO_DECISION)
            return
        choose(turn, number)
        return
    fitting = [one for one in found if _is_meant(turn, one)]
    last = turn.slots.get("last_request")
    own = turn.slots["decision"] in OWN
    if turn.slots["decision"] == "take_over_request":
        # Of somebody who has left: none of one's own, so it has to be named.
        return
    if len(fitting) == 1:
        choose(turn, fitting[0].number)
    elif fitting or _names_another(turn):
        # One of several that fit, or another than there is.
        if not found:
            _say_none(turn, own)
    elif last and (own or THAT_ONE.search(turn.message.text)):
        # Where the one just talked about cannot be, better say why than take another.
        choose(turn, last)
    elif not found:
        _say_none(turn, own)
    elif own and len(found) == 1:
        choose(turn, found[0].number)


def candidates(turn: Turn, decision: str | None = None) -> list[RequestView]:
    """What the person could decide (or change) at all, the newest first."""
    if (decision or turn.slots["decision"]) in OWN:
        found = turn.perform(request_status, size=50).requests
        return [one for one in found if one.yours and one.state in (*PENDING, *OPEN)]
    return list(turn.perform(request_status, waiting_for_me=True, size=50).requests)


def choose(turn: Turn, number: str, seen: int | None = None) -> None:
    """Take this request, if the person may do with it what he wants to; `seen` is the version
    that a button was offered for.

    Raises:
        InvalidInput: it was changed since.
    """
    decision = turn.slots["decision"]
    event = EVENTS[decision]
    if decision in OWN:
        view = turn.perform(review_change, number, event)
    else:
        view = turn.perform(review_decision, number, event).request
    if seen is not None and seen != view.version:
        raise InvalidInput("changed_meanwhile", number=number, seen=seen, now=view.version)
    turn.set(decision_number=view.number, decision_version=view.version)


def _say_none(turn: Turn, own: bool) -> None:
    turn.reply(turn.say("decision.none_own" if own else "decision.none"))
    turn.set(**NO_DECISION)


def _names_another(turn: Turn) -> bool:
    """Whether a course or a department is named, which none of the requests is about."""
    facts = turn.message.facts
    changes_to = turn.slots["decision"] == "amend_request"
    course = facts.course if not changes_to else None
    return bool(course or facts.department)


def _is_meant(turn: Turn, request: RequestView) -> bool:
    """Whether the message names its course, its department, or who asked for it."""
    facts, text = turn.message.facts, turn.message.text
    codes = {getattr(line.topic, "code", None) for line in request.lines}
    said = (
        facts.course is not None and facts.course.get("code") in codes,
        facts.department is not None and facts.department.get("code") == request.unit.code,
        request.requester in text,
        any(mentions(text, name) for line in request.lines for name in _names(line.topic)),
    )
    return any(said)


def _names(topic: Named | str) -> list[str]:
    if isinstance(topic, str):
        return [topic]
    return [topic.name, *([topic.name_en] if topic.name_en else [])]
