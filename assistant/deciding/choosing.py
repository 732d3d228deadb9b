"""Which request a decision is about: the one that is named; where none is, it is asked."""

from __future__ import annotations

from assistant.base import Turn
from assistant.deciding.naming import narrowed
from assistant.deciding.pointing import pointers_in
from assistant.deciding.reading import read_number
from assistant.deciding.sharing import says_what
from assistant.deciding.waiting import EVENTS, OWN, candidates, just_talked_of
from assistant.deciding.words import pattern
from assistant.draft import NO_DECISION
from engine.usecases.requests.amending import review_change
from engine.usecases.requests.deciding import review_decision
from engine.values.errors import InvalidInput

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
    recent = just_talked_of(turn)
    fitting = narrowed(turn, found)
    if not found and not (last and (own or (_that_one(turn) and recent))):
        _say_none(turn, own)
    elif fitting is not None:
        if len(fitting) == 1:
            choose(turn, fitting[0].number)
    elif pointers_in(turn.message) or pattern("which", "another").search(turn.message.text):
        # One of a list that was not shown, or another than the one talked about.
        return
    elif pattern("which", "called").search(turn.message.text):
        # It is called something that none of them is.
        return
    elif recent and (_that_one(turn) or recent in [one.number for one in found]):
        # Where it cannot be, better say why than take another.
        choose(turn, recent)
    elif last and own:
        choose(turn, last)
    elif len(found) == 1 and (own or _says_decision(turn)):
        choose(turn, found[0].number)


def _that_one(turn: Turn) -> bool:
    return bool(THAT_ONE.search(turn.message.text))


def _says_decision(turn: Turn) -> bool:
    """Whether the words say what is to be done; what only looks like it takes nothing."""
    return bool(turn.slots.get("decision_doubt")) or says_what(turn.message.text)


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
