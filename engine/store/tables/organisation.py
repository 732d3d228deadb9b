"""Org units, positions and what a position requires."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Catalogued, Code, Identified, Imported
from engine.store.types import level_value, org_path, share_value


class OrgUnit(Catalogued, Imported, Base):
    """A unit of the organisation.

    `path` lists the codes from the top down to itself (`/C/PRD/W1/`), so that a subtree
    is one range of an index on any database.
    """

    __tablename__ = "org_unit"

    parent_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    path: Mapped[str] = mapped_column(org_path(), index=True)
    cost_centre: Mapped[Code | None]
    head_employee_id: Mapped[int | None] = mapped_column(
        ForeignKey("employee.id", use_alter=True), index=True
    )
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Position(Catalogued, Imported, Base):
    __tablename__ = "position"

    family: Mapped[str | None] = mapped_column(String(100))


class PositionSkill(Identified, Base):
    """The level (0–5) a position requires of a skill, and how critical it is (0–1)."""

    __tablename__ = "position_skill"
    __table_args__ = (UniqueConstraint("position_id", "skill_id"),)

    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    required_level: Mapped[Decimal] = mapped_column(level_value())
    criticality: Mapped[Decimal] = mapped_column(share_value())


class PositionCertificate(Identified, Base):
    """A certificate that a position requires."""

    __tablename__ = "position_certificate"
    __table_args__ = (UniqueConstraint("position_id", "certificate_id"),)

    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"))
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
