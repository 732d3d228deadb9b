"""Budgets and the ledger."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Currency, Identified, Name
from engine.store.types import UtcDateTime, money_amount, rate_value


class BudgetVersion(Identified, Base):
    """One scenario of a fiscal year; `status` is draft, active, superseded or closed.

    At most one of a year is active. A draft holds no money, a superseded one no longer does.
    """

    __tablename__ = "budget_version"
    __table_args__ = (
        UniqueConstraint("fiscal_year", "scenario"),
        # Who activates a draft and who sets the first budget of a year must not both succeed.
        Index(
            "uq_budget_version_active",
            "fiscal_year",
            unique=True,
            sqlite_where=text("status = 'active'"),
            postgresql_where=text("status = 'active'"),
        ),
    )

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
    """Money set aside for an org unit, for one programme or for all (`programme` "all").

    `planned` is what its version says; money moves only once the version is active.
    """

    __tablename__ = "budget_line"
    __table_args__ = (UniqueConstraint("version_id", "org_unit_id", "programme"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("budget_version.id"))
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    programme: Mapped[Name] = mapped_column(default="all")
    planned: Mapped[Decimal] = mapped_column(money_amount())
    currency: Mapped[Currency]


class BudgetPhase(Base):
    """What of a line's money is meant for one quarter (1 to 4) of its fiscal year. The ledger
    knows lines alone: a phase tells when, not whose."""

    __tablename__ = "budget_phase"

    line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"), primary_key=True)
    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    planned: Mapped[Decimal] = mapped_column(money_amount())


class BudgetPosting(Identified, Base):
    """Entries that were made together, and are reversed together; never changed.

    `kind` is reserve, commit, release, suspend, allocate, transfer, scenario, carry_over,
    invoice, credit_note, reversal or opening (what a store began with). `document` is the
    number on an invoice or credit note, `document_key` the same as it is compared; a number
    that was reversed may come again, as the next `repetition`. `refers_to_id` is what a
    reversal takes back, or the invoice of a credit note.
    """

    __tablename__ = "budget_posting"
    __table_args__ = (UniqueConstraint("request_id", "kind", "document_key", "repetition"),)

    kind: Mapped[str] = mapped_column(String(20))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"))
    document: Mapped[str] = mapped_column(String(300), default="")
    document_key: Mapped[str] = mapped_column(String(300), default="")
    repetition: Mapped[int] = mapped_column(default=1)
    refers_to_id: Mapped[int | None] = mapped_column(ForeignKey("budget_posting.id"), index=True)


class BudgetEntry(Identified, Base):
    """A signed movement on a line; appended, never changed (the database refuses it).

    `kind` is allocate, transfer, reserve, commit or actual; a release is a negative
    entry of the kind it releases. available = allocate + transfer − reserve − commit − actual.
    `position` counts the entries of a posting.
    """

    __tablename__ = "budget_entry"
    __table_args__ = (Index(None, "line_id", "kind"), UniqueConstraint("posting_id", "position"))

    line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"))
    kind: Mapped[str] = mapped_column(String(20))
    amount: Mapped[Decimal] = mapped_column(money_amount())
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
    note: Mapped[str | None] = mapped_column(String(300))
    posting_id: Mapped[int] = mapped_column(ForeignKey("budget_posting.id"))
    position: Mapped[int] = mapped_column(default=1)
    # The day whose month decides whether it may still be booked.
    booked_on: Mapped[date]
    posted_by_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("budget_entry.id"), unique=True)
    # As invoiced or asked for, where that was in another currency than the line's.
    original_amount: Mapped[Decimal | None] = mapped_column(money_amount())
    original_currency: Mapped[Currency | None]
    fx_rate: Mapped[Decimal | None] = mapped_column(rate_value())
    fx_date: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())


class BudgetSum(Base):
    """The entries of a line summed by kind. The database itself keeps it, by a trigger on
    `budget_entry`: who writes an entry cannot forget it, and nothing else writes here."""

    __tablename__ = "budget_sum"

    line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    amount: Mapped[Decimal] = mapped_column(money_amount())


class PeriodLock(Base):
    """A month ("2026-03") in which nothing is booked any more."""

    __tablename__ = "period_lock"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    locked_by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    locked_at: Mapped[datetime] = mapped_column(UtcDateTime())


class ExchangeRate(Identified, Base):
    """From `valid_from` on, one unit of `currency` is `rate` units of `quote`."""

    __tablename__ = "exchange_rate"
    __table_args__ = (UniqueConstraint("currency", "quote", "valid_from"),)

    currency: Mapped[Currency]
    quote: Mapped[Currency]
    valid_from: Mapped[date]
    rate: Mapped[Decimal] = mapped_column(rate_value())
