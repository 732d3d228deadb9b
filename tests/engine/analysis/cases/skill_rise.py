"""Cases of `skill_rise`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, named


def node(code: str, actual: float, direction: str = "higher", **given: Any) -> Plain:
    return {"kpi": named(code), "unit": "count", "direction": direction, "actual": actual, **given}


FAULTS, CAPACITY = node("FLT", 400, "lower"), node("CAP", 1000)
SUPPLY = {
    "kpi": "FLT",
    "skill": named("EQ"),
    "coefficient": -1.5,
    "coefficient_unit": "relative",
    "people": 200,
    "short": 120,
    "mean": 3.0,
    "high": 5.0,
    "course": named("TC"),
    "expected_gain": 0.5,
    "price": None,
}
EDGE = {
    "parent": "CAP",
    "child": "FLT",
    "form": "elasticity",
    "coefficient": -0.666667,
    "coefficient_unit": "relative",
}


def rise(relative: float | None = 0.1, **given: Any) -> Plain:
    return {
        "group": "W1",
        "relative": relative,
        "levels": None,
        "headcount": None,
        "rows": [FAULTS, CAPACITY],
        "edges": [EDGE],
        "supplies": [SUPPLY],
        **given,
    }


CASES: dict[str, dict[str, Plain]] = {
    "skill_rise": {
        "ten per cent": rise(),
        "half a level, in points": rise(
            None, levels=0.5, supplies=[{**SUPPLY, "coefficient": -20, "coefficient_unit": "pp"}]
        ),
        "more than one course gives": rise(0.2),
        "beyond what was seen": rise(rows=[{**FAULTS, "low": 380, "high": 420}, CAPACITY]),
        "nobody was ever so good": rise(0.9),
        "it does not rise": rise(0.0),
        "by how much is not known": rise(supplies=[{**SUPPLY, "coefficient": None}]),
    }
}
