"""Cases of `pairwise_weights`."""

from __future__ import annotations

from tests.engine.analysis.cases.plain import Plain


def pairs(*judgements: tuple[str, str, str], criteria: str = "abc", limit: float = 0.1) -> Plain:
    return {
        "criteria": list(criteria),
        "limit": limit,
        "rows": [{"first": a, "second": b, "ratio": r} for a, b, r in judgements],
    }


PAIRWISE = {
    "agreeing": pairs(("a", "b", "2"), ("a", "c", "6"), ("b", "c", "3")),
    "nearly": pairs(("a", "b", "2"), ("a", "c", "5"), ("b", "c", "4")),
    "contradicting": pairs(("a", "b", "9"), ("b", "c", "9"), ("a", "c", "1/9")),
    "four, one off": pairs(
        ("a", "b", "2"),
        ("a", "c", "4"),
        ("a", "d", "8"),
        ("b", "c", "2"),
        ("b", "d", "7"),
        ("c", "d", "2"),
        criteria="abcd",
    ),
    "two": pairs(("a", "b", "1/3"), criteria="ab"),
    "one": pairs(criteria="a"),
    "the largest and the smallest ratio": pairs(("a", "b", "9"), ("a", "c", "9"), ("b", "c", "1")),
    "none": pairs(criteria=""),
    "ten": pairs(criteria="abcdefghij"),
    "one twice": pairs(criteria="aab"),
    "a pair twice": pairs(("a", "b", "2"), ("b", "a", "2"), ("b", "c", "3")),
    "with itself": pairs(("a", "a", "2"), criteria="ab"),
    "with another": pairs(("a", "x", "2"), criteria="ab"),
    "one missing": pairs(("a", "b", "2"), ("a", "c", "2")),
    "the first missing": pairs(("a", "c", "2"), ("b", "c", "2")),
    "no number": pairs(("a", "b", "viel"), criteria="ab"),
    "by nothing": pairs(("a", "b", "1/0"), criteria="ab"),
    "beyond the scale": pairs(("a", "b", "9.1"), criteria="ab"),
    "below the scale": pairs(("a", "b", "1/10"), criteria="ab"),
}

CASES: dict[str, dict[str, Plain]] = {
    "pairwise_weights": PAIRWISE,
}
