"""Certificates: a row for each that somebody holds, or that his position requires."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, null, select, union

from engine.access import Right
from engine.query.subject import (
    COUNT,
    DATE,
    SHARE,
    STATE,
    THING,
    Asked,
    Dimension,
    Join,
    Measure,
    Subject,
)
from engine.query.subjects.people import joins_of_people, of_people, present_in
from engine.store.tables import (
    Certificate,
    Employee,
    EmployeeCertificate,
    PositionCertificate,
    Skill,
)

VALID, EXPIRED, MISSING = "valid", "expired", "missing"
# Whoever has none has one that ended before all time; one without an end outlasts all days.
NEVER, FOR_EVER = date(1, 1, 1), date(9999, 12, 31)

_required = select(
    Employee.id.label("employee_id"), PositionCertificate.certificate_id.label("certificate_id")
).join(PositionCertificate, PositionCertificate.position_id == Employee.position_id)
_pairs = union(
    _required, select(EmployeeCertificate.employee_id, EmployeeCertificate.certificate_id)
).subquery("wanted_certificate")
# Of several the one that lasts longest.
_held = (
    select(
        EmployeeCertificate.employee_id,
        EmployeeCertificate.certificate_id,
        func.max(func.coalesce(EmployeeCertificate.expires_on, FOR_EVER)).label("ends_on"),
        func.max(EmployeeCertificate.issued_on).label("issued_on"),
    )
    .group_by(EmployeeCertificate.employee_id, EmployeeCertificate.certificate_id)
    .subquery("held_certificate")
)


def certificates(asked: Asked) -> Subject:
    ends = func.coalesce(_held.c.ends_on, literal(NEVER))
    standing = case(
        (_held.c.ends_on.is_(None), MISSING), (ends < asked.today, EXPIRED), else_=VALID
    )
    end = case((_held.c.ends_on == FOR_EVER, null()), else_=_held.c.ends_on)
    needed = PositionCertificate.id.is_not(None)
    lacking = func.sum(case((and_(needed, ends < asked.today), 1), else_=0))
    required = func.count(PositionCertificate.id)
    return Subject(
        base=_base,
        dimensions={
            **of_people(asked),
            "certificate": Dimension(
                kind=THING,
                key=Certificate.code,
                names=(Certificate.name, Certificate.name_en),
                table=Certificate,
            ),
            "skill": Dimension(
                kind=THING,
                key=Skill.code,
                names=(Skill.name, Skill.name_en),
                joins=("skill",),
                table=Skill,
            ),
            "standing": Dimension(
                kind=STATE, key=standing, values=(VALID, EXPIRED, MISSING), attribute=True
            ),
            "ends_on": Dimension(
                kind=DATE,
                key=end,
                compared=ends,
                attribute=True,
            ),
            "issued_on": Dimension(kind=DATE, key=_held.c.issued_on, attribute=True),
            "required": Dimension(
                kind=STATE, key=case((needed, "yes"), else_="no"), values=("yes", "no")
            ),
        },
        measures={
            "required_of": Measure(kind=COUNT, value=required, adds=True),
            "lacking": Measure(kind=COUNT, value=lacking, adds=True),
            "share_lacking": Measure(kind=SHARE, value=lacking, over=required),
            "valid": Measure(kind=COUNT, value=func.sum(case((ends >= asked.today, 1), else_=0))),
            "first_ends_on": Measure(kind=DATE, value=func.min(end)),
            "last_ends_on": Measure(kind=DATE, value=func.max(end)),
            "people": Measure(kind=COUNT, value=func.count(Employee.id.distinct())),
        },
        joins={
            **joins_of_people(asked, Employee.org_unit_id),
            "skill": Join(target=Skill, on=Skill.id == Certificate.skill_id, outer=True),
        },
        scope=present_in,
        person=Employee.id,
        time="ends_on",
        right=Right.SEE_GAPS,
    )


def _base() -> Select[Any]:
    return (
        select()
        .select_from(_pairs)
        .join(Employee, Employee.id == _pairs.c.employee_id)
        .join(Certificate, Certificate.id == _pairs.c.certificate_id)
        .outerjoin(
            PositionCertificate,
            and_(
                PositionCertificate.position_id == Employee.position_id,
                PositionCertificate.certificate_id == Certificate.id,
            ),
        )
        .outerjoin(
            _held,
            and_(_held.c.employee_id == Employee.id, _held.c.certificate_id == Certificate.id),
        )
    )
