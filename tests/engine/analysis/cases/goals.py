"""Cases of `goal_plan`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, money, named, price


def node(
    code: str, actual: float, target: object = None, unit: str = "count", **given: Any
) -> Plain:
    return {
        "kpi": named(code),
        "unit": unit,
        "direction": "higher",
        "actual": actual,
        "target": target,
        "low": None,
        "high": None,
        **given,
    }


def edge(
    child: str, form: str, parent: str = "SALES", coefficient: object = None, unit: object = None
) -> Plain:
    return {
        "parent": parent,
        "child": child,
        "form": form,
        "coefficient": coefficient,
        "coefficient_unit": unit,
    }


def supply(kpi: str = "CONV", **given: Any) -> Plain:
    return {
        "kpi": kpi,
        "skill": named("SK"),
        "coefficient": 0.05,
        "coefficient_unit": "pp",
        "people": 40,
        "short": 18,
        "mean": 2.5,
        "high": 4.5,
        "course": named("TC"),
        "expected_gain": 0.4,
        "price": price(1000, 7),
        **given,
    }


TREE = [
    node("SALES", 1000.0),
    node("CONV", 0.25, 0.3, "share", low=0.1, high=0.4),
    node("VISITS", 400.0, 420),
    node("PRICE", 10.0, 10.5),
]
PRODUCT = [
    edge("CONV", "product"),
    edge("VISITS", "product"),
    edge("PRICE", "product"),
    edge("GONE", "product"),
]


def goal(**given: Any) -> Plain:
    return {
        "group": "U",
        "kpi": "SALES",
        "change": 0.1,
        "reading": None,
        "to": None,
        "driver": None,
        "mix": {},
        "headcount": None,
        "budget": money(50000),
        "rows": TREE,
        "edges": PRODUCT,
        "supplies": [supply()],
        **given,
    }


SUM_TREE = {
    "rows": [node("SALES", 1000.0), node("EAST", 300.0, 320), node("WEST", 700.0, 800)],
    "edges": [edge("EAST", "sum"), edge("WEST", "sum")],
}
ELASTIC = {
    "rows": [
        node("SALES", 1000.0),
        node("CSAT", 0.6, 0.7, "share", low=0.5, high=0.8),
        node("CALLS", 8.0, 6, direction="lower"),
    ],
    "edges": [
        edge("CSAT", "elasticity", coefficient=2.0, unit="relative"),
        edge("CALLS", "elasticity", "CSAT", -0.05, "pp"),
    ],
}
CIRCLE = {"rows": TREE[:2], "edges": [edge("CONV", "product"), edge("SALES", "product", "CONV")]}
SHARES = {"kpi": "CONV", "change": 0.02, "edges": []}
GOAL = {
    "by the driver that lies behind": goal(),
    "for so many people": goal(headcount=12),
    "for more than have the gap": goal(headcount=25),
    "by one driver": goal(driver="VISITS"),
    "by no driver": goal(driver="LUCK"),
    "by a mix": goal(mix={"CONV": "0.6", "PRICE": "0.4"}),
    "by a mix that is none": goal(mix={"CONV": "0.6", "PRICE": "0.3"}),
    "by less than nothing": goal(mix={"CONV": "1.5", "PRICE": "-0.5"}),
    "by a mix with none": goal(mix={"CONV": "0.5", "LUCK": "0.5"}),
    "by a mix of a sum": goal(**SUM_TREE, mix={"EAST": "0.25", "WEST": "0.75"}, supplies=[]),
    "to a value": goal(change=None, to=1050.0),
    "to what is there": goal(change=None, to=1000.0),
    "to nothing by factors": goal(change=-1.0),
    "to both": goal(to=5.0),
    "to neither": goal(change=None),
    "of points of what is no share": goal(reading="pp", change=50.0),
    "an unknown reading": goal(reading="maybe"),
    "the parts of a sum": goal(**SUM_TREE, supplies=[]),
    "by what moves it": goal(**ELASTIC, supplies=[supply("CSAT")]),
    "by what moves that": goal(
        **ELASTIC, driver="CALLS", supplies=[supply("CALLS", coefficient=-2.0)]
    ),
    "beyond what was seen": goal(change=0.9),
    "beyond what was seen of what moves it": goal(
        **ELASTIC, driver="CSAT", change=0.9, supplies=[]
    ),
    "beyond all levels": goal(supplies=[supply(high=2.9)]),
    "beyond one course": goal(supplies=[supply(expected_gain=0.3)]),
    "without a course": goal(supplies=[supply(course=None, price=None)]),
    "without a price": goal(supplies=[supply(price=None)]),
    "all have the gap": goal(supplies=[supply(short=40)]),
    "a relative effect": goal(supplies=[supply(coefficient=0.5, coefficient_unit="relative")]),
    "an effect that is not known": goal(supplies=[supply(coefficient=None)]),
    "no skill": goal(supplies=[]),
    "of a share, which may mean both": goal(**SHARES),
    "of a share, relatively": goal(**SHARES, reading="relative"),
    "of a share beyond all": goal(**{**SHARES, "change": 0.8}),
    "of a KPI without a result": goal(kpi="LUCK"),
    "no budget": goal(budget=None),
    "a budget of nothing": goal(budget=money(0)),
    "in a circle": goal(**CIRCLE),
    "without its coefficient": goal(rows=ELASTIC["rows"], edges=[edge("CSAT", "elasticity")]),
    "by a driver at nothing": goal(
        rows=[node("SALES", 1000.0), node("CONV", 0.0, 0.3, "share")], edges=PRODUCT[:1]
    ),
    "where lower is better": goal(
        kpi="CALLS",
        change=-0.25,
        rows=[node("CALLS", 8.0, 5, direction="lower")],
        edges=[],
        supplies=[],
    ),
    "where lower is better, but more is meant": goal(
        kpi="CALLS", change=0.25, rows=[node("CALLS", 8.0, direction="lower")], edges=[]
    ),
    "less than the driver's own target": goal(change=0.05),
}

CASES: dict[str, dict[str, Plain]] = {
    "goal_plan": GOAL,
}
