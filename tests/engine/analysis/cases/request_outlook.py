"""Cases of `request_outlook`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, money, named


def kpi_facts(**given: Any) -> Plain:
    return {
        "kpi": named("CSAT"),
        "unit": "share",
        "actual": 0.62,
        "target": 0.7,
        "coefficient": "0.05",
        "coefficient_unit": "pp",
        **given,
    }


def ahead(line: int, **given: Any) -> Plain:
    return {
        "line": line,
        "headcount": 12,
        "total": money(8400),
        "skill": named("SK"),
        "assessed": 25,
        "short": 14,
        "shortfall": 1.25,
        "mean": 2.5,
        "gain": "0.7",
        "kpi": kpi_facts(),
        **given,
    }


OUTLOOK = {
    "by what the course adds": {"number": "TR-1", "rows": [ahead(1)]},
    "by what is missing": {"number": "TR-1", "rows": [ahead(2, headcount=20, gain="2")]},
    "relatively": {
        "number": "TR-1",
        "rows": [ahead(3, kpi=kpi_facts(coefficient_unit="relative"))],
    },
    "relative to nothing": {
        "number": "TR-1",
        "rows": [ahead(4, mean=0, kpi=kpi_facts(coefficient_unit="relative"))],
    },
    "no KPI, no target, no coefficient": {
        "number": "TR-1",
        "rows": [
            ahead(5, kpi=None),
            ahead(6, kpi=kpi_facts(target=None)),
            ahead(7, kpi=kpi_facts(coefficient=None, coefficient_unit=None)),
        ],
    },
    "what is not known": {
        "number": "TR-1",
        "rows": [
            ahead(8, skill=None),
            ahead(9, assessed=0),
            ahead(10, gain=None),
            ahead(11, gain=None, kpi=None),
        ],
    },
    "nobody has the gap": {"number": "TR-1", "rows": [ahead(12, short=0)]},
}

CASES: dict[str, dict[str, Plain]] = {
    "request_outlook": OUTLOOK,
}
