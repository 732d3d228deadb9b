"""What was answered in a survey, and how many did, by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right, require
from engine.queries.catalogue import named
from engine.queries.people import units_below
from engine.store.tables import (
    Employee,
    NeedsSurvey,
    NeedsSurveyAnswer,
    OrgUnit,
)
from engine.usecases.context import Context, reads
from engine.usecases.survey_questions import (
    SCALE,
    TEXT,
    Question,
    as_question,
    questions_of,
    runs_survey,
)
from engine.usecases.surveys import answered_by, invited_by
from engine.usecases.units import unit_for
from engine.values.errors import NotEnoughData, NotFound
from engine.values.results import Named

MOST_LISTED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """`answers` is how many answered it; None where they are too few to be told, and nothing else
    is told then. `counts` of each choice or score; the `mean` of a scale; `texts` without names."""

    question: Question
    answers: int | None
    counts: tuple[tuple[str, int], ...] = ()
    mean: Decimal | None = None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReturn:
    """Of a unit: how many were asked and how many answered (not what); None where too few people
    were asked to be told."""

    unit: Named
    invited: int
    answered: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyResults:
    number: str
    unit: Named
    audience: str
    year: int
    closes_on: date
    invited: int
    answered: int
    units: tuple[UnitReturn, ...]
    questions: tuple[QuestionResult, ...]


@reads
def survey_results(
    context: Context, number: str | None = None, unit: str | None = None
) -> SurveyResults:
    """Of the survey of that number, or the newest that the actor runs; with a unit, what the people
    there answered.

    Raises:
        NotFound: there is none, or no such unit in it.
        NotPermitted: HR alone runs surveys.
        NotEnoughData: too few of that unit answered, or of the rest.
    """
    survey = survey_run(context, number)
    whole = context.session.get_one(OrgUnit, survey.org_unit_id)
    of = unit_for(context, Right.RUN_SURVEYS, unit) if unit is not None else whole
    paths = _paths(context, invited_by(context, survey))
    answered = {one: paths[one] for one in answered_by(context, survey) if one in paths}
    smallest = context.policy.need.smallest_group
    if of is not whole:
        _require_tellable(context, whole, of, answered, smallest)
    answers = {
        one: said
        for one, said in answers_of(context, survey).items()
        if of is whole or paths.get(one, "").startswith(of.path)
    }
    invited_here = {one: path for one, path in paths.items() if _in(path, of, whole)}
    answered_here = {one: path for one, path in answered.items() if _in(path, of, whole)}
    return SurveyResults(
        number=survey.number,
        unit=named(of),
        audience=survey.audience,
        year=survey.year,
        closes_on=survey.closes_on,
        invited=len(invited_here),
        answered=len(answered_here),
        units=_by_unit(context, of, invited_here, answered_here, smallest),
        questions=tuple(
            _result(
                as_question(row),
                [said[row.id] for said in answers.values() if row.id in said],
                smallest,
            )
            for row in questions_of(context, survey)
        ),
    )


def survey_run(context: Context, number: str | None) -> NeedsSurvey:
    require(context.actor, Right.RUN_SURVEYS)
    statement = select(NeedsSurvey).order_by(NeedsSurvey.id.desc())
    if number is not None:
        statement = statement.where(NeedsSurvey.number == number)
    for one in context.session.scalars(statement):
        if runs_survey(context, one):
            return one
    raise NotFound("no_survey", number=number or "")


def _in(path: str, of: OrgUnit, whole: OrgUnit) -> bool:
    return of is whole or path.startswith(of.path)


def _paths(context: Context, people: Sequence[int]) -> dict[int, str]:
    """In which unit each of them is."""
    asked = set(people)
    rows = context.session.execute(
        select(Employee.id, OrgUnit.path).join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
    )
    return {person: path for person, path in rows if person in asked}


def told_groups(counts: Mapping[str, int], whole: int, smallest: int) -> set[str]:
    """Those of the parts of a whole whose figures may be told: none is small, and neither is what is
    left of the whole without them."""
    told = {one for one, count in counts.items() if count >= smallest}
    while told and 0 < whole - sum(counts[one] for one in told) < smallest:
        told.remove(min(told, key=lambda one: (counts[one], one)))
    return told


def _require_tellable(
    context: Context, whole: OrgUnit, of: OrgUnit, answered: Mapping[int, str], smallest: int
) -> None:
    """At every level from the whole survey down to the unit it must be one of those told."""
    parent = whole.path
    while parent != of.path:
        below = [path for _, path in units_below(context.session, parent)]
        step = next((path for path in below if of.path.startswith(path)), None)
        if step is None:
            raise NotFound("unknown_unit", words=of.code, candidates="")
        counts = {path: _count(answered, path) for path in below}
        if step not in told_groups(counts, _count(answered, parent), smallest):
            raise NotEnoughData("group_withheld", smallest=smallest)
        parent = step


def _count(people: Mapping[int, str], path: str) -> int:
    return sum(one.startswith(path) for one in people.values())


def _by_unit(
    context: Context,
    of: OrgUnit,
    invited: Mapping[int, str],
    answered: Mapping[int, str],
    smallest: int,
) -> tuple[UnitReturn, ...]:
    below = units_below(context.session, of.path)
    asked = {path: _count(invited, path) for _, path in below}
    return tuple(
        UnitReturn(
            unit=unit,
            invited=asked[path],
            answered=_count(answered, path) if asked[path] >= smallest else None,
        )
        for unit, path in below
        if asked[path]
    )


def _result(question: Question, said: Sequence[str | int], smallest: int) -> QuestionResult:
    if len(said) < smallest:
        return QuestionResult(question=question, answers=None)
    if question.kind == TEXT:
        texts = tuple(sorted(map(str, said))[:MOST_LISTED])
        return QuestionResult(question=question, answers=len(said), texts=texts)
    if question.kind == SCALE:
        known = [str(one) for one in range(question.lowest, question.highest + 1)]
    else:
        known = list(question.choices)
    counts = Counter(map(str, said))
    mean = None
    if question.kind == SCALE:
        mean = (Decimal(sum(map(int, said))) / len(said)).quantize(Decimal("0.01"))
    return QuestionResult(
        question=question,
        answers=len(said),
        counts=tuple((one, counts[one]) for one in known),
        mean=mean,
    )


def answers_of(context: Context, survey: NeedsSurvey) -> dict[int, dict[int, str | int]]:
    """By person and question."""
    ids = [one.id for one in questions_of(context, survey)]
    found: dict[int, dict[int, str | int]] = {}
    for one in context.session.scalars(
        select(NeedsSurveyAnswer).where(NeedsSurveyAnswer.question_id.in_(ids))
    ):
        answer = one.score if one.score is not None else one.wording
        if answer is not None:
            found.setdefault(one.employee_id, {})[one.question_id] = answer
    return found
