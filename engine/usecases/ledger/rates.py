"""Exchange rates, recorded by finance with the day from which they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.access import Right
from engine.queries.rates import rate_on
from engine.store.tables import ExchangeRate
from engine.usecases.context import Context
from engine.usecases.units import require_company
from engine.values.currencies import digits_of
from engine.values.errors import InvalidInput

LARGEST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Rate:
    """From `valid_from` on, one unit of `currency` is `rate` units of `quote`."""

    currency: str
    quote: str
    valid_from: date
    rate: Decimal


def stored_rate(session: Session, currency: str, quote: str, valid_from: date) -> Decimal | None:
    """What is stored for that very day."""
    return session.scalar(
        select(ExchangeRate.rate).where(
            ExchangeRate.currency == currency,
            ExchangeRate.quote == quote,
            ExchangeRate.valid_from == valid_from,
        )
    )


def record_rate(
    context: Context, currency: str, quote: str, valid_from: date, rate: Decimal
) -> Rate:
    """Store a rate; what was approved before keeps its own.

    Raises:
        InvalidInput: one currency, one that is not in use, a rate that is none, or another
            rate for that day is stored already.
        NotPermitted: finance alone records rates.
    """
    require_company(context, Right.SET_RATES)
    for code in (currency, quote):
        digits_of(code)
    if currency == quote or not rate.is_finite() or not 0 < rate < LARGEST:
        raise InvalidInput("rate_unclear")
    known = stored_rate(context.session, currency, quote, valid_from)
    if known is not None and known != rate:
        raise InvalidInput("rate_known", day=valid_from, rate=known)
    if known is None:
        context.session.add(
            ExchangeRate(currency=currency, quote=quote, valid_from=valid_from, rate=rate)
        )
        context.session.flush()
        context.record("record_rate", f"{currency}/{quote}", valid_from=valid_from, rate=rate)
    stored, since = rate_on(context.session, currency, quote, valid_from)
    return Rate(currency, quote, since, stored)
