"""Answering the questions of a survey, one after the other."""

from __future__ import annotations

from typing import Any

from assistant.base import Turn
from assistant.errors import say_error
from assistant.statements.saying import says_only
from assistant.statements.statement import Said, Statement
from engine.usecases.survey_answers import OpenSurvey, answer_survey, surveys_to_answer
from engine.usecases.survey_questions import CHOICE, SCALE, Question, read_answer
from engine.values.errors import InvalidInput

# The open question; that a survey has.
ASKED = "survey_answer"


class AnsweringStatement(Statement):
    """Said is the `number` of the survey, `kinds` of its questions, and `answers` by their places:
    None for one that was passed over."""

    personal = True

    def begin(self, turn: Turn) -> Said | None:
        surveys = turn.perform(surveys_to_answer)
        if not surveys:
            turn.reply(turn.say("answering.none"))
            return None
        number = next((one.number for one in surveys if one.number in turn.message.text), None)
        survey = _survey(turn, number or surveys[0].number)
        turn.reply(turn.say("answering.begins", **_words(survey)))
        return {"number": survey.number, "of": len(survey.questions), "answers": {}}

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        at = _next(said)
        if asked != ASKED or at is None or turn.message.act is not None:
            return said
        text = turn.message.text.strip()
        if says_only("passes_over", text):
            return {**said, "answers": {**said["answers"], str(at): None}}
        question = _survey(turn, said["number"]).questions[at - 1]
        try:
            answer = read_answer(question, _bare(question, text), at)
        except InvalidInput as error:
            turn.reply(say_error(turn.speech, error))
            return said
        return {**said, "answers": {**said["answers"], str(at): answer}}

    def missing(self, said: Said) -> str | None:
        return ASKED if _next(said) is not None else None

    def ask(self, turn: Turn, missing: str) -> None:
        said = turn.slots["statement_said"]
        at = _next(said) or 1
        question = _survey(turn, said["number"]).questions[at - 1]
        turn.reply(_asks(turn, question, at, said["of"]), choices=_choices(question))

    def summary(self, turn: Turn, said: Said) -> list[str]:
        questions = _survey(turn, said["number"]).questions
        lines = [
            turn.say("answering.answer", at=at, question=questions[int(at) - 1].wording, answer=one)
            for at, one in said["answers"].items()
            if one is not None
        ]
        return [turn.say("answering.summary", number=said["number"]), *lines]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        answers = {int(at): one for at, one in said["answers"].items() if one is not None}
        receipt = turn.perform(answer_survey, said["number"], answers, key)
        return [turn.say("answering.stored", number=receipt.number, answered=receipt.answered)]

    def is_beside(self, turn: Turn, said: Said, asked: str) -> bool:
        return asked != ASKED and super().is_beside(turn, said, asked)


def _survey(turn: Turn, number: str) -> OpenSurvey:
    return next(one for one in turn.perform(surveys_to_answer) if one.number == number)


def _next(said: Said) -> int | None:
    answers: dict[str, Any] = said["answers"]
    return next((at for at in range(1, said["of"] + 1) if str(at) not in answers), None)


def _words(survey: OpenSurvey) -> dict[str, object]:
    return {
        "number": survey.number,
        "questions": len(survey.questions),
        "closes_on": survey.closes_on.isoformat(),
    }


def _asks(turn: Turn, question: Question, at: int, of: int) -> str:
    key = {SCALE: "answering.ask_scale", CHOICE: "answering.ask_choice"}.get(
        question.kind, "answering.ask"
    )
    return turn.say(
        key,
        at=at,
        of=of,
        question=question.wording,
        lowest=question.lowest,
        highest=question.highest,
        choices=question.choices,
    )


def _choices(question: Question) -> list[str] | None:
    if question.kind == CHOICE:
        return list(question.choices)
    if question.kind == SCALE:
        return [str(one) for one in range(question.lowest, question.highest + 1)]
    return None


def _bare(question: Question, text: str) -> str:
    """A number of a scale as it is said: "4 points", "打4分"."""
    if question.kind != SCALE:
        return text
    digits = "".join(one if one.isdecimal() else " " for one in text).split()
    return digits[0] if len(digits) == 1 else text
