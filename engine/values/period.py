"""Planned periods: whole months within one stretch of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.values.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day of `start` to the last day of `end`, both given as dates."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidInput("period_ends_before_start", start=self.start, end=self.end)

    def require_not_past(self, today: date) -> Period:
        """This period, unless it lies wholly before `today`."""
        if self.end < today:
            raise InvalidInput("period_is_past", start=self.start, end=self.end)
        return self
