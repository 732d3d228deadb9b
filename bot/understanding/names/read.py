"""All names of a text that the catalogue does not hold; where two overlap, the longer wins."""

from __future__ import annotations

from itertools import chain

from bot.understanding.names.asked_topics import read_topic
from bot.understanding.names.departments import read_departments
from bot.understanding.names.listed import read_listed
from bot.understanding.names.name import Name
from bot.understanding.names.people import read_levels, read_people

__all__ = ["Name", "read_names"]


def read_names(text: str) -> list[Name]:
    """In the order of the text, none overlapping; a topic that only the words around it tell
    is read where no other is named."""
    found = chain(read_departments(text), read_listed(text), read_people(text), read_levels(text))
    kept: list[Name] = []
    for name in sorted(found, key=lambda one: one.start - one.end):
        if not any(name.overlaps(other.start, other.end) for other in kept):
            kept.append(name)
    if not any(name.kind == "topic" for name in kept) and (asked := read_topic(text)):
        start, end = asked
        kept = [name for name in kept if not name.overlaps(start, end)]
        kept.append(Name("topic", start, end, text[start:end]))
    return sorted(kept, key=lambda name: name.start)
