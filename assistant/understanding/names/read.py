"""All names of a text that the catalogue does not hold; where two overlap, the longer wins."""

from __future__ import annotations

from itertools import chain

from assistant.understanding.names.asked_topics import is_set_off, read_topic
from assistant.understanding.names.departments import read_departments
from assistant.understanding.names.listed import read_listed
from assistant.understanding.names.name import Name
from assistant.understanding.names.people import read_levels, read_people

__all__ = ["Name", "read_names"]


def read_names(text: str) -> list[Name]:
    """In the order of the text, none overlapping; a topic that only the words around it tell
    is read where no other is named."""
    found = chain(read_departments(text), read_listed(text), read_people(text), read_levels(text))
    kept: list[Name] = []
    for name in sorted(found, key=lambda one: one.start - one.end):
        if not any(name.overlaps(other.start, other.end) for other in kept):
            kept.append(name)
    asked = _asked(text, kept)
    if asked is not None:
        kept = [name for name in kept if not name.overlaps(asked.start, asked.end)] + [asked]
    return sorted(kept, key=lambda name: name.start)


def _asked(text: str, kept: list[Name]) -> Name | None:
    """A topic that only the words around it tell: where no other is named, or where it holds
    one that is (cold chain safety) and was set off from the rest."""
    topic = read_topic(text)
    if topic is None:
        return None
    start, end = topic
    topics = [name for name in kept if name.kind == "topic"]
    inside = [name for name in topics if start <= name.start and name.end <= end]
    longer = len(inside) == len(topics) and is_set_off(text, start, end)
    return Name("topic", start, end, text[start:end]) if not topics or longer else None
