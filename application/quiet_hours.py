"""When people are left in peace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

HOURS = re.compile(r"^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$")


@dataclass(frozen=True)
class QuietHours:
    """From `start` to `end` of each day, over midnight where `end` comes first."""

    start: time
    end: time

    @classmethod
    def read(cls, hours: str) -> QuietHours | None:
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
        return cls(time(first, minute), time(last, other))

    def hold(self, clock: time) -> bool:
        """Whether it is quiet when the company's clocks say so."""
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end
