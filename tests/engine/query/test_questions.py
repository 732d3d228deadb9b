"""Questions that people ask, each as one query, with figures that were reckoned in SQL by hand on
the sample's store (`sql` of the questions that are measured with); the same on both databases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.query.value import (
    AT_LEAST,
    AT_MOST,
    IS_NOT,
    KNOWN,
    MISSING,
    OVER,
    UNDER,
    Condition,
    Has,
    Query,
)
from engine.usecases.context import BudgetEngine
from engine.values.period import Period
from tests.engine.query.asking import Y2024, Y2025, Asked, that, wrong_among


def level_of(unit: str, skill: str) -> Query:
    where = (that("unit", unit), that("skill", skill), that("position", "PO-LINE"))
    return Query(of="skills", measures=("mean_level", "below", "required_of"), where=where)


def learned_in(store: str) -> Query:
    where = (that("unit", store),)
    measures = ("seats", "hours", "people")
    return Query(of="participations", measures=measures, where=where, period=Y2025)


SAFETY = that("course", "TC-SAF")
LINE = that("position", "PO-LINE")
SHORT = that("standing", "below")
QUESTIONS: dict[str, Asked] = {
    "own level": Asked(
        "E000340",
        Query(
            of="skills",
            by=("skill", "level", "required"),
            where=(that("person", "E000340"), that("skill", "SK-STM")),
        ),
        [("SK-STM", "2.66", "3.5")],
        1,
    ),
    "own certificate": Asked(
        "E000491",
        Query(
            of="certificates", by=("certificate", "standing"), where=(that("person", "E000491"),)
        ),
        [("CE-ARC", "missing")],
        1,
    ),
    "own trainings": Asked(
        "worker",
        Query(
            of="participations",
            by=("started_on", "course"),
            measures=("hours",),
            where=(that("person", "E000020"),),
        ),
        [(date(2024, 11, 19), "TC-SAF", "16"), (date(2025, 2, 20), "TC-SAF", "16")],
        6,
    ),
    "sessions of a course": Asked(
        "hr",
        Query(
            of="trainings",
            by=("training", "started_on"),
            measures=("cost",),
            where=(that("course", "TC-LEAN"),),
            order="started_on",
        ),
        [
            ("SE00013", date(2025, 2, 18), "CNY", "47000"),
            ("SE00017", date(2025, 3, 22), "CNY", "47000"),
            ("SE00014", date(2025, 5, 19), "CNY", "53000"),
        ],
        6,
    ),
    "trained before they were hired": Asked(
        "hr",
        Query(
            of="participations",
            by=("position",),
            measures=("people",),
            where=(that("before_hire", "yes"),),
            order="-people",
        ),
        [
            ("PO-JREP", "55"),
            ("PO-LINE", "40"),
            ("PO-SAL", "37"),
            ("PO-STM", "11"),
            ("PO-JAVA", "4"),
        ],
        5,
    ),
    "best of the juniors": Asked(
        "sales-head",
        Query(
            of="skills",
            by=("person", "level"),
            where=(that("position", "PO-JREP"), that("skill", "SK-NEG")),
            order="-level",
            limit=3,
        ),
        [("E000267", "2.58")],
        60,
    ),
    "certificates that end within half a year": Asked(
        "rd-head",
        Query(
            of="certificates",
            by=("person", "ends_on"),
            where=(
                that("standing", "valid"),
                that("ends_on", date(2027, 5, 28), sign=AT_MOST),
            ),
        ),
        [],
        0,
    ),
    "no certificate, or one that ends": Asked(
        "rd-head",
        Query(
            of="certificates",
            measures=("people",),
            where=(that("required", "yes"), that("ends_on", date(2027, 2, 28), sign=AT_MOST)),
        ),
        [("12",)],
    ),
    "coverage and hours of a department": Asked(
        "retail-head",
        Query(of="participations", measures=("coverage", "hours", "hours_per_head"), period=Y2025),
        [("0.960265", "8896", "58.913907")],
    ),
    "by department": Asked(
        "hr",
        Query(
            of="participations",
            by=("unit",),
            measures=("hours_per_head",),
            period=Y2025,
            order="-hours_per_head",
        ),
        [("RET", "58.913907"), ("PRD", "50.594595"), ("SAL", "36.594059"), ("RD", "22.27451")],
        8,
    ),
    "three figures of a year": Asked(
        "hr",
        Query(
            of="participations",
            measures=("people", "seats", "coverage", "hours_per_head"),
            period=Y2025,
        ),
        [("462", "1560", "0.855556", "46.222222")],
    ),
    "course that reached most": Asked(
        "hr",
        Query(
            of="participations",
            by=("course",),
            measures=("people", "seats"),
            order="-people",
        ),
        [("TC-SAF", "182", "400")],
        14,
    ),
    "coverage of the safety course": Asked(
        "workshop-head",
        Query(of="participations", measures=("coverage",), where=(SAFETY, LINE), period=Y2025),
        [("0.665",)],
    ),
    "and the year before": Asked(
        "workshop-head",
        Query(of="participations", measures=("coverage",), where=(SAFETY, LINE), period=Y2024),
        [("0.68",)],
    ),
    "more than six trainings": Asked(
        "hr",
        Query(
            of="participations",
            by=("person",),
            measures=("seats",),
            where=(that("seats", Decimal(6), sign=OVER),),
            period=Y2025,
            order="-seats",
        ),
        [("E000201", "11"), ("E000341", "10")],
        29,
    ),
    "store managers below what is required": Asked(
        "retail-head",
        Query(
            of="skills",
            by=("person", "level"),
            where=(that("position", "PO-STM"), that("skill", "SK-STM"), SHORT),
            order="level",
        ),
        [("E000400", "2.01"), ("E000355", "2.07"), ("E000406", "2.08"), ("E000382", "2.11")],
        25,
    ),
    "hours, the testers' among them": Asked(
        "rd-head",
        Query(
            of="participations",
            measures=("hours",),
            where=(that("position", "PO-TEST"),),
            period=Y2025,
        ),
        [("0",)],
    ),
    "last session of a course": Asked(
        "hr",
        Query(
            of="trainings",
            by=("started_on",),
            measures=("participants",),
            where=(that("course", "TC-STM"),),
            order="-started_on",
            limit=1,
        ),
        [(date(2024, 5, 23), "20")],
        4,
    ),
    "two positions compared": Asked(
        "hr",
        Query(
            of="skills",
            by=("position",),
            measures=("mean_level", "below", "required_of"),
            where=(that("skill", "SK-FUP"), that("position", "PO-JREP", "PO-SREP")),
            order="-mean_level",
        ),
        [("PO-SREP", "3.3855", "19", "40"), ("PO-JREP", "3.189833", "39", "60")],
        2,
    ),
    "spent by category": Asked(
        "hr",
        Query(of="trainings", by=("category",), measures=("cost",), period=Y2025, order="-cost"),
        [
            ("retail", "CNY", "800000"),
            ("general", "CNY", "724000"),
            ("production", "CNY", "480000"),
        ],
        7,
    ),
    "trainings and what they cost, those without costs, too": Asked(
        "hr", Query(of="trainings", measures=("trainings", "cost")), [("CNY", "74", "3342000")], 1
    ),
    "trainings without an instructor": Asked(
        "hr",
        Query(
            of="trainings",
            measures=("trainings",),
            where=(Condition(name="instructor", sign=MISSING),),
        ),
        [("74",)],
    ),
    "trainings whose instructor is kept": Asked(
        "hr",
        Query(
            of="trainings",
            measures=("trainings",),
            where=(Condition(name="instructor", sign=KNOWN),),
        ),
        [("0",)],
    ),
    "dearest by the head": Asked(
        "hr",
        Query(of="trainings", by=("course",), measures=("cost_each",), order="-cost_each"),
        [("TC-IOT", "CNY", "3600"), ("TC-STM", "CNY", "3000"), ("TC-COH", "CNY", "2500")],
        14,
    ),
    "hours of a line worker without safety": Asked(
        "workshop-head",
        Query(
            of="participations",
            measures=("hours_per_head",),
            where=(that("course", "TC-SAF", sign=IS_NOT), LINE),
            period=Y2025,
        ),
        [("40.16",)],
    ),
    "store managers never in the course": Asked(
        "retail-head",
        Query(
            of="people",
            by=("person", "team"),
            where=(that("position", "PO-STM"),),
            has=(Has(of="participations", where=(that("course", "TC-STM"),), lacks=True),),
        ),
        [("E000367", "S10-"), ("E000379", "S14-"), ("E000415", "S26-"), ("E000424", "S29-")],
        4,
    ),
    "anybody of the inspectors": Asked(
        "hr",
        Query(of="participations", measures=("seats",), where=(that("position", "PO-QC"),)),
        [("0",)],
    ),
    "how many have no safety training": Asked(
        "finance",
        Query(
            of="people",
            measures=("people",),
            where=(LINE,),
            has=(
                Has(
                    of="participations",
                    where=(
                        SAFETY,
                        that("started_on", Y2025.start, sign=AT_LEAST),
                        that("started_on", Y2025.end, sign=AT_MOST),
                    ),
                    lacks=True,
                ),
            ),
        ),
        [("67",)],
    ),
    "below, and not in the course last year": Asked(
        "workshop-head",
        Query(
            of="skills",
            by=("person", "level"),
            where=(
                that("unit", "T4-"),
                that("skill", "SK-EQ"),
                that("level", Decimal("3.5"), sign=UNDER),
            ),
            has=(
                Has(
                    of="participations",
                    where=(
                        that("course", "TC-EQ"),
                        that("started_on", Y2025.start, sign=AT_LEAST),
                        that("started_on", Y2025.end, sign=AT_MOST),
                    ),
                    lacks=True,
                ),
            ),
        ),
        [("E000178", "2.51"), ("E000179", "2.45"), ("E000183", "2.36")],
        20,
    ),
    "four teams compared": Asked(
        "workshop-head",
        Query(
            of="skills",
            by=("team",),
            measures=("mean_level", "below", "required_of"),
            where=(that("skill", "SK-EQ"), LINE),
            order="-mean_level",
        ),
        [
            ("T1-", "3.2576", "29", "50"),
            ("T3-", "3.2328", "29", "50"),
            ("T4-", "3.1184", "31", "50"),
            ("T2-", "3.1104", "31", "50"),
        ],
        4,
    ),
    "a team in another skill": Asked(
        "workshop-head", level_of("T4-", "SK-EQS"), [("3.5104", "23", "50")]
    ),
    "lowest five": Asked(
        "workshop-head",
        Query(
            of="skills",
            by=("person", "team", "level"),
            where=(that("skill", "SK-EQ"), LINE),
            order="level",
            limit=5,
        ),
        [("E000059", "T1-", "2.01"), ("E000086", "T2-", "2.01"), ("E000153", "T3-", "2.01")],
        200,
    ),
    "one store": Asked("retail-head", learned_in("S1-"), [("17", "272", "3")]),
    "another store": Asked("retail-head", learned_in("S2-"), [("12", "192", "3")]),
    "two courses together": Asked(
        "hr",
        Query(
            of="trainings",
            measures=("cost", "participants"),
            where=(that("course", "TC-TEAM", "TC-COH"),),
            period=Y2025,
        ),
        [("CNY", "700000", "400")],
    ),
    "sessions that people of a unit took part in": Asked(
        "hr",
        Query(of="trainings", measures=("trainings",), where=(that("unit", "SAL"),)),
        [("26",)],
    ),
    "planned for the first quarter": Asked(
        "hr",
        Query(
            of="trainings",
            measures=("trainings",),
            where=(that("status", "planned"),),
            period=Period(date(2027, 1, 1), date(2027, 3, 31)),
        ),
        [("0",)],
    ),
    "seats of this year": Asked(
        "hr",
        Query(
            of="participations",
            measures=("seats",),
            period=Period(date(2026, 1, 1), date(2026, 12, 31)),
        ),
        [("0",)],
    ),
}


def test_they_are_answered(company: BudgetEngine) -> None:
    assert not wrong_among(company, QUESTIONS)
