"""One quantity found in a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """`start` and `end` are its place in the text; `extra` holds what else is known.

    `entity` is one of:

    - amount, amount_per_head, amount_per_session: a sum. `currency` is an ISO code where one
      was said, else None; `tax` included or excluded; `bound` at_most, at_least or about;
      `role` limit (a budget, a ceiling: no quotation), part (to be added to those beside it) or
      relative (`add` a signed sum or `times` a factor to what stands).
    - headcount: `bound`; `parts` where it is the sum of several groups; `role` relative with
      `add` or `times`.
    - vague_headcount (`low` and `high` where they were said), vague_amount: the words.
    - tax_rate, percent_from, percent_to: in per cent.
    - period: the words, with `first_day` and `last_day`.
    - number: a whole message that is nothing else. request_id: as requests are numbered.
    """

    entity: str
    start: int
    end: int
    value: Decimal | str
    extra: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def number(self) -> Decimal:
        """The value, of what is never kept as words."""
        assert isinstance(self.value, Decimal)
        return self.value

    def overlaps(self, other: Quantity) -> bool:
        return self.start < other.end and other.start < self.end
