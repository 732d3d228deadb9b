"""How many answered a survey, by unit, and what they answered; needs made of it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.asking.aspects import aspects_of
from assistant.base import PeisuanAction, Turn
from assistant.units import unit_code
from engine.usecases.survey_questions import SCALE
from engine.usecases.survey_results import (
    QuestionResult,
    SurveyResults,
    UnitReturn,
    survey_results,
)

MOST_TEXTS = 10


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        aspects = aspects_of(turn.message)
        found = turn.perform(survey_results, None, unit_code(turn))
        lines = [_head(turn, found)]
        if "rate" in aspects:
            lines += [_unit(turn, one) for one in found.units]
        if "rate" not in aspects or "results" in aspects:
            lines += _results(turn, found)
        turn.reply(*lines)


def _head(turn: Turn, found: SurveyResults) -> str:
    return turn.say(
        "surveyed.head",
        number=found.number,
        unit=found.unit,
        audience=turn.say(f"audience.{found.audience}"),
        closes_on=found.closes_on,
        answered=found.answered,
        invited=found.invited,
        rate=found.answered / found.invited if found.invited else 0,
    )


def _unit(turn: Turn, one: UnitReturn) -> str:
    if one.answered is None:
        return turn.say("surveyed.unit_withheld", unit=one.unit)
    return turn.say(
        "surveyed.unit",
        unit=one.unit,
        answered=one.answered,
        invited=one.invited,
        rate=one.answered / one.invited,
    )


def _results(turn: Turn, found: SurveyResults) -> Sequence[str]:
    if not found.questions:
        return [turn.say("surveyed.no_questions")]
    return [_question(turn, at, one) for at, one in enumerate(found.questions, 1)]


def _question(turn: Turn, at: int, one: QuestionResult) -> str:
    said = {"at": at, "question": one.question.wording}
    if one.answers is None:
        return turn.say("surveyed.withheld", **said)
    if one.question.kind == SCALE:
        return turn.say(
            "surveyed.scale",
            **said,
            mean=one.mean,
            highest=one.question.highest,
            answers=one.answers,
        )
    if one.texts:
        more = one.answers - len(one.texts[:MOST_TEXTS])
        rest = turn.say("surveyed.more", more=more) if more else ""
        texts = one.texts[:MOST_TEXTS]
        return turn.say("surveyed.texts", **said, answers=one.answers, texts=texts, rest=rest)
    counts = [
        turn.say("surveyed.choice", choice=choice, count=count) for choice, count in one.counts
    ]
    return turn.say("surveyed.choices", **said, answers=one.answers, counts=counts)
