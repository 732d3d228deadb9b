"""What trainings cost by year, and what of it counts for tax."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, extract, func, select
from sqlalchemy.orm import Session

from engine.analysis.education_fund import FundYear
from engine.queries.rates import Rates
from engine.queries.request_sessions import HELD
from engine.store.tables import CostLine, Course, PayrollYear, TrainingSession
from engine.values.money import Money

_DAY = "rate_day"


def spent_on(
    session: Session, course_id: int, first: date, last: date, rates: Rates
) -> list[Money]:
    """The costs of a course's sessions that began between two days by category, learners'
    time apart.

    Raises:
        NotEnoughData: something was paid in a currency that had no rate on its day.
    """
    day = _day(rates)
    statement = (
        select(CostLine.category, CostLine.currency, day, func.sum(CostLine.amount))
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .where(
            TrainingSession.course_id == course_id,
            TrainingSession.start_date.between(first, last),
            CostLine.category != "learner_time",
        )
        .group_by(CostLine.category, CostLine.currency, _DAY)
        .order_by(CostLine.category)
    )
    return list(_converted(session.execute(statement), rates).values())


def spent_by_course(session: Session, first: date, last: date, rates: Rates) -> dict[str, Money]:
    """The same for every course that was held then, by code."""
    day = _day(rates)
    statement = (
        select(Course.code, CostLine.currency, day, func.sum(CostLine.amount))
        .join(TrainingSession, TrainingSession.course_id == Course.id)
        .join(CostLine, CostLine.session_id == TrainingSession.id)
        .where(TrainingSession.start_date.between(first, last), CostLine.category != "learner_time")
        .group_by(Course.code, CostLine.currency, _DAY)
        .order_by(Course.code)
    )
    return _converted(session.execute(statement), rates)


def fund_years(session: Session, rates: Rates) -> list[FundYear]:
    """Every year whose payroll is known, with the cash spent on what the tax law accepts;
    a payroll in another currency is converted by the rate of the year's last day.

    Tax years are calendar years (Corporate Income Tax Law, art. 53), whatever the company's
    own are.

    Raises:
        NotEnoughData: something was paid in a currency that had no rate on its day.
    """
    year, day = extract("year", TrainingSession.start_date).label("year"), _day(rates)
    statement = (
        select(year, CostLine.currency, day, func.sum(CostLine.amount))
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .where(CostLine.tax_eligible, CostLine.is_cash, TrainingSession.status == HELD)
        .group_by("year", CostLine.currency, _DAY)
    )
    incurred = {
        int(year): amount for year, amount in _converted(session.execute(statement), rates).items()
    }
    return [
        FundYear(
            row.fiscal_year,
            rates.convert(Money(row.amount, row.currency), date(row.fiscal_year, 12, 31)),
            incurred.get(row.fiscal_year, Money.zero(rates.quote)),
        )
        for row in session.scalars(select(PayrollYear).order_by(PayrollYear.fiscal_year))
    ]


def _day(rates: Rates) -> ColumnElement[date | None]:
    """The day whose rate an amount takes: of the home currency none, so that it is added up whole
    rather than day by day."""
    return case((CostLine.currency != rates.quote, TrainingSession.start_date)).label(_DAY)


def _converted(rows: Iterable[Any], rates: Rates) -> dict[Any, Money]:
    """Sums of days in several currencies (key, currency, day, amount), added up by key."""
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    for key, currency, day, amount in rows:
        sums[key] += rates.exact(amount, currency, day)
    return {key: Money(amount, rates.quote) for key, amount in sums.items()}
