"""On which days anything may be booked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from engine.store.tables import BudgetEntry, BudgetVersion, PeriodLock
from engine.usecases.context import Context
from engine.values.errors import InvalidInput


def require_booking_day(context: Context, day: date, not_before: date | None = None) -> None:
    """Refuse a day to come, one of a locked month, and one before the company had a ledger or a
    budget; `not_before` is the day of the document that is put right.

    Raises:
        InvalidInput: it is one of these.
    """
    if day > context.today:
        raise InvalidInput("booking_day_to_come", day=day, today=context.today)
    if not_before is not None and day < not_before:
        raise InvalidInput("booking_day_too_early", day=day, first=not_before)
    if day < context.fiscal.first_day(context.fiscal.year_of(context.today)):
        first = context.fiscal.first_day(_first_year(context))
        if day < first:
            raise InvalidInput("booking_day_too_early", day=day, first=first)
    month = f"{day:%Y-%m}"
    if context.session.get(PeriodLock, month) is not None:
        raise InvalidInput("month_locked", month=month)


def _first_year(context: Context) -> int:
    """The first that has a budget, or in which the ledger began: the budget of a year is set,
    and reserved from, before it begins."""
    years = [context.fiscal.year_of(context.today)]
    budgeted = context.session.scalar(select(func.min(BudgetVersion.fiscal_year)))
    if budgeted is not None:
        years.append(budgeted)
    began = context.session.scalar(select(BudgetEntry.created_at).order_by(BudgetEntry.id).limit(1))
    if began is not None:
        years.append(context.fiscal.year_of(context.company.day_of(began)))
    return min(years)
