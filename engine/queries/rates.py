"""Exchange rates by date."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import ExchangeRate
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat


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


class Rates:
    """The rates into one currency, read once each, and a memory of those that were used.

    For sums of many days: each day's sums are converted by the rate of that day.
    """

    def __init__(self, session: Session, quote: str) -> None:
        self.quote = quote
        self._session = session
        self._known: dict[str, list[tuple[date, Decimal]]] = {}
        self._used: dict[str, set[tuple[date, Decimal]]] = {}

    def exact(self, amount: Decimal, currency: str, day: date) -> Decimal:
        """`amount` in the other currency, not rounded.

        Raises:
            NotEnoughData: no rate is known on `day`.
        """
        if currency == self.quote:
            return amount
        since, rate = self._rate(currency, day)
        self._used.setdefault(currency, set()).add((since, rate))
        return amount * rate

    def convert(self, amount: Money, day: date) -> Money:
        """The same, rounded to the other currency's digits."""
        if amount.currency == self.quote:
            return amount
        return Money(self.exact(amount.amount, amount.currency, day), self.quote)

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """What must be said of the sums that were converted: by which rates of which days."""
        return tuple(self._caveat(currency) for currency in sorted(self._used))

    def _caveat(self, currency: str) -> Caveat:
        used = sorted(self._used[currency])
        rates = [rate for _, rate in used]
        args = {"currency": currency, "quote": self.quote}
        if len(used) == 1:
            return Caveat("converted", {**args, "rate": rates[0], "day": used[0][0]})
        return Caveat(
            "converted_by_day",
            {
                **args,
                "low": min(rates),
                "high": max(rates),
                "first": used[0][0],
                "last": used[-1][0],
            },
        )

    def _rate(self, currency: str, day: date) -> tuple[date, Decimal]:
        if currency not in self._known:
            rows = self._session.execute(
                select(ExchangeRate.valid_from, ExchangeRate.rate)
                .where(ExchangeRate.currency == currency, ExchangeRate.quote == self.quote)
                .order_by(ExchangeRate.valid_from)
            )
            self._known[currency] = [(since, rate) for since, rate in rows]
        known = self._known[currency]
        at = bisect_right([since for since, _ in known], day)
        if at == 0:
            raise NotEnoughData("no_exchange_rate", currency=currency, quote=self.quote, day=day)
        return known[at - 1]
