"""Which request a decision is about: the one that is named; where none is, it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.base import Turn
from assistant.deciding.pointing import pointers_in
from assistant.deciding.reading import mentions, read_number
from assistant.deciding.sharing import says_what
from assistant.deciding.words import pattern
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
THAT_ONE = pattern("which", "that")


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
    if turn.slots["decision"] == "take_over_request":
        # Of somebody who has left: none of one's own, so it has to be named.
        return
    last, own = turn.slots.get("last_request"), turn.slots["decision"] in OWN
    fitting = narrowed(turn, found)
    if not found and not (last and (own or _that_one(turn))):
        _say_none(turn, own)
    elif fitting is not None:
        if len(fitting) == 1:
            choose(turn, fitting[0].number)
    elif pointers_in(turn.message) or pattern("which", "another").search(turn.message.text):
        # One of a list that was not shown, or another than the one talked about.
        return
    elif last and (own or _that_one(turn)):
        # Where the one just talked about cannot be, better say why than take another.
        choose(turn, last)
    elif len(found) == 1 and (own or _says_decision(turn)):
        choose(turn, found[0].number)


def _that_one(turn: Turn) -> bool:
    return bool(THAT_ONE.search(turn.message.text))


def _says_decision(turn: Turn) -> bool:
    """Whether the words say what is to be done; what only looks like it takes nothing."""
    return bool(turn.slots.get("decision_doubt")) or says_what(turn.message.text)


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


def narrowed(turn: Turn, found: Sequence[RequestView]) -> list[RequestView] | None:
    """Those that the message names by unit, course, requester or sum; None where it names none
    of these, and none where it names what no request is of."""
    facts, text = turn.message.facts, turn.message.text
    course = facts.course if turn.slots["decision"] != "amend_request" else None
    # What is named for sure counts also where nothing is of it.
    said: list[list[RequestView]] = []
    if facts.department is not None or any(one.kind == "department" for one in facts.unknown):
        code = (facts.department or {}).get("code")
        said.append([one for one in found if one.unit.code == code])
    if course is not None:
        said.append([one for one in found if _is_of(one, course, text)])
    likely = [
        [one for one in found if _is_of(one, {}, text)],
        [one for one in found if one.requester in text],
        [one for one in found if _costs_so(turn, one)],
    ]
    said += [by for by in likely if by]
    if not said:
        return None
    return [one for one in found if all(one in by for by in said)]


def _is_of(request: RequestView, course: Mapping[str, str], text: str) -> bool:
    """Whether it is for the course, or the text has a part of its course's name in it."""
    codes = {getattr(line.topic, "code", None) for line in request.lines}
    if course.get("code") in codes - {None}:
        return True
    return any(mentions(text, name) for line in request.lines for name in _names(line.topic))


def _costs_so(turn: Turn, request: RequestView) -> bool:
    """Whether its total is the sum said."""
    facts = turn.message.facts
    said = facts.amount.value if facts.amount else facts.number
    return said is not None and said == request.total.amount


def _names(topic: Named | str) -> list[str]:
    if isinstance(topic, str):
        return [topic]
    return [topic.name, *([topic.name_en] if topic.name_en else [])]
