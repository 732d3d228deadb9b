"""Cases of `effect_per_money`."""

from __future__ import annotations

from tests.engine.analysis.cases.plain import Plain, money, named


def years(
    before: tuple[object, float],
    after: tuple[object, float],
    direction: str = "higher",
    currency: str = "CNY",
) -> Plain:
    rows = [
        {"year": y, "budget": money(b, c), "actual": a}
        for y, (b, a), c in ((2025, before, "CNY"), (2026, after, currency))
    ]
    return {"kpi": named("CSAT"), "direction": direction, "rows": rows}


EFFICIENCY = {
    "more for less": years((2000, 0.5), (1500, 0.6)),
    "lower is better": years((2000, 8), (3000, 6), "lower"),
    "the last was free": years((2000, 0.5), (0, 0.6)),
    "the first was free": years((0, 0.5), (10, 0.6)),
    "a cent": years(("0.01", 0.5), ("0.02", 0.6)),
    "from nothing": years((10, 0), (10, 0.6)),
    "two currencies": years((10, 1), (10, 1), currency="USD"),
}

CASES: dict[str, dict[str, Plain]] = {
    "effect_per_money": EFFICIENCY,
}
