"""Which course a question names, and that the company has it."""

from __future__ import annotations

from difflib import get_close_matches

from assistant.asking.arguments import courses_asked
from assistant.base import Turn
from engine.usecases.training_history import training_history
from engine.values.errors import EngineError, NotFound

MOST_LIKE = 3


def require_known_course(turn: Turn) -> None:
    """Refuse a course that is not in the catalogue: another one's figures would be told.

    Raises:
        NotFound: the question names one; the likeliest are told.
    """
    course = turn.message.facts.course or turn.message.facts.skill
    if course is None or course.get("code"):
        return
    words = course.get("topic") or course.get("name", "")
    names = _likeliest(turn, words)
    said = turn.say("small.did_you_mean", names=names) if names else ""
    raise NotFound("unknown_course", words=words, candidates=said)


def _likeliest(turn: Turn, words: str) -> list[str]:
    """Courses that were held, called much like that."""
    try:
        held = turn.perform(training_history, None, None, None, None).history.courses
    except EngineError:
        return []
    names = [turn.speech.name(one.held.course) for one in held]
    return get_close_matches(words, names, n=MOST_LIKE, cutoff=0.4)


def course_code(turn: Turn) -> str | None:
    """The one course that the question names."""
    codes = courses_asked(turn)
    return next(iter(codes)) if len(codes) == 1 else None
