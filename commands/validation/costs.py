"""How often the true cost of planned sessions lies within the interval given for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from commands.validation.company import HR, YEAR, SimulatedCompany, stored
from engine.store.tables import CostLine, Course, Participation, TrainingSession
from engine.usecases.estimate_cost import Training, estimate_cost

COURSES_A_CATEGORY = 8
PEOPLE = 40
WITHIN, BETWEEN = 0.20, 0.30  # of the logarithms: sessions of a course, courses of a kind


@dataclass(frozen=True, slots=True)
class CostScenario:
    """Courses with `sessions` of history each (0: priced by their category), whose prices
    rise by `drift` a year."""

    name: str
    sessions: int
    drift: float = 0.0


SCENARIOS = (
    CostScenario("12 sessions", 12),
    CostScenario("6 sessions", 6),
    CostScenario("4 sessions", 4),
    CostScenario("2 sessions, drawn to the category", 2),
    CostScenario("no session, priced by the category", 0),
    CostScenario("12 sessions, prices rise 5 % a year", 12, 0.05),
    CostScenario("12 sessions, prices rise 15 % a year", 12, 0.15),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostCheck:
    """`coverage` of the intervals given; `bias` of the estimate relative to the truth;
    `width` the median of high / low."""

    scenario: CostScenario
    courses: int
    intervals: int
    coverage: float
    bias: float
    width: float


def check_costs(scenario: CostScenario, courses: int, seed: int = 11) -> CostCheck:
    """Price every course by the use case, then draw what its sessions really cost."""
    random = np.random.default_rng(seed)
    company = SimulatedCompany()
    people = [company.person(company.root) for _ in range(PEOPLE)]
    true_means = {}
    for number in range(courses):
        true_means[number] = _add_course(company, people, scenario, number, random)
    inside, errors, widths = [], [], []
    with stored(company) as engine:
        for number in range(0, courses, _step(scenario)):
            cost = engine.perform(
                estimate_cost, HR, "validate", Training(course=f"T{number}"), 25, date(YEAR, 6, 1)
            )
            truth = _realised(true_means[number], random)
            errors.append(float(cost.unit_cost.amount) / true_means[number] - 1)
            if cost.interval is not None:
                low, high = (
                    float(end.amount) / 25 for end in (cost.interval.low, cost.interval.high)
                )
                inside.append(low <= truth <= high)
                widths.append(high / low)
    return CostCheck(
        scenario=scenario,
        courses=len(errors),
        intervals=len(inside),
        coverage=float(np.mean(inside)),
        bias=float(np.mean(errors)),
        width=float(np.median(widths)),
    )


def _step(scenario: CostScenario) -> int:
    """Where only the first course of each kind has the scenario's history, it alone counts."""
    return 1 if scenario.sessions >= 4 else COURSES_A_CATEGORY


def _add_course(
    company: SimulatedCompany,
    people: list[int],
    scenario: CostScenario,
    number: int,
    random: np.random.Generator,
) -> float:
    """One course with its history; what a head costs on average at the planned time."""
    rows = company.rows
    category = f"K{number // COURSES_A_CATEGORY}"
    course = rows.add(
        Course,
        code=f"T{number}",
        name=f"T{number}",
        category=category,
        capacity=25,
        mandatory=False,
    )
    # The kinds differ widely, which nothing may rest on.
    kind = 1_000 * (1 + number // COURSES_A_CATEGORY % 5)
    mean = kind * math.exp(random.normal(0, BETWEEN))
    # Only the first of each kind is what the scenario is about; the others have a history.
    sessions = scenario.sessions if number % _step(scenario) == 0 else 8
    for _ in range(sessions):
        start = date(YEAR - 3, 1, 15) + timedelta(days=int(random.integers(0, 3 * 365)))
        years = (date(YEAR, 6, 1) - start).days / 365.25
        size = int(random.integers(12, 26))
        per_head = mean * (1 + scenario.drift) ** -years * _noise(random)
        _add_session(company, course, people[:size], start, per_head)
    return mean


def _noise(random: np.random.Generator) -> float:
    """Around 1 on average, so that the mean is the truth the estimate is after."""
    return math.exp(random.normal(-(WITHIN**2) / 2, WITHIN))


def _realised(mean: float, random: np.random.Generator) -> float:
    """What a head really costs in the one session planned."""
    return mean * _noise(random)


def _add_session(
    company: SimulatedCompany, course: int, people: list[int], start: date, per_head: float
) -> None:
    rows = company.rows
    number = len(rows.of(TrainingSession)) + 1
    session = rows.add(
        TrainingSession,
        code=f"S{number}",
        course_id=course,
        start_date=start,
        end_date=start,
        status="held",
    )
    for person in people:
        rows.add(Participation, session_id=session, employee_id=person, attended=True)
    rows.add(
        CostLine,
        session_id=session,
        reference="all",
        category="instructor",
        behaviour="per_session",
        amount=Decimal(per_head * len(people)).quantize(Decimal("0.01")),
        currency="CNY",
        tax_eligible=True,
        is_cash=True,
    )
