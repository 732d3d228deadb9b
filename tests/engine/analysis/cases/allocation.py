"""Cases of `best_set`, `proportional_split`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, money, named


def candidate(code: str, cost: object, value: str, unit: str = "U1", **given: Any) -> Plain:
    return {
        "course": named(code),
        "unit": named(unit),
        "headcount": 10,
        "cost": money(cost),
        "value": value,
        "mandatory": False,
        "variant_of": None,
        "criteria": {"strategy": value, "business": "0.2"},
        **given,
    }


def allocation(
    total: object, *rows: Plain, floors: Plain | None = None, ceilings: Plain | None = None
) -> Plain:
    return {
        "year": 2027,
        "total": money(total),
        "weights": {"strategy": "0.6", "business": "0.3", "employee": "0.1"},
        "floors": floors or {},
        "ceilings": ceilings or {},
        "rows": list(rows),
    }


FIVE = (
    candidate("A", 600, "3.5"),
    candidate("B", 500, "3.0"),
    candidate("C", "400.5", "2.4", "U2"),
    candidate("D", 100, "0.3", "U2"),
    candidate("E", 5000, "4.0", "U3"),
)
MUST = candidate("M", 300, "0.1", mandatory=True)
BEST_SET = {
    "better than the dearest first": allocation(1000, *FIVE),
    "to the cent": allocation("900.5", *FIVE),
    "a cent short": allocation("900.49", *FIVE),
    "one is mandatory": allocation(1000, *FIVE, MUST),
    "all of them": allocation(10000, *FIVE),
    "none of them": allocation(50, *FIVE),
    "two forms of one": allocation(
        1100,
        candidate("A", 600, "3.5", variant_of="V"),
        candidate("A2", 500, "3.0", variant_of="V"),
        *FIVE[2:],
    ),
    "a floor": allocation(1000, *FIVE, floors={"U2": money(500)}),
    "a ceiling": allocation(1200, *FIVE, ceilings={"U1": money(600)}),
    "mandatory beyond the total": allocation(299, *FIVE, MUST),
    "mandatory beyond a ceiling": allocation(1000, *FIVE, MUST, ceilings={"U1": money(299)}),
    "two mandatory forms": allocation(
        1000,
        candidate("X", 1, "1", mandatory=True, variant_of="V"),
        candidate("Y", 1, "1", mandatory=True, variant_of="V"),
    ),
    "a floor out of reach": allocation(1000, *FIVE, floors={"U2": money(501)}),
    "floors beyond the total": allocation(900, *FIVE, floors={"U1": money(500), "U2": money(450)}),
    "a floor beyond its ceiling": allocation(
        1000, *FIVE, floors={"U1": money(600)}, ceilings={"U1": money(500)}
    ),
    "limits that contradict": allocation(
        600, *FIVE, floors={"U1": money(600), "U2": money(100)}, ceilings={"U1": money(550)}
    ),
    "a limit of nobody": allocation(1000, *FIVE, floors={"U9": money(1)}),
    "less than nothing": allocation("-0.01", *FIVE),
    "nothing to choose from": allocation(1000),
}
SPLIT = {
    "with crumbs": allocation(1000, *FIVE),
    "one alone": allocation("0.01", FIVE[0]),
    "beyond its cost": allocation(9000, *FIVE[2:4]),
    "nothing speaks for any": allocation(1000, {**FIVE[0], "criteria": {}}),
    "less than nothing": allocation(-1, *FIVE),
    "nothing to split among": allocation(1000),
}

CASES: dict[str, dict[str, Plain]] = {
    "best_set": BEST_SET,
    "proportional_split": SPLIT,
}
