"""Questions of one's own in a survey: what is asked, and answering it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engine.access import Right, scope
from engine.store.tables import (
    NeedsSurvey,
    NeedsSurveyQuestion,
    OrgUnit,
)
from engine.usecases.context import Context
from engine.values.errors import InvalidInput

TEXT, CHOICE, SCALE = "text", "choice", "scale"
KINDS = (TEXT, CHOICE, SCALE)
MOST_QUESTIONS, MOST_CHOICES = 20, 20
LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_CHOICE = 500, 2000, 100
# The usual scale, and how far one can go.
LOWEST, HIGHEST, FURTHEST = 1, 5, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`choices` where one of them is to be chosen, `lowest` and `highest` of a scale."""

    wording: str
    kind: str = TEXT
    choices: tuple[str, ...] = ()
    lowest: int = LOWEST
    highest: int = HIGHEST


def require_questions(questions: Sequence[Question]) -> None:
    """Raises:
    InvalidInput: too many, an empty one, of no kind there is, or without what it needs.
    """
    if len(questions) > MOST_QUESTIONS:
        raise InvalidInput("too_many_questions", most=MOST_QUESTIONS)
    for at, one in enumerate(questions, 1):
        if not 0 < len(one.wording.strip()) <= LONGEST_QUESTION or one.kind not in KINDS:
            raise InvalidInput("question_unclear", at=at, longest=LONGEST_QUESTION)
        if one.kind == CHOICE and not _are_choices(one.choices):
            raise InvalidInput("question_choices", at=at, most=MOST_CHOICES)
        if one.kind == SCALE and not 0 <= one.lowest < one.highest <= FURTHEST:
            raise InvalidInput("question_scale", at=at, furthest=FURTHEST)


def _are_choices(choices: Sequence[str]) -> bool:
    known = {one.strip() for one in choices}
    fit = all(0 < len(one) <= LONGEST_CHOICE for one in known)
    return fit and len(known) == len(choices) and 2 <= len(choices) <= MOST_CHOICES


def keep_questions(context: Context, survey: NeedsSurvey, questions: Sequence[Question]) -> None:
    for at, one in enumerate(questions, 1):
        scaled = one.kind == SCALE
        context.session.add(
            NeedsSurveyQuestion(
                survey_id=survey.id,
                position_no=at,
                wording=one.wording.strip(),
                kind=one.kind,
                choices=[choice.strip() for choice in one.choices] if one.kind == CHOICE else None,
                lowest=one.lowest if scaled else None,
                highest=one.highest if scaled else None,
            )
        )
    context.session.flush()


def questions_of(context: Context, survey: NeedsSurvey) -> Sequence[NeedsSurveyQuestion]:
    return context.session.scalars(
        select(NeedsSurveyQuestion)
        .where(NeedsSurveyQuestion.survey_id == survey.id)
        .order_by(NeedsSurveyQuestion.position_no)
    ).all()


def as_question(row: NeedsSurveyQuestion) -> Question:
    return Question(
        wording=row.wording,
        kind=row.kind,
        choices=tuple(row.choices or ()),
        lowest=LOWEST if row.lowest is None else row.lowest,
        highest=HIGHEST if row.highest is None else row.highest,
    )


def read_answer(question: Question, answer: str | int, at: int) -> str | int:
    """As it is kept.

    Raises:
        InvalidInput: it is none.
    """
    said = str(answer).strip()
    if question.kind == SCALE:
        if not said.isdecimal() or not question.lowest <= int(said) <= question.highest:
            raise InvalidInput(
                "answer_not_on_scale", at=at, lowest=question.lowest, highest=question.highest
            )
        return int(said)
    if question.kind == CHOICE:
        found = next((one for one in question.choices if one.casefold() == said.casefold()), None)
        if found is None:
            raise InvalidInput("answer_no_choice", at=at, choices=list(question.choices))
        return found
    if not 0 < len(said) <= LONGEST_ANSWER:
        raise InvalidInput("answer_unclear", at=at, longest=LONGEST_ANSWER)
    return said


def runs_survey(context: Context, survey: NeedsSurvey) -> bool:
    """Whether the actor opens surveys there."""
    path = context.session.get_one(OrgUnit, survey.org_unit_id).path
    return path.startswith(scope(context.actor, Right.RUN_SURVEYS) or ("\0",))
