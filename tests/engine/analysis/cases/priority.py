"""Cases of `weighted_priority`."""

from __future__ import annotations

from tests.engine.analysis.cases.plain import Plain


def need_of(code: str, **scores: str) -> Plain:
    return {"code": code, "scores": scores}


def ranking(*rows: Plain, **weights: str) -> Plain:
    usual = {"strategy": "0.5", "business": "0.3", "employee": "0.2"}
    return {"year": 2027, "weights": weights or usual, "rows": list(rows)}


PRIORITY = {
    "alike share a rank": ranking(
        need_of("D", strategy="0.2"),
        need_of("B", strategy="0.8", business="0.5", employee="1"),
        need_of("C", business="0.5", employee="0.5"),
        need_of("A", strategy="0.5"),
    ),
    "one weight is all": ranking(
        need_of("A", strategy="0.4"), strategy="1", business="0", employee="0"
    ),
    "none": ranking(),
    "one missing": ranking(need_of("A"), strategy="1"),
    "one too many": ranking(need_of("A"), strategy="1", business="0", employee="0", luck="0"),
    "not one": ranking(need_of("A"), strategy="0.5", business="0.3", employee="0.1"),
    "negative": ranking(need_of("A"), strategy="1.2", business="-0.2", employee="0"),
}

CASES: dict[str, dict[str, Plain]] = {
    "weighted_priority": PRIORITY,
}
