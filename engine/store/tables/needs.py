"""Training needs as they were raised, and surveys."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Code, Identified, Imported, Name
from engine.store.types import UtcDateTime, kpi_value, score_value, share_value


class Need(Identified, Base):
    """A need from strategy, business or an employee. `priority` (0–1) is set by who leads it.

    `topic` keeps what was said when the catalogue has no such skill or course.
    """

    __tablename__ = "need"
    __table_args__ = (Index(None, "course_id", "origin"),)

    number: Mapped[Code] = mapped_column(unique=True)
    origin: Mapped[str] = mapped_column(String(20))
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"), index=True)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))
    kpi_id: Mapped[int | None] = mapped_column(ForeignKey("kpi.id"), index=True)
    topic: Mapped[Name]
    reason: Mapped[str | None] = mapped_column(String(1000))
    headcount: Mapped[int] = mapped_column(default=1)
    priority: Mapped[Decimal] = mapped_column(share_value())
    year: Mapped[int] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())


class Survey(Identified, Imported, Base):
    __tablename__ = "survey"

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]


class SurveyAnswer(Identified, Imported, Base):
    """Of somebody; or of `respondent`, as an anonymous survey tells its answers apart."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        UniqueConstraint("survey_id", "employee_id", "question"),
        UniqueConstraint("survey_id", "respondent", "question"),
    )

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    respondent: Mapped[str | None] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(String(500))
    score: Mapped[Decimal | None] = mapped_column(score_value())
    text: Mapped[str | None] = mapped_column(String(2000))
    answered_on: Mapped[date | None]


class NeedsSurvey(Identified, Base):
    """A collection of needs that HR opened: from whom (`audience`: employees, heads or
    management), under which unit, for which year, until when."""

    __tablename__ = "needs_survey"

    number: Mapped[Code] = mapped_column(unique=True)
    audience: Mapped[str] = mapped_column(String(20))
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    closes_on: Mapped[date]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime())
    # When those who had not answered were reminded, once.
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class NeedsSurveyQuestion(Identified, Base):
    """A question of one's own in a survey. `kind` is text, choice (of `choices`) or scale (from
    `lowest` to `highest`)."""

    __tablename__ = "needs_survey_question"
    __table_args__ = (UniqueConstraint("survey_id", "position_no"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("needs_survey.id"))
    position_no: Mapped[int]
    wording: Mapped[str] = mapped_column(String(500))
    kind: Mapped[str] = mapped_column(String(10))
    choices: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    lowest: Mapped[int | None]
    highest: Mapped[int | None]


class NeedsSurveyAnswer(Identified, Base):
    """What somebody answered to it; saying it again replaces it while the survey is open."""

    __tablename__ = "needs_survey_answer"
    __table_args__ = (UniqueConstraint("question_id", "employee_id"),)

    question_id: Mapped[int] = mapped_column(ForeignKey("needs_survey_question.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    wording: Mapped[str | None] = mapped_column(String(2000))
    score: Mapped[int | None]
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime())


class GoalStatement(Identified, Base):
    """What a head or the management wants of a year, in his own words, with what was
    understood of it: the KPI and its figures (per cent), the skill or topic that is lacked."""

    __tablename__ = "goal_statement"

    number: Mapped[Code] = mapped_column(unique=True)
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("needs_survey.id"), index=True)
    stated_by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    statement: Mapped[str] = mapped_column(String(2000))
    kpi_id: Mapped[int | None] = mapped_column(ForeignKey("kpi.id"))
    percent_from: Mapped[Decimal | None] = mapped_column(kpi_value())
    percent_to: Mapped[Decimal | None] = mapped_column(kpi_value())
    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"))
    topic: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
