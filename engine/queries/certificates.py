"""Certificates that positions require, and who has a valid one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from engine.analysis.skill_gap import CertificateCount
from engine.queries.people import working_in
from engine.store.tables import Certificate, Employee, EmployeeCertificate, PositionCertificate
from engine.values.results import Named

VALID, EXPIRED, MISSING = "valid", "expired", "missing"


@dataclass(frozen=True, slots=True)
class PersonCertificate:
    """`status` is valid, expired or missing."""

    certificate: Named
    status: str
    expires_on: date | None
    required: bool


def certificate_gaps(
    session: Session, path: str, today: date, position_id: int | None = None
) -> list[tuple[CertificateCount, int | None]]:
    """Certificates that positions under `path` require, with the skill (id) they certify; an
    expired one counts as missing."""
    valid, held = _held(_is_valid(today)), _held()
    statement = (
        select(
            Certificate.code,
            Certificate.name,
            Certificate.name_en,
            func.count(),
            func.sum(case((valid, 0), else_=1)),
            func.sum(case((valid, 0), (held, 1), else_=0)),
            Certificate.skill_id,
        )
        .select_from(Employee)
        .join(PositionCertificate, PositionCertificate.position_id == Employee.position_id)
        .join(Certificate, Certificate.id == PositionCertificate.certificate_id)
        .where(working_in([path], position_id))
        .group_by(Certificate.code, Certificate.name, Certificate.name_en, Certificate.skill_id)
        .order_by(Certificate.code)
    )
    return [
        (CertificateCount(Named(code, name, en), required, int(missing), int(expired)), skill)
        for code, name, en, required, missing, expired, skill in session.execute(statement)
    ]


def person_certificates(
    session: Session, employee: Employee, today: date, position_id: int | None = None
) -> list[PersonCertificate]:
    """Every certificate one person has or needs (for his own position, unless said), with its
    latest expiry."""
    required = set(
        session.scalars(
            select(PositionCertificate.certificate_id).where(
                PositionCertificate.position_id == (position_id or employee.position_id)
            )
        )
    )
    # One without an expiry is valid for ever.
    for_ever = func.max(case((EmployeeCertificate.expires_on.is_(None), 1), else_=0))
    held = {
        number: None if lasting else latest
        for number, lasting, latest in session.execute(
            select(
                EmployeeCertificate.certificate_id,
                for_ever,
                func.max(EmployeeCertificate.expires_on),
            )
            .where(EmployeeCertificate.employee_id == employee.id)
            .group_by(EmployeeCertificate.certificate_id)
        )
    }
    certificates = session.scalars(
        select(Certificate)
        .where(Certificate.id.in_(required | set(held)))
        .order_by(Certificate.code)
    )
    return [
        PersonCertificate(
            Named(one.code, one.name, one.name_en),
            _status(one.id in held, held.get(one.id), today),
            held.get(one.id),
            one.id in required,
        )
        for one in certificates
    ]


def _status(held: bool, expires: date | None, today: date) -> str:
    if not held:
        return MISSING
    return VALID if expires is None or expires >= today else EXPIRED


def _held(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(EmployeeCertificate.id)
        .where(
            EmployeeCertificate.employee_id == Employee.id,
            EmployeeCertificate.certificate_id == Certificate.id,
            *conditions,
        )
        .exists()
    )


def _is_valid(today: date) -> ColumnElement[bool]:
    expires = EmployeeCertificate.expires_on
    return or_(expires.is_(None), expires >= today)
