"""Requests and the explanations behind their figures."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.store.tables.base import Base, Code, Currency, Identified, Name
from engine.store.types import UtcDateTime, money_amount


class Request(Identified, Base):
    """A request for budget, with the requester's org unit and cost centre as they were."""

    __tablename__ = "request"

    number: Mapped[Code] = mapped_column(unique=True)
    requester_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    cost_centre: Mapped[Code | None]
    fiscal_year: Mapped[int] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    total: Mapped[Decimal] = mapped_column(money_amount())
    currency: Mapped[Currency]
    channel: Mapped[str] = mapped_column(String(20))
    idempotency_key: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    lines: Mapped[list[RequestLine]] = relationship(order_by="RequestLine.position_no")


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
    explanation_id: Mapped[int | None] = mapped_column(ForeignKey("explanation.id"))


class Explanation(Identified, Base):
    """How a figure came about: formula and its version, inputs, the rows used, output."""

    __tablename__ = "explanation"

    asked_by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    org_unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    method: Mapped[str] = mapped_column(String(60))
    method_version: Mapped[int]
    formula: Mapped[str] = mapped_column(String(500))
    engine_version: Mapped[str] = mapped_column(String(20))
    policy_version: Mapped[str] = mapped_column(String(40))
    inputs: Mapped[Any] = mapped_column(JSON)
    rows_used: Mapped[Any] = mapped_column(JSON)
    output: Mapped[Any] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
