"""Cases of `person_gap`, `skill_gap`, `gap_breakdown`."""

from __future__ import annotations

from typing import Any

from tests.engine.analysis.cases.plain import Plain, named, price


def person_skill(code: str, level: object, required: object, weight: object = "1.5") -> Plain:
    return {
        "skill": named(code),
        "level": level,
        "assessed_on": None,
        "required": required,
        "criticality": weight,
    }


PERSON = {
    "all kinds": {
        "person": "E1",
        "rows": [
            person_skill("MET", "4", "3.5"),
            person_skill("WIDE", "1.25", "4"),
            person_skill("NEVER", None, "2"),
            person_skill("FREE", "2", None, None),
            person_skill("UNWEIGHED", "1", "3", None),
            person_skill("ALIKE", "1.25", "4"),
            person_skill("NARROW", "3", "3.5"),
        ],
    }
}


def sums(
    code: str,
    required: str,
    people: int,
    total: str,
    short: int,
    short_total: str,
    weight: str = "1",
) -> Plain:
    return {
        "group": named(code),
        "required": required,
        "criticality": weight,
        "people": people,
        "total": total,
        "short": short,
        "short_total": short_total,
    }


SUMS = [
    sums("B", "3", 12, "31", 7, "13.5"),
    sums("A", "4", 8, "22.5", 6, "15", "1.5"),
    sums("B", "4", 5, "17", 3, "9.5", "2"),
    sums("FEW", "3", 4, "8", 4, "8", "9"),
    sums("FIVE", "3", 5, "15.5", 0, "0"),
    sums("Z", "3", 12, "31", 7, "13.5", "2.0"),
]


def certificate(code: str, required: int, missing: int) -> Plain:
    return {"certificate": named(code), "required": required, "missing": missing, "expired": 1}


def dimension(name: str, n: int, total: float, squares: float, **given: Any) -> Plain:
    return {
        "dimension": name,
        "n": n,
        "total": total,
        "squares": squares,
        "other_n": 40,
        "other_total": 140.0,
        "other_squares": 510.0,
        **given,
    }


GAP = {
    "with remedies": {
        "group": "U",
        "smallest_group": 5,
        "rows": SUMS,
        "certificates": [
            certificate("FORKLIFT", 14, 5),
            certificate("CRANE", 8, 0),
            certificate("RARE", 4, 4),
            certificate("FIVE", 5, 1),
        ],
        "appraisals": [dimension("沟通", 10, 29.0, 92.0), dimension("少", 4, 9.0, 21.0)],
        "remedies": [
            {"subject": named("A"), "course": named("TC-A"), "price": price("300.5", 2)},
            {"subject": named("B"), "course": None, "price": None},
            {"subject": named("FORKLIFT"), "course": named("TC-F"), "price": None},
        ],
    },
    "nothing below the others": {
        "group": "U",
        "smallest_group": 5,
        "rows": SUMS[:1],
        "certificates": [],
        "appraisals": [dimension("沟通", 10, 39.0, 160.0)],
        "remedies": [{"subject": named("B"), "course": named("TC"), "price": price(3)}],
    },
    "certificates alone": {
        "group": "U",
        "smallest_group": 5,
        "rows": SUMS[3:4],
        "certificates": [certificate("FORKLIFT", 14, 5)],
        "appraisals": [],
        "remedies": [],
    },
    "too few": {
        "group": "U",
        "smallest_group": 6,
        "rows": SUMS[3:5],
        "certificates": [certificate("FIVE", 5, 1)],
        "appraisals": [],
        "remedies": [],
    },
}
BREAKDOWN = {
    "by team": {"group": "U", "by": "team", "smallest_group": 5, "rows": SUMS},
    "by person": {"group": "U", "by": "person", "smallest_group": 5, "rows": SUMS[3:5]},
    "too few": {"group": "U", "by": "team", "smallest_group": 6, "rows": SUMS[3:5]},
}
# The same, where people of several positions are compared with their like.
GAP["appraisals within positions"] = {
    **GAP["with remedies"],
    "appraisals": [
        {**dimension("沟通", 10, 29.0, 92.0), "position": "SELLER"},
        {
            **dimension("沟通", 8, 30.0, 115.0, other_n=12, other_total=40.0, other_squares=140.0),
            "position": "WELDER",
        },
        {
            **dimension("沟通", 3, 6.0, 13.0, other_n=0, other_total=0.0, other_squares=0.0),
            "position": "CLERK",
        },
    ],
}

CASES: dict[str, dict[str, Plain]] = {
    "person_gap": PERSON,
    "skill_gap": GAP,
    "gap_breakdown": BREAKDOWN,
}
