"""A topic of needs as a line."""

from __future__ import annotations

from assistant.base import Turn
from engine.usecases.needs.topics import NeedTopic, OriginPart


def name_of(turn: Turn, topic: NeedTopic) -> str:
    thing = topic.course or topic.skill
    return turn.speech.name(thing) if thing else topic.words


def told(turn: Turn, topic: NeedTopic) -> str:
    """The same in what we say: what the catalogue has not is in somebody's words."""
    return turn.speech.topic(topic.course or topic.skill or topic.words)


def topic_line(turn: Turn, topic: NeedTopic) -> str:
    """What it is, how many people, from whom, and whether it is requested or not in the catalogue."""
    parts = [_part(turn, one) for one in topic.parts]
    name = told(turn, topic)
    line = turn.say("needs.topic", topic=name, people=topic.people, parts=parts)
    if not topic.people:
        line = turn.say("needs.topic_uncounted", topic=name, parts=parts)
    if topic.state == "requested":
        line = turn.say("needs.requested", line=line)
    return line if topic.code else turn.say("needs.not_in_catalogue", line=line)


def _part(turn: Turn, part: OriginPart) -> str:
    origin = turn.say(f"origin.{part.origin}")
    if part.withheld and not part.records:
        return turn.say("needs.part_withheld", origin=origin)
    if not part.people:
        return turn.say("needs.part_uncounted", origin=origin)
    return turn.say("needs.part", origin=origin, people=part.people)
