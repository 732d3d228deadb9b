"""Evaluations: a row for each result of a course that was recorded; and ratings, the stars that those
who took it gave."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, true

from engine.access import Right
from engine.query.subject import (
    COUNT,
    COURSE,
    DATE,
    LEVEL,
    NUMBER,
    SHARE,
    STATE,
    THING,
    WORDS,
    Asked,
    Dimension,
    Expression,
    Join,
    Measure,
    Subject,
)
from engine.store.tables import Course, CourseRating, Evaluation, Kpi, Request

YEAR, MEASURE = "year", "measure"
LEVELS = ("reaction", "learning", "behaviour", "results", "roi")
LOWER = "lower"


def evaluations(_asked: Asked) -> Subject:
    before, after, planned = Evaluation.baseline, Evaluation.value, Evaluation.planned
    changed, compared = after - before, func.count(before)
    # Fewer faults are better, more sales are.
    better = case((Kpi.direction == LOWER, before - after), else_=changed)
    size = case((before < 0, -before), else_=before)
    return Subject(
        base=_base,
        dimensions={
            **_of_courses(),
            "level": Dimension(kind=STATE, key=Evaluation.level, values=LEVELS),
            MEASURE: Dimension(kind=WORDS, key=Evaluation.measure),
            "kpi": Dimension(kind=THING, key=Kpi.code, names=(Kpi.name, Kpi.name_en), table=Kpi),
            "kpi_unit": Dimension(kind=WORDS, key=Kpi.unit),
            "method": Dimension(kind=WORDS, key=Evaluation.method),
            YEAR: Dimension(kind=NUMBER, key=Evaluation.year),
            "measured_on": Dimension(kind=DATE, key=Evaluation.measured_on),
            "measured_of": Dimension(kind=NUMBER, key=Evaluation.n),
            "request": Dimension(kind=WORDS, key=Request.number, joins=("request",)),
        },
        measures={
            "evaluations": Measure(kind=COUNT, value=func.count(Evaluation.id), adds=True),
            "courses": Measure(kind=COUNT, value=func.count(Evaluation.course_id.distinct())),
            "before": _mean(before),
            "after": _mean(after),
            "planned": _mean(planned),
            "change": Measure(kind=NUMBER, value=func.sum(changed), over=compared, one=MEASURE),
            "improvement": Measure(
                kind=SHARE,
                value=func.sum(better),
                over=func.sum(size),
                one=MEASURE,
            ),
            # Of what was planned to change.
            "reached": Measure(
                kind=SHARE,
                value=func.sum(case((planned.is_not(None), changed))),
                over=func.sum(planned - before),
                one=MEASURE,
            ),
        },
        joins={"request": Join(target=Request, on=Request.id == Evaluation.request_id, outer=True)},
        scope=_of_all,
        person=Evaluation.id,
        time=YEAR,
        right=Right.SEE_EFFECTS,
        of_no_unit=True,
        things={COURSE: Evaluation.course_id},
    )


def ratings(_asked: Asked) -> Subject:
    """Told of enough people alone that each of them is hidden, to whomever."""
    stars = func.count(CourseRating.stars)
    return Subject(
        base=lambda: (
            select().select_from(CourseRating).join(Course, Course.id == CourseRating.course_id)
        ),
        dimensions={
            **_of_courses(),
            YEAR: Dimension(kind=NUMBER, key=CourseRating.year),
        },
        measures={
            "ratings": Measure(kind=COUNT, value=stars, adds=True),
            "stars": Measure(kind=LEVEL, value=func.sum(CourseRating.stars), over=stars),
        },
        scope=_of_all,
        person=case((CourseRating.stars.is_not(None), CourseRating.employee_id)),
        time=YEAR,
        right=Right.SEE_EFFECTS,
        of_no_unit=True,
        guarded=True,
        secret=True,
    )


def _of_courses() -> dict[str, Dimension]:
    return {
        "course": Dimension(
            kind=THING, key=Course.code, names=(Course.name, Course.name_en), table=Course
        ),
        "category": Dimension(kind=WORDS, key=Course.category),
    }


def _mean(figure: Expression) -> Measure:
    return Measure(kind=NUMBER, value=func.sum(figure), over=func.count(figure), one=MEASURE)


def _base() -> Select[Any]:
    return (
        select()
        .select_from(Evaluation)
        .join(Course, Course.id == Evaluation.course_id)
        .outerjoin(Kpi, Kpi.id == Evaluation.kpi_id)
    )


def _of_all(_paths: Any, _present: bool) -> ColumnElement[bool]:
    """A course works, or does not, for all who take it: it is of no unit."""
    return true()
