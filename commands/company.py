"""`./peisuan company`: the company's name, home currency, time zone and fiscal year."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from commands.failure import Failure
from commands.opening import opened
from commands.terminal import tell
from engine.settings import Settings
from engine.usecases.company_settings import CompanyChange, change_company
from engine.values.errors import InvalidInput

REFUSED = {
    "unknown_currency": "{currency} is no currency in use; use its three capitals, such as CNY.",
    "unknown_time_zone": "{time_zone} is no time zone; use a name such as Asia/Shanghai.",
    "unknown_month": "{month} is no month; the fiscal year begins in one from 1 to 12.",
    "company_has_budgets": "there are budgets or requests in the old currency and by the old "
    "fiscal year, which would mean something else. Only the name and the time zone can change now.",
}


def company(
    name: Annotated[str | None, typer.Option(help="as it is to be called")] = None,
    currency: Annotated[str | None, typer.Option(help="of its budgets, such as CNY")] = None,
    time_zone: Annotated[str | None, typer.Option(help="such as Asia/Shanghai")] = None,
    fiscal_year_begins: Annotated[int | None, typer.Option(help="its first month, 1–12")] = None,
    fiscal_year_named_by: Annotated[
        Literal["start", "end"] | None,
        typer.Option(help="whether FY27 is the year that begins or that ends in 2027"),
    ] = None,
) -> None:
    """Show the company's settings; with options, change them first."""
    try:
        with opened(Settings()) as database:
            found = change_company(
                database,
                CompanyChange(
                    name=name,
                    currency=None if currency is None else currency.upper(),
                    time_zone=time_zone,
                    fiscal_first_month=fiscal_year_begins,
                    fiscal_named_by_start=(
                        None if fiscal_year_named_by is None else fiscal_year_named_by == "start"
                    ),
                ),
            )
    except InvalidInput as error:
        raise Failure(REFUSED[error.code].format(**error.args_by_name)) from error
    tell(f"Name          {found.name or '—'}")
    tell(f"Currency      {found.currency}")
    tell(f"Time zone     {found.time_zone}")
    tell(
        f"Fiscal year   begins in month {found.fiscal.first_month}, "
        f"called after the year in which it {'begins' if found.fiscal.named_by_start else 'ends'}"
    )
