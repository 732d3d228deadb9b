"""Exchange rates by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import ExchangeRate
from engine.values.errors import NotEnoughData
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class Conversion:
    """An amount, and what it is in another currency by the rate of a day."""

    amount: Money
    converted: Money
    rate: Decimal
    rate_date: date


def rate_on(session: Session, currency: str, quote: str, day: date) -> tuple[Decimal, date]:
    """The latest rate known on `day`, and since when it holds; 1 for the same currency.

    Raises:
        NotEnoughData: none was recorded up to that day.
    """
    if currency == quote:
        return Decimal(1), day
    found = session.execute(
        select(ExchangeRate.rate, ExchangeRate.valid_from)
        .where(
            ExchangeRate.currency == currency,
            ExchangeRate.quote == quote,
            ExchangeRate.valid_from <= day,
        )
        .order_by(ExchangeRate.valid_from.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        raise NotEnoughData("no_exchange_rate", currency=currency, quote=quote, day=day)
    return found.rate, found.valid_from


def convert(session: Session, amount: Money, quote: str, day: date) -> Conversion:
    """`amount` in `quote`, by the rate of `day`.

    Raises:
        NotEnoughData: no rate is known.
    """
    rate, since = rate_on(session, amount.currency, quote, day)
    return Conversion(amount, Money(amount.amount * rate, quote), rate, since)
