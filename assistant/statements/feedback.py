"""Rating a course that one took."""

from __future__ import annotations

import re
from decimal import Decimal

import cn2an

from assistant.base import Turn
from assistant.message import Facts, Message
from assistant.reading.answers import VERY_SURE
from assistant.statements.meaning import FEEDBACK
from assistant.statements.saying import says, says_only, without
from assistant.statements.statement import Said
from engine.usecases.ratings import MOST, Rating, courses_taken, rate_course
from engine.values.errors import InvalidInput

_CN = r"[一二三四五六七八九十]"
OUT_OF = re.compile(
    r"(?P<stars>\d+(?:\.\d+)?)\s*(?:/|out of|of|分之|分?\s*[(（]?满分)\s*(?P<of>\d+)", re.IGNORECASE
)
POINTS = re.compile(
    rf"(?P<digits>\d+(?:\.\d+)?)\s*(?:分(?!钟|之)|星|颗星|stars?\b|points?\b)"
    rf"|(?P<words>{_CN})\s*(?:分(?!钟)|星|颗星)"
    r"|\b(?:rate|rating|score|give)\D{0,24}?(?P<rated>\d+(?:\.\d+)?)\b",
    re.IGNORECASE,
)
FULL = re.compile(r"满分|五星|full marks|five stars", re.IGNORECASE)
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
ENGLISH = re.compile(r"\b(one|two|three|four|five)\s+(?:stars?|points?)\b", re.IGNORECASE)
ALONE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.]*\d)")
NO_STARS = re.compile(r"不打分|不评分|跳过|no (?:stars|rating)|skip", re.IGNORECASE)


class FeedbackStatement:
    def begin(self, turn: Turn) -> Said:
        taken = turn.perform(courses_taken)
        said: Said = {"text": turn.message.text.strip(), "taken": [one.code for one in taken]}
        return {**said, **_read(turn, said, None)}

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        text = turn.message.text.strip()
        if turn.message.asks:
            return said
        added = {**said, **_read(turn, said, asked)}
        if says("comments", text):
            added["text"] = _commented(said, without("comments", text))
        elif _comments_on(turn.message):
            added["text"] = _commented(said, text)
        return added

    def missing(self, said: Said) -> str | None:
        if not said.get("course"):
            return "course"
        return "rating" if said.get("stars") is None else None

    def ask(self, turn: Turn, missing: str) -> None:
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
        stars, name = said["stars"], said["course"]["name"]
        return [turn.say(key, course=name, stars=stars, text=said["text"])]

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
    if course is None and asked == "course":
        course = _taken_of_name(turn, text)
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


def _taken_of_name(turn: Turn, text: str) -> dict[str, str] | None:
    """One of those taken, by its whole name."""
    for one in turn.perform(courses_taken):
        if text.casefold() in {one.name.casefold(), (one.name_en or "").casefold()}:
            return {"code": one.code, "name": one.name}
    return None


def _comments_on(message: Message) -> bool:
    """Whether it says more of the course, and is no answer about the stars."""
    sure = message.intent == FEEDBACK and message.confidence >= VERY_SURE
    return sure and read_stars(message.text.strip(), bare=True) is None


def _commented(said: Said, words: str) -> str:
    return "\n".join(filter(None, (said["text"], words)))


def is_rating(message: Message) -> bool:
    """Whether anything in it says that a course is to be rated: one is named, or it is said."""
    named = message.facts.course is not None and message.facts.course.get("code")
    return bool(named) or says("rates", message.text) or read_stars(message.text) is not None


def read_stars(text: str, bare: bool = False) -> Decimal | None:
    """Stars from 1 to 5: points of ten or of a hundred are brought to five. `bare`: a number
    alone is an answer."""
    if found := OUT_OF.search(text):
        return _of_five(Decimal(found["stars"]), Decimal(found["of"]))
    if FULL.search(text):
        return MOST
    if text.count("⭐"):
        return Decimal(min(text.count("⭐"), int(MOST)))
    if found := ENGLISH.search(text):
        return Decimal(WORDS[found[1].lower()])
    if found := POINTS.search(text):
        number = found["digits"] or found["rated"]
        value = Decimal(number) if number else Decimal(str(cn2an.cn2an(found["words"], "smart")))
        return _of_five(value, _scale(value))
    if bare and (alone := ALONE.search(text)) and says_only_beside(text, alone):
        return _of_five(Decimal(alone[0]), _scale(Decimal(alone[0])))
    return None


def says_only_beside(text: str, alone: re.Match[str]) -> bool:
    """Whether a number stands alone, or among such words as "hm, actually"."""
    rest = text[: alone.start()] + " " + text[alone.end() :]
    return not any(map(str.isalnum, rest)) or says_only("about_stars", rest)


def _scale(value: Decimal) -> Decimal:
    return Decimal(5) if value <= 5 else Decimal(10) if value <= 10 else Decimal(100)


def _of_five(value: Decimal, of: Decimal) -> Decimal | None:
    if of <= 0 or not 0 < value <= of:
        return None
    return max(Decimal(1), (value * 5 / of).quantize(Decimal("0.1"))).normalize()


def _course(facts: Facts) -> dict[str, str] | None:
    """A course of the catalogue: nothing else was taken."""
    return facts.course if facts.course and facts.course.get("code") else None
