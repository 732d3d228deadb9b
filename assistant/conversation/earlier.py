"""Whether the training that is talked about was held before: of that course, though nobody names it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.base import Turn
from assistant.deciding.waiting import just_talked_of
from assistant.message import read_facts
from assistant.statements.saying import asked_for, says
from assistant.troubles.trouble import TROUBLE, Trouble
from engine.usecases.requests.listing import request_status
from engine.usecases.units import contacts
from engine.values.errors import EngineError
from engine.values.results import Named

# So many messages ago the request may have been talked about.
RECENT = 4
LONGEST = 40
CERTAIN = 1.0


def asks_if_held(turn: Turn) -> bool:
    """Ask back of which training, where none is talked about; else the question with its course
    stands in `turn.message`, and False is returned."""
    message = turn.message
    if message.act is not None or len(message.text) > LONGEST:
        return False
    if not says("held_before", message.text) or not turn.perform(contacts).planner:
        return False
    heard = turn.heard or message
    if any(one.get("code") for one in heard.entities):
        return False
    course = _course_talked_of(turn)
    if course is None:
        turn.ask_back(turn.say("small.held_which"))
        return True
    entities = (course,)
    turn.message = replace(
        message,
        text=turn.say("small.held_question", course=course["value"]),
        intent=asked_for("held_before"),
        confidence=CERTAIN,
        entities=entities,
        facts=read_facts(entities, message.today),
    )
    turn.heard = turn.message
    return False


def _course_talked_of(turn: Turn) -> dict[str, Any] | None:
    number = just_talked_of(turn, within=RECENT)
    if number is not None and (topic := _topic_of(turn, number)) is not None:
        return _entity("course", topic.code, turn.speech.name(topic))
    subject = turn.talk.subject
    for one in subject.entities if subject is not None else ():
        if one.get("code") and one.get("kind", one["entity"]) in ("course", "skill"):
            return _entity(one.get("kind", one["entity"]), one["code"], one["value"])
    plain = turn.slots.get(TROUBLE)
    near = Trouble.from_plain(plain).nearest if plain else None
    if near is not None and near.course is not None:
        return _entity("course", near.course.code, turn.speech.name(near.course))
    return None


def _topic_of(turn: Turn, number: str) -> Named | None:
    try:
        view = turn.perform(request_status, number).requests[0]
    except EngineError:
        return None
    topic = view.lines[0].topic
    return topic if isinstance(topic, Named) else None


def _entity(kind: str, code: str, name: str) -> dict[str, Any]:
    return {"entity": kind, "kind": kind, "code": code, "value": name, "start": None, "end": None}
