"""When people are left in peace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

HOURS = re.compile(r"^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$")


@dataclass(frozen=True)
class QuietHours:
    """From `start` to `end` of each day, over midnight where `end` comes first."""

    start: time
    end: time
    zone: ZoneInfo

    @classmethod
    def read(cls, hours: str, zone: str) -> QuietHours | None:
        """From "21:00-08:00"; None for "".

        Raises:
            ValueError: it is nothing of that kind; the message says what is wanted.
        """
        if not hours.strip():
            return None
        found = HOURS.match(hours.strip())
        if found is None:
            raise ValueError(
                f'PEISUAN_QUIET_HOURS is "{hours}"; write it like 21:00-08:00, or leave it empty.'
            )
        first, minute, last, other = map(int, found.groups())
        return cls(time(first, minute), time(last, other), ZoneInfo(zone))

    def hold(self, now: datetime) -> bool:
        """Whether it is quiet at that moment."""
        here = now.astimezone(self.zone).time()
        if self.start <= self.end:
            return self.start <= here < self.end
        return here >= self.start or here < self.end
