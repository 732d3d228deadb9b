"""Exchange rates, recorded by finance with the day from which they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.access import Right
from engine.queries.rates import rate_on
from engine.store.rates import keep_rate
from engine.usecases.context import Context
from engine.usecases.units import require_company


@dataclass(frozen=True, slots=True)
class Rate:
    """From `valid_from` on, one unit of `currency` is `rate` units of `quote`."""

    currency: str
    quote: str
    valid_from: date
    rate: Decimal


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
    if keep_rate(context.session, currency, quote, valid_from, rate):
        context.record("record_rate", f"{currency}/{quote}", valid_from=valid_from, rate=rate)
    stored, since = rate_on(context.session, currency, quote, valid_from)
    return Rate(currency, quote, since, stored)
