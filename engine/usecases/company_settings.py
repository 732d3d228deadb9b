"""Saying what holds for the whole company: name, home currency, time zone, fiscal year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.queries.company import company_of
from engine.store.database import Database
from engine.store.tables import BudgetVersion, CompanySettings, Request
from engine.trust.audit import OPERATOR, Deed, Way, append
from engine.values.company import Company
from engine.values.errors import InvalidInput
from engine.values.fiscal import FiscalCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyChange:
    """What is to be different; None leaves it as it is."""

    name: str | None = None
    currency: str | None = None
    time_zone: str | None = None
    fiscal_first_month: int | None = None
    fiscal_named_by_start: bool | None = None


def change_company(database: Database, change: CompanyChange) -> Company:
    """Change the company's settings, and say how they are now.

    Done by whoever runs the installation, at the command line.

    Raises:
        InvalidInput: no such currency, time zone or month; or budgets and requests are kept in
            the old currency or by the old fiscal year, and would mean something else.
    """
    with database.transaction() as session:
        return set_up_company(session, change, datetime.now(UTC))


def set_up_company(session: Session, change: CompanyChange, now: datetime) -> Company:
    """The same within a transaction that does more.

    Raises:
        InvalidInput: as `change_company` does.
    """
    before, after = apply_change(session, change)
    if after != before:
        detail = {
            "name": after.name,
            "currency": after.currency,
            "time_zone": after.time_zone,
            "fiscal_first_month": after.fiscal.first_month,
        }
        append(session, OPERATOR, Way(OPERATOR), now, [Deed("change_company", "company", detail)])
        session.flush()
    return after


def apply_change(session: Session, change: CompanyChange) -> tuple[Company, Company]:
    """Store it, and say what the settings were and are; who did it is the caller's to log.

    Raises:
        InvalidInput: as `change_company` does.
    """
    before = company_of(session)
    after = _changed(before, change)
    if (before.currency, before.fiscal) != (after.currency, after.fiscal) and has_budgets(session):
        raise InvalidInput("company_has_budgets")
    row = session.scalars(select(CompanySettings)).one()
    row.name, row.currency, row.time_zone = after.name, after.currency, after.time_zone
    row.fiscal_first_month = after.fiscal.first_month
    row.fiscal_named_by_start = after.fiscal.named_by_start
    session.flush()
    return before, after


def has_budgets(session: Session) -> bool:
    """Whether something is kept in the home currency and by the fiscal year."""
    return any(
        session.scalar(select(table.id).limit(1)) is not None for table in (BudgetVersion, Request)
    )


def _changed(before: Company, change: CompanyChange) -> Company:
    fiscal, month, by_start = before.fiscal, change.fiscal_first_month, change.fiscal_named_by_start
    return Company(
        name=before.name if change.name is None else change.name.strip() or None,
        currency=before.currency if change.currency is None else change.currency,
        time_zone=before.time_zone if change.time_zone is None else change.time_zone,
        fiscal=FiscalCalendar(
            fiscal.first_month if month is None else month,
            fiscal.named_by_start if by_start is None else by_start,
        ),
    )
