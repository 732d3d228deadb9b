"""Cases of `cost_variance`."""

from __future__ import annotations

from tests.engine.analysis.cases.plain import Plain


def variance(people: int, *invoices: tuple[str, str]) -> Plain:
    return {
        "number": "TR-1",
        "currency": "CNY",
        "planned_headcount": 20,
        "planned_price": "150.5",
        "planned_rate": "7.1",
        "headcount": people,
        "rows": [{"original": a, "booked": b} for a, b in invoices],
    }


VARIANCE = {
    "fewer came, dearer, at a better rate": variance(17, ("2600", "18070"), ("100.5", "698.48")),
    "one came": variance(1, ("0.5", "3.6")),
    "nobody came": variance(0, ("1", "7")),
    "nothing was invoiced": variance(17),
    "what was invoiced was credited": variance(17, ("5", "35"), ("-5", "-35")),
}

CASES: dict[str, dict[str, Plain]] = {
    "cost_variance": VARIANCE,
}
