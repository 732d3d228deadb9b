"""A cell as text: the same for a day, a number, a share, whatever wrote them."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

AMBIGUOUS_DECIMALS = 3
MINUTE, HOUR = 60, 3600
# What spreadsheets leave unseen at the ends of a text.
UNSEEN = "\ufeff\u200b\u200e\u200f\u2060"


def text_of(cell: object) -> str:
    """A cell as text, trimmed."""
    if isinstance(cell, str):
        return trimmed(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return number_as_text(cell)
    if isinstance(cell, datetime):
        return _moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return clock(cell.hour * HOUR + cell.minute * MINUTE + cell.second)
    if isinstance(cell, timedelta):
        return clock(round(cell.total_seconds()))
    return "" if cell is None else trimmed(str(cell))


def trimmed(text: str) -> str:
    return text.strip().strip(UNSEEN).strip()


def number_as_text(number: float) -> str:
    """A number has the fifteen digits that Excel knows it by, and never exactly three decimals,
    which in a text could be thousands (1.234)."""
    if not math.isfinite(number):
        return ""
    exact = f"{Decimal(f'{number:.15g}'):f}"
    whole, point, decimals = exact.partition(".")
    if not decimals.strip("0"):
        return "0" if whole == "-0" else whole
    return f"{exact}0" if point and len(decimals) == AMBIGUOUS_DECIMALS else exact


def share_as_text(number: float) -> str:
    """0.15 as the 15% that is shown."""
    return f"{number_as_text(number * 100)}%"


def clock(seconds: int) -> str:
    """08:30, 08:30:15, 36:30 for what lasts longer than a day."""
    sign, seconds = "-" if seconds < 0 else "", abs(seconds)
    hours, minutes, rest = seconds // HOUR, seconds % HOUR // MINUTE, seconds % MINUTE
    return f"{sign}{hours:02d}:{minutes:02d}" + (f":{rest:02d}" if rest else "")


def _moment(moment: datetime) -> str:
    """To the second, which a spreadsheet's fraction of a day misses by some milliseconds."""
    rounded = (moment + timedelta(microseconds=500_000)).replace(microsecond=0, tzinfo=None)
    day = rounded.date().isoformat()
    seconds = rounded.hour * HOUR + rounded.minute * MINUTE + rounded.second
    return f"{day} {clock(seconds)}" if seconds else day
