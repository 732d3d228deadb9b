"""How close the effect found comes to the true one, and how often its interval holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from commands.validation.company import HR, YEAR, SimulatedCompany, stored
from engine.store.tables import (
    CostLine,
    Course,
    CourseSkill,
    Kpi,
    KpiResult,
    KpiSkill,
    OrgUnit,
    Participation,
    Skill,
    TrainingSession,
)
from engine.usecases.training_effect import training_effect

TEAMS, TEAM = 12, 10
MONTHS, TRAINED_IN = 13, 6  # six months before, the month of the training, six after
PERSON, TEAM_MONTH, NOISE = 0.03, 0.01, 0.02
BASE = 0.25
WARNINGS = ("trends_differed_before", "levels_differed_before")
SIX = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class EffectScenario:
    """Trained people gain `effect` (in the KPI, a share); everybody gains `trend` over the
    six months. `chosen`: those are trained who did worst just before."""

    name: str
    effect: float
    trend: float = 0.0
    chosen: bool = False


SCENARIOS = (
    EffectScenario("effect of 2 points", 0.02),
    EffectScenario("effect of 2 points, everybody gains 3", 0.02, trend=0.03),
    EffectScenario("no effect, everybody gains 3", 0.0, trend=0.03),
    EffectScenario("no effect, those are trained who did worst", 0.0, chosen=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectCheck:
    """Biases in points of the difference in differences and of before/after; `coverage` of
    its 95 % interval; `found` the share of courses whose effect is significant; `warned`
    the share with a warning that the groups differed before."""

    scenario: EffectScenario
    courses: int
    bias: float
    before_after_bias: float
    coverage: float
    found: float
    warned: float


def check_effects(scenario: EffectScenario, courses: int, seed: int = 12) -> EffectCheck:
    """Simulate courses with KPIs of their own, and ask the use case for each."""
    random = np.random.default_rng(seed)
    company = SimulatedCompany()
    for number in range(courses):
        _add_course(company, scenario, number, random)
    values, before_after, covered, found, warned = [], [], [], [], []
    with stored(company) as engine:
        for number in range(courses):
            answer = engine.perform(training_effect, HR, "validate", f"T{number}", YEAR - 1)
            effect = answer.effects[0].result
            values.append(effect.value - scenario.effect)
            before_after.append(effect.before_after - scenario.effect)
            covered.append(effect.low <= scenario.effect <= effect.high)
            found.append(effect.low > 0 or effect.high < 0)
            warned.append(any(c.code in WARNINGS for c in effect.caveats))
    return EffectCheck(
        scenario=scenario,
        courses=courses,
        bias=float(100 * np.mean(values)),
        before_after_bias=float(100 * np.mean(before_after)),
        coverage=float(np.mean(covered)),
        found=float(np.mean(found)),
        warned=float(np.mean(warned)),
    )


def _add_course(
    company: SimulatedCompany, scenario: EffectScenario, number: int, random: np.random.Generator
) -> None:
    rows, tag = company.rows, f"T{number}"
    kpi = rows.add(Kpi, code=tag, name=tag, unit="share", direction="higher")
    skill = rows.add(Skill, code=tag, name=tag)
    rows.add(KpiSkill, kpi_id=kpi, skill_id=skill)
    course = rows.add(Course, code=tag, name=tag, mandatory=False)
    rows.add(CourseSkill, course_id=course, skill_id=skill, expected_gain=Decimal("0.5"))
    people = [person for team in _teams(company, number) for person in team]
    results, trained = _results(scenario, random)
    for person, values in zip(people, results, strict=True):
        for month, value in enumerate(values, start=1):
            start = date(YEAR - 1 + (month - 1) // 12, (month - 1) % 12 + 1, 1)
            rows.add(
                KpiResult,
                kpi_id=kpi,
                employee_id=person,
                org_unit_id=None,
                period_start=start,
                period_end=start.replace(day=28),
                actual=Decimal(float(value)).quantize(SIX),
            )
    _add_session(company, course, [p for p, went in zip(people, trained, strict=True) if went])


def _teams(company: SimulatedCompany, number: int) -> Iterator[list[int]]:
    department = _unit(company, f"D{number}", company.root, "/C/")
    for team in range(TEAMS):
        unit = _unit(company, f"D{number}T{team}", department, f"/C/D{number}/")
        yield [company.person(unit) for _ in range(TEAM)]


def _unit(company: SimulatedCompany, code: str, parent: int, above: str) -> int:
    return company.rows.add(OrgUnit, code=code, name=code, parent_id=parent, path=f"{above}{code}/")


def _results(
    scenario: EffectScenario, random: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """People × months, and who was trained: half of each team, at random or the worst."""
    people = TEAMS * TEAM
    time = np.clip(np.arange(MONTHS) - TRAINED_IN, 0, None) / (MONTHS - 1 - TRAINED_IN)
    values = (
        BASE
        + random.normal(0, PERSON, (people, 1))
        + np.repeat(random.normal(0, TEAM_MONTH, (TEAMS, MONTHS)), TEAM, axis=0)
        + random.normal(0, NOISE, (people, MONTHS))
        + scenario.trend * (time > 0)
    )
    by_team = (
        values[:, TRAINED_IN - 2 : TRAINED_IN].mean(axis=1)
        if scenario.chosen
        else random.random(people)
    ).reshape(TEAMS, TEAM)
    trained = (by_team.argsort(axis=1).argsort(axis=1) < TEAM // 2).reshape(people)
    values[trained, TRAINED_IN + 1 :] += scenario.effect
    return values, trained


def _add_session(company: SimulatedCompany, course: int, people: list[int]) -> None:
    rows = company.rows
    start = date(YEAR - 1, TRAINED_IN + 1, 10)
    session = rows.add(
        TrainingSession,
        code=f"S{course}",
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
        amount=Decimal(1000),
        currency="CNY",
        tax_eligible=True,
        is_cash=True,
    )
