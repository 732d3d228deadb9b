"""Needs collected: surveys opened, goals stated."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response, status
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from engine.api.bodies import Code, Count, Day, Name, Value, Year
from engine.api.person import Caller, Commander
from engine.usecases.survey_answers import answer_survey, surveys_to_answer
from engine.usecases.survey_needs import needs_from_survey
from engine.usecases.survey_questions import (
    FURTHEST,
    HIGHEST,
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    LOWEST,
    MOST_CHOICES,
    MOST_QUESTIONS,
    Question,
)
from engine.usecases.survey_results import survey_results
from engine.usecases.surveys import (
    LONGEST_STATEMENT,
    GoalSaid,
    SurveyAsked,
    launch_survey,
    preview_survey,
    state_goal,
)
from engine.values.encoding import to_plain

router = APIRouter(tags=["needs"])
Statement = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_STATEMENT, pattern=r"^[^\x00]*$")
]


class SurveyGiven(BaseModel):
    """Whom to ask, under which unit (the caller's own), about which year (the next), until when
    (in two weeks)."""

    model_config = ConfigDict(extra="forbid")

    audience: Literal["employees", "heads", "management"] = "employees"
    unit: Code | None = None
    year: Year | None = None
    closes_on: Day | None = None


class QuestionGiven(BaseModel):
    """One of one's own: a text, one of `choices`, or a scale from `lowest` to `highest`."""

    model_config = ConfigDict(extra="forbid")

    wording: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_QUESTION)]
    kind: Literal["text", "choice", "scale"] = "text"
    choices: list[Name] = Field(default_factory=list, max_length=MOST_CHOICES)
    lowest: Annotated[int, Field(ge=0, le=FURTHEST)] = LOWEST
    highest: Annotated[int, Field(ge=0, le=FURTHEST)] = HIGHEST

    def value(self) -> Question:
        return Question(**{**self.model_dump(), "choices": tuple(self.choices)})


class SurveyWithQuestions(SurveyGiven):
    questions: list[QuestionGiven] = Field(default_factory=list, max_length=MOST_QUESTIONS)

    def value(self) -> SurveyAsked:
        given = self.model_dump(exclude={"questions"})
        return SurveyAsked(**given, questions=tuple(one.value() for one in self.questions))


class AnswerGiven(BaseModel):
    """To the question at that place: a text, a choice or a number of the scale."""

    model_config = ConfigDict(extra="forbid")

    question: Count
    answer: Annotated[str, StringConstraints(max_length=LONGEST_ANSWER, pattern=r"^[^\x00]*$")]


class AnswersGiven(BaseModel):
    answers: list[AnswerGiven] = Field(min_length=1, max_length=MOST_QUESTIONS)


class NeedsWanted(BaseModel):
    """Of the answers to the question at that place."""

    question: Count


class GoalStated(BaseModel):
    """A goal or a problem in its author's words; what it means, as far as that is known: a KPI by
    code and its change in per cent, the skill by code or the topic that is lacked."""

    model_config = ConfigDict(extra="forbid")

    statement: Statement
    kpi: Code | None = None
    percent_from: Value | None = None
    percent_to: Value | None = None
    skill: Code | None = None
    topic: Name | None = None
    year: Year | None = None


@router.post(
    "/surveys",
    status_code=status.HTTP_201_CREATED,
    responses={status.HTTP_200_OK: {"description": "a dry run: nobody was asked"}},
)
def post_survey(
    given: SurveyWithQuestions,
    caller: Commander,
    response: Response,
    dry_run: Annotated[bool, Query(description="tell whom it would ask, and ask nobody")] = False,
) -> Any:
    """Open a survey of needs, and tell everybody who is asked."""
    asked = given.value()
    if dry_run:
        response.status_code = status.HTTP_200_OK
        return to_plain(caller.perform(preview_survey, asked))
    return to_plain(caller.perform(launch_survey, asked, caller.key))


@router.get("/surveys/open")
def get_open_surveys(caller: Caller) -> Any:
    """The surveys with questions that ask the caller, with his own answers."""
    return to_plain(caller.perform(surveys_to_answer))


@router.post("/surveys/{number}/answers")
def post_answers(number: Code, given: AnswersGiven, caller: Commander) -> Any:
    """Answer a survey's questions; again, to change what was answered."""
    answers = {one.question: one.answer for one in given.answers}
    return to_plain(caller.perform(answer_survey, number, answers, caller.key))


@router.get("/surveys/{number}/results")
def get_results(number: Code, caller: Caller, unit: Code | None = None) -> Any:
    """How many answered, by unit, and what; small groups are withheld."""
    return to_plain(caller.perform(survey_results, number, unit))


@router.post("/surveys/{number}/needs", status_code=status.HTTP_201_CREATED)
def post_needs(number: Code, given: NeedsWanted, caller: Commander) -> Any:
    """Make needs of what was answered to a question."""
    return to_plain(caller.perform(needs_from_survey, number, given.question, caller.key))


@router.post("/goals", status_code=status.HTTP_201_CREATED)
def post_goal_stated(given: GoalStated, caller: Commander) -> Any:
    """State a goal or a problem of the unit that the caller stands for; an open survey is
    answered by it."""
    return to_plain(caller.perform(state_goal, GoalSaid(**given.model_dump()), caller.key))
