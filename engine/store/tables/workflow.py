"""Requests, who has to decide them, and the explanations behind their figures."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.store.tables.base import Base, Code, Currency, Identified, Name
from engine.store.types import UtcDateTime, money_amount, rate_value


class Request(Identified, Base):
    """A request for budget, with the requester's org unit and cost centre as they were."""

    __tablename__ = "request"

    number: Mapped[Code] = mapped_column(unique=True)
    requester_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    cost_centre: Mapped[Code | None]
    fiscal_year: Mapped[int] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    # Raised by every change, so that nobody overwrites what he has not seen.
    version: Mapped[int] = mapped_column(default=1)
    # How many times it was submitted; the steps of earlier rounds are history.
    round: Mapped[int] = mapped_column(default=0)
    # When it was submitted, HR alone had said that its requester may ask (`requests.levels`).
    by_word_of_hr: Mapped[bool] = mapped_column(default=False, server_default=false())
    total: Mapped[Decimal] = mapped_column(money_amount())
    currency: Mapped[Currency]
    # Into the currency of the line that pays; frozen at approval.
    fx_rate: Mapped[Decimal | None] = mapped_column(rate_value())
    fx_date: Mapped[date | None]
    channel: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    lines: Mapped[list[RequestLine]] = relationship(
        order_by="RequestLine.position_no", cascade="all, delete-orphan"
    )


class RequestLine(Identified, Base):
    """One training asked for. `priced_by` is history, category or quotation."""

    __tablename__ = "request_line"
    __table_args__ = (UniqueConstraint("request_id", "position_no"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"))
    position_no: Mapped[int]
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    topic: Mapped[Name]
    audience: Mapped[str | None] = mapped_column(String(300))
    headcount: Mapped[int]
    unit_cost: Mapped[Decimal] = mapped_column(money_amount())
    total: Mapped[Decimal] = mapped_column(money_amount())
    low: Mapped[Decimal | None] = mapped_column(money_amount())
    high: Mapped[Decimal | None] = mapped_column(money_amount())
    priced_by: Mapped[str] = mapped_column(String(20))
    period_start: Mapped[date]
    period_end: Mapped[date]
    reason: Mapped[str | None] = mapped_column(String(1000))
    # Amounts of one programme count together when it is decided who approves.
    programme: Mapped[Name] = mapped_column(index=True)
    explanation_id: Mapped[int | None] = mapped_column(ForeignKey("explanation.id"))
    # How many took part in the end.
    delivered: Mapped[int | None]


class ApprovalStep(Identified, Base):
    """One decision about one round of a request: `duty` is validate, evaluate or approve.

    Open while `decision` is empty; its turn has come once `opened_at` is set. `role` names who
    decides (see `engine.access.deciders`). Voided when the request leaves its round.
    """

    __tablename__ = "approval_step"
    __table_args__ = (
        UniqueConstraint("request_id", "round", "sequence"),
        Index(None, "decision", "due_at"),
    )

    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"))
    round: Mapped[int]
    sequence: Mapped[int]
    duty: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(20))
    policy_version: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    escalated_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    decision: Mapped[str | None] = mapped_column(String(20))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    # Whose duty it was, where a delegate decided.
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    channel: Mapped[str | None] = mapped_column(String(20))
    comment: Mapped[str | None] = mapped_column(String(1000))
    explanation_id: Mapped[int | None] = mapped_column(ForeignKey("explanation.id"))


class RequestReminder(Identified, Base):
    """Who has to bring an approved training on was told that `what` is due on `day`; once."""

    __tablename__ = "request_reminder"
    __table_args__ = (UniqueConstraint("request_id", "what", "day"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"))
    what: Mapped[str] = mapped_column(String(20))
    day: Mapped[date]
    told_at: Mapped[datetime] = mapped_column(UtcDateTime())


class Delegation(Identified, Base):
    """From `first_day` to `last_day`, `delegate` may decide what `principal` may."""

    __tablename__ = "delegation"

    principal_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    delegate_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())


class Explanation(Identified, Base):
    """How a figure came about: formula and its version, inputs, the rows used, output."""

    __tablename__ = "explanation"

    asked_by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    # The unit whose overseers may see it; and what it takes to see it (engine/usecases/needed.py).
    org_unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    needs: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    method: Mapped[str] = mapped_column(String(60))
    method_version: Mapped[int]
    formula: Mapped[str] = mapped_column(String(500))
    engine_version: Mapped[str] = mapped_column(String(20))
    policy_version: Mapped[str] = mapped_column(String(40))
    inputs: Mapped[Any] = mapped_column(JSON)
    rows_used: Mapped[Any] = mapped_column(JSON)
    output: Mapped[Any] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
