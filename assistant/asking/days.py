"""Which days, and which years, a question is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.base import Turn
from assistant.draft import days_of
from engine.values.months import add_months, month_end
from engine.values.period import Period

# A year of which less is asked about than this is not what was meant by "the last two years".
HALF_A_YEAR = 183


def period_asked(turn: Turn) -> Period | None:
    """The days that a question says. It looks back: a month or quarter without its year is
    the latest that has begun."""
    facts = turn.message.facts
    said = facts.past_period or facts.period
    if said is None:
        return None
    return looked_back(days_of(said), said, turn.today)


def looked_back(days: Period, said: Mapping[str, Any], today: date) -> Period:
    """Days without their year as the latest of that name that have begun."""
    if said.get("open_year") and days.start > today and said.get("bound") != "before":
        whole = days.end == month_end(days.end)
        end = add_months(days.end, -12)
        return Period(add_months(days.start, -12), month_end(end) if whole else end)
    return days


def days_asked(turn: Turn) -> tuple[date | None, date | None]:
    """The first and the last of them; None where it is open."""
    days = period_asked(turn)
    if days is None:
        return None, None
    facts = turn.message.facts
    said = facts.past_period or facts.period or {}
    return (None if said.get("bound") == "before" else days.start), days.end


def years_asked(turn: Turn, looks_back: bool = False) -> list[int]:
    """The fiscal years that most of the time asked about lies in; empty where none is. A
    budget may be of the time to come, what was measured may not."""
    days = period_asked(turn) if looks_back else _said(turn)
    if days is None:
        return []
    fiscal = turn.message.fiscal
    years = range(fiscal.year_of(days.start), fiscal.year_of(days.end) + 1)
    mostly = [year for year in years if _days_of(turn, days, year) >= HALF_A_YEAR]
    return mostly or [fiscal.year_of(days.start)]


def is_whole_years(turn: Turn, years: list[int]) -> bool:
    """Whether those fiscal years are all that was asked about."""
    days, fiscal = _said(turn), turn.message.fiscal
    if days is None or not years:
        return True
    return (days.start, days.end) == (fiscal.first_day(years[0]), fiscal.last_day(years[-1]))


def _said(turn: Turn) -> Period | None:
    facts = turn.message.facts
    said = facts.past_period or facts.period
    return days_of(said) if said else None


def _days_of(turn: Turn, days: Period, year: int) -> int:
    first, last = turn.message.fiscal.days(year)
    return (min(last, days.end) - max(first, days.start)).days + 1
