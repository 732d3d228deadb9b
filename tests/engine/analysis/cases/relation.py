"""Cases of `relation`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, named

TENURE = {"kind": "tenure", "of": None, "unit": "years", "direction": None}


def pairs(n: int, squares_x: float, squares_y: float, products: float, **given: Any) -> Plain:
    return {
        "group": named("C"),
        "x": TENURE,
        "y": {"kind": "kpi", "of": named("FLT"), "unit": "count", "direction": "lower"},
        "level": 0.95,
        "significance": 0.05,
        "rows": {
            "n": n,
            "squares_x": squares_x,
            "squares_y": squares_y,
            "products": products,
        },
        **given,
    }


RELATION = {
    "strong and better": pairs(40, 100, 4, -12),
    "middling": pairs(40, 100, 4, 8),
    "weak": pairs(40, 100, 4, 4),
    "none": pairs(40, 100, 4, 1),
    "not at all": pairs(40, 100, 4, 0),
    "wholly": pairs(40, 100, 4, 20),
    "three": pairs(3, 100, 4, 1),
    "nothing varies": pairs(40, 0, 4, 0),
    "no better side": pairs(40, 100, 4, 12, y=TENURE),
}

CASES: dict[str, dict[str, Plain]] = {
    "relation": RELATION,
}
