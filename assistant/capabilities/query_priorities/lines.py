"""The ranking as lines of a reply."""

from __future__ import annotations

from assistant.speech import Speech
from engine.usecases.priorities import Priorities, PriorityRank


def priority_head(speech: Speech, priorities: Priorities) -> str:
    return speech.say("priority.head", year=priorities.year, **priorities.weights)


def rank_line(speech: Speech, row: PriorityRank) -> str:
    parts = [
        speech.say("priority.part", origin=speech.say(f"origin.{origin}"), score=score)
        for origin, score in row.parts.items()
        if score
    ]
    return speech.say(
        "priority.line",
        course=row.course,
        score=row.score,
        parts=speech.people(parts),
        headcount=row.headcount,
    )
