"""One quantity found in a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Quantity:
    """`entity` is amount, amount_per_head, headcount, period, percent or request_id; `start` and
    `end` are its place in the text; `extra` holds what else is known (currency, dates)."""

    entity: str
    start: int
    end: int
    value: Decimal | str
    extra: dict[str, Any] = field(default_factory=dict, hash=False)

    def overlaps(self, other: Quantity) -> bool:
        return self.start < other.end and other.start < self.end
