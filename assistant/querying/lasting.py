"""How long something lasted, as it was said: for two years, 入职不到半年."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from assistant.querying.words import matches, named, says
from assistant.understanding.quantities.numbers import parse_number
from engine.values.months import add_months

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


def _count(said: str) -> Decimal | None:
    if says("numbers", "half", said):
        return Decimal("0.5")
    return Decimal(1) if says("numbers", "one", said) else parse_number(said)
