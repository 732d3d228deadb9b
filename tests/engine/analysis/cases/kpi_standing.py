"""Cases of `kpi_standing`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, named


def kpi(code: str, target: object, actual: float, direction: str = "higher", **given: Any) -> Plain:
    return {
        "kpi": named(code),
        "unit": "share",
        "direction": direction,
        "target": target,
        "actual": actual,
        "people": None,
        **given,
    }


STANDING = {
    "in their order": {
        "unit": "U",
        "rows": [
            kpi("REACHED", 0.5, 0.55),
            kpi("NONE", None, 0.4),
            kpi("SHORT", 0.8, 0.6),
            kpi("LOWER", 0.02, 0.05, "lower"),
            kpi("PEOPLE", 0.4, 0.38, people=31),
            kpi("COUNT", 400, 90, unit="count", people=7, part_of=named("ALL"), whole=1200.0),
            kpi("ALIKE", 0.8, 0.6),
            kpi("ZERO", 0, 0.3),
            kpi("WHOLE0", 10, 5, unit="count", whole=0.0),
            kpi("LESS", -10, -4, unit="money"),
            kpi("OTHERWISE", -10, 4, unit="money"),
        ],
    },
    "none": {"unit": "U", "rows": []},
}

CASES: dict[str, dict[str, Plain]] = {
    "kpi_standing": STANDING,
}
