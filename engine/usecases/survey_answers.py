"""Answering the questions of a survey that one is asked in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engine.queries.catalogue import named
from engine.store.tables import (
    NeedsSurvey,
    NeedsSurveyAnswer,
    NeedsSurveyQuestion,
    OrgUnit,
)
from engine.usecases.context import Context, reads
from engine.usecases.survey_questions import Question, as_question, questions_of, read_answer
from engine.usecases.surveys import invited_by
from engine.values.errors import InvalidInput, NotFound
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSurvey:
    """A survey that the actor is asked in; `answered` are his own answers, in the order of the
    questions, None for what he has not answered."""

    number: str
    unit: Named
    year: int
    closes_on: date
    questions: tuple[Question, ...]
    answered: tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class AnswersReceipt:
    number: str
    answered: int
    of: int


@reads
def surveys_to_answer(context: Context) -> tuple[OpenSurvey, ...]:
    """The surveys with questions that are open and ask the actor, the one that closes next first."""
    return tuple(_view(context, one) for one in _asking(context))


def answer_survey(
    context: Context, number: str, answers: Mapping[int, str | int], key: str
) -> AnswersReceipt:
    """Answer its questions, by their places; what was answered before is replaced.

    Raises:
        NotFound: no such survey that is open and asks the actor.
        InvalidInput: nothing was answered, there is no such question, or an answer is none of the
            choices, not on the scale, empty or too long.
    """
    survey = next((one for one in _asking(context) if one.number == number), None)
    if survey is None:
        raise NotFound("survey_not_asked", number=number)
    questions = {one.position_no: one for one in questions_of(context, survey)}
    if not answers:
        raise InvalidInput("nothing_answered", number=number)
    for at, answer in answers.items():
        if at not in questions:
            raise InvalidInput("no_such_question", at=at, questions=len(questions))
        _keep(context, questions[at], answer)
    context.session.flush()
    context.record("answer_survey", number, key, questions=sorted(answers))
    done = sum(one is not None for one in _view(context, survey).answered)
    return AnswersReceipt(number, done, len(questions))


def _keep(context: Context, row: NeedsSurveyQuestion, answer: str | int) -> None:
    read = read_answer(as_question(row), answer, row.position_no)
    found = context.session.scalar(
        select(NeedsSurveyAnswer).where(
            NeedsSurveyAnswer.question_id == row.id,
            NeedsSurveyAnswer.employee_id == context.actor.employee_id,
        )
    )
    if found is None:
        found = NeedsSurveyAnswer(question_id=row.id, employee_id=context.actor.employee_id)
        context.session.add(found)
    found.wording = read if isinstance(read, str) else None
    found.score = read if isinstance(read, int) else None
    found.answered_at = context.now


def _asking(context: Context) -> list[NeedsSurvey]:
    asked = select(NeedsSurveyQuestion.survey_id)
    found = context.session.scalars(
        select(NeedsSurvey)
        .where(NeedsSurvey.closes_on >= context.today, NeedsSurvey.id.in_(asked))
        .order_by(NeedsSurvey.closes_on, NeedsSurvey.id)
    )
    return [one for one in found if context.actor.employee_id in invited_by(context, one)]


def _view(context: Context, survey: NeedsSurvey) -> OpenSurvey:
    rows = questions_of(context, survey)
    own = {
        one.question_id: one.wording if one.score is None else one.score
        for one in context.session.scalars(
            select(NeedsSurveyAnswer).where(
                NeedsSurveyAnswer.question_id.in_([row.id for row in rows]),
                NeedsSurveyAnswer.employee_id == context.actor.employee_id,
            )
        )
    }
    return OpenSurvey(
        number=survey.number,
        unit=named(context.session.get_one(OrgUnit, survey.org_unit_id)),
        year=survey.year,
        closes_on=survey.closes_on,
        questions=tuple(map(as_question, rows)),
        answered=tuple(own.get(row.id) for row in rows),
    )
