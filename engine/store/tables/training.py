"""Courses, the sessions held, what they cost, who took part, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Catalogued, Code, Currency, Identified, Imported
from engine.store.types import (
    ExactDecimal,
    UtcDateTime,
    kpi_value,
    level_value,
    money_amount,
    share_value,
)


class Course(Catalogued, Imported, Base):
    """`delivery` is internal, external or online; `category` groups courses alike in price."""

    __tablename__ = "course"

    category: Mapped[str | None] = mapped_column(String(60))
    delivery: Mapped[str | None] = mapped_column(String(20))
    hours: Mapped[Decimal | None] = mapped_column(ExactDecimal(7, 2))
    capacity: Mapped[int | None]
    mandatory: Mapped[bool] = mapped_column(default=False)
    # The same training in another form (online for classroom): a plan takes at most one.
    variant_of_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    vendor: Mapped[str | None] = mapped_column(String(200))
    # For how many months it holds, before it has to be taken again.
    validity_months: Mapped[int | None]
    # What a catalogue says that it costs, a head or a session (`list_price_per`).
    list_price: Mapped[Decimal | None] = mapped_column(money_amount())
    list_currency: Mapped[Currency | None]
    list_price_per: Mapped[str | None] = mapped_column(String(10))


class CourseSkill(Identified, Base):
    """What a course is expected to add to a skill, in levels."""

    __tablename__ = "course_skill"
    __table_args__ = (UniqueConstraint("course_id", "skill_id"),)

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    expected_gain: Mapped[Decimal] = mapped_column(level_value())


class TrainingSession(Identified, Imported, Base):
    """One run of a course. `status` is planned, held or cancelled; who is nominated for a planned
    one has a participation that nobody attended yet."""

    __tablename__ = "training_session"

    code: Mapped[Code] = mapped_column(unique=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    start_date: Mapped[date] = mapped_column(index=True)
    end_date: Mapped[date]
    location: Mapped[str | None] = mapped_column(String(200))
    instructor: Mapped[str | None] = mapped_column(String(200))
    delivery: Mapped[str | None] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    # Participants whom the source counts without naming them.
    unnamed: Mapped[int] = mapped_column(default=0)
    # What it was approved by, and how many can be nominated for it.
    request_line_id: Mapped[int | None] = mapped_column(ForeignKey("request_line.id"), index=True)
    seats: Mapped[int | None]


class CostLine(Identified, Imported, Base):
    """One cost of a session.

    `category` is instructor, venue, material, travel, accommodation, exam, platform,
    learner_time or other; `behaviour` is fixed, per_session or per_learner. Where the source
    says whose cost it is, `employee_id` tells.
    """

    __tablename__ = "cost_line"
    __table_args__ = (UniqueConstraint("session_id", "reference"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    reference: Mapped[Code]
    category: Mapped[str] = mapped_column(String(20))
    behaviour: Mapped[str] = mapped_column(String(20))
    amount: Mapped[Decimal] = mapped_column(money_amount())
    currency: Mapped[Currency]
    tax_eligible: Mapped[bool] = mapped_column(default=True)
    is_cash: Mapped[bool] = mapped_column(default=True)


class Participation(Identified, Imported, Base):
    """`outcome` is completed, passed, failed or incomplete, as the source says."""

    __tablename__ = "participation"
    __table_args__ = (
        UniqueConstraint("session_id", "employee_id"),
        # Heads are counted by session for every price.
        Index(None, "session_id", "attended"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    attended: Mapped[bool] = mapped_column(default=True)
    hours: Mapped[Decimal | None] = mapped_column(ExactDecimal(7, 2))
    outcome: Mapped[str | None] = mapped_column(String(20))


class Evaluation(Identified, Imported, Base):
    """A result of a course in a year, on a Kirkpatrick level (reaction, learning,
    behaviour, results): the measure before (`baseline`) and after (`value`).

    What was entered for a request carries it and the day; without one it holds for the course
    in that year as a whole. On the level roi, `value` is the benefit in money; `isolation` is the share of it that
    is due to the course and `confidence` how sure of that its estimator is (both 0–1).
    """

    __tablename__ = "evaluation"
    __table_args__ = (
        UniqueConstraint("request_id", "course_id", "level", "measure"),
        Index(
            "uq_evaluation_of_a_year",
            "course_id",
            "year",
            "level",
            "measure",
            unique=True,
            sqlite_where=text("request_id IS NULL"),
            postgresql_where=text("request_id IS NULL"),
        ),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"))
    year: Mapped[int]
    measured_on: Mapped[date | None]
    level: Mapped[str] = mapped_column(String(20))
    measure: Mapped[str] = mapped_column(String(100))
    kpi_id: Mapped[int | None] = mapped_column(ForeignKey("kpi.id"), index=True)
    baseline: Mapped[Decimal | None] = mapped_column(kpi_value())
    value: Mapped[Decimal] = mapped_column(kpi_value())
    planned: Mapped[Decimal | None] = mapped_column(kpi_value())
    n: Mapped[int | None]
    window_days: Mapped[int | None]
    method: Mapped[str] = mapped_column(String(40))
    isolation: Mapped[Decimal | None] = mapped_column(share_value())
    confidence: Mapped[Decimal | None] = mapped_column(share_value())


class CourseRating(Identified, Base):
    """What somebody who took a course says of it: 1 (worst) to 5 stars, and in words. One a
    person, course and year; saying it again replaces it."""

    __tablename__ = "course_rating"
    __table_args__ = (UniqueConstraint("course_id", "employee_id", "year"),)

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    year: Mapped[int]
    stars: Mapped[Decimal | None] = mapped_column(level_value())
    comment: Mapped[str] = mapped_column(String(1000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())


class ServiceAgreement(Identified, Base):
    """Who was trained at special expense agrees to stay (Labour Contract Law, art. 22)."""

    __tablename__ = "service_agreement"

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("training_session.id"), index=True)
    agreed_cost: Mapped[Decimal] = mapped_column(money_amount())
    currency: Mapped[Currency]
    months: Mapped[int]
    starts_on: Mapped[date]
    # Only professional training paid from a special fund may bind an employee.
    special_fund: Mapped[bool]
