"""What one person costs, before it is rounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.values.errors import InvalidInput
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class Price:
    """`amount` for `people` people, in an ISO 4217 currency.

    Kept as the two numbers it comes from: 200 for 3 is 66.67 each, and yet 200 for 3.
    """

    amount: Decimal
    people: int
    currency: str

    def __post_init__(self) -> None:
        if self.people <= 0:
            raise InvalidInput("nothing_to_divide_by", count=self.people)

    @classmethod
    def of(cls, total: Money, people: int) -> Price:
        return cls(total.amount, people, total.currency)

    @property
    def each(self) -> Money:
        """For one person, rounded: to be shown, never to be multiplied."""
        return self.total(1)

    def total(self, headcount: int) -> Money:
        """For so many people, rounded once."""
        exact = Fraction(self.amount) * headcount / self.people
        return money_of(exact, self.currency)


def money_of(exact: Fraction, currency: str) -> Money:
    """An exact sum, rounded half up to the currency's digits.

    The quotient is cut to Decimal's 28 digits, and so would a half be that is none; sums have
    18 digits at most, which leaves ten to tell them apart.
    """
    return Money(Decimal(exact.numerator) / Decimal(exact.denominator), currency)
