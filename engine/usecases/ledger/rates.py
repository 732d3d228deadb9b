"""Exchange rates, recorded by finance with the day from which they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right, require
from engine.queries.rates import rate_on
from engine.store.rates import keep_rate
from engine.store.tables import ExchangeRate
from engine.usecases.context import Context, reads
from engine.usecases.units import require_company


@dataclass(frozen=True, slots=True)
class Rate:
    """From `valid_from` on, one unit of `currency` is `rate` units of `quote`."""

    currency: str
    quote: str
    valid_from: date
    rate: Decimal


@reads
def rates_on_record(context: Context) -> tuple[Rate, ...]:
    """The rate of every pair of currencies that is in force today, or the next one to come.

    Raises:
        NotPermitted: the actor sees no budget.
    """
    require(context.actor, Right.SEE_BUDGET)
    rows = context.session.scalars(
        select(ExchangeRate).order_by(
            ExchangeRate.currency, ExchangeRate.quote, ExchangeRate.valid_from
        )
    )
    found: dict[tuple[str, str], ExchangeRate] = {}
    for one in rows:
        pair = one.currency, one.quote
        if one.valid_from <= context.today or pair not in found:
            found[pair] = one
    return tuple(Rate(one.currency, one.quote, one.valid_from, one.rate) for one in found.values())


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
