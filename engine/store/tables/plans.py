"""The plan of a fiscal year: its versions, and what is in each and what is not."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Currency, Identified, Name
from engine.store.types import UtcDateTime, money_amount


class TrainingPlan(Identified, Base):
    """A version of a year's plan. It is made once, from an allocation (`asked` are its arguments) or
    from another version by hand, and frozen at most once: the database refuses any other change.
    The newest that is frozen is in force.

    `total` is what there was to share.
    """

    __tablename__ = "training_plan"
    __table_args__ = (UniqueConstraint("fiscal_year", "version_no"),)

    fiscal_year: Mapped[int]
    version_no: Mapped[int]
    made_from: Mapped[str] = mapped_column(String(20))
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("training_plan.id"))
    total: Mapped[Decimal] = mapped_column(money_amount())
    currency: Mapped[Currency]
    asked: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    policy_version: Mapped[str] = mapped_column(String(40))
    explanation_id: Mapped[int | None] = mapped_column(ForeignKey("explanation.id"))
    # Why it was changed, in the words of who did.
    note: Mapped[str | None] = mapped_column(String(500))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime())
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    frozen_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class TrainingPlanLine(Identified, Base):
    """A training that is in a version of a plan, or is not (`is_in`), and why (`reason`, a code);
    never changed (the database refuses it). A version has a course, or a topic, once.

    `amount` is None where nothing tells the price, `quarter` (of the fiscal year) where none is said.
    `extra` is by how much more money it would have come in. `need_id` and `request_id` are what
    it stands for.
    """

    __tablename__ = "training_plan_line"
    __table_args__ = (
        UniqueConstraint("plan_id", "position_no"),
        UniqueConstraint("plan_id", "course_id"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("training_plan.id"))
    position_no: Mapped[int]
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    topic: Mapped[Name]
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    headcount: Mapped[int]
    quarter: Mapped[int | None]
    amount: Mapped[Decimal | None] = mapped_column(money_amount())
    currency: Mapped[Currency]
    origin: Mapped[str] = mapped_column(String(20))
    mandatory: Mapped[bool]
    is_in: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(20))
    extra: Mapped[Decimal | None] = mapped_column(money_amount())
    # Why somebody changed it, in his own words.
    said: Mapped[str | None] = mapped_column(String(500))
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
