"""Times that are no days yet: how long something lasted (for two years, 入职不到半年), a bare year."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from assistant.asking.days import period_asked
from assistant.base import Turn
from assistant.querying.words import matches, named, says
from assistant.understanding.quantities.numbers import parse_number
from engine.values.months import add_months
from engine.values.period import Period

_MONTHS = {"year": 12, "month": 1}


def since(kind: str, text: str, today: date) -> date | None:
    """From which day on; None where none is said."""
    for match in matches("lasting", kind, text):
        unit = next(iter(named("units", match["unit"])), None)
        count = _count(match["number"])
        if count is None or unit is None:
            continue
        if unit in _MONTHS:
            return add_months(today, -int(count * _MONTHS[unit]))
        return today - timedelta(days=int(count))
    return None


def year_said(text: str) -> int | None:
    """A year by its number alone (2025, 25年): what looks back means that."""
    for form, century in (("bare", 0), ("short", 2000)):
        for match in matches("years", form, text):
            return century + int(match["year"])
    return None


def _count(said: str) -> Decimal | None:
    if says("numbers", "half", said):
        return Decimal("0.5")
    return Decimal(1) if says("numbers", "one", said) else parse_number(said)


def days_looked_back(turn: Turn) -> Period | None:
    """The days that a question says which looks back."""
    days = period_asked(turn)
    if days is not None:
        return days
    year = year_said(turn.message.text)
    return Period(*turn.message.fiscal.days(year)) if year is not None else None
