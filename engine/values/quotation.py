"""An outside price, as it was given."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from engine.values.errors import InvalidInput
from engine.values.money import Money

HEAD: Literal["head"] = "head"
SESSION: Literal["session"] = "session"
INCLUDED: Literal["included"] = "included"
EXCLUDED: Literal["excluded"] = "excluded"
Per = Literal["head", "session"]
Tax = Literal["included", "excluded"]
HIGHEST_TAX_RATE = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """`price` is for one head or one session, or (`per` None) for everything together.

    `sessions` is how many there are to be, where that was said. `tax` tells whether value
    added tax is in the price; None where nobody said, and then it is taken as a sum of the
    kind that budgets count. `tax_rate` is in per cent.

    Raises:
        InvalidInput: a rate below 0 or above 100 per cent, or no sessions at all.
    """

    price: Money
    per: Per | None = None
    sessions: int | None = None
    tax: Tax | None = None
    tax_rate: Decimal | None = None

    def __post_init__(self) -> None:
        rate = self.tax_rate
        if rate is not None and not (rate.is_finite() and 0 <= rate <= HIGHEST_TAX_RATE):
            raise InvalidInput("tax_rate_unclear", rate=str(rate))
        if self.sessions is not None and self.sessions < 1:
            raise InvalidInput("sessions_not_positive", sessions=self.sessions)

    @classmethod
    def per_head(cls, price: Money) -> Quotation:
        return cls(price=price, per=HEAD)

    @classmethod
    def in_all(cls, price: Money) -> Quotation:
        return cls(price=price)
