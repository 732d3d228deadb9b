"""A day is written as one: a number is a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from engine.api.bodies import Day
from engine.api.routes.query import ConditionAsked


@pytest.mark.parametrize("number", [0, 86_400, 86_400_000])
def test_numbers_of_a_query_stay_numbers(number: int) -> None:
    asked = ConditionAsked.model_validate({"name": "spent", "sign": "over", "values": [number]})
    assert asked.value().values == (Decimal(number),)


@pytest.mark.parametrize("given", [0, 86_400, "0", "86400", "-5", 1764460800, True])
def test_seconds_since_1970_are_no_day(given: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Day).validate_python(given)


def test_a_day_is_read_as_it_is_written() -> None:
    assert TypeAdapter(Day).validate_python("2026-11-30").isoformat() == "2026-11-30"
