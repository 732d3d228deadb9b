"""Cases of `reallocation`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, money, named


def course(code: str, spent: int, proposed: int, *pairs: Plain, **given: Any) -> Plain:
    return {
        "course": named(code),
        "mandatory": False,
        "spent": money(spent),
        "proposed": money(proposed),
        "relations": list(pairs),
        **given,
    }


def beside(products: float, n: int = 60, direction: str = "higher") -> Plain:
    sums = {"n": n, "squares_x": 100, "squares_y": 4, "products": products}
    return {"kpi": named("CSAT"), "direction": direction, "pairs": sums}


def held(*rows: Plain, asked: tuple[str, ...] = ()) -> Plain:
    return {
        "year": 2025,
        "level": 0.95,
        "significance": 0.05,
        "worth_keeping": 0.02,
        "asked": list(asked),
        "rows": list(rows),
    }


COHESION, LEAN = course("COH", 500, 500, beside(1)), course("LEAN", 300, 400)
REALLOCATION = {
    "cut for what works": held(COHESION, LEAN),
    "more than it releases is wanted": held(course("A", 50, 50, beside(1)), LEAN),
    "related": held(course("A", 50, 50, beside(12)), LEAN),
    "related the wrong way": held(course("A", 50, 50, beside(12, direction="lower"))),
    "related in one of two": held(course("A", 50, 50, beside(1), beside(12))),
    "mandatory": held({**COHESION, "mandatory": True}, LEAN),
    "nobody was measured": held(course("A", 50, 50)),
    "too few": held(course("A", 50, 50, beside(1, n=3))),
    "only one is asked about": held(COHESION, course("B", 9, 9, beside(1)), LEAN, asked=("B",)),
    "nothing was held": held(),
}

CASES: dict[str, dict[str, Plain]] = {
    "reallocation": REALLOCATION,
}
