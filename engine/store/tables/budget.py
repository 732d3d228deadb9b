"""Budgets and the ledger."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Currency, Identified, Name
from engine.store.types import UtcDateTime, money_amount


class BudgetVersion(Identified, Base):
    """One scenario of a fiscal year; `status` is draft, active, superseded or closed.

    At most one of a year is active. A draft holds no money, a superseded one no longer does.
    """

    __tablename__ = "budget_version"
    __table_args__ = (UniqueConstraint("fiscal_year", "scenario"),)

    fiscal_year: Mapped[int]
    scenario: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(20))
    revision_of_id: Mapped[int | None] = mapped_column(ForeignKey("budget_version.id"))
    # How its allocation was computed; None where somebody typed it in.
    explanation_id: Mapped[int | None] = mapped_column(ForeignKey("explanation.id"))


class PayrollYear(Base):
    """What was actually paid in wages in a fiscal year: the base of the education fund."""

    __tablename__ = "payroll_year"

    fiscal_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amount: Mapped[Decimal] = mapped_column(money_amount())
    currency: Mapped[Currency]


class BudgetLine(Identified, Base):
    """Money set aside for an org unit, for one programme or for all (`programme` "all")."""

    __tablename__ = "budget_line"
    __table_args__ = (UniqueConstraint("version_id", "org_unit_id", "programme"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("budget_version.id"))
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    programme: Mapped[Name] = mapped_column(default="all")
    currency: Mapped[Currency]


class BudgetEntry(Identified, Base):
    """A signed movement on a line; appended, never changed.

    `kind` is allocate, transfer, reserve, commit or actual; a release is a negative
    entry of the kind it releases. available = allocate + transfer − reserve − commit − actual.
    """

    __tablename__ = "budget_entry"
    __table_args__ = (Index(None, "line_id", "kind"),)

    line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"))
    kind: Mapped[str] = mapped_column(String(20))
    amount: Mapped[Decimal] = mapped_column(money_amount())
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
    note: Mapped[str | None] = mapped_column(String(300))
    idempotency_key: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
