"""Skill levels of groups of people: the latest assessment of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from engine.analysis.need_evidence import PersonLevel
from engine.queries.people import WORKING, within
from engine.store.tables import (
    Certificate,
    Employee,
    EmployeeCertificate,
    EmployeeSkill,
    OrgUnit,
    PositionCertificate,
    PositionSkill,
    Skill,
)
from engine.values.results import Named


@dataclass(frozen=True, slots=True)
class SkillGapRow:
    """How one skill stands in a group: of `assessed` people, `short` are below what their
    position requires; `shortfall` is the sum of (required − level) × criticality over them."""

    skill: Named
    assessed: int
    mean: float
    short: int
    shortfall: float


@dataclass(frozen=True, slots=True)
class CertificateGapRow:
    """How many of those who need a certificate have none that is valid."""

    certificate: Named
    required: int
    missing: int


def group_levels(
    session: Session, path: str, skill_id: int, position_id: int | None = None
) -> list[PersonLevel]:
    """The latest level in a skill of everybody assessed under the unit at `path`."""
    latest = _latest(path, position_id).where(EmployeeSkill.skill_id == skill_id).subquery()
    rows = session.execute(
        select(
            latest.c.employee_id, latest.c.level, PositionSkill.required_level, latest.c.hire_date
        )
        .outerjoin(
            PositionSkill,
            (PositionSkill.position_id == latest.c.position_id)
            & (PositionSkill.skill_id == skill_id),
        )
        .where(latest.c.recency == 1)
        .order_by(latest.c.employee_id)
    )
    return [
        PersonLevel(person, float(level), None if required is None else float(required), hired)
        for person, level, required, hired in rows
    ]


def skill_gaps(
    session: Session, path: str, position_id: int | None = None, skill_id: int | None = None
) -> list[SkillGapRow]:
    """Every skill that some position under `path` requires, worst shortfall first."""
    latest = _latest(path, position_id).subquery()
    short = latest.c.level < PositionSkill.required_level
    # Grouped by what is required, so that the product with the criticality is made of few
    # rows here, in exact numbers.
    statement = (
        select(
            Skill.code,
            Skill.name,
            Skill.name_en,
            PositionSkill.required_level,
            PositionSkill.criticality,
            func.count(),
            func.sum(latest.c.level),
            func.sum(case((short, 1), else_=0)),
            func.sum(case((short, latest.c.level))),
        )
        .select_from(latest)
        .join(Skill, Skill.id == latest.c.skill_id)
        .join(
            PositionSkill,
            (PositionSkill.position_id == latest.c.position_id)
            & (PositionSkill.skill_id == latest.c.skill_id),
        )
        .where(latest.c.recency == 1)
        .group_by(
            Skill.code,
            Skill.name,
            Skill.name_en,
            PositionSkill.required_level,
            PositionSkill.criticality,
        )
    )
    if skill_id is not None:
        statement = statement.where(latest.c.skill_id == skill_id)
    merged: dict[Named, list[tuple[int, Decimal, int, Decimal]]] = {}
    for code, name, name_en, required, weight, count, total, low, low_total in session.execute(
        statement
    ):
        shortfall = (required * low - (low_total or 0)) * weight
        merged.setdefault(Named(code, name, name_en), []).append((count, total, low, shortfall))
    rows = [_merge(skill, parts) for skill, parts in merged.items()]
    return sorted(rows, key=lambda row: (-row.shortfall, row.skill.code))


def _merge(skill: Named, parts: list[tuple[int, Decimal, int, Decimal]]) -> SkillGapRow:
    counts, totals, lows, shortfalls = zip(*parts, strict=True)
    assessed = sum(counts)
    mean = float(sum(totals)) / assessed
    return SkillGapRow(skill, assessed, mean, sum(lows), float(sum(shortfalls)))


def certificate_gaps(
    session: Session, path: str, today: date, position_id: int | None = None
) -> list[CertificateGapRow]:
    """Certificates that positions under `path` require; an expired one counts as missing."""
    valid = (
        select(EmployeeCertificate.id)
        .where(
            EmployeeCertificate.employee_id == Employee.id,
            EmployeeCertificate.certificate_id == Certificate.id,
            or_(EmployeeCertificate.expires_on.is_(None), EmployeeCertificate.expires_on >= today),
        )
        .exists()
    )
    statement = (
        select(
            Certificate.code,
            Certificate.name,
            Certificate.name_en,
            func.count(),
            func.sum(case((valid, 0), else_=1)),
        )
        .select_from(Employee)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .join(PositionCertificate, PositionCertificate.position_id == Employee.position_id)
        .join(Certificate, Certificate.id == PositionCertificate.certificate_id)
        .where(within([path]), Employee.status.in_(WORKING))
        .group_by(Certificate.code, Certificate.name, Certificate.name_en)
        .order_by(Certificate.code)
    )
    if position_id is not None:
        statement = statement.where(Employee.position_id == position_id)
    return [
        CertificateGapRow(Named(code, name, name_en), required, int(missing))
        for code, name, name_en, required, missing in session.execute(statement)
    ]


def _latest(path: str, position_id: int | None) -> Select[tuple[int, int, int | None, Decimal]]:
    """Assessments of the people under `path`, numbered from the latest (`recency` 1)."""
    recency = func.row_number().over(
        partition_by=(EmployeeSkill.employee_id, EmployeeSkill.skill_id),
        order_by=(EmployeeSkill.assessed_on.desc(), EmployeeSkill.id.desc()),
    )
    statement = (
        select(
            EmployeeSkill.employee_id,
            EmployeeSkill.skill_id,
            Employee.position_id,
            EmployeeSkill.level,
            Employee.hire_date,
            recency.label("recency"),
        )
        .join(Employee, Employee.id == EmployeeSkill.employee_id)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .where(within([path]), Employee.status.in_(WORKING))
    )
    if position_id is not None:
        statement = statement.where(Employee.position_id == position_id)
    return statement
