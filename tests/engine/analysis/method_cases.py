"""Made-up inputs of every method, as plain data, as an explanation stores them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from engine.policy import load_policy
from engine.values.encoding import to_plain

Plain = dict[str, Any]
POLICY = load_policy()
NEED, EFFECT, COST = (to_plain(one) for one in (POLICY.need, POLICY.effect, POLICY.cost))


def money(amount: object, currency: str = "CNY") -> Plain:
    return {"amount": str(amount), "currency": currency}


def price(amount: object, people: int = 1) -> Plain:
    return {"amount": str(amount), "people": people, "currency": "CNY"}


def named(code: str) -> Plain:
    return {"code": code, "name": f"某{code}", "name_en": f"Some {code}"}


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


def variance(people: int, *invoices: tuple[str, str]) -> Plain:
    return {
        "number": "TR-1",
        "currency": "CNY",
        "planned_headcount": 20,
        "planned_price": "150.5",
        "planned_rate": "7.1",
        "headcount": people,
        "rows": [{"original": a, "booked": b} for a, b in invoices],
    }


VARIANCE = {
    "fewer came, dearer, at a better rate": variance(17, ("2600", "18070"), ("100.5", "698.48")),
    "one came": variance(1, ("0.5", "3.6")),
    "nobody came": variance(0, ("1", "7")),
    "nothing was invoiced": variance(17),
    "what was invoiced was credited": variance(17, ("5", "35"), ("-5", "-35")),
}


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


def kpi(code: str, target: object, actual: float, direction: str = "higher", **given: Any) -> Plain:
    return {
        "kpi": named(code),
        "unit": "share",
        "direction": direction,
        "target": target,
        "actual": actual,
        "people": None,
        **given,
    }


STANDING = {
    "in their order": {
        "unit": "U",
        "rows": [
            kpi("REACHED", 0.5, 0.55),
            kpi("NONE", None, 0.4),
            kpi("SHORT", 0.8, 0.6),
            kpi("LOWER", 0.02, 0.05, "lower"),
            kpi("PEOPLE", 0.4, 0.38, people=31),
            kpi("COUNT", 400, 90, unit="count", people=7, part_of=named("ALL"), whole=1200.0),
            kpi("ALIKE", 0.8, 0.6),
            kpi("ZERO", 0, 0.3),
            kpi("WHOLE0", 10, 5, unit="count", whole=0.0),
            kpi("LESS", -10, -4, unit="money"),
            kpi("OTHERWISE", -10, 4, unit="money"),
        ],
    },
    "none": {"unit": "U", "rows": []},
}


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


def agreement(leaves_on: str, **given: Any) -> Plain:
    usual = {
        "employee": "E1",
        "agreed_cost": money("36000.5"),
        "months": 24,
        "starts_on": "2026-03-15",
        "special_fund": True,
    }
    return {"leaves_on": leaves_on, "rows": {**usual, **given}}


SERVICE = {
    "a month all but a day": agreement("2026-04-14"),
    "a month to the day": agreement("2026-04-15"),
    "over the year's end": agreement("2027-05-20"),
    "all served": agreement("2029-01-01"),
    "on the first day": agreement("2026-03-15"),
    "one month for nothing": agreement("2026-03-20", months=1, agreed_cost=money(0)),
    "ordinary training": agreement("2027-05-20", special_fund=False),
    "before it begins": agreement("2026-03-14"),
    "no months": agreement("2026-04-15", months=0),
    "less than nothing": agreement("2026-04-15", agreed_cost=money("-0.01")),
}


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


def split(code: str, low: int, low_below: int, good: int, good_below: int) -> Plain:
    return {
        "skill": named(code),
        "low": low,
        "low_below": low_below,
        "good": good,
        "good_below": good_below,
    }


def behind(*rows: Plain, is_short: bool = True) -> Plain:
    return {"kpi": "CSAT", "group": "U", "is_short": is_short, "rules": NEED, "rows": list(rows)}


BEHIND = {
    "one is": behind(
        split("NO", 30, 10, 60, 21),
        split("YES", 30, 24, 60, 12),
        split("FEW", 4, 4, 60, 1),
        split("FEWGOOD", 30, 20, 4, 1),
    ),
    "at the share": behind(split("AT", 30, 18, 60, 6)),
    "below the share": behind(split("BELOW", 30, 17, 60, 6)),
    "the other way round": behind(split("WAY", 60, 40, 30, 29)),
    "by chance": behind(split("CHANCE", 5, 4, 5, 3)),
    "the KPI is reached": behind(split("YES", 30, 24, 60, 12), is_short=False),
    "alike": behind(split("B", 30, 24, 60, 12), split("A", 30, 24, 60, 12), split("C", 5, 5, 5, 0)),
    "too few": behind(split("FEW", 4, 4, 60, 1)),
}


def roi(
    benefit: object = 9000,
    isolation: object = "0.6",
    confidence: object = "0.85",
    costs: tuple[Any, ...] = (2000, 1500),
) -> Plain:
    return {
        "course": named("TC"),
        "year": 2026,
        "benefit": None if benefit is None else money(benefit),
        "isolation": isolation,
        "confidence": confidence,
        "rows": [money(one) for one in costs],
    }


ROI = {
    "adjusted": roi(),
    "all of it": roi(isolation=None, confidence=None),
    "its share unknown": roi(isolation=None),
    "surely": roi(isolation="1", confidence="1"),
    "nothing due to it": roi(isolation="0"),
    "no benefit known": roi(None),
    "no costs": roi(costs=()),
    "free": roi(costs=(0,)),
    "paid back": roi(costs=(5, -10)),
    "more than all": roi(isolation="1.01"),
    "less than none": roi(confidence="-0.01"),
}


def held(code: str, sessions: int, people: int, total: object) -> Plain:
    return {
        "course": named(code),
        "sessions": sessions,
        "participations": people,
        "total": money(total),
    }


HISTORY = {
    "in their order": {
        "unit": "U",
        "first": "2025-01-01",
        "last": "2025-12-31",
        "converted": [],
        "rows": [held("CHEAP", 2, 9, "100.4"), held("B", 6, 113, 170630), held("A", 3, 20, 170630)],
    },
    "none": {"unit": "U", "first": "2025-01-01", "last": "2025-12-31", "converted": [], "rows": []},
}


def measured(
    level: str, value: float, baseline: object = None, planned: object = None, **given: Any
) -> Plain:
    return {
        "level": level,
        "measure": f"{level} measure",
        "kpi": None,
        "direction": "higher",
        "baseline": baseline,
        "value": value,
        "planned": planned,
        "n": 20,
        "method": "test",
        **given,
    }


def next_year(*rows: Plain, strengths: tuple[float, ...] = (), spent: object = "3000.3") -> Plain:
    return {
        "course": named("TC"),
        "year": 2026,
        "spent": money(spent),
        "rules": EFFECT,
        "rows": list(rows),
        "strengths": [{"kpi": f"K{n}", "strength": one} for n, one in enumerate(strengths)],
    }


RESULT = [
    measured("results", 0.3, 0.25, 0.35, kpi=named("K0")),
    measured("results", 4, 6, 6, kpi=named("K1"), direction="lower"),
]
ALL_GOOD = [
    measured("reaction", 0.8),
    measured("learning", 80, 60, 90),
    measured("behaviour", 3.5, 3),
    RESULT[0],
]
NEXT_YEAR = {
    "two results": next_year(*RESULT),
    "two results, not for sure": next_year(*RESULT, strengths=(0.75, 0.4)),
    "two results, surely": next_year(*RESULT, strengths=(1.0,)),
    "one result twice": next_year(RESULT[0], RESULT[0]),
    "all levels": next_year(*ALL_GOOD),
    "all levels, not for sure": next_year(*ALL_GOOD, strengths=(0.5,)),
    "one level in part": next_year(*ALL_GOOD, measured("learning", 50, 60)),
    "satisfaction": next_year(measured("reaction", 0.9)),
    "no satisfaction": next_year(measured("reaction", 0.79)),
    "nothing better": next_year(measured("results", 0.2, 0.25, 0.3)),
    "as before": next_year(measured("results", 0.25, 0.25, 0.25)),
    "nothing measured": next_year(),
    "nothing spent": next_year(*RESULT, spent=0),
    "less than nothing spent": next_year(spent="-0.01"),
    "no level": next_year(measured("joy", 1)),
}


def need_of(code: str, **scores: str) -> Plain:
    return {"code": code, "scores": scores}


def ranking(*rows: Plain, **weights: str) -> Plain:
    usual = {"strategy": "0.5", "business": "0.3", "employee": "0.2"}
    return {"year": 2027, "weights": weights or usual, "rows": list(rows)}


PRIORITY = {
    "alike share a rank": ranking(
        need_of("D", strategy="0.2"),
        need_of("B", strategy="0.8", business="0.5", employee="1"),
        need_of("C", business="0.5", employee="0.5"),
        need_of("A", strategy="0.5"),
    ),
    "one weight is all": ranking(
        need_of("A", strategy="0.4"), strategy="1", business="0", employee="0"
    ),
    "none": ranking(),
    "one missing": ranking(need_of("A"), strategy="1"),
    "one too many": ranking(need_of("A"), strategy="1", business="0", employee="0", luck="0"),
    "not one": ranking(need_of("A"), strategy="0.5", business="0.3", employee="0.1"),
    "negative": ranking(need_of("A"), strategy="1.2", business="-0.2", employee="0"),
}


def fund(*rows: tuple[int, object, object]) -> Plain:
    return {
        "cap": "0.08",
        "rows": [{"year": y, "payroll": money(p), "incurred": money(i)} for y, p, i in rows],
    }


FUND = {
    "below": fund((2025, 1000, 60)),
    "at it": fund((2025, 1000, 80)),
    "carried on, and used": fund((2024, 1000, 130), (2025, 1500, 90), (2026, 1600, 40)),
    "carried on at the end": fund((2025, 1000, 130), (2026, 100, 0)),
    "a year is missing": fund((2024, 1000, 130), (2026, 1500, 90)),
    "none": fund(),
    "less than no payroll": fund((2025, -1, 0)),
    "less than no spending": fund((2025, 1, "-0.01")),
}


def years(
    before: tuple[object, float],
    after: tuple[object, float],
    direction: str = "higher",
    currency: str = "CNY",
) -> Plain:
    rows = [
        {"year": y, "budget": money(b, c), "actual": a}
        for y, (b, a), c in ((2025, before, "CNY"), (2026, after, currency))
    ]
    return {"kpi": named("CSAT"), "direction": direction, "rows": rows}


EFFICIENCY = {
    "more for less": years((2000, 0.5), (1500, 0.6)),
    "lower is better": years((2000, 8), (3000, 6), "lower"),
    "the last was free": years((2000, 0.5), (0, 0.6)),
    "the first was free": years((0, 0.5), (10, 0.6)),
    "a cent": years(("0.01", 0.5), ("0.02", 0.6)),
    "from nothing": years((10, 0), (10, 0.6)),
    "two currencies": years((10, 1), (10, 1), currency="USD"),
}


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


def pair_sums(n: int, x: float, y: float, products: float, **given: Any) -> Plain:
    return {
        "course": named("TC"),
        "kpi": named("CSAT"),
        "direction": "higher",
        "level": 0.95,
        "significance": 0.05,
        "worth_keeping": 0.02,
        "spent": money(500),
        "rows": {"n": n, "squares_x": x, "squares_y": y, "products": products},
        **given,
    }


CORRELATION = {
    "for sure": pair_sums(40, 100, 4, 12),
    "not for sure": pair_sums(10, 100, 4, 5),
    "four": pair_sums(4, 100, 4, 12),
    "three": pair_sums(3, 100, 4, 12),
    "the wrong way": pair_sums(40, 100, 4, -12),
    "lower is better": pair_sums(40, 100, 4, -12, direction="lower"),
    "hardly": pair_sums(40, 100, 4, 2.5),
    "wholly": pair_sums(10, 100, 4, 20),
    "wholly against": pair_sums(10, 100, 4, -20.001),
    "not at all": pair_sums(10, 100, 4, 0),
    "x is always the same": pair_sums(10, 0, 4, 0),
    "y is always the same": pair_sums(10, 100, 0, 0),
}


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


def cell(unit: str, trained: bool, people: int, change: float, **given: Any) -> Plain:
    """People whose KPI was 0.5 before, and changed by `change` each on average."""
    return {
        "cohort": "2026-03-01",
        "position": "P",
        "unit": unit,
        "trained": trained,
        "people": people,
        "before": 0.5 * people,
        "before_squares": 0.26 * people,
        "change": change * people,
        "change_squares": (change**2 + 0.0004) * people,
        "trend": 0.001 * people,
        "trend_squares": 0.0001 * people,
        **given,
    }


def effect(*cells: Plain, direction: str = "higher") -> Plain:
    return {
        "course": named("TC"),
        "kpi": named("CSAT"),
        "direction": direction,
        "unit": "share",
        "smallest_group": 5,
        "rules": EFFECT,
        "rows": list(cells),
    }


UNITS = [
    cell("A", True, 6, 0.09),
    cell("B", True, 8, 0.11),
    cell("C", False, 10, 0.02),
    cell("D", False, 7, 0.03),
]
TWO_STRATA = [
    *UNITS,
    cell("A", True, 5, 0.05, position="Q"),
    cell("C", False, 6, 0.01, position="Q"),
    cell("E", True, 3, 0.2, position="R"),
    cell("B", True, 4, 0.07, cohort="2026-05-01"),
    cell("D", False, 9, 0.04, cohort="2026-05-01"),
]
TRAINING_EFFECT = {
    "beside others": effect(*UNITS),
    "in strata, some without others": effect(*TWO_STRATA),
    "lower is better": effect(
        *(cell(c["unit"], c["trained"], c["people"], -c["change"] / c["people"]) for c in UNITS),
        direction="lower",
    ),
    "worse": effect(
        cell("A", True, 6, -0.02),
        cell("B", True, 8, -0.01),
        cell("C", False, 10, 0.02),
        cell("D", False, 7, 0.03),
    ),
    "all in one unit": effect(cell("A", True, 6, 0.09), cell("A", False, 9, 0.02)),
    "one in one unit": effect(
        cell("A", True, 5, 0.09),
        cell("A", False, 9, 0.02),
        cell("A", True, 1, 0.3, position="Q"),
        cell("A", False, 1, 0.1, position="Q"),
    ),
    "two units": effect(cell("A", True, 6, 0.09), cell("B", False, 9, 0.02)),
    "nobody to compare with": effect(cell("A", True, 6, 0.09), cell("B", True, 8, 0.11)),
    "too few to compare with": effect(
        cell("A", True, 6, 0.09), cell("B", True, 8, 0.11), cell("C", False, 4, 0.02)
    ),
    "just enough": effect(cell("A", True, 5, 0.09), cell("B", False, 5, 0.02)),
    "too few": effect(cell("A", True, 4, 0.09), cell("B", False, 9, 0.02)),
    "groups that differed": effect(
        *(
            cell(u, t, n, c, before=b * n, before_squares=(b * b + 0.0001) * n, trend=g * n)
            for u, t, n, c, b, g in (
                ("A", True, 6, 0.09, 0.3, 0.05),
                ("B", True, 8, 0.11, 0.31, 0.06),
                ("C", False, 10, 0.02, 0.6, 0.0),
                ("D", False, 7, 0.03, 0.61, 0.01),
            )
        )
    ),
    "from nothing": effect(
        cell("A", True, 6, 0.09, before=0.0, before_squares=0.0),
        cell("B", False, 9, 0.02, before=0.0, before_squares=0.0),
    ),
    "many units": effect(*(cell(f"U{n}", n % 2 == 0, 5 + n, 0.01 * n) for n in range(9))),
    "no change at all": effect(
        *(cell(u, t, 6, 0.0, change_squares=0.0) for u, t in (("A", True), ("B", False)))
    ),
}


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


def session(code: str, day: str, people: int, total: object, **given: Any) -> Plain:
    return {
        "code": code,
        "course": "TC",
        "start_date": day,
        "participants": people,
        "total": money(total),
        "fixed": None,
        "per_learner": None,
        **given,
    }


def alike(code: str, sessions: int, mean: float, **given: Any) -> Plain:
    return {
        "course": code,
        "sessions": sessions,
        "mean": mean,
        "sum_squares": 900.0 * sessions,
        "log_mean": math.log(mean),
        "log_sum_squares": 0.04 * sessions,
        "time_squares": 0.5 * sessions,
        "time_products": 0.001 * sessions,
        **given,
    }


HELD = [
    session("S1", "2024-03-01", 20, 2000),
    session("S2", "2025-03-01", 25, "2750.5"),
    session("S3", "2025-09-01", 18, 1850),
    session("S4", "2026-05-01", 22, 2500),
    session("S0", "2026-06-01", 0, 300),
]
PARTS = [
    {**one, "fixed": money(300), "per_learner": money(20 * one["participants"])} for one in HELD
]
KINDRED = [alike("K1", 4, 130.0), alike("K2", 5, 90.0), alike("K3", 3, 150.0)]
RISING = [
    alike(f"R{n}", 4, 100.0 + n, log_sum_squares=0.0205, time_squares=5.0, time_products=0.3)
    for n in range(4)
]


def cost(**given: Any) -> Plain:
    return {
        "topic": named("TC"),
        "headcount": 45,
        "planned": "2027-03-15",
        "today": "2026-11-23",
        "basis": "per_participant",
        "capacity": None,
        "quotation": None,
        "with_tax": True,
        "converted": [],
        "priced_by": "history",
        "rules": COST,
        "rows": HELD,
        "alike": [],
        **given,
    }


def quoted(amount: object, per: object = None, currency: str = "CNY", **more: Any) -> Plain:
    usual = {"price": money(amount, currency), "per": per, "sessions": None, "tax": None}
    return {**usual, "tax_rate": None, **more}


COST_ESTIMATE = {
    "from its history": cost(),
    "of one": cost(headcount=1),
    "of nobody": cost(headcount=0),
    "with a capacity": cost(capacity=20),
    "in steps": cost(rows=PARTS, capacity=20, basis="by_session"),
    "beside steps": cost(rows=PARTS, capacity=20),
    "beside steps that cost less": cost(rows=PARTS, capacity=45),
    "beside steps that cost more": cost(rows=PARTS, capacity=5),
    "in steps that are not told apart": cost(capacity=20, basis="by_session"),
    "in steps without a capacity": cost(rows=PARTS, basis="by_session"),
    "few sessions among kindred": cost(rows=HELD[:2], alike=KINDRED),
    "one session among kindred": cost(rows=HELD[:1], alike=KINDRED),
    "one session alone": cost(rows=HELD[:1]),
    "two sessions": cost(rows=HELD[:2]),
    "three sessions": cost(rows=HELD[:3]),
    "by kindred": cost(rows=HELD, priced_by="category", alike=KINDRED),
    "by two kindred": cost(priced_by="category", alike=KINDRED[:2]),
    "by one kindred": cost(priced_by="category", alike=KINDRED[:1]),
    "of a kind whose prices rise": cost(alike=RISING),
    "steps of a kind whose prices rise": cost(rows=PARTS, alike=RISING, capacity=20),
    "a drift by policy": cost(rules={**COST, "annual_drift": "0.05", "contingency": "0.1"}),
    "old": cost(today="2030-01-01"),
    "just not old": cost(today="2029-12-31"),
    "free so far": cost(rows=[session("S", "2025-01-01", 10, 0)] * 3, alike=KINDRED),
    "a wide interval": cost(
        rows=[
            session("A", "2025-01-01", 10, 10),
            session("B", "2025-02-01", 10, 900),
            session("C", "2025-03-01", 10, 9000),
        ]
    ),
    "quoted a head": cost(quotation=quoted("99.99", "head")),
    "quoted in all": cost(quotation=quoted(4000), capacity=20),
    "quoted a session": cost(quotation=quoted(1500, "session"), capacity=20),
    "quoted a session, of so many": cost(quotation=quoted(1500, "session", sessions=4)),
    "quoted a session without history": cost(quotation=quoted(1500, "session"), rows=[]),
    "quoted without history": cost(rows=[], quotation=quoted("0.01")),
    "quoted below nothing": cost(quotation=quoted("-0.01", "head")),
    "quoted below nothing in all": cost(quotation=quoted(-5)),
    "quoted for nothing": cost(quotation=quoted(0)),
    "quoted in another currency": cost(quotation=quoted(100, "head", currency="USD")),
    "quoted without tax": cost(quotation=quoted(100, "head", tax="excluded", tax_rate="6")),
    "quoted without tax, at no rate": cost(quotation=quoted(100, "head", tax="excluded")),
    "quoted with tax": cost(quotation=quoted(100, "head", tax="included", tax_rate="6")),
    "quoted with tax where none counts": cost(
        with_tax=False, quotation=quoted(100, "head", tax="included", tax_rate="6")
    ),
    "quoted with tax where none counts, at no rate": cost(
        with_tax=False, quotation=quoted(100, "head", tax="included")
    ),
    "converted": cost(converted=[{"code": "old_history", "args": {"last": "2024-01-01"}}]),
    "no history": cost(rows=[]),
    "nobody came": cost(rows=HELD[4:]),
    "below nothing": cost(rows=[*HELD, session("S9", "2026-01-01", 4, "-0.01")]),
    "two currencies": cost(rows=[*HELD, {**HELD[0], "code": "S8", "total": money(5, "USD")}]),
}


# The same, where people of several positions are compared with their like.
BEHIND["within positions"] = behind(
    {**split("MIXED", 12, 10, 20, 4), "position": "SELLER"},
    {**split("MIXED", 9, 3, 30, 12), "position": "WELDER"},
    {**split("MIXED", 3, 3, 4, 0), "position": "CLERK"},
    {**split("OTHER", 12, 2, 20, 9), "position": "SELLER"},
)
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
    "ledger_sum": LEDGER,
    "cost_variance": VARIANCE,
    "request_check": CHECK,
    "request_outlook": OUTLOOK,
    "kpi_standing": STANDING,
    "person_gap": PERSON,
    "skill_gap": GAP,
    "gap_breakdown": BREAKDOWN,
    "service_penalty": SERVICE,
    "pairwise_weights": PAIRWISE,
    "skill_behind_kpi": BEHIND,
    "return_on_investment": ROI,
    "training_history": HISTORY,
    "next_year_by_effect": NEXT_YEAR,
    "weighted_priority": PRIORITY,
    "education_fund": FUND,
    "effect_per_money": EFFICIENCY,
    "audience": AUDIENCE,
    "need_evidence": NEED_EVIDENCE,
    "training_effect": TRAINING_EFFECT,
    "goal_plan": GOAL,
    "best_set": BEST_SET,
    "proportional_split": SPLIT,
    "cost_estimate": COST_ESTIMATE,
    "cost_plan": PLAN,
    "correlation": CORRELATION,
}


def all_cases() -> Iterator[tuple[str, str, Plain]]:
    for method, cases in CASES.items():
        for name, inputs in cases.items():
            yield method, name, inputs
