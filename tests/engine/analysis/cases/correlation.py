"""Cases of `correlation`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, money, named


def pair_sums(n: int, x: float, y: float, products: float, **given: Any) -> Plain:
    return {
        "course": named("TC"),
        "kpi": named("CSAT"),
        "direction": "higher",
        "level": 0.95,
        "significance": 0.05,
        "worth_keeping": 0.02,
        "spent": money(500),
        "rows": {"n": n, "squares_x": x, "squares_y": y, "products": products},
        **given,
    }


CORRELATION = {
    "for sure": pair_sums(40, 100, 4, 12),
    "not for sure": pair_sums(10, 100, 4, 5),
    "four": pair_sums(4, 100, 4, 12),
    "three": pair_sums(3, 100, 4, 12),
    "the wrong way": pair_sums(40, 100, 4, -12),
    "lower is better": pair_sums(40, 100, 4, -12, direction="lower"),
    "hardly": pair_sums(40, 100, 4, 2.5),
    "wholly": pair_sums(10, 100, 4, 20),
    "wholly against": pair_sums(10, 100, 4, -20.001),
    "not at all": pair_sums(10, 100, 4, 0),
    "x is always the same": pair_sums(10, 0, 4, 0),
    "y is always the same": pair_sums(10, 100, 0, 0),
}

CASES: dict[str, dict[str, Plain]] = {
    "correlation": CORRELATION,
}
