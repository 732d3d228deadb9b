"""Cases of `ledger_sum`."""

from __future__ import annotations

from tests.engine.analysis.cases.plain import Plain, money


def line_sums(unit: str, *amounts: int) -> Plain:
    kinds = ("allocated", "reserved", "committed", "actual")
    return {"unit": unit, **{kind: money(one) for kind, one in zip(kinds, amounts, strict=True)}}


LEDGER = {
    "one line": {"unit": "U", "year": 2027, "rows": [line_sums("U", 1000, 20, 303, 4)]},
    "three lines": {
        "unit": "U",
        "year": 2027,
        "rows": [
            line_sums("A", 1000, 20, 303, 4),
            line_sums("B", 500, 7, 11, 13),
            line_sums("C", 90, 1, 2, 60),
        ],
    },
    "two currencies": {
        "unit": "U",
        "year": 2027,
        "rows": [
            line_sums("A", 1, 0, 0, 0),
            {**line_sums("B", 1, 0, 0, 0), "allocated": money(5, "USD")},
        ],
    },
}

CASES: dict[str, dict[str, Plain]] = {
    "ledger_sum": LEDGER,
}
