"""Money: an exact amount with its currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, DecimalException
from fractions import Fraction

from engine.values.currencies import digits_of
from engine.values.errors import InvalidInput

# What NUMERIC(18, 4) can hold; more is a slip of the keyboard.
LARGEST_AMOUNT = Decimal("99999999999999.9999")
LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in an ISO 4217 currency, rounded half up to that currency's digits.

    There is no default currency: a silent one would turn an import without a
    currency column into wrong figures.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        # No arithmetic before: of a number with a huge exponent, even `abs` fails.
        if not self.amount.is_finite() or self.amount.copy_abs() > LARGEST_AMOUNT:
            raise _out_of_range(self.amount)
        unit = smallest_unit(self.currency)
        object.__setattr__(self, "amount", self.amount.quantize(unit, ROUND_HALF_UP))

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other).amount, self.currency)

    def __mul__(self, factor: int | Decimal) -> Money:
        try:
            amount = self.amount * factor
        except DecimalException as error:
            raise _out_of_range(factor) from error
        return Money(amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other).amount

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same(other).amount

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other).amount

    @classmethod
    def exact(cls, amount: Decimal, currency: str) -> Money:
        """A sum as somebody gave it, which must not be rounded behind his back.

        Raises:
            InvalidInput: it has more digits than the currency (JPY 0.5).
        """
        money = cls(amount, currency)
        if money.amount != amount:
            raise InvalidInput("amount_too_fine", amount=str(amount), currency=currency)
        return money

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(Decimal(0), currency)

    def per(self, count: int) -> Money:
        """This amount shared among `count` people or sessions, rounded: to be shown, never to
        be multiplied again (that is `share`)."""
        return self.share(1, count)

    def share(self, part: int, whole: int) -> Money:
        """What `part` of `whole` people or sessions cost at this amount, rounded once."""
        if whole <= 0:
            raise InvalidInput("nothing_to_divide_by", count=whole)
        return Money(self.amount * part / whole, self.currency)

    def split(self, weights: Sequence[int | Decimal | Fraction]) -> list[Money]:
        """This amount in parts in proportion to `weights`, which add up to it exactly.

        What rounding down leaves goes, unit by unit, to the largest remainders (Hamilton's
        method); among equal ones to the first.

        Raises:
            InvalidInput: the weights are negative, or add up to nothing.
        """
        shares = [Fraction(weight) for weight in weights]
        whole = sum(shares, Fraction(0))
        if whole <= 0 or min(shares) < 0:
            raise InvalidInput("nothing_to_divide_by", count=int(whole))
        unit = smallest_unit(self.currency)
        units = int((self.amount / unit).to_integral_value(ROUND_DOWN))
        exact = [units * share / whole for share in shares]
        parts = [int(part) for part in exact]
        step = 1 if units >= 0 else -1
        by_remainder = sorted(range(len(parts)), key=lambda at: -abs(exact[at] - parts[at]))
        for at in by_remainder[: abs(units - sum(parts))]:
            parts[at] += step
        return [Money(part * unit, self.currency) for part in parts]

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise InvalidInput("mixed_currencies", first=self.currency, second=other.currency)
        return other


def _out_of_range(number: int | Decimal) -> InvalidInput:
    exact = Decimal(number)
    is_long = exact.is_finite() and len(exact.as_tuple().digits) > LONGEST_SHOWN
    return InvalidInput("amount_out_of_range", amount=f"{exact:.6e}" if is_long else str(exact))


def smallest_unit(currency: str) -> Decimal:
    """The smallest amount in `currency`: 1 for JPY, 0.01 for CNY.

    Raises:
        InvalidInput: it is the code of no currency in use.
    """
    return Decimal(1).scaleb(-digits_of(currency))
