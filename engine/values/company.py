"""What holds for a whole company: its money, its clock, its years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.values.currencies import digits_of
from engine.values.errors import InvalidInput
from engine.values.fiscal import FiscalCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """`currency` is the one it keeps its budgets in (ISO 4217); `time_zone` (IANA) tells what
    day it is there.

    Raises:
        InvalidInput: there is no such currency, time zone or month.
    """

    name: str | None
    currency: str
    time_zone: str
    fiscal: FiscalCalendar

    def __post_init__(self) -> None:
        digits_of(self.currency)
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise InvalidInput("unknown_time_zone", time_zone=self.time_zone) from error

    def here(self, moment: datetime) -> datetime:
        """A moment by the clocks where the company is."""
        return moment.astimezone(ZoneInfo(self.time_zone))

    def day_of(self, moment: datetime) -> date:
        """The day that a moment falls on where the company is."""
        return self.here(moment).date()

    def start_of(self, day: date) -> datetime:
        """The moment at which a day begins where the company is."""
        return datetime.combine(day, time(), ZoneInfo(self.time_zone))
