"""What one said oneself of courses is one's own to see."""

from __future__ import annotations

from assistant.base import Turn
from assistant.statements.saying import says
from engine.usecases.ratings import OwnRating, own_ratings


def asks_own_rating(turn: Turn) -> bool:
    return says("own_rating", turn.message.text)


def reply_own_ratings(turn: Turn) -> None:
    """Of the course that is named, or of all."""
    turn.personal = True
    course = turn.message.facts.course or {}
    ratings = turn.perform(own_ratings)
    shown = [one for one in ratings if one.course.code == course.get("code")] or ratings
    lines = [_line(turn, one) for one in shown]
    turn.reply(*(lines or [turn.say("feedback.own_none")]))


def _line(turn: Turn, one: OwnRating) -> str:
    about = {"course": one.course, "year": one.year, "text": one.comment}
    if one.stars is None:
        return turn.say("feedback.own_words", **about)
    key = "feedback.own" if one.comment else "feedback.own_stars"
    return turn.say(key, stars=f"{one.stars.normalize():f}", **about)
