"""KPIs, how they hang together, their results, and appraisals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Catalogued, Identified, Imported
from engine.store.types import kpi_value, level_value, share_value


class Kpi(Catalogued, Base):
    """`unit` is share, count, money, …; `direction` is higher or lower (is better)."""

    __tablename__ = "kpi"

    unit: Mapped[str] = mapped_column(String(20))
    direction: Mapped[str] = mapped_column(String(10))
    # The skill whose lack is most often behind a shortfall, if the company says so.
    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"), index=True)


class KpiLink(Identified, Base):
    """`child` moves `parent` (a product, a sum or an elasticity)."""

    __tablename__ = "kpi_link"
    __table_args__ = (UniqueConstraint("parent_id", "child_id"),)

    parent_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    child_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"), index=True)
    form: Mapped[str] = mapped_column(String(20))
    coefficient: Mapped[Decimal | None] = mapped_column(kpi_value())
    coefficient_unit: Mapped[str | None] = mapped_column(String(20))
    evidence: Mapped[str | None] = mapped_column(String(300))


class KpiResult(Identified, Imported, Base):
    """Target and actual of one employee or one org unit in one period."""

    __tablename__ = "kpi_result"
    __table_args__ = (
        CheckConstraint("(employee_id IS NULL) <> (org_unit_id IS NULL)", name="one_subject"),
        UniqueConstraint("kpi_id", "employee_id", "period_start"),
        UniqueConstraint("kpi_id", "org_unit_id", "period_start"),
        Index(None, "employee_id", "kpi_id"),
    )

    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    org_unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))
    period_start: Mapped[date]
    period_end: Mapped[date]
    target: Mapped[Decimal | None] = mapped_column(kpi_value())
    actual: Mapped[Decimal] = mapped_column(kpi_value())


class Appraisal(Identified, Imported, Base):
    __tablename__ = "appraisal"
    __table_args__ = (UniqueConstraint("employee_id", "cycle"),)

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    cycle: Mapped[str] = mapped_column(String(40))
    score: Mapped[Decimal | None] = mapped_column(level_value())
    rating: Mapped[str | None] = mapped_column(String(60))


class AppraisalItem(Identified, Base):
    __tablename__ = "appraisal_item"
    __table_args__ = (UniqueConstraint("appraisal_id", "dimension"),)

    appraisal_id: Mapped[int] = mapped_column(ForeignKey("appraisal.id"))
    dimension: Mapped[str] = mapped_column(String(100))
    weight: Mapped[Decimal] = mapped_column(share_value())
    score: Mapped[Decimal] = mapped_column(level_value())
