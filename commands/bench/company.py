"""A company of any size with known regularities, as columns of numbers, for the bench.

36 months of KPIs for a tenth of the people, three trainings each, assessments of three skills
each. The same numbers for the same size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.store.tables import (
    Appraisal,
    AppraisalItem,
    Base,
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetVersion,
    Certificate,
    CostLine,
    Course,
    CourseSkill,
    Employee,
    EmployeeCertificate,
    EmployeeSkill,
    Evaluation,
    Kpi,
    KpiLink,
    KpiResult,
    KpiSkill,
    Need,
    OrgUnit,
    Participation,
    PayrollYear,
    Position,
    PositionCertificate,
    PositionSkill,
    RoleGrant,
    ServiceAgreement,
    Skill,
    StoreInfo,
    TrainingSession,
)

Columns = dict[str, Any]
Ints = npt.NDArray[np.int64]

YEAR = 2026
TEAM, DEPARTMENT, DIVISION = 25, 250, 5_000
POSITIONS, SKILLS, KPIS, MONTHS = 12, 36, 4, 36
TRAININGS_EACH = 3
DIRECTOR, HEAD = "E0000001", "E0000002"
NO_DOCUMENT = {"document": "", "document_key": ""}


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of one table: column → values of equal length, or one value for all."""

    table: type[Base]
    columns: Columns
    count: int


def company(employees: int, seed: int = 7) -> Iterator[Rows]:
    """Every table's rows, parents first."""
    random = np.random.default_rng(seed)
    yield Rows(StoreInfo, {"id": [1], "kind": "company"}, 1)
    yield from _catalogue(_course_count(employees))
    yield from _organisation(employees, random)
    yield from _skills(employees, random)
    yield from _performance(employees, random)
    yield from _training(employees, random)
    yield from _budget(employees, random)


def _course_count(employees: int) -> int:
    """Large companies teach more subjects, though not in proportion."""
    return round(40 * math.pow(employees / 1_000, 1 / 3))


def _named(prefix: str, count: int) -> Columns:
    codes = [f"{prefix}{n:05d}" for n in range(1, count + 1)]
    return {"id": np.arange(1, count + 1), "code": codes, "name": codes, "name_en": None}


def _catalogue(courses: int) -> Iterator[Rows]:
    yield Rows(Skill, _named("SK", SKILLS), SKILLS)
    yield Rows(Certificate, {**_named("CE", 1), "skill_id": 1}, 1)
    yield Rows(Position, _named("PO", POSITIONS), POSITIONS)
    n = POSITIONS * 3
    yield Rows(
        PositionSkill,
        {
            "id": np.arange(1, n + 1),
            "position_id": np.repeat(np.arange(1, POSITIONS + 1), 3),
            "skill_id": np.arange(1, n + 1),
            "required_level": 3,
            "criticality": 0.5,
        },
        n,
    )
    yield Rows(PositionCertificate, {"id": [1], "position_id": 1, "certificate_id": 1}, 1)
    numbers = np.arange(1, courses + 1)
    yield Rows(
        Course,
        {
            **_named("TC", courses),
            "category": [f"CAT{n % 8}" for n in numbers],
            "capacity": 25,
            "mandatory": False,
            "variant_of_id": None,
        },
        courses,
    )
    yield Rows(
        CourseSkill,
        {
            "id": numbers,
            "course_id": numbers,
            "skill_id": (numbers - 1) % SKILLS + 1,
            "expected_gain": 0.5,
        },
        courses,
    )
    yield Rows(
        Kpi,
        {**_named("KP", KPIS), "unit": ["money", "share", "count", "count"], "direction": "higher"},
        KPIS,
    )
    yield Rows(
        KpiLink,
        {"id": [1, 2, 3], "parent_id": 1, "child_id": [2, 3, 4], "form": "product"},
        3,
    )
    yield Rows(
        KpiSkill,
        {
            "id": [1, 2, 3],
            "kpi_id": 2,
            "skill_id": [1, 2, 3],
            "coefficient": 0.05,
            "coefficient_unit": "pp",
        },
        3,
    )


