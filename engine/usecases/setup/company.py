"""What holds for the whole company, looked at and changed by who sets it up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.access import Right
from engine.store.tables import StoreInfo
from engine.usecases.company_settings import CompanyChange, apply_change, has_budgets
from engine.usecases.context import Context, reads
from engine.usecases.units import require_company
from engine.values.company import Company


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyNow:
    """`fixed`: there are budgets or requests, so that currency and fiscal year stay."""

    name: str | None
    currency: str
    time_zone: str
    fiscal_first_month: int
    fiscal_named_by_start: bool
    fixed: bool


@reads
def company_now(context: Context) -> CompanyNow:
    """Its name, home currency, time zone and fiscal year; everybody may know them."""
    return _now(context, context.company)


def change_settings(context: Context, change: CompanyChange) -> CompanyNow:
    """Change what is said of these, and say how they are now. An empty store is the company's
    from then on, and its first load does not ask for them again.

    Raises:
        InvalidInput: no such currency, time zone or month; or budgets and requests are kept in
            the old currency or by the old fiscal year.
        NotPermitted: HR and management of the whole company alone set it up.
    """
    require_company(context, Right.SET_UP)
    if context.session.scalar(select(StoreInfo.kind)) is None:
        context.session.add(StoreInfo(id=1, kind="company"))
    before, after = apply_change(context.session, change)
    if after != before:
        context.record("change_company", "company", before=before, after=after)
    return _now(context, after)


def _now(context: Context, company: Company) -> CompanyNow:
    return CompanyNow(
        name=company.name,
        currency=company.currency,
        time_zone=company.time_zone,
        fiscal_first_month=company.fiscal.first_month,
        fiscal_named_by_start=company.fiscal.named_by_start,
        fixed=has_budgets(context.session),
    )
