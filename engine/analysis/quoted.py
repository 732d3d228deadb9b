"""What a quotation comes to, and what of it counts against the budget."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.quotation import EXCLUDED, HEAD, INCLUDED, SESSION, Quotation, Tax

PER_CENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedSum:
    """`given` is the sum as it was quoted, in all; `total` what counts against the budget,
    which is with or without value added tax as `counts` says.

    `tax` is what was said of the tax in the price, and `tax_rate` (per cent) the rate; where
    nothing was said, `given` is taken as a sum of the kind that counts. `sessions` is how
    many were paid for, where the price is by session, and `session_size` how many people one
    of them takes.
    """

    given: Money
    total: Money
    counts: Tax
    tax: Tax | None
    tax_rate: Decimal | None
    sessions: int | None
    session_size: int | None


def quoted_sum(
    quotation: Quotation, headcount: int, session_size: int | None, with_tax: bool
) -> QuotedSum:
    """price × people or sessions, and with or without tax, rounded once.

    `session_size` is how many people a session takes; `with_tax` whether budgets count sums
    with value added tax.

    Raises:
        InvalidInput: a negative price.
        NotEnoughData: how many sessions there are, or the rate of a tax that has to be added
            or taken out, is not known.
    """
    if quotation.price.amount < 0:
        raise InvalidInput("amount_negative", amount=quotation.price)
    sessions = _sessions(quotation, headcount, session_size)
    times = {HEAD: headcount, SESSION: sessions or 1}.get(quotation.per or "", 1)
    given = Fraction(quotation.price.amount) * times
    counts: Tax = INCLUDED if with_tax else EXCLUDED
    total = given * _factor(quotation, counts)
    currency = quotation.price.currency
    return QuotedSum(
        given=_money(given, currency),
        total=_money(total, currency),
        counts=counts,
        tax=quotation.tax,
        tax_rate=quotation.tax_rate,
        sessions=sessions,
        session_size=session_size,
    )


def _sessions(quotation: Quotation, headcount: int, session_size: int | None) -> int | None:
    if quotation.per != SESSION:
        return None
    if quotation.sessions is not None:
        return quotation.sessions
    if session_size is None:
        raise NotEnoughData("sessions_unknown", price=quotation.price)
    return math.ceil(headcount / session_size)


def _factor(quotation: Quotation, counts: Tax) -> Fraction:
    """What turns the sum quoted into the sum that counts."""
    if quotation.tax is None or quotation.tax == counts:
        return Fraction(1)
    if quotation.tax_rate is None:
        raise NotEnoughData("tax_rate_unknown", price=quotation.price, tax=quotation.tax)
    gross = 1 + Fraction(quotation.tax_rate) / PER_CENT
    return gross if counts == INCLUDED else 1 / gross


def _money(exact: Fraction, currency: str) -> Money:
    return Money(Decimal(exact.numerator) / Decimal(exact.denominator), currency)
