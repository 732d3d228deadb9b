"""Cases of `training_history`."""

from __future__ import annotations

from tests.engine.analysis.cases.plain import Plain, money, named


def held(code: str, sessions: int, people: int, total: object) -> Plain:
    return {
        "course": named(code),
        "sessions": sessions,
        "participations": people,
        "total": money(total),
    }


HISTORY = {
    "in their order": {
        "unit": "U",
        "first": "2025-01-01",
        "last": "2025-12-31",
        "converted": [],
        "rows": [held("CHEAP", 2, 9, "100.4"), held("B", 6, 113, 170630), held("A", 3, 20, 170630)],
    },
    "none": {"unit": "U", "first": "2025-01-01", "last": "2025-12-31", "converted": [], "rows": []},
}

CASES: dict[str, dict[str, Plain]] = {
    "training_history": HISTORY,
}
