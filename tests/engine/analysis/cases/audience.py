"""Cases of `audience`."""

from __future__ import annotations

from tests.engine.analysis.cases.plain import NEED, Plain, named


def tenure(years: object, people: int, short: int) -> Plain:
    return {"years": years, "people": people, "short": short}


def group(code: str, people: int, short: int) -> Plain:
    return {"group": named(code), "people": people, "short": short}


def audience(
    rows: list[Plain], positions: tuple[Plain, ...] = (), units: tuple[Plain, ...] = ()
) -> Plain:
    return {
        "group": "U",
        "skill": named("SK"),
        "asked": 50,
        "rules": NEED,
        "rows": rows,
        "positions": list(positions),
        "units": list(units),
    }


AUDIENCE = {
    "those who are long there": audience(
        [tenure(None, 2, 0), tenure(0, 9, 1), tenure(1, 8, 0), tenure(4, 6, 5), tenure(7, 7, 7)],
        (group("SELLER", 20, 8), group("WELDER", 12, 5)),
    ),
    "those who are new": audience([tenure(0, 9, 9), tenure(1, 8, 0), tenure(4, 6, 0)]),
    "two positions": audience(
        [tenure(2, 60, 23)],
        tuple(
            group(c, n, k) for c, n, k in (("A", 12, 11), ("B", 13, 12), ("C", 15, 0), ("D", 20, 0))
        ),
    ),
    "one of two units": audience(
        [tenure(2, 60, 20)], (), (group("EAST", 20, 19), group("WEST", 40, 1))
    ),
    "only one group": audience([tenure(2, 20, 8)], (group("ALL", 20, 8),)),
    "no description": audience(
        [tenure(0, 10, 5), tenure(3, 10, 5)], (group("A", 10, 4), group("B", 10, 6))
    ),
    "everybody": audience([tenure(0, 10, 9), tenure(3, 10, 9)]),
    "nearly everybody": audience([tenure(0, 10, 8), tenure(3, 10, 9)]),
    "nobody": audience([tenure(0, 10, 0), tenure(3, 10, 0)]),
    "all of them": audience([tenure(0, 5, 5)]),
    "too few": audience([tenure(0, 4, 4)]),
    "just enough": audience([tenure(0, 3, 3), tenure(2, 2, 0)]),
    "what it must find and may take": audience(
        [tenure(0, 100, 2), tenure(5, 20, 18), tenure(6, 3, 0)]
    ),
}

CASES: dict[str, dict[str, Plain]] = {
    "audience": AUDIENCE,
}
