"""What is asked about is left undone, put off, or gives way to another request that is looked at."""

from __future__ import annotations

from assistant.base import Turn
from assistant.deciding.commenting import is_labelled
from assistant.deciding.questions import (
    MOST_OFFERED,
)
from assistant.deciding.reading import (
    numbers_in,
)
from assistant.deciding.stance import Stance, stance_of
from assistant.deciding.waiting import candidates, talk_of
from assistant.draft import NO_DECISION
from assistant.request_rendering import request_lines, still_waits
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import RequestView


def stance_in(turn: Turn) -> Stance | None:
    """Whether what is asked about is to stay undone, or to wait."""
    message, decision = turn.message, turn.slots["decision"]
    if message.act is not None or decision is None or is_labelled(message.text):
        return None
    if decision == "amend_request" and message.facts.anything:
        return None
    return stance_of(message.text, decision)


def leave(turn: Turn, stance: Stance) -> None:
    """Nothing is done, and nothing stays open that a later yes could answer. What was said of
    it is kept for when it is taken up again."""
    number, decision = turn.slots.get("decision_number"), turn.slots["decision"]
    comment = turn.slots.get("decision_comment")
    if number is None:
        turn.reply(turn.say("decision.left_undone"), *_still_waiting(turn, candidates(turn)))
    elif stance == Stance.KEEP:
        turn.reply(turn.say("decision.dropped", number=number), *_still_waiting(turn, _one(turn)))
    else:
        again = turn.say(f"decision.say_{decision}", number=number)
        said = turn.say("decision.put_off", number=number, again=again)
        turn.reply(said, *_still_waiting(turn, _one(turn)))
    kept = {"decision": decision, "number": number, "comment": comment}
    turn.set(**NO_DECISION, decision_kept=kept if comment and number else None)
    if number is not None:
        talk_of(turn, number)


def _one(turn: Turn) -> list[RequestView]:
    return list(turn.perform(request_status, turn.slots["decision_number"]).requests)


def _still_waiting(turn: Turn, found: list[RequestView]) -> list[str]:
    return [line for one in found[:MOST_OFFERED] if (line := still_waits(turn.speech, one))]


def show_other(turn: Turn, named: str) -> None:
    """What was asked about is closed, so that a yes after this cannot be taken for one to it."""
    closed = turn.say("decision.dropped", number=turn.slots["decision_number"])
    turn.set(**NO_DECISION)
    found = turn.perform(request_status, size=50).requests
    waiting = turn.perform(request_status, waiting_for_me=True, size=50).requests
    view = next((one for one in (*found, *waiting) if one.number.endswith(named)), None)
    if view is None:
        turn.reply(closed, turn.say("error.unknown_request", number=named))
        return
    turn.reply(closed, *request_lines(turn.speech, view))
    talk_of(turn, view.number)


def another_request(turn: Turn) -> str | None:
    """The request that is named beside the one that is asked about; None where there is none."""
    number = turn.slots.get("decision_number")
    if number is None or turn.message.act is not None or is_labelled(turn.message.text):
        return None
    named = [one for one in numbers_in(turn.message) if not number.endswith(one)]
    return named[0] if named else None
