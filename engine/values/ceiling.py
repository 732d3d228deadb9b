"""What something may cost at most, as it was said."""

from __future__ import annotations

from dataclasses import dataclass

from engine.values.money import Money
from engine.values.quotation import Per


@dataclass(frozen=True, slots=True)
class Ceiling:
    """`most` is for one head or one session, or (`per` None) for everything together. It is no
    price: it is what a price is compared with."""

    most: Money
    per: Per | None = None
