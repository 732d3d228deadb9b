"""Cases of `need_evidence`."""

from __future__ import annotations

from tests.engine.analysis.cases.plain import NEED, Plain


def level(value: str, people: int, required: object = None) -> Plain:
    return {"level": value, "required": required, "people": people}


def results(short: bool, missed: bool, people: int, total: float) -> Plain:
    return {"short": short, "missed": missed, "people": people, "total": total}


def need(levels: list[Plain], *rows: Plain) -> Plain:
    return {
        "group": "U",
        "skill": "SK",
        "kpi": "CSAT",
        "rules": NEED,
        "rows": levels,
        "results": list(rows),
    }


LEVELS = [level("2", 9, "3"), level("2.5", 4, "3"), level("3", 5, "3"), level("4", 12, "4")]
APART = (
    results(True, True, 11, 2.2),
    results(True, False, 2, 0.7),
    results(False, True, 4, 0.9),
    results(False, False, 13, 5.4),
)
NEED_EVIDENCE = {
    "a must": need(LEVELS, *APART),
    "of one requirement": need(LEVELS[:3], *APART),
    "none is required": need([level("2", 9), level("3", 6), level("4.5", 3)], *APART),
    "all alike": need([level("3", 6)]),
    "too few to compare": need(LEVELS, results(True, True, 4, 1), results(False, False, 9, 3)),
    "too few": need([level("2", 4, "3")]),
    "nobody": need([]),
    "just enough": need(
        [level("2", 3, "3"), level("4", 2, "3")],
        results(True, True, 5, 1),
        results(False, False, 5, 3),
    ),
    "nobody missed it": need(LEVELS, results(True, False, 9, 4), results(False, False, 9, 5)),
    "the other way round": need(
        LEVELS,
        results(True, True, 2, 0.4),
        results(True, False, 11, 4),
        results(False, True, 13, 2),
        results(False, False, 2, 1),
    ),
    "most of those who missed it have no gap": need(
        LEVELS,
        results(True, True, 9, 2),
        results(False, True, 20, 4),
        results(False, False, 40, 20),
    ),
    "by chance": need(
        LEVELS,
        results(True, True, 5, 1),
        results(True, False, 4, 2),
        results(False, True, 3, 1),
        results(False, False, 5, 3),
    ),
}
# The same, where people of several positions are compared with their like.
NEED_EVIDENCE["within positions"] = need(
    [
        {**level("2", 9, "3"), "position": "SELLER"},
        {**level("4", 7, "3"), "position": "SELLER"},
        {**level("3.5", 8, "4"), "position": "WELDER"},
        {**level("4.5", 6, "4"), "position": "WELDER"},
        {**level("1", 2, "3"), "position": "CLERK"},
    ],
    {**results(True, True, 7, 1.4), "position": "SELLER"},
    {**results(True, False, 2, 0.7), "position": "SELLER"},
    {**results(False, True, 2, 0.5), "position": "SELLER"},
    {**results(False, False, 5, 2.1), "position": "SELLER"},
    {**results(True, True, 6, 2.4), "position": "WELDER"},
    {**results(True, False, 2, 1.3), "position": "WELDER"},
    {**results(False, True, 1, 0.45), "position": "WELDER"},
    {**results(False, False, 6, 4.1), "position": "WELDER"},
    {**results(True, True, 2, 0.1), "position": "CLERK"},
)
NEED_EVIDENCE["within positions, below their mean"] = need(
    [
        {**level("2", 9), "position": "SELLER"},
        {**level("4", 7), "position": "SELLER"},
        {**level("3.5", 8), "position": "WELDER"},
        {**level("4.5", 6), "position": "WELDER"},
        {**level("1", 2), "position": "CLERK"},
    ],
    *APART,
)

CASES: dict[str, dict[str, Plain]] = {
    "need_evidence": NEED_EVIDENCE,
}
