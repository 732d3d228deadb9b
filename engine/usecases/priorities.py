"""The ranking of the company's training needs, by programme."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from engine.access import Right, require
from engine.analysis.priority import Criteria, Ranked, rank
from engine.queries.catalogue import named
from engine.store.tables import Course, Need
from engine.usecases.context import Context
from engine.usecases.explanations import record_explanation
from engine.values.errors import NotEnoughData
from engine.values.results import Named

ORIGINS = ("strategy", "business", "employee")


@dataclass(frozen=True, slots=True)
class PriorityRank:
    """A programme's place among `of`, its score (0–1) and the weighted parts of it."""

    course: Named
    rank: int
    of: int
    score: Decimal
    parts: dict[str, Decimal]
    headcount: int


@dataclass(frozen=True, slots=True)
class Priorities:
    year: int
    weights: dict[str, Decimal]
    ranking: tuple[PriorityRank, ...]
    explanation_id: int


def priorities(context: Context) -> Priorities:
    """Every programme somebody needs, ranked by score = Σ weight × criterion.

    Raises:
        NotPermitted: an employee asks.
        NotEnoughData: nobody has raised a need yet.
    """
    require(context.actor, Right.SEE_PRIORITIES)
    year, ranking, weights = _ranking(context)
    if not ranking:
        raise NotEnoughData("no_needs")
    explanation = record_explanation(
        context,
        "weighted_priority",
        None,
        {"year": year, "weights": weights},
        [{"course": row.course.name, "parts": row.parts} for row in ranking],
        {"ranking": [row.course.name for row in ranking]},
    )
    return Priorities(year, weights, tuple(ranking), explanation)


def rank_of(context: Context, course_code: str) -> PriorityRank | None:
    """The place of one course in the ranking; None where nobody has raised it."""
    _, ranking, _ = _ranking(context)
    return next((row for row in ranking if row.course.code == course_code), None)


def _ranking(context: Context) -> tuple[int, list[PriorityRank], dict[str, Decimal]]:
    year = context.session.scalar(select(func.max(Need.year)).where(Need.status == "open"))
    rule = context.policy.priority
    weights = {origin: Decimal(getattr(rule, origin)) for origin in ORIGINS}
    courses, scores, people = _criteria(context, year or 0)
    ranked = rank([Criteria(code, scores[code]) for code in courses], weights)
    return year or 0, [_row(courses, people, len(ranked), row) for row in ranked], weights


def _criteria(
    context: Context, year: int
) -> tuple[dict[str, Named], dict[str, dict[str, Decimal]], dict[str, int]]:
    """For each course with an open need: the strongest priority of each origin."""
    courses: dict[str, Named] = {}
    scores: dict[str, dict[str, Decimal]] = defaultdict(dict)
    people: dict[str, int] = defaultdict(int)
    statement = (
        select(Course, Need.origin, func.max(Need.priority), func.max(Need.headcount))
        .join(Need, Need.course_id == Course.id)
        .where(Need.year == year, Need.status == "open")
        .group_by(Course.id, Need.origin)
        .order_by(Course.code)
    )
    for course, origin, strongest, headcount in context.session.execute(statement):
        courses[course.code] = named(course)
        scores[course.code][origin] = strongest
        people[course.code] = max(people[course.code], headcount)
    return courses, scores, people


def _row(courses: dict[str, Named], people: dict[str, int], of: int, row: Ranked) -> PriorityRank:
    return PriorityRank(
        courses[row.code], row.rank, of, row.score, dict(row.parts), people[row.code]
    )
