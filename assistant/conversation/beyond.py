"""A row that is pointed at and is not there: "the third" of two. It is said which there are, and
nothing is done with another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.base import Turn
from assistant.conversation.pointing import CALLED
from assistant.deciding.commenting import is_labelled
from assistant.deciding.pointing import pointers_in
from assistant.deciding.sharing import says_what
from assistant.deciding.waiting import EVENTS, MOST_KNOWN, candidates
from assistant.flows.flow import Flow
from assistant.flows.names import DECISION, REQUESTED
from assistant.reading.mention import Mention, Pointer
from assistant.request_rendering import numbered
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import RequestView

# What is counted from a list; of what is to be decided also how many: who approves the first three
# of two has to know.
COUNTED, DECIDED = ("ordinal",), ("ordinal", "firsts", "lasts")
# After so many messages a list is no longer what a question counts from.
RECENT = 2
MOST_NAMED = 10
# It may count the lines of a request instead.
OF_LINES = "amend_request"


def say_no_such_row(turn: Turn, flow: Flow | None) -> bool:
    """Say that the row is not there; False where the message points at none such."""
    decides = _decides(turn, flow)
    if turn.message.act is not None or (flow is not None and not decides):
        return False
    place = max(_places(turn, DECIDED if decides else COUNTED), default=0)
    if place < 2:
        return False
    views = _requests(turn) if decides else []
    count = len(views) if decides else _shown(turn)
    if not 0 < count < place:
        return False
    # Where it is asked which, they are listed there.
    asks_which = turn.slots.get(REQUESTED) == "decision_number"
    lines = numbered(turn.speech, views) if decides else _lines(turn)
    named = [] if asks_which else lines[:MOST_NAMED]
    turn.reply(turn.say("small.no_such_row", count=count, place=place), *named)
    return True


def _decides(turn: Turn, flow: Flow | None) -> bool:
    """Whether something is to be done with a request."""
    if flow is not None and flow.name != DECISION:
        return False
    decision, text = turn.slots.get("decision") if flow else turn.message.intent, turn.message.text
    if turn.slots.get(REQUESTED) == "decision_comment" and not says_what(text):
        return False
    if is_labelled(text):
        return False
    return decision in EVENTS and (decision != OF_LINES or turn.talk.rows_are_requests)


def _places(turn: Turn, counted: Sequence[str]) -> Iterator[int]:
    for one in pointers_in(turn.message):
        pointer = one.value
        if isinstance(pointer, Pointer) and pointer.to in counted and _may_be(one, turn):
            yield abs(pointer.number or 1)


def _may_be(one: Mention, turn: Turn) -> bool:
    """The third course is none of two units."""
    kinds = CALLED.get(one.kind)
    return kinds is None or any(row["entity"] in kinds for row in turn.talk.rows)


def _requests(turn: Turn) -> list[RequestView]:
    """Those that were listed last; else those that wait."""
    waiting = candidates(turn, turn.slots.get("decision") or turn.message.intent)
    if not turn.talk.requests:
        return waiting
    known = [*waiting, *turn.perform(request_status, size=MOST_KNOWN).requests]
    by_number = {one.number: one for one in known}
    return [by_number[one] for one in turn.talk.requests if one in by_number]


def _shown(turn: Turn) -> int:
    """How many rows the list has that was just shown, also where not all stand there."""
    shown = turn.talk.seen
    if shown is None or turn.talk.messages - shown.last > RECENT:
        return 0
    return max(len(shown.things), len(shown.whole.rows) if shown.whole else 0)


def _lines(turn: Turn) -> list[str]:
    lines = [str(row.get("line") or row.get("value")).splitlines() for row in turn.talk.rows]
    return [f"{at}. {first}" for at, (first, *_) in enumerate(lines, 1)]
