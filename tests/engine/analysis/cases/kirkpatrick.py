"""Cases of `next_year_by_effect`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import EFFECT, Plain, money, named


def measured(
    level: str, value: float, baseline: object = None, planned: object = None, **given: Any
) -> Plain:
    return {
        "level": level,
        "measure": f"{level} measure",
        "kpi": None,
        "direction": "higher",
        "baseline": baseline,
        "value": value,
        "planned": planned,
        "n": 20,
        "method": "test",
        **given,
    }


def next_year(*rows: Plain, strengths: tuple[float, ...] = (), spent: object = "3000.3") -> Plain:
    return {
        "course": named("TC"),
        "year": 2026,
        "spent": money(spent),
        "rules": EFFECT,
        "rows": list(rows),
        "strengths": [{"kpi": f"K{n}", "strength": one} for n, one in enumerate(strengths)],
    }


RESULT = [
    measured("results", 0.3, 0.25, 0.35, kpi=named("K0")),
    measured("results", 4, 6, 6, kpi=named("K1"), direction="lower"),
]
ALL_GOOD = [
    measured("reaction", 0.8),
    measured("learning", 80, 60, 90),
    measured("behaviour", 3.5, 3),
    RESULT[0],
]
NEXT_YEAR = {
    "two results": next_year(*RESULT),
    "two results, not for sure": next_year(*RESULT, strengths=(0.75, 0.4)),
    "two results, surely": next_year(*RESULT, strengths=(1.0,)),
    "one result twice": next_year(RESULT[0], RESULT[0]),
    "all levels": next_year(*ALL_GOOD),
    "all levels, not for sure": next_year(*ALL_GOOD, strengths=(0.5,)),
    "one level in part": next_year(*ALL_GOOD, measured("learning", 50, 60)),
    "satisfaction": next_year(measured("reaction", 0.9)),
    "no satisfaction": next_year(measured("reaction", 0.79)),
    "nothing better": next_year(measured("results", 0.2, 0.25, 0.3)),
    "as before": next_year(measured("results", 0.25, 0.25, 0.25)),
    "nothing measured": next_year(),
    "nothing spent": next_year(*RESULT, spent=0),
    "less than nothing spent": next_year(spent="-0.01"),
    "no level": next_year(measured("joy", 1)),
}

CASES: dict[str, dict[str, Plain]] = {
    "next_year_by_effect": NEXT_YEAR,
}
