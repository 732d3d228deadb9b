"""Trainings that were held as lines of a reply."""

from __future__ import annotations

from assistant.speech import Speech
from engine.analysis.training_history import CourseCost
from engine.usecases.training_history import HistoryReport


def history_head(speech: Speech, report: HistoryReport) -> str:
    history = report.history
    return speech.say(
        "history.head",
        unit=report.unit,
        sessions=history.sessions,
        participations=history.participations,
        total=history.total,
        per_participant=history.per_participant,
        per_session=history.per_session,
    )


def history_course_line(speech: Speech, row: CourseCost) -> str:
    return speech.say(
        "history.course",
        course=row.held.course,
        sessions=row.held.sessions,
        participations=row.held.participations,
        total=row.held.total,
        per_participant=row.per_participant,
    )
