"""How many answered a survey, and what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assistant.asking.aspects import ASPECT
from assistant.capabilities.answering import answers
from engine.usecases.survey_questions import CHOICE, SCALE, Question
from engine.usecases.survey_results import QuestionResult, SurveyResults, UnitReturn
from tests.assistant.golden.made import SALES, WORKSHOP
from tests.assistant.golden.records import entity
from tests.assistant.golden.stage import Case


def result(question: Question, answers: int | None, **values: object) -> QuestionResult:
    return QuestionResult(question=question, answers=answers, **values)  # type: ignore[arg-type]


WHERE = Question(wording="Where?", kind=CHOICE, choices=("Here", "Outside"))
TOOLS = Question(wording="Tools?", kind=SCALE)
WHAT = Question(wording="What?")
FOUND = SurveyResults(
    number="NS-2026-0003",
    unit=SALES,
    audience="employees",
    year=2027,
    closes_on=date(2026, 12, 7),
    invited=40,
    answered=14,
    units=(
        UnitReturn(unit=WORKSHOP, invited=36, answered=12),
        UnitReturn(unit=SALES, invited=4, answered=None),
    ),
    questions=(
        result(WHAT, 12, texts=tuple(f"topic {at}" for at in range(12))),
        result(TOOLS, 14, mean=Decimal("3.57"), counts=(("1", 0), ("5", 14))),
        result(WHERE, 9, counts=(("Here", 6), ("Outside", 3))),
        result(WHAT, None),
    ),
)
NONE = SurveyResults(
    number="NS-2026-0002",
    unit=SALES,
    audience="heads",
    year=2027,
    closes_on=date(2026, 12, 7),
    invited=0,
    answered=0,
    units=(),
    questions=(),
)


def told(name: str, aspect: str, found: SurveyResults) -> Case:
    return Case(
        action=answers()["query_survey"],
        name=name,
        said=("问卷", "survey"),
        entities=(entity(ASPECT, aspect),),
        results={"survey_results": found},
    )


CASES: tuple[Case, ...] = (
    told("the rate by unit", "rate", FOUND),
    told("what was answered", "results", FOUND),
    told("without questions", "results", NONE),
)
