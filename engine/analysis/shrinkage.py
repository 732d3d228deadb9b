"""Prices of courses with few sessions, drawn towards what courses alike cost.

Empirical Bayes: estimate = (1 − B) × own mean + B × mean of the group, with
B = (σ²/n) / (σ²/n + τ²), where σ is how sessions of one course differ and τ how courses of
the group differ (Morris 1983). Both come from the other courses of the group, by the method
of moments: the course's own few sessions say too little.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from engine.analysis.unit_cost import SessionCost, attended, log_costs

FEWEST_COURSES = 2
YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSpread:
    """Costs per head of one course: `sum_squares` is about the mean, `log_*` of logarithms.

    `time_squares` and `time_products` (with the logarithms) are of the sessions' dates, in
    years about their mean.
    """

    course: str
    sessions: int
    mean: float
    sum_squares: float
    log_mean: float
    log_sum_squares: float
    time_squares: float
    time_products: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """`within` is σ², `between` τ²; `degrees` of freedom are those of σ²."""

    mean: float
    within: float
    between: float
    degrees: int
    courses: int

    def weight(self, sessions: int) -> float:
        """B, the weight of the group beside `sessions` sessions of one's own.

        Where nothing differs at all there is nothing to draw towards, and B is 0.
        """
        noise = self.within / sessions
        return noise / (noise + self.between) if noise > 0 else 0.0


def course_spreads(history: Sequence[SessionCost]) -> tuple[CourseSpread, ...]:
    """How the sessions of each course differ, by course name."""
    by_course: dict[str, list[SessionCost]] = defaultdict(list)
    for session in attended(history):
        if session.total.amount > 0:
            by_course[session.course].append(session)
    return tuple(_course_spread(course, by_course[course]) for course in sorted(by_course))


def _course_spread(course: str, sessions: Sequence[SessionCost]) -> CourseSpread:
    costs, logs = [session.per_head for session in sessions], log_costs(sessions)
    years = [session.start_date.toordinal() / YEAR_DAYS for session in sessions]
    means = statistics.fmean(costs), statistics.fmean(logs)
    middle = statistics.fmean(years)
    return CourseSpread(
        course=course,
        sessions=len(sessions),
        mean=means[0],
        sum_squares=sum((cost - means[0]) ** 2 for cost in costs),
        log_mean=means[1],
        log_sum_squares=sum((log - means[1]) ** 2 for log in logs),
        time_squares=sum((year - middle) ** 2 for year in years),
        time_products=sum(
            (y - middle) * (log - means[1]) for y, log in zip(years, logs, strict=True)
        ),
    )


def spread(courses: Sequence[CourseSpread]) -> Spread | None:
    """σ and τ in money; None where too few courses, or no course's sessions, can be compared."""
    return _spread([(c.sessions, c.mean, c.sum_squares) for c in courses])


def log_spread(courses: Sequence[CourseSpread]) -> Spread | None:
    """σ and τ of the logarithms."""
    return _spread([(c.sessions, c.log_mean, c.log_sum_squares) for c in courses])


def _spread(courses: Sequence[tuple[int, float, float]]) -> Spread | None:
    degrees = sum(sessions - 1 for sessions, _, _ in courses)
    if len(courses) < FEWEST_COURSES or degrees < 1:
        return None
    within = sum(squares for _, _, squares in courses) / degrees
    noise = statistics.fmean(within / sessions for sessions, _, _ in courses)
    means = [mean for _, mean, _ in courses]
    between = max(0.0, statistics.variance(means) - noise)
    return Spread(
        mean=statistics.fmean(means),
        within=within,
        between=between,
        degrees=degrees,
        courses=len(courses),
    )
