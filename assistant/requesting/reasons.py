"""Why a training is needed, as people answer it: what can be a reason, and what cannot."""

from __future__ import annotations

from assistant.reading.answers import joined
from assistant.requesting.words import matches, only, pattern, words


def can_be_reason(text: str) -> bool:
    """Whether it may stand before those who decide: no curse, no order to the assistant, and
    nothing that leaves it to the assistant."""
    said = text.strip()
    curses, orders = words("reason", "curses"), words("reason", "orders")
    return not (curses.search(said) or orders.match(said) or leaves_reason(said))


def leaves_reason(text: str) -> bool:
    """Whether the assistant is to find the words."""
    said = text.strip()
    left = only(("headcount", "open"), ("headcount", "fillers")).fullmatch(said)
    return bool(
        words("reason", "write").search(said) or (left and words("headcount", "open").search(said))
    )


def added_reason(text: str, reason: str | None) -> str | None:
    """The reason with what the message adds to it, or puts in its place; None where it does
    neither."""
    if found := next(matches("reason", "replaces", text), None):
        return found["reason"].strip(" 。.")
    found = next(matches("reason", "adds", text), None) if reason else None
    if found is None or reason is None:
        return None
    return joined([reason.rstrip("。.；; "), found["more"].strip(" 。.")])


def leaves_reason_beside(text: str) -> bool:
    """Whether, among other things, the reason is left to the assistant: 6月，理由你随便写个."""
    return bool(words("reason", "write_beside").search(text))


def without_assent(text: str) -> str:
    """What follows an "all right" that stands before it."""
    return pattern("reason", "assent").sub("", text.strip(), count=1) or text
