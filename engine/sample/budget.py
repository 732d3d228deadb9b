"""Budgets of last year, this year and next, and the needs that compete for them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from engine.sample.people import Plant
from engine.sample.rows import Rows
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetVersion,
    Course,
    CourseSkill,
    Employee,
    Kpi,
    Need,
    OrgUnit,
)


def add_budgets(rows: Rows, plants: list[Plant]) -> None:
    for years_ago in (1, 0, -1):
        version = rows.add(BudgetVersion, fiscal_year=rows.year - years_ago)
        for plant in plants:
            workshop = "800000" if years_ago == 1 else "700000"
            _line(rows, version, plant.line.unit_id, workshop, years_ago)
            _line(rows, version, plant.sales.unit_id, "600000", years_ago)
            _line(rows, version, plant.retail_id, "1100000", years_ago)
            _line(rows, version, plant.rd_id, "400000", years_ago)
        _line(rows, version, plants[0].company_id, "300000", years_ago)


def _line(rows: Rows, version: int, unit: int, allocated: str, years_ago: int) -> None:
    line = rows.add(BudgetLine, version_id=version, org_unit_id=unit)
    movements = [("allocate", Decimal(allocated))]
    if years_ago == 0:
        # So far this year: a fifth is spent, a tenth is promised.
        movements += [("actual", Decimal(allocated) / 5), ("commit", Decimal(allocated) / 10)]
    if years_ago == 1:
        movements += [("actual", Decimal(allocated) * 9 / 10)]
    for kind, amount in movements:
        rows.add(BudgetEntry, line_id=line, kind=kind, amount=amount, note="sample")


NEEDS = [
    # origin, course, unit, KPI, priority, headcount, raised by handle, reason
    ("strategy", "TC-IOT", "C", None, "1.0", 60, "director", "三年内一半产线联网"),
    ("strategy", "TC-LEAN", "C", None, "0.6", 150, "director", "降本增效"),
    ("strategy", "TC-EQ", "C", None, "0.5", 200, "director", "设备更新后操作要跟上"),
    ("business", "TC-EQ", "W1", "KP-FLT", "0.9", 200, "workshop-head", "四成故障出在操作上"),
    ("business", "TC-LEAN", "PRD", "KP-CAP", "1.0", 150, "workshop-head", "产能缺口"),
    ("business", "TC-FUP", "SAL", "KP-CONV", "0.9", 100, "sales-head", "转化率 25%，目标 30%"),
    ("business", "TC-EQS", "W1", "KP-YLD", "0.7", 100, "workshop-head", "良品率 95%，目标 98%"),
    ("business", "TC-STM", "RET", None, "0.5", 50, "retail-head", "新店长多"),
    ("business", "TC-ARC", "RD", None, "0.6", 12, "rd-head", "三成没有分布式架构认证"),
    ("employee", "TC-MGT", "C", None, "1.0", 90, "hr", "员工调查：最想学带团队"),
    ("employee", "TC-EQ", "W1", None, "0.6", 54, "worker", "员工调查：设备操作"),
    ("employee", "TC-XLS", "C", None, "0.5", 45, "hr", "员工调查：Excel"),
    ("employee", "TC-TEAM", "C", None, "0.2", 18, "hr", "员工调查：团建"),
]


def add_needs(rows: Rows) -> None:
    """What strategy, the departments and the employees asked for next year."""
    people = {row["handle"]: row["id"] for row in rows.of(Employee) if row["handle"]}
    names = {row["id"]: row["name"] for row in rows.of(Course)}
    skills = {row["course_id"]: row["skill_id"] for row in rows.of(CourseSkill)}
    for number, (origin, code, unit, kpi, priority, headcount, who, reason) in enumerate(NEEDS, 1):
        course = rows.by_code(Course, code)
        rows.add(
            Need,
            number=f"ND-{rows.year}-{number:04d}",
            origin=origin,
            raised_by_id=people[who],
            org_unit_id=rows.by_code(OrgUnit, unit),
            skill_id=skills.get(course),
            course_id=course,
            kpi_id=rows.by_code(Kpi, kpi) if kpi else None,
            topic=names[course],
            reason=reason,
            headcount=headcount,
            priority=Decimal(priority),
            year=rows.year + 1,
            status="open",
            created_at=datetime(rows.year, 6, 1, tzinfo=UTC),
        )
