"""What trainings cost by year, and what of it counts for tax."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from engine.analysis.education_fund import FundYear
from engine.queries.training import cost_currency
from engine.store.tables import CostLine, Course, PayrollYear, TrainingSession
from engine.values.money import Money


def spent_on(session: Session, course_id: int, first: date, last: date) -> list[Money]:
    """The costs of a course's sessions that began between two days by category, learners' time apart."""
    statement = (
        select(CostLine.currency, func.sum(CostLine.amount))
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .where(
            TrainingSession.course_id == course_id,
            TrainingSession.start_date.between(first, last),
            CostLine.category != "learner_time",
        )
        .group_by(CostLine.category, CostLine.currency)
        .order_by(CostLine.category)
    )
    return [Money(amount, currency) for currency, amount in session.execute(statement)]


def spent_by_course(session: Session, first: date, last: date) -> dict[str, Money]:
    """The same for every course that was held then, by code."""
    statement = (
        select(Course.code, CostLine.currency, func.sum(CostLine.amount))
        .join(TrainingSession, TrainingSession.course_id == Course.id)
        .join(CostLine, CostLine.session_id == TrainingSession.id)
        .where(TrainingSession.start_date.between(first, last), CostLine.category != "learner_time")
        .group_by(Course.code, CostLine.currency)
        .order_by(Course.code)
    )
    return {code: Money(amount, currency) for code, currency, amount in session.execute(statement)}


def fund_years(session: Session) -> list[FundYear]:
    """Every year whose payroll is known, with the cash spent on what the tax law accepts.

    Tax years are calendar years (Corporate Income Tax Law, art. 53), whatever the company's
    own are.
    """
    year = extract("year", TrainingSession.start_date)
    incurred = {
        int(which): amount
        for which, amount in session.execute(
            select(year, func.sum(CostLine.amount))
            .join(TrainingSession, TrainingSession.id == CostLine.session_id)
            .where(CostLine.tax_eligible, CostLine.is_cash, TrainingSession.status == "held")
            .group_by(year)
        )
    }
    currency = cost_currency(session)
    return [
        FundYear(
            row.fiscal_year,
            Money(row.amount, row.currency),
            Money(
                incurred.get(row.fiscal_year, Decimal(0)),
                currency if incurred else row.currency,
            ),
        )
        for row in session.scalars(select(PayrollYear).order_by(PayrollYear.fiscal_year))
    ]
