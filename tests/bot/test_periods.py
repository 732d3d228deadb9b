"""Times as they are written: which days they mean, and what is none of them."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.quantities import Quantity, read_quantities
from engine.values.fiscal import FiscalCalendar

TODAY = date(2026, 11, 28)
CALENDAR, APRIL = FiscalCalendar(), FiscalCalendar(4)
JULY, OCTOBER = FiscalCalendar(7), FiscalCalendar(10)
FOLDER = Path(__file__).parent / "quantities"
TIMES = ("period", "impossible_day", "vague_period")


def lines(name: str) -> list[list[str]]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line]


def times(text: str, fiscal: FiscalCalendar = CALENDAR, today: date = TODAY) -> list[Quantity]:
    return [one for one in read_quantities(text, today, fiscal) if one.entity in TIMES]


def days(text: str, fiscal: FiscalCalendar = CALENDAR, today: date = TODAY) -> tuple[str, str]:
    [one] = times(text, fiscal, today)
    assert one.entity == "period"
    return one.extra["first_day"], one.extra["last_day"]


@pytest.mark.parametrize("row", [*lines("periods-zh.tsv"), *lines("periods-en.tsv")], ids="\t".join)
def test_the_days_of_a_time(row: list[str]) -> None:
    text, first, last, *bound = row
    [one] = times(text)
    assert (one.entity, one.extra["first_day"], one.extra["last_day"]) == ("period", first, last)
    assert one.extra.get("bound") == (bound[0] if bound else None)


@pytest.mark.parametrize("row", lines("no-periods.tsv"), ids="\t".join)
def test_what_is_no_time(row: list[str]) -> None:
    assert times(row[0]) == []
