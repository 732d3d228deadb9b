"""Cases of `education_fund`."""

from __future__ import annotations

from tests.engine.analysis.cases.plain import Plain, money


def fund(*rows: tuple[int, object, object]) -> Plain:
    return {
        "cap": "0.08",
        "rows": [{"year": y, "payroll": money(p), "incurred": money(i)} for y, p, i in rows],
    }


FUND = {
    "below": fund((2025, 1000, 60)),
    "at it": fund((2025, 1000, 80)),
    "carried on, and used": fund((2024, 1000, 130), (2025, 1500, 90), (2026, 1600, 40)),
    "carried on at the end": fund((2025, 1000, 130), (2026, 100, 0)),
    "a year is missing": fund((2024, 1000, 130), (2026, 1500, 90)),
    "none": fund(),
    "less than no payroll": fund((2025, -1, 0)),
    "less than no spending": fund((2025, 1, "-0.01")),
}

CASES: dict[str, dict[str, Plain]] = {
    "education_fund": FUND,
}
