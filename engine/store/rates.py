"""Exchange rates as they are kept: one for each pair of currencies and day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import ExchangeRate
from engine.values.currencies import digits_of
from engine.values.errors import InvalidInput

LARGEST = Decimal(1_000_000)


def keep_rate(session: Session, currency: str, quote: str, valid_from: date, rate: Decimal) -> bool:
    """Keep that from a day on one unit of `currency` is `rate` units of `quote`; whether that is
    new.

    Raises:
        InvalidInput: one currency, one that is not in use, a rate that is none, or another
            rate for that day is stored already.
    """
    for code in (currency, quote):
        digits_of(code)
    if currency == quote or not rate.is_finite() or not 0 < rate < LARGEST:
        raise InvalidInput("rate_unclear")
    known = session.scalar(
        select(ExchangeRate.rate).where(
            ExchangeRate.currency == currency,
            ExchangeRate.quote == quote,
            ExchangeRate.valid_from == valid_from,
        )
    )
    if known is not None and known != rate:
        raise InvalidInput("rate_known", day=valid_from, rate=known)
    if known is None:
        session.add(ExchangeRate(currency=currency, quote=quote, valid_from=valid_from, rate=rate))
        session.flush()
    return known is None
