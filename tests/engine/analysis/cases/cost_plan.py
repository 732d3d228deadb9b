"""Cases of `cost_plan`."""

from __future__ import annotations

from tests.engine.analysis.cases.plain import Plain, money, named


def plan_line(code: str, people: int, per_head: object, category: object = "sales") -> Plain:
    total = float(str(per_head)) * people
    return {
        "topic": named(code),
        "category": category,
        "headcount": people,
        "unit_cost": money(per_head),
        "total": money(total),
    }


PLAN = {
    "a mix that does not close": {
        "rows": [plan_line("DEAR", 5, 900), plan_line("MIXED", 7, 500), plan_line("CHEAP", 4, 300)]
    },
    "a mix that closes": {
        "rows": [plan_line("DEAR", 5, 900), plan_line("MIXED", 6, 500), plan_line("CHEAP", 4, 300)]
    },
    "of other kinds": {
        "rows": [
            plan_line("DEAR", 5, 900, "x"),
            plan_line("MIXED", 7, 500),
            plan_line("CHEAP", 4, 300),
        ]
    },
    "of no kind": {
        "rows": [
            plan_line(c, 7, p, None) for c, p in (("DEAR", 900), ("MIXED", 500), ("CHEAP", 300))
        ]
    },
    "as dear as one": {
        "rows": [plan_line("DEAR", 5, 500), plan_line("MIXED", 7, 500), plan_line("CHEAP", 4, 300)]
    },
    "one": {"rows": [plan_line("ONE", 5, "900.5")]},
    "none": {"rows": []},
}

CASES: dict[str, dict[str, Plain]] = {
    "cost_plan": PLAN,
}
