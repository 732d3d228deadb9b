"""Org units, positions and what a position requires."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, object_session, validates

from engine.store.tables.base import Base, Catalogued, Code, Identified, Imported
from engine.store.types import VOUCHED, level_value, org_path, share_value


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
    # HR alone said who heads it: nobody who decides about authority did (`granting.vouches`).
    head_unconfirmed: Mapped[bool] = mapped_column(default=False, server_default=false())
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    @validates("head_employee_id")
    def _headed(self, _column: str, head: int | None) -> int | None:
        """Noted by whoever stores it, as what the one who says it counts."""
        session = object_session(self)
        if session is not None and head != self.head_employee_id:
            self.head_unconfirmed = head is not None and not session.info.get(VOUCHED, True)
        return head


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
