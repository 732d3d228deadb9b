"""Cases of `request_check`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, money


def fact(line: int, **given: Any) -> Plain:
    return {
        "line": line,
        "headcount": 12,
        "roster": 30,
        "assessed": 25,
        "short": 14,
        "unit_cost": money(110),
        "usual": money(100),
        "recent": 0,
        "others": [],
        "days_left": 60,
        **given,
    }


def check(*rows: Plain, asked: int = 1320, reserved: object = 1320) -> Plain:
    return {
        "number": "TR-1",
        "asked": money(asked),
        "smallest_group": 5,
        "high_price": 1.1,
        "reserved": None if reserved is None else money(reserved),
        "short_notice": 30,
        "rows": list(rows),
    }


CHECK = {
    "all is well": check(fact(1)),
    "at every limit": check(
        fact(1, headcount=14, roster=14, assessed=5, unit_cost=money(110), days_left=30), reserved=1
    ),
    "beyond every limit": check(
        fact(1, headcount=31),
        fact(2, headcount=15),
        fact(3, assessed=4),
        fact(4, short=None),
        fact(5, assessed=None),
        fact(6, unit_cost=money("110.01")),
        fact(7, usual=None),
        fact(8, usual=money(100, "USD")),
        fact(9, recent=3),
        fact(10, others=["TR-8", "TR-9"]),
        fact(11, days_left=29),
        fact(12, days_left=-2),
        fact(13, recent=1, days_left=0),
        reserved=0,
    ),
    "no budget": check(fact(1), reserved=None),
    "nothing asked, nothing reserved": check(fact(1), asked=0, reserved=0),
}

CASES: dict[str, dict[str, Plain]] = {
    "request_check": CHECK,
}
