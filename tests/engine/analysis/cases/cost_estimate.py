"""Cases of `cost_estimate`."""

from __future__ import annotations

import math
from typing import Any

from tests.engine.analysis.cases.plain import COST, Plain, money, named


def session(code: str, day: str, people: int, total: object, **given: Any) -> Plain:
    return {
        "code": code,
        "course": "TC",
        "start_date": day,
        "participants": people,
        "total": money(total),
        "fixed": None,
        "per_learner": None,
        **given,
    }


def alike(code: str, sessions: int, mean: float, **given: Any) -> Plain:
    return {
        "course": code,
        "sessions": sessions,
        "mean": mean,
        "sum_squares": 900.0 * sessions,
        "log_mean": math.log(mean),
        "log_sum_squares": 0.04 * sessions,
        "time_squares": 0.5 * sessions,
        "time_products": 0.001 * sessions,
        **given,
    }


HELD = [
    session("S1", "2024-03-01", 20, 2000),
    session("S2", "2025-03-01", 25, "2750.5"),
    session("S3", "2025-09-01", 18, 1850),
    session("S4", "2026-05-01", 22, 2500),
    session("S0", "2026-06-01", 0, 300),
]
PARTS = [
    {**one, "fixed": money(300), "per_learner": money(20 * one["participants"])} for one in HELD
]
KINDRED = [alike("K1", 4, 130.0), alike("K2", 5, 90.0), alike("K3", 3, 150.0)]
RISING = [
    alike(f"R{n}", 4, 100.0 + n, log_sum_squares=0.0205, time_squares=5.0, time_products=0.3)
    for n in range(4)
]


def cost(**given: Any) -> Plain:
    return {
        "topic": named("TC"),
        "headcount": 45,
        "planned": "2027-03-15",
        "today": "2026-11-23",
        "basis": "per_participant",
        "capacity": None,
        "quotation": None,
        "with_tax": True,
        "converted": [],
        "priced_by": "history",
        "rules": COST,
        "rows": HELD,
        "alike": [],
        **given,
    }


def quoted(amount: object, per: object = None, currency: str = "CNY", **more: Any) -> Plain:
    usual = {"price": money(amount, currency), "per": per, "sessions": None, "tax": None}
    return {**usual, "tax_rate": None, **more}


COST_ESTIMATE = {
    "from its history": cost(),
    "of one": cost(headcount=1),
    "of nobody": cost(headcount=0),
    "with a capacity": cost(capacity=20),
    "in steps": cost(rows=PARTS, capacity=20, basis="by_session"),
    "beside steps": cost(rows=PARTS, capacity=20),
    "beside steps that cost less": cost(rows=PARTS, capacity=45),
    "beside steps that cost more": cost(rows=PARTS, capacity=5),
    "in steps that are not told apart": cost(capacity=20, basis="by_session"),
    "in steps without a capacity": cost(rows=PARTS, basis="by_session"),
    "few sessions among kindred": cost(rows=HELD[:2], alike=KINDRED),
    "one session among kindred": cost(rows=HELD[:1], alike=KINDRED),
    "one session alone": cost(rows=HELD[:1]),
    "two sessions": cost(rows=HELD[:2]),
    "three sessions": cost(rows=HELD[:3]),
    "by kindred": cost(rows=HELD, priced_by="category", alike=KINDRED),
    "by two kindred": cost(priced_by="category", alike=KINDRED[:2]),
    "by one kindred": cost(priced_by="category", alike=KINDRED[:1]),
    "of a kind whose prices rise": cost(alike=RISING),
    "steps of a kind whose prices rise": cost(rows=PARTS, alike=RISING, capacity=20),
    "a drift by policy": cost(rules={**COST, "annual_drift": "0.05", "contingency": "0.1"}),
    "old": cost(today="2030-01-01"),
    "just not old": cost(today="2029-12-31"),
    "free so far": cost(rows=[session("S", "2025-01-01", 10, 0)] * 3, alike=KINDRED),
    "a wide interval": cost(
        rows=[
            session("A", "2025-01-01", 10, 10),
            session("B", "2025-02-01", 10, 900),
            session("C", "2025-03-01", 10, 9000),
        ]
    ),
    "quoted a head": cost(quotation=quoted("99.99", "head")),
    "quoted in all": cost(quotation=quoted(4000), capacity=20),
    "quoted a session": cost(quotation=quoted(1500, "session"), capacity=20),
    "quoted a session, of so many": cost(quotation=quoted(1500, "session", sessions=4)),
    "quoted a session without history": cost(quotation=quoted(1500, "session"), rows=[]),
    "quoted without history": cost(rows=[], quotation=quoted("0.01")),
    "quoted below nothing": cost(quotation=quoted("-0.01", "head")),
    "quoted below nothing in all": cost(quotation=quoted(-5)),
    "quoted for nothing": cost(quotation=quoted(0)),
    "quoted in another currency": cost(quotation=quoted(100, "head", currency="USD")),
    "quoted without tax": cost(quotation=quoted(100, "head", tax="excluded", tax_rate="6")),
    "quoted without tax, at no rate": cost(quotation=quoted(100, "head", tax="excluded")),
    "quoted with tax": cost(quotation=quoted(100, "head", tax="included", tax_rate="6")),
    "quoted with tax where none counts": cost(
        with_tax=False, quotation=quoted(100, "head", tax="included", tax_rate="6")
    ),
    "quoted with tax where none counts, at no rate": cost(
        with_tax=False, quotation=quoted(100, "head", tax="included")
    ),
    "converted": cost(converted=[{"code": "old_history", "args": {"last": "2024-01-01"}}]),
    "no history": cost(rows=[]),
    "nobody came": cost(rows=HELD[4:]),
    "below nothing": cost(rows=[*HELD, session("S9", "2026-01-01", 4, "-0.01")]),
    "two currencies": cost(rows=[*HELD, {**HELD[0], "code": "S8", "total": money(5, "USD")}]),
}

CASES: dict[str, dict[str, Plain]] = {
    "cost_estimate": COST_ESTIMATE,
}
