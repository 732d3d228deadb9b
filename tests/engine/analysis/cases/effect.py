"""Cases of `training_effect`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import EFFECT, Plain, named


def cell(unit: str, trained: bool, people: int, change: float, **given: Any) -> Plain:
    """People whose KPI was 0.5 before, and changed by `change` each on average."""
    return {
        "cohort": "2026-03-01",
        "position": "P",
        "unit": unit,
        "trained": trained,
        "people": people,
        "before": 0.5 * people,
        "before_squares": 0.26 * people,
        "change": change * people,
        "change_squares": (change**2 + 0.0004) * people,
        "trend": 0.001 * people,
        "trend_squares": 0.0001 * people,
        **given,
    }


def effect(*cells: Plain, direction: str = "higher") -> Plain:
    return {
        "course": named("TC"),
        "kpi": named("CSAT"),
        "direction": direction,
        "unit": "share",
        "smallest_group": 5,
        "rules": EFFECT,
        "rows": list(cells),
    }


UNITS = [
    cell("A", True, 6, 0.09),
    cell("B", True, 8, 0.11),
    cell("C", False, 10, 0.02),
    cell("D", False, 7, 0.03),
]
TWO_STRATA = [
    *UNITS,
    cell("A", True, 5, 0.05, position="Q"),
    cell("C", False, 6, 0.01, position="Q"),
    cell("E", True, 3, 0.2, position="R"),
    cell("B", True, 4, 0.07, cohort="2026-05-01"),
    cell("D", False, 9, 0.04, cohort="2026-05-01"),
]
TRAINING_EFFECT = {
    "beside others": effect(*UNITS),
    "in strata, some without others": effect(*TWO_STRATA),
    "lower is better": effect(
        *(cell(c["unit"], c["trained"], c["people"], -c["change"] / c["people"]) for c in UNITS),
        direction="lower",
    ),
    "worse": effect(
        cell("A", True, 6, -0.02),
        cell("B", True, 8, -0.01),
        cell("C", False, 10, 0.02),
        cell("D", False, 7, 0.03),
    ),
    "all in one unit": effect(cell("A", True, 6, 0.09), cell("A", False, 9, 0.02)),
    "one in one unit": effect(
        cell("A", True, 5, 0.09),
        cell("A", False, 9, 0.02),
        cell("A", True, 1, 0.3, position="Q"),
        cell("A", False, 1, 0.1, position="Q"),
    ),
    "two units": effect(cell("A", True, 6, 0.09), cell("B", False, 9, 0.02)),
    "nobody to compare with": effect(cell("A", True, 6, 0.09), cell("B", True, 8, 0.11)),
    "too few to compare with": effect(
        cell("A", True, 6, 0.09), cell("B", True, 8, 0.11), cell("C", False, 4, 0.02)
    ),
    "just enough": effect(cell("A", True, 5, 0.09), cell("B", False, 5, 0.02)),
    "too few": effect(cell("A", True, 4, 0.09), cell("B", False, 9, 0.02)),
    "groups that differed": effect(
        *(
            cell(u, t, n, c, before=b * n, before_squares=(b * b + 0.0001) * n, trend=g * n)
            for u, t, n, c, b, g in (
                ("A", True, 6, 0.09, 0.3, 0.05),
                ("B", True, 8, 0.11, 0.31, 0.06),
                ("C", False, 10, 0.02, 0.6, 0.0),
                ("D", False, 7, 0.03, 0.61, 0.01),
            )
        )
    ),
    "from nothing": effect(
        cell("A", True, 6, 0.09, before=0.0, before_squares=0.0),
        cell("B", False, 9, 0.02, before=0.0, before_squares=0.0),
    ),
    "many units": effect(*(cell(f"U{n}", n % 2 == 0, 5 + n, 0.01 * n) for n in range(9))),
    "no change at all": effect(
        *(cell(u, t, 6, 0.0, change_squares=0.0) for u, t in (("A", True), ("B", False)))
    ),
}

CASES: dict[str, dict[str, Plain]] = {
    "training_effect": TRAINING_EFFECT,
}
