"""Cases of `skill_behind_kpi`."""

from __future__ import annotations

from tests.engine.analysis.cases.plain import NEED, Plain, named


def split(code: str, low: int, low_below: int, good: int, good_below: int) -> Plain:
    return {
        "skill": named(code),
        "low": low,
        "low_below": low_below,
        "good": good,
        "good_below": good_below,
    }


def behind(*rows: Plain, is_short: bool = True) -> Plain:
    return {"kpi": "CSAT", "group": "U", "is_short": is_short, "rules": NEED, "rows": list(rows)}


BEHIND = {
    "one is": behind(
        split("NO", 30, 10, 60, 21),
        split("YES", 30, 24, 60, 12),
        split("FEW", 4, 4, 60, 1),
        split("FEWGOOD", 30, 20, 4, 1),
    ),
    "at the share": behind(split("AT", 30, 18, 60, 6)),
    "below the share": behind(split("BELOW", 30, 17, 60, 6)),
    "the other way round": behind(split("WAY", 60, 40, 30, 29)),
    "by chance": behind(split("CHANCE", 5, 4, 5, 3)),
    "the KPI is reached": behind(split("YES", 30, 24, 60, 12), is_short=False),
    "alike": behind(split("B", 30, 24, 60, 12), split("A", 30, 24, 60, 12), split("C", 5, 5, 5, 0)),
    "too few": behind(split("FEW", 4, 4, 60, 1)),
}
# The same, where people of several positions are compared with their like.
BEHIND["within positions"] = behind(
    {**split("MIXED", 12, 10, 20, 4), "position": "SELLER"},
    {**split("MIXED", 9, 3, 30, 12), "position": "WELDER"},
    {**split("MIXED", 3, 3, 4, 0), "position": "CLERK"},
    {**split("OTHER", 12, 2, 20, 9), "position": "SELLER"},
)

CASES: dict[str, dict[str, Plain]] = {
    "skill_behind_kpi": BEHIND,
}
