"""Skill levels, certificates, appraisals and KPI results, shaped like the article's examples."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from engine.sample.people import Plant
from engine.sample.rows import Rows
from engine.store.tables import (
    Appraisal,
    AppraisalItem,
    Certificate,
    EmployeeCertificate,
    EmployeeSkill,
    Kpi,
    KpiResult,
    Skill,
)

LOW, HIGH = (2.0, 2.9), (3.8, 4.9)
HUNDREDTH = Decimal("0.01")


def add_performance(rows: Rows, plant: Plant) -> None:
    low_operators = _workshop(rows, plant)
    _workshop_faults(rows, plant, low_operators)
    _sales(rows, plant)
    _retail(rows, plant)
    _developers(rows, plant)


def _workshop(rows: Rows, plant: Plant) -> set[int]:
    """60 % of the line below the mean in equipment operation; 70 % of those below the yield
    target, and 30 % of the others, below the mean in operating standards."""
    people = plant.line.employee_ids
    low_operators = set(rows.random.sample(people, round(len(people) * 0.6)))
    _split_levels(rows, people, low_operators, "SK-EQ")
    low_yield = set(rows.random.sample(people, len(people) // 2))
    careless = _mixed(rows, people, low_yield, 0.7, 0.3)
    _split_levels(rows, people, careless, "SK-EQS")
    for person in people:
        mean = 0.925 if person in low_yield else 0.984
        _result(rows, "KP-YLD", person, _percent(mean + rows.random.uniform(-0.004, 0.004)), "0.98")
    _unit_result(rows, "KP-YLD", plant.line.unit_id, "0.95", "0.98")
    return low_operators


def _workshop_faults(rows: Rows, plant: Plant, low_operators: set[int]) -> None:
    """Faults a month on each worker's machine over the last year; 40 % of all faults are these."""
    total = 0
    for person in plant.line.employee_ids:
        faults = _poisson(rows, 20.0 if person in low_operators else 14.0)
        total += faults
        _result(rows, "KP-FLT", person, Decimal(faults), "17")
    per_head = round(total / max(1, len(plant.line.employee_ids)), 2)
    _unit_result(
        rows, "KP-FLT", plant.line.unit_id, str(total), str(17 * len(plant.line.employee_ids))
    )
    _unit_result(rows, "KP-FLTALL", plant.line.unit_id, str(round(total / 0.4)), None)
    _unit_result(rows, "KP-CAP", plant.line.unit_id, str(round(100_000 - 120 * per_head)), "100000")


def _sales(rows: Rows, plant: Plant) -> None:
    """Conversion 25 % against 30 %; 80 % of those below target are below the mean in
    follow-up. Negotiation is short only among those who have been there for years."""
    people = plant.sales.employee_ids
    short = set(rows.random.sample(people, round(len(people) * 0.6)))
    weak = _mixed(rows, people, short, 0.8, 0.25)
    _split_levels(rows, people, weak, "SK-FUP")
    rate_short, rate_good = 0.21, (0.25 - 0.6 * 0.21) / 0.4
    for person in people:
        rate = rate_short if person in short else rate_good
        _result(
            rows, "KP-CONV", person, _percent(rate + rows.random.uniform(-0.008, 0.008)), "0.30"
        )
    _unit_result(rows, "KP-CONV", plant.sales.unit_id, "0.25", "0.30")
    _unit_result(rows, "KP-SALES", plant.sales.unit_id, "30000000", "33000000")
    _unit_result(rows, "KP-CUST", plant.sales.unit_id, "12000", None)
    _unit_result(rows, "KP-TICKET", plant.sales.unit_id, "10000", None)
    seniors = set(plant.senior_sales.employee_ids)
    for person in people:
        spread = (2.4, 3.4) if person in seniors else (2.1, 2.6)
        _assess(rows, person, "SK-NEG", rows.random.uniform(*spread))


def _retail(rows: Rows, plant: Plant) -> None:
    for people, skill in (
        (plant.store_managers.employee_ids, "SK-STM"),
        (plant.sales_assistants.employee_ids, "SK-SAL"),
    ):
        _split_levels(rows, people, set(rows.random.sample(people, len(people) // 2)), skill)


def _developers(rows: Rows, plant: Plant) -> None:
    """30 % without the certificate; technical ability below the company's mean this half-year."""
    people = plant.java.employee_ids
    without = set(rows.random.sample(people, round(len(people) * 0.3)))
    _split_levels(rows, people, without, "SK-ARC")
    for person in people:
        if person not in without:
            rows.add(
                EmployeeCertificate,
                employee_id=person,
                certificate_id=rows.by_code(Certificate, "CE-ARC"),
                issued_on=rows.day(1, 5),
                expires_on=rows.day(-2, 5),
            )
    for person in people + plant.sales.employee_ids:
        centre = 3.1 if person in set(people) else 3.9
        _appraise(rows, person, centre + rows.random.uniform(-0.4, 0.4))


def _split_levels(rows: Rows, people: Sequence[int], low: set[int], skill: str) -> None:
    for person in people:
        _assess(rows, person, skill, rows.random.uniform(*(LOW if person in low else HIGH)))


def _mixed(
    rows: Rows, people: Sequence[int], first: set[int], share_first: float, share_rest: float
) -> set[int]:
    """A share of `first` and another of the rest of `people`."""
    rest = [person for person in people if person not in first]
    ordered = [person for person in people if person in first]
    return set(rows.random.sample(ordered, round(len(ordered) * share_first))) | set(
        rows.random.sample(rest, round(len(rest) * share_rest))
    )


def _assess(rows: Rows, person: int, skill: str, level: float) -> None:
    rows.add(
        EmployeeSkill,
        employee_id=person,
        skill_id=rows.by_code(Skill, skill),
        level=Decimal(level).quantize(HUNDREDTH),
        assessed_by="test",
        assessed_on=rows.day(0, 3),
    )


def _appraise(rows: Rows, person: int, score: float) -> None:
    exact = Decimal(score).quantize(HUNDREDTH)
    appraisal = rows.add(
        Appraisal, employee_id=person, cycle=f"{rows.year}-H1", score=exact, rating=None
    )
    rows.add(
        AppraisalItem, appraisal_id=appraisal, dimension="技术能力", weight=Decimal(1), score=exact
    )


def _result(rows: Rows, kpi: str, person: int, actual: Decimal, target: str) -> None:
    _add_result(rows, kpi, actual, target, employee_id=person)


def _unit_result(rows: Rows, kpi: str, unit: int, actual: str, target: str | None) -> None:
    _add_result(rows, kpi, Decimal(actual), target, org_unit_id=unit)


def _add_result(rows: Rows, kpi: str, actual: Decimal, target: str | None, **subject: int) -> None:
    start = date(rows.year - 1, 7, 1)
    rows.add(
        KpiResult,
        kpi_id=rows.by_code(Kpi, kpi),
        period_start=start,
        period_end=date(rows.year, 7, 1) - timedelta(days=1),
        actual=actual,
        target=Decimal(target) if target else None,
        **subject,
    )


def _percent(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.0001"))


def _poisson(rows: Rows, mean: float) -> int:
    """Knuth's method; the standard library has none."""
    limit, count, product = math.exp(-mean), 0, rows.random.random()
    while product > limit:
        count += 1
        product *= rows.random.random()
    return count
