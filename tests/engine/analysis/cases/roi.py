"""Cases of `return_on_investment`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, money, named


def roi(
    benefit: object = 9000,
    isolation: object = "0.6",
    confidence: object = "0.85",
    costs: tuple[Any, ...] = (2000, 1500),
) -> Plain:
    return {
        "course": named("TC"),
        "year": 2026,
        "benefit": None if benefit is None else money(benefit),
        "isolation": isolation,
        "confidence": confidence,
        "rows": [money(one) for one in costs],
    }


ROI = {
    "adjusted": roi(),
    "all of it": roi(isolation=None, confidence=None),
    "its share unknown": roi(isolation=None),
    "surely": roi(isolation="1", confidence="1"),
    "nothing due to it": roi(isolation="0"),
    "no benefit known": roi(None),
    "no costs": roi(costs=()),
    "free": roi(costs=(0,)),
    "paid back": roi(costs=(5, -10)),
    "more than all": roi(isolation="1.01"),
    "less than none": roi(confidence="-0.01"),
}

CASES: dict[str, dict[str, Plain]] = {
    "return_on_investment": ROI,
}
