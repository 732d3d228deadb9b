"""Days of what has been: a day of November, said late in that month, is no day to come."""

from __future__ import annotations

from datetime import date

from assistant.message import Facts


def day_past(facts: Facts, today: date) -> date | None:
    """The last day that was said; the last time that it was, where no year was said."""
    said = facts.past_period or facts.period
    if said is None:
        return None
    day = date.fromisoformat(said["last_day"])
    if day > today and said.get("open_year") and (day.month, day.day) != (2, 29):
        return day.replace(year=day.year - 1) if day.replace(year=day.year - 1) <= today else day
    return day
