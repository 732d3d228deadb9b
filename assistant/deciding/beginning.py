"""A decision that the classifier took for something else: by its words, beside a request."""

from __future__ import annotations

from assistant.base import Turn
from assistant.deciding.asides import is_question
from assistant.deciding.pointing import with_numbers
from assistant.deciding.reading import numbers_in
from assistant.deciding.sharing import act_said, is_left, only_says, says_what, shares
from assistant.deciding.waiting import DECIDING, EVENTS, candidates


def act_in_words(turn: Turn) -> str | None:
    """The act that a message wants done with a request that it names and that waits, where it
    was taken for something else; None where there is none."""
    message = turn.message
    if message.act is not None or message.intent in EVENTS or is_question(message):
        return None
    if not says_what(message.text) or only_says(message.text):
        return None
    pointed = with_numbers(turn)
    waiting = [one.number for one in candidates(turn, "approve_request")]
    if not any(one.endswith(named) for named in numbers_in(pointed) for one in waiting):
        return None
    parts = [one.words for one in shares(pointed.text)] or [pointed.text]
    acts = [act for one in parts if not is_left(one) and (act := act_said(one)) in DECIDING]
    return acts[0] if acts else None
