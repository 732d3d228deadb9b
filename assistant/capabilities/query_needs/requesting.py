"""A request begun out of needs: course, people and reason are those on record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.base import Turn
from assistant.capabilities.query_needs.found import needs_asked, topics_found, words_asked
from assistant.capabilities.query_needs.lines import name_of, told
from assistant.draft import EMPTY
from assistant.flows.names import REQUEST
from assistant.message import Facts
from engine.access import Right
from engine.usecases.needs.topics import NeedTopic
from engine.usecases.units import may

# So many are offered where none is named.
MOST_OFFERED = 5
# So many reasons on record become the request's.
MOST_REASONS = 3


def make_request(turn: Turn) -> None:
    """The form goes on from here; which need is meant is asked where it is not said.

    Raises:
        NotPermitted: who asks may request nothing.
    """
    turn.perform(may, Right.REQUEST_BUDGET)
    found = needs_asked(turn)
    topics = topics_found(turn, found)
    if not topics:
        turn.ask_back(turn.say("needs.none_of", unit=found.unit, words=words_asked(turn)))
    elif len(topics) > 1:
        names = [name_of(turn, one) for one in topics[:MOST_OFFERED]]
        choices = [turn.say("needs.as_request", topic=one) for one in names]
        turn.ask_back(turn.say("needs.which"), choices=choices)
    else:
        _begin(turn, topics[0])


def _begin(turn: Turn, topic: NeedTopic) -> None:
    name = told(turn, topic)
    reason = turn.speech.people(topic.reasons[:MOST_REASONS]) or turn.say(
        "needs.reason", topic=name, people=topic.people
    )
    department = turn.message.facts.department or turn.slots.get("department")
    turn.set(**EMPTY)
    turn.set(
        course=_training(topic),
        department=department,
        headcount=topic.people or None,
        reason=reason,
        offer="request_budget",
    )
    turn.reply(turn.say("needs.taken", topic=name, people=topic.people, reason=reason))
    turn.message = replace(turn.message, entities=(), facts=Facts(), text="")
    turn.follows = REQUEST


def _training(topic: NeedTopic) -> dict[str, Any]:
    if topic.course is None:
        return {"topic": topic.words}
    course = topic.course
    return {"code": course.code, "name": course.name, "name_en": course.name_en or ""}
