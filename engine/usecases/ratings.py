"""What people say of the courses they took."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from engine.access import Right, require
from engine.queries.catalogue import by_code, named
from engine.store.tables import Course, CourseRating, Participation, TrainingSession
from engine.usecases.context import Context, reads
from engine.values.errors import InvalidInput
from engine.values.results import Named

FEWEST_SHOWN = 5
LEAST, MOST = Decimal(1), Decimal(5)


@dataclass(frozen=True, slots=True)
class Rating:
    """1 to 5 stars if any were given, and what was said."""

    course: str
    stars: Decimal | None
    comment: str


@dataclass(frozen=True, slots=True)
class RatingReceipt:
    """`mean` of all who rated the course that year, once they are enough to hide each."""

    course: Named
    stars: Decimal | None
    ratings: int
    mean: Decimal | None


@dataclass(frozen=True, slots=True)
class OwnRating:
    """What the actor said of a course, in the year that it counts for."""

    course: Named
    stars: Decimal | None
    comment: str
    year: int


@reads
def own_ratings(context: Context) -> tuple[OwnRating, ...]:
    """What the actor himself said of courses, the latest first."""
    require(context.actor, Right.RATE_COURSES)
    rows = context.session.execute(
        select(Course, CourseRating)
        .join(CourseRating, CourseRating.course_id == Course.id)
        .where(CourseRating.employee_id == context.actor.employee_id)
        .order_by(CourseRating.created_at.desc())
    )
    return tuple(
        OwnRating(named(course), one.stars, one.comment or "", one.year) for course, one in rows
    )


@reads
def courses_taken(context: Context) -> tuple[Named, ...]:
    """The courses that the actor took, the latest first."""
    require(context.actor, Right.RATE_COURSES)
    courses = context.session.scalars(
        select(Course)
        .join(TrainingSession, TrainingSession.course_id == Course.id)
        .join(Participation, Participation.session_id == TrainingSession.id)
        .where(Participation.employee_id == context.actor.employee_id, Participation.attended)
        .group_by(Course.id)
        .order_by(func.max(TrainingSession.end_date).desc())
    )
    return tuple(named(course) for course in courses)


def rate_course(context: Context, rating: Rating, key: str) -> RatingReceipt:
    """Keep what the actor says of a course; saying it again this year replaces it.

    Raises:
        NotFound: no such course.
        InvalidInput: he did not take it, or the stars are not 1 to 5.
    """
    require(context.actor, Right.RATE_COURSES)
    course = by_code(context.session, Course, rating.course)
    if rating.stars is not None and not LEAST <= rating.stars <= MOST:
        raise InvalidInput("stars_out_of_range", least=LEAST, most=MOST)
    if named(course) not in courses_taken(context):
        raise InvalidInput("course_not_taken", course=named(course))
    _store(context, course, rating)
    context.record("rate_course", course.code, key)
    return _receipt(context, course, rating.stars)


def _store(context: Context, course: Course, rating: Rating) -> None:
    session, year = context.session, context.fiscal_year
    stored = session.scalar(
        select(CourseRating).where(
            CourseRating.course_id == course.id,
            CourseRating.employee_id == context.actor.employee_id,
            CourseRating.year == year,
        )
    )
    if stored is None:
        stored = CourseRating(course_id=course.id, employee_id=context.actor.employee_id, year=year)
        session.add(stored)
    stored.stars, stored.comment = rating.stars, rating.comment[:1000]
    stored.created_at = context.now
    session.flush()


def _receipt(context: Context, course: Course, stars: Decimal | None) -> RatingReceipt:
    given = context.session.scalars(
        select(CourseRating.stars).where(
            CourseRating.course_id == course.id,
            CourseRating.year == context.fiscal_year,
            CourseRating.stars.is_not(None),
        )
    ).all()
    numbers = [one for one in given if one is not None]
    mean = sum(numbers, Decimal(0)) / len(numbers) if len(numbers) >= FEWEST_SHOWN else None
    shown = None if mean is None else mean.quantize(Decimal("0.01"))
    return RatingReceipt(named(course), stars, len(numbers), shown)
