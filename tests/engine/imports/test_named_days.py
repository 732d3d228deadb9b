"""Days whose month is a word."""

from __future__ import annotations

import pytest

from engine.imports.cleaning import date_order
from engine.imports.named_days import named_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Saturday, 1 March 2025, 3:19 PM", "2025-03-01"),
        ("Mar 5, 2025", "2025-03-05"),
        ("5. März 2025", "2025-03-05"),
        ("05-Mar-25", "2025-03-05"),
        ("March 5th, 2025", "2025-03-05"),
        ("5 de marzo de 2025", "2025-03-05"),
        ("12/Sep/2024", "2024-09-12"),
        ("5 août 2024", "2024-08-05"),
        ("Wed Mar 05 2025", "2025-03-05"),
    ],
)
def test_a_month_by_its_name(text: str, day: str) -> None:
    assert f"{named_day(text)}" == day
    assert f"{date_order([text]).parse(text)}" == day


@pytest.mark.parametrize(
    "text", ["Thursday 9/18/25", "jeudi 18/09/2025", "Do, 18.09.2025", "星期四 2025-09-18"]
)
def test_the_day_of_the_week_may_stand_before(text: str) -> None:
    assert f"{date_order([text]).parse(text)}" == "2025-09-18"


@pytest.mark.parametrize("text", ["Jan 2025", "hello", "31 Feb 2025", "", "May", "10 of 2025"])
def test_what_is_no_day(text: str) -> None:
    assert named_day(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("20260305", "2026-03-05"), ("45721", "2025-03-05"), ("45721.375", "2025-03-05")],
)
def test_days_as_numbers(text: str, day: str) -> None:
    assert f"{date_order([text]).parse(text)}" == day


@pytest.mark.parametrize("text", ["20261305", "12345", "99999", "1", "2026"])
def test_numbers_that_are_no_days(text: str) -> None:
    assert date_order([text]).parse(text) is None