@dataclass(frozen=True, slots=True)
class Tree:
    """Ids of the org units by level: the company is 1, then divisions, departments, teams."""

    divisions: int
    departments: int
    teams: int

    @classmethod
    def of(cls, employees: int) -> Tree:
        return cls(*(-(-employees // size) for size in (DIVISION, DEPARTMENT, TEAM)))

    @property
    def total(self) -> int:
        return 1 + self.divisions + self.departments + self.teams

    def team_id(self, employee: Ints) -> Ints:
        return 2 + self.divisions + self.departments + employee // TEAM


def _organisation(employees: int, random: np.random.Generator) -> Iterator[Rows]:
    tree = Tree.of(employees)
    codes, parents, paths = ["C"], [None], ["/C/"]

    def level(letter: str, count: int, first_parent: int, per_parent: int) -> None:
        for number in range(count):
            parent = first_parent + number // per_parent
            codes.append(f"{letter}{number + 1}")
            parents.append(parent)  # type: ignore[arg-type]
            paths.append(f"{paths[parent - 1]}{codes[-1]}/")

    level("D", tree.divisions, 1, tree.divisions)
    level("A", tree.departments, 2, DIVISION // DEPARTMENT)
    level("T", tree.teams, 2 + tree.divisions, DEPARTMENT // TEAM)
    yield Rows(
        OrgUnit,
        {
            "id": np.arange(1, tree.total + 1),
            "code": codes,
            "name": codes,
            "name_en": None,
            "parent_id": parents,
            "path": paths,
        },
        tree.total,
    )
    people = np.arange(employees)
    yield Rows(
        Employee,
        {
            "id": people + 1,
            "emp_no": [f"E{n:07d}" for n in range(1, employees + 1)],
            "name": [f"N{n}" for n in range(1, employees + 1)],
            "org_unit_id": tree.team_id(people),
            "position_id": _position(people),
            "hire_date": _dates(random.integers(0, 5_000, employees), date(2012, 1, 1)),
            "status": "active",
        },
        employees,
    )
    yield Rows(
        RoleGrant,
        {
            "id": [1, 2, 3],
            "employee_id": [1, 1, 2],
            "role": ["management", "hr", "hr"],
            "org_unit_id": [1, 1, 2 + tree.divisions],
        },
        3,
    )


def _position(employee: Ints) -> Ints:
    """Whole teams of one position, one in four people of the next."""
    result: Ints = (employee // TEAM + (employee % 4 == 0)) % POSITIONS + 1
    return result


def _dates(days: Ints, since: date) -> list[str]:
    text: list[str] = (np.datetime64(since) + days).astype(str).tolist()
    return text


def _skills(employees: int, random: np.random.Generator) -> Iterator[Rows]:
    people = np.repeat(np.arange(employees), 3)
    skills = (_position(people) - 1) * 3 + np.tile([1, 2, 3], employees)
    n = len(people)
    yield Rows(
        EmployeeSkill,
        {
            "id": np.arange(1, n + 1),
            "employee_id": people + 1,
            "skill_id": skills,
            "level": np.clip(np.round(random.normal(3.1, 0.7, n), 2), 0, 5),
            "assessed_by": "test",
            "assessed_on": f"{YEAR}-03-15",
        },
        n,
    )
    older = people[::10]
    yield Rows(
        EmployeeSkill,
        {
            "id": np.arange(n + 1, n + len(older) + 1),
            "employee_id": older + 1,
            "skill_id": skills[::10],
            "level": 2,
            "assessed_by": "test",
            "assessed_on": f"{YEAR - 1}-03-15",
        },
        len(older),
    )
    certified = np.arange(employees)[(_position(np.arange(employees)) == 1)][::2]
    yield Rows(
        EmployeeCertificate,
        {
            "id": np.arange(1, len(certified) + 1),
            "employee_id": certified + 1,
            "certificate_id": 1,
            "issued_on": f"{YEAR - 1}-01-01",
            "expires_on": None,
        },
        len(certified),
    )


def _measured(employees: int) -> Ints:
    """The people with KPIs: every tenth team."""
    people: Ints = np.arange(employees)
    every_tenth: Ints = people[people // TEAM % 10 == 0]
    return every_tenth


def _performance(employees: int, random: np.random.Generator) -> Iterator[Rows]:
    measured, first = _measured(employees), 1
    for month in range(MONTHS):
        n = len(measured)
        yield Rows(
            KpiResult,
            {
                "id": np.arange(first, first + n),
                "kpi_id": 2,
                "employee_id": measured + 1,
                "org_unit_id": None,
                "period_start": _month(month),
                "period_end": _month(month, 28),
                "target": 0.30,
                "actual": np.round(random.normal(0.27 + 0.0004 * month, 0.03, n), 4),
            },
            n,
        )
        first += n
    tree = Tree.of(employees)
    units = np.arange(1, 2 + tree.divisions + tree.departments)
    for kpi, actual, target in ((1, 3e6, 3.3e6), (2, 0.27, 0.30), (3, 1_000, None), (4, 1e4, None)):
        yield Rows(
            KpiResult,
            {
                "id": np.arange(first, first + len(units)),
                "kpi_id": kpi,
                "employee_id": None,
                "org_unit_id": units,
                "period_start": _month(MONTHS - 1),
                "period_end": _month(MONTHS - 1, 28),
                "target": target,
                "actual": actual,
            },
            len(units),
        )
        first += len(units)
    n = len(measured)
    yield Rows(
        Appraisal,
        {
            "id": np.arange(1, n + 1),
            "employee_id": measured + 1,
            "cycle": f"{YEAR}-H1",
            "score": 3,
            "rating": None,
        },
        n,
    )
    yield Rows(
        AppraisalItem,
        {
            "id": np.arange(1, n + 1),
            "appraisal_id": np.arange(1, n + 1),
            "dimension": "skill",
            "weight": 1,
            "score": np.clip(np.round(random.normal(3.4, 0.5, n), 2), 0, 5),
        },
        n,
    )


def _month(number: int, day: int = 1) -> str:
    return f"{YEAR - 3 + (number + 6) // 12}-{(number + 6) % 12 + 1:02d}-{day:02d}"


def _training(employees: int, random: np.random.Generator) -> Iterator[Rows]:
    """Sessions mix the people of a department, so that each has untrained peers."""
    courses = _course_count(employees)
    shuffled = [_shuffled(employees, random) for _ in range(TRAININGS_EACH)]
    people = np.concatenate(shuffled)
    sessions = np.concatenate(
        [np.arange(employees) // TEAM + round_ * Tree.of(employees).teams for round_ in range(3)]
    )
    count = int(sessions.max()) + 1
    starts = _dates(random.integers(0, 1_000, count), date(YEAR - 3, 2, 1))
    yield Rows(
        TrainingSession,
        {
            "id": np.arange(1, count + 1),
            "code": [f"SE{n:07d}" for n in range(1, count + 1)],
            "course_id": random.integers(1, courses + 1, count),
            "start_date": starts,
            "end_date": starts,
            "status": "held",
        },
        count,
    )
    n = len(people)
    yield Rows(
        Participation,
        {
            "id": np.arange(1, n + 1),
            "session_id": sessions + 1,
            "employee_id": people + 1,
            "attended": True,
            "hours": 16,
            "outcome": "completed",
        },
        n,
    )
    size = np.bincount(sessions, minlength=count)
    price = random.lognormal(0, 0.15, count)
    lines = (("instructor", "per_session", 20_000 * price), ("material", "per_learner", 60 * size))
    for index, (category, behaviour, amount) in enumerate(lines):
        yield Rows(
            CostLine,
            {
                "id": np.arange(1 + index * count, 1 + (index + 1) * count),
                "session_id": np.arange(1, count + 1),
                "employee_id": None,
                "reference": category,
                "category": category,
                "behaviour": behaviour,
                "amount": np.round(amount, 2),
                "currency": "CNY",
                "tax_eligible": True,
                "is_cash": True,
            },
            count,
        )
    ids = np.arange(1, courses + 1)
    yield Rows(
        Evaluation,
        {
            "id": ids,
            "course_id": ids,
            "year": YEAR - 1,
            "level": "reaction",
            "measure": "satisfaction",
            "kpi_id": None,
            "baseline": None,
            "value": 0.9,
            "planned": None,
            "method": "before_after",
        },
        courses,
    )
    yield Rows(
        ServiceAgreement,
        {
            "id": [1],
            "employee_id": 5,
            "session_id": None,
            "agreed_cost": 36_000,
            "currency": "CNY",
            "months": 36,
            "starts_on": f"{YEAR - 1}-01-01",
            "special_fund": True,
        },
        1,
    )


def _shuffled(employees: int, random: np.random.Generator) -> Ints:
    """Everybody once, shuffled within each department."""
    keys = np.arange(employees) // DEPARTMENT + random.random(employees)
    return np.argsort(keys)


def _budget(employees: int, random: np.random.Generator) -> Iterator[Rows]:
    tree, courses = Tree.of(employees), _course_count(employees)
    yield Rows(PayrollYear, {"fiscal_year": [YEAR - 1], "amount": 2e7, "currency": "CNY"}, 1)
    versions = {"fiscal_year": [YEAR, YEAR + 1], "scenario": "base", "status": "active"}
    yield Rows(BudgetVersion, {"id": [1, 2], **versions}, 2)
    units = np.arange(2, 2 + tree.divisions + tree.departments)
    n = len(units)
    for version in (1, 2):
        ids = np.arange(1 + (version - 1) * n, 1 + version * n)
        line = {"id": ids, "version_id": version, "org_unit_id": units, "programme": "all"}
        yield Rows(BudgetLine, {**line, "planned": 500_000, "currency": "CNY"}, n)
        yield Rows(BudgetPosting, {"id": ids, "kind": "opening", "repetition": 1, **NO_DOCUMENT}, n)
        for index, (kind, amount) in enumerate((("allocate", 500_000), ("actual", 100_000))):
            yield Rows(
                BudgetEntry,
                {
                    "id": ids + 2 * n * index,
                    "line_id": ids,
                    "kind": kind,
                    "amount": amount,
                    "request_id": None,
                    "posting_id": ids,
                    "position": index + 1,
                    "booked_on": f"{YEAR}-01-05",
                    "created_at": f"{YEAR}-01-05 00:00:00",
                },
                n,
            )
    needs = courses * 3
    course = np.tile(np.arange(1, courses + 1), 3)
    yield Rows(
        Need,
        {
            "id": np.arange(1, needs + 1),
            "number": [f"ND-{i}" for i in range(needs)],
            "origin": np.repeat(["strategy", "business", "employee"], courses).tolist(),
            "raised_by_id": 1,
            "org_unit_id": (random.integers(0, tree.divisions, courses) + 2)[course - 1],
            "skill_id": None,
            "course_id": course,
            "kpi_id": None,
            "topic": "need",
            "headcount": 50,
            "priority": np.round(random.random(needs), 3),
            "year": YEAR + 1,
            "status": "open",
            "created_at": f"{YEAR}-06-01 00:00:00",
        },
        needs,
    )
