"""Which of the needs on record are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.asking.aspects import aspects_of
from assistant.asking.days import years_asked
from assistant.base import Turn
from assistant.message import TOPICS, take_days
from assistant.units import unit_code
from engine.usecases.needs.listing import NeedsAsked, NeedsList, needs_on_record
from engine.usecases.needs.topics import ORIGINS, STATES, NeedTopic, same_topic


def needs_asked(turn: Turn) -> NeedsList:
    """Those of the unit, the origin, the state and the year that are said.

    Raises:
        NotPermitted: who asks plans nothing there.
    """
    aspects, years = aspects_of(turn.message), years_asked(turn)
    if len(years) == 1:
        take_days(turn.message)
    return turn.perform(
        needs_on_record,
        NeedsAsked(
            unit=unit_code(turn),
            origin=next((one for one in ORIGINS if one in aspects), None),
            state=next((one for one in STATES if one in aspects), None),
            year=years[0] if len(years) == 1 else None,
        ),
    )


def topics_found(turn: Turn, found: NeedsList) -> list[NeedTopic]:
    """Of the topics that are named, where any are."""
    named = _named(turn)
    if not named:
        return list(found.topics)
    return [one for one in found.topics if any(_is(one, *thing) for thing in named)]


def words_asked(turn: Turn) -> Sequence[str]:
    """The topics that are named, in the words in which they are."""
    return [words for _, words in _named(turn)]


def _named(turn: Turn) -> list[tuple[str | None, str]]:
    return [
        (str(one["code"]) if one.get("code") else None, str(one["value"]))
        for one in turn.message.entities
        if one["entity"] in TOPICS
    ]


def _is(topic: NeedTopic, code: str | None, words: str) -> bool:
    things = [one for one in (topic.course, topic.skill) if one is not None]
    if code is not None and any(one.code == code for one in things):
        return True
    names = {topic.words, *(name for one in things for name in (one.name, one.name_en) if name)}
    return same_topic(words) in {same_topic(one) for one in names}
