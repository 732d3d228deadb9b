"""Why money is moved, in the person's own words, where they can be a reason."""

from __future__ import annotations

from assistant.base import Turn
from assistant.message import ASKING, Message
from assistant.reading.answers import (
    CORRECTION,
    ends_as_question,
    is_no,
    is_yes,
    read_reason,
    says_words,
    whole_reason,
)
from assistant.statements.booking_words import each_of, found_in, words

# How many letters a reason has at least, and at most.
SHORTEST_REASON, LONGEST_REASON = 2, 300


def reason_said(turn: Turn, asked: str | None) -> str | None:
    """Why, in the person's own words, where they can be a reason."""
    message = turn.message
    if message.act is not None or is_yes(message) or is_no(message):
        return None
    if ends_as_question(message.text) or ASKING.search(message.text.strip()):
        return None
    if asked == "reason" and not _only_facts(message):
        return _bare(whole_reason(message.text))
    found = read_reason(message.text, plainly=asked is not None) or _purpose(message.text)
    return _bare(found) if found else None


def _bare(reason: str) -> str | None:
    """Without what is put in front of a reason."""
    for pattern in each_of("because", "said"):
        reason = pattern.sub("", reason, count=1)
    return reason[:LONGEST_REASON].strip() or None


def _only_facts(message: Message) -> bool:
    """Whether nothing is left beside what is named and counted, or it corrects something."""
    said = (*message.entities, *message.replaced)
    if said and CORRECTION.search(message.text.strip()):
        return True
    rest = message.text
    for one in sorted(said, key=lambda one: -int(one.get("start") or 0)):
        if one.get("start") is not None:
            rest = rest[: one["start"]] + " " + rest[one["end"] :]
    rest = words("plain", "said").sub(" ", rest)
    letters = sum(character.isalpha() for character in rest)
    return not says_words(rest) or letters < SHORTEST_REASON


def _purpose(text: str) -> str | None:
    found = next(found_in("purpose", "said", text), None)
    return found[0].strip() if found else None
