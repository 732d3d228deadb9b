"""Skills, certificates, who has them, and other names for the things of the catalogue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Catalogued, Code, Identified, Imported, Name
from engine.store.types import level_value


class Skill(Catalogued, Base):
    __tablename__ = "skill"


class Certificate(Catalogued, Base):
    __tablename__ = "certificate"

    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"), index=True)
    validity_months: Mapped[int | None]


class Alias(Identified, Base):
    """Another name of a skill, course, org unit, position or KPI."""

    __tablename__ = "alias"
    __table_args__ = (UniqueConstraint("kind", "code", "name"),)

    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[Code]
    name: Mapped[Name]


class EmployeeSkill(Identified, Imported, Base):
    """One assessment (level 0–5, by self, manager or test); appended, never overwritten."""

    __tablename__ = "employee_skill"
    __table_args__ = (
        UniqueConstraint("employee_id", "skill_id", "assessed_on", "assessed_by"),
        Index(None, "skill_id", "employee_id", "assessed_on"),
    )

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"))
    level: Mapped[Decimal] = mapped_column(level_value())
    assessed_by: Mapped[str] = mapped_column(String(20))
    assessed_on: Mapped[date]


class EmployeeCertificate(Identified, Imported, Base):
    """`issued_on` is empty where only the last day is known."""

    __tablename__ = "employee_certificate"
    __table_args__ = (UniqueConstraint("employee_id", "certificate_id", "issued_on"),)

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
