"""What holds for the whole company."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import CompanySettings, OrgUnit
from engine.values.company import Company
from engine.values.fiscal import FiscalCalendar


def company_of(session: Session) -> Company:
    """The settings of the company whose store this is; the migrations made the one row."""
    row = session.execute(
        select(
            CompanySettings.name,
            CompanySettings.currency,
            CompanySettings.time_zone,
            CompanySettings.fiscal_first_month,
            CompanySettings.fiscal_named_by_start,
        )
    ).one()
    return Company(
        name=row.name,
        currency=row.currency,
        time_zone=row.time_zone,
        fiscal=FiscalCalendar(row.fiscal_first_month, row.fiscal_named_by_start),
    )


def whole_company(session: Session) -> str:
    """The path of the unit above all others; "/" where there is none yet."""
    root = select(OrgUnit.path).where(OrgUnit.parent_id.is_(None)).order_by(OrgUnit.id).limit(1)
    return session.scalar(root) or "/"
