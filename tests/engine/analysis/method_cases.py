"""Made-up inputs of every method, as plain data, as an explanation stores them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.policy import load_policy
from engine.values.encoding import to_plain

Plain = dict[str, Any]
POLICY = load_policy()
NEED, EFFECT, COST = (to_plain(one) for one in (POLICY.need, POLICY.effect, POLICY.cost))


def money(amount: object, currency: str = "CNY") -> Plain:
    return {"amount": str(amount), "currency": currency}


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
            {"subject": named("A"), "course": named("TC-A"), "per_head": money("150.25")},
            {"subject": named("B"), "course": None, "per_head": None},
            {"subject": named("FORKLIFT"), "course": named("TC-F"), "per_head": None},
        ],
    },
    "nothing below the others": {
        "group": "U",
        "smallest_group": 5,
        "rows": SUMS[:1],
        "certificates": [],
        "appraisals": [dimension("沟通", 10, 39.0, 160.0)],
        "remedies": [{"subject": named("B"), "course": named("TC"), "per_head": money(3)}],
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
        "rows": [held("CHEAP", 2, 9, "100.4"), held("B", 6, 113, 170630), held("A", 3, 20, 170630)],
    },
    "none": {"unit": "U", "first": "2025-01-01", "last": "2025-12-31", "rows": []},
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
    "cost_plan": PLAN,
    "correlation": CORRELATION,
}


def all_cases() -> Iterator[tuple[str, str, Plain]]:
    for method, cases in CASES.items():
        for name, inputs in cases.items():
            yield method, name, inputs
