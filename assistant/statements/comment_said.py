"""What somebody says of a course, without what only says which course, and how many stars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.message import Message
from assistant.statements.saying import behind, says_only
from assistant.statements.stars import without_stars

# What ends a clause; a point only where a space or the end follows, for 4.5 is one number.
_CLAUSE = re.compile(r"[^，,。；;！!\n—–]+?(?:[，,。；;！!\n—–]+|\.(?=\s|$)|$)")
_ENDS = " ，,。；;.—–"


def comment_said(message: Message) -> str:
    """The comment in the message, "" where there is none: what follows its label, else every
    clause that says more than the course and the stars."""
    text = message.text.strip()
    labelled = behind("comment_label", text)
    said = text if labelled is None else labelled
    clauses = list(_clauses(said, message))
    return said.strip(_ENDS) if all(clauses) else "".join(clauses).strip(_ENDS)


def is_labelled(text: str) -> bool:
    """Whether it says that a comment follows."""
    return behind("comment_label", text) is not None


def _clauses(text: str, message: Message) -> Iterator[str]:
    """Each clause, "" for one that is no comment."""
    named = [
        words
        for one in message.entities
        if one.get("start") is not None and (words := message.text[one["start"] : one["end"]])
    ]
    for match in _CLAUSE.finditer(text):
        rest = without_stars(match.group())
        for words in named:
            rest = rest.replace(words, " ")
        says_more = any(map(str.isalpha, rest)) and not says_only("about_rating", rest)
        yield match.group() if says_more else ""
