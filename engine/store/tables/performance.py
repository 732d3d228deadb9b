"""KPIs, how they hang together, their results, and appraisals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Catalogued, Identified, Imported
from engine.store.types import kpi_value, score_value, share_value


class Kpi(Catalogued, Base):
    """`unit` is share, count, money, …; `direction` is higher or lower (is better)."""

    __tablename__ = "kpi"

    unit: Mapped[str] = mapped_column(String(20))
    direction: Mapped[str] = mapped_column(String(10))


class KpiLink(Identified, Base):
    """`child` moves `parent`: as a factor (product), a part (sum) or by an elasticity.

    An elasticity's `coefficient` is the change of the parent for a change of the child by 1,
    both relative (`coefficient_unit` relative) or both in their own units (pp).
    """

    __tablename__ = "kpi_link"
    __table_args__ = (UniqueConstraint("parent_id", "child_id"),)

    parent_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    child_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"), index=True)
    form: Mapped[str] = mapped_column(String(20))
    coefficient: Mapped[Decimal | None] = mapped_column(kpi_value())
    coefficient_unit: Mapped[str | None] = mapped_column(String(20))
    evidence: Mapped[str | None] = mapped_column(String(300))


class KpiSkill(Identified, Base):
    """A skill whose lack is behind a KPI's shortfall, as the company or its data say.

    `coefficient` is what one level more moves the KPI by, in the KPI's unit
    (`coefficient_unit` pp); or the KPI's relative change for a relative change of the mean
    level by 1 (relative). None: that it does is known, by how much is not.
    """

    __tablename__ = "kpi_skill"
    __table_args__ = (UniqueConstraint("kpi_id", "skill_id"),)

    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
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
        Index(None, "kpi_id", "period_start"),
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
    score: Mapped[Decimal | None] = mapped_column(score_value())
    rating: Mapped[str | None] = mapped_column(String(60))
    # The best score there is (5, 100): scores compare as shares of it.
    scale_max: Mapped[Decimal | None] = mapped_column(score_value())


class AppraisalItem(Identified, Base):
    __tablename__ = "appraisal_item"
    __table_args__ = (UniqueConstraint("appraisal_id", "dimension"),)

    appraisal_id: Mapped[int] = mapped_column(ForeignKey("appraisal.id"))
    dimension: Mapped[str] = mapped_column(String(100))
    weight: Mapped[Decimal] = mapped_column(share_value())
    score: Mapped[Decimal] = mapped_column(score_value())
