"""Cases of `service_penalty`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, money


def agreement(leaves_on: str, **given: Any) -> Plain:
    usual = {
        "employee": "E1",
        "agreed_cost": money("36000.5"),
        "months": 24,
        "starts_on": "2026-03-15",
        "special_fund": True,
    }
    return {"leaves_on": leaves_on, "rows": {**usual, **given}}


SERVICE = {
    "a month all but a day": agreement("2026-04-14"),
    "a month to the day": agreement("2026-04-15"),
    "over the year's end": agreement("2027-05-20"),
    "all served": agreement("2029-01-01"),
    "on the first day": agreement("2026-03-15"),
    "one month for nothing": agreement("2026-03-20", months=1, agreed_cost=money(0)),
    "ordinary training": agreement("2027-05-20", special_fund=False),
    "before it begins": agreement("2026-03-14"),
    "no months": agreement("2026-04-15", months=0),
    "less than nothing": agreement("2026-04-15", agreed_cost=money("-0.01")),
}

CASES: dict[str, dict[str, Plain]] = {
    "service_penalty": SERVICE,
}
