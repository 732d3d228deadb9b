"""Rating a course that one took."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.base import Turn
from assistant.message import TOPICS, Facts, Message
from assistant.reading.answers import VERY_SURE
from assistant.statements.comment_said import comment_said, is_labelled
from assistant.statements.meaning import FEEDBACK
from assistant.statements.saying import says, without
from assistant.statements.stars import NO_STARS, read_stars
from assistant.statements.statement import Said, Statement
from engine.usecases.ratings import Rating, courses_taken, own_ratings, rate_course
from engine.values.errors import InvalidInput
from engine.values.results import Named


class FeedbackStatement(Statement):
    def begin(self, turn: Turn) -> Said:
        taken = turn.perform(courses_taken)
        said: Said = {"text": "", "taken": [one.code for one in taken]}
        return _as_before(
            turn, {**said, "text": comment_said(turn.message), **_read(turn, said, None)}
        )

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        message, text = turn.message, turn.message.text.strip()
        if message.asks:
            return said
        added = {**said, **_read(turn, said, asked)}
        if says("comments", text):
            added["text"] = _commented(said, without("comments", text))
        elif is_labelled(text):
            added["text"] = comment_said(message) or said["text"]
        elif asked == "comment" or _comments_on(message, asked):
            added["text"] = _commented(said, comment_said(message))
        return _as_before(turn, added)

    def missing(self, said: Said) -> str | None:
        if not said.get("course"):
            return "course"
        if said.get("stars") is None:
            return "rating"
        return None if said["stars"] or said["text"] else "comment"

    def ask(self, turn: Turn, missing: str) -> None:
        if missing == "comment":
            turn.reply(turn.say("feedback.ask_comment"))
            return
        if missing == "rating":
            turn.reply(
                turn.say("feedback.ask_stars"), choices=[*"54321", turn.say("feedback.skip")]
            )
            return
        taken = turn.perform(courses_taken)
        names = [turn.speech.name(course) for course in taken[:5]]
        turn.reply(turn.say("feedback.ask_course"), choices=names)

    def summary(self, turn: Turn, said: Said) -> list[str]:
        key = "feedback.summary" if said["stars"] else "feedback.summary_words"
        if not said["text"]:
            key = "feedback.summary_stars"
        stars, name = said["stars"], said["course"]["name"]
        lines = [turn.say(key, course=name, stars=stars, text=said["text"])]
        if said.get("before"):
            lines.append(turn.say("feedback.replaces", stars=said["before"]))
        return lines

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        stars = Decimal(said["stars"]) if said["stars"] else None
        receipt = turn.perform(
            rate_course, Rating(said["course"]["code"], stars, said["text"]), key
        )
        lines = [turn.say("feedback.stored", course=receipt.course)]
        if receipt.mean is not None:
            lines.append(turn.say("feedback.mean", ratings=receipt.ratings, mean=receipt.mean))
        return lines


def _read(turn: Turn, said: Said, asked: str | None) -> Said:
    """The course and the stars of a message.

    Raises:
        InvalidInput: the course was not taken.
    """
    read: Said = {}
    course, text = _course(turn.message.facts), turn.message.text.strip()
    if course is None:
        names = [str(one["value"]) for one in turn.message.entities if one["entity"] in TOPICS]
        course = _taken_of_name(turn, [*names, text] if asked == "course" else names)
    stars = read_stars(text, bare=asked is not None)
    if course is not None:
        if course["code"] not in said["taken"]:
            raise InvalidInput("course_not_taken", course=course["name"])
        read["course"] = course
    if stars is not None:
        read["stars"] = str(stars)
    elif asked == "rating" and NO_STARS.search(text):
        read["stars"] = ""
    return read


def _taken_of_name(turn: Turn, said: Sequence[str]) -> dict[str, str] | None:
    """The one of those taken that is called so, or whose name begins so: as a skill is called."""
    taken = turn.perform(courses_taken) if said else ()
    for words in (one.casefold() for one in said):
        called = {one.code: one for one in taken if words in map(str.casefold, _names(one))}
        begun = {
            one.code: one for one in taken if any(_begins(name, words) for name in _names(one))
        }
        for found in (called, begun):
            if len(found) == 1:
                (one,) = found.values()
                return {"code": one.code, "name": turn.speech.name(one)}
    return None


def _names(course: Named) -> list[str]:
    return [name for name in (course.name, course.name_en) if name]


def _begins(name: str, words: str) -> bool:
    return name.casefold().startswith(words)


def _as_before(turn: Turn, said: Said) -> Said:
    """With what one said of that course this year and does not say anew: it is replaced by this."""
    if not said.get("course") or "before" in said:
        return said
    year = turn.message.fiscal.year_of(turn.today)
    own = (one for one in turn.perform(own_ratings) if one.year == year)
    before = next((one for one in own if one.course.code == said["course"]["code"]), None)
    if before is None:
        return {**said, "before": None}
    kept: Said = {"before": _plain(before.stars)}
    if not said["text"]:
        kept["text"] = before.comment
    if said.get("stars") is None and said["text"] and before.stars:
        kept["stars"] = _plain(before.stars)
    return {**said, **kept}


def _plain(stars: Decimal | None) -> str | None:
    return None if stars is None else f"{stars.normalize():f}"


def _comments_on(message: Message, asked: str | None) -> bool:
    """Whether it says more of the course than its stars."""
    sure = message.intent == FEEDBACK and message.confidence >= VERY_SURE
    return sure or (asked == "rating" and read_stars(message.text) is not None)


def _commented(said: Said, words: str) -> str:
    return "\n".join(filter(None, (said["text"], words)))


def is_rating(message: Message) -> bool:
    """Whether anything in it says that a course is to be rated: one is named, or it is said."""
    named = message.facts.course is not None and message.facts.course.get("code")
    return bool(named) or says("rates", message.text) or read_stars(message.text) is not None


def _course(facts: Facts) -> dict[str, str] | None:
    """A course of the catalogue: nothing else was taken."""
    return facts.course if facts.course and facts.course.get("code") else None
