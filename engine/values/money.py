"""Money: an exact amount with its currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from engine.values.errors import InvalidInput

CENT = Decimal("0.01")
# What NUMERIC(18, 2) can hold; more is a slip of the keyboard.
LARGEST_AMOUNT = Decimal("9999999999999999.99")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, rounded half up to cents, in an ISO 4217 currency.

    There is no default currency: a silent one would turn an import without a
    currency column into wrong figures.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or abs(self.amount) > LARGEST_AMOUNT:
            raise InvalidInput("amount_out_of_range", amount=str(self.amount))
        if len(self.currency) != 3 or not self.currency.isupper():
            raise InvalidInput("unknown_currency", currency=self.currency)
        object.__setattr__(self, "amount", self.amount.quantize(CENT, ROUND_HALF_UP))

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other).amount, self.currency)

    def __mul__(self, factor: int | Decimal) -> Money:
        return Money(self.amount * factor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other).amount

    def per(self, count: int) -> Money:
        """This amount shared among `count` people or sessions."""
        if count <= 0:
            raise InvalidInput("nothing_to_divide_by", count=count)
        return Money(self.amount / count, self.currency)

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise InvalidInput("mixed_currencies", first=self.currency, second=other.currency)
        return other
