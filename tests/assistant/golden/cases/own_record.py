"""What of a person's record is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.asking.aspects import ASPECT
from assistant.capabilities.answering import answers
from engine.queries.appraisals import PersonAppraisal
from engine.queries.taken import TrainingTaken
from engine.usecases.person_trainings import PersonTrainings
from engine.usecases.profile import Profile
from engine.usecases.towards_position import TowardsPosition
from tests.assistant.golden.cases.analyses import FULL, SELLER, WANG, WANG_SAID, person_skill
from tests.assistant.golden.made import NEGOTIATION, SAFETY, SALES, made, named
from tests.assistant.golden.records import COURSE_SAID, entity
from tests.assistant.golden.stage import Case

MINE = ("我的记录", "my record")
LAST_YEAR = entity("period", "2025", first_day="2025-01-01", last_day="2025-12-31")
IN_MAY = entity("period", "5月", first_day="2026-05-01", last_day="2026-05-31")
PERFORMANCE = PersonAppraisal(
    cycle="2026-H1", score=Decimal("3.40"), best=Decimal("5.00"), rating=None
)


def taken(course: object, day: date, **given: Any) -> TrainingTaken:
    return made(TrainingTaken, course=course, started_on=day, **given)


def trainings(*rows: TrainingTaken) -> PersonTrainings:
    hours = sum((one.hours or Decimal(0) for one in rows), Decimal(0))
    latest = rows[0] if rows else None
    return made(
        PersonTrainings, person=WANG, unit=SALES, trainings=rows, hours=hours, latest=latest
    )


EVER = trainings(
    taken(SAFETY, date(2026, 3, 2), hours=Decimal("7.50"), outcome="failed"),
    taken(NEGOTIATION, date(2025, 9, 1), hours=Decimal("16.00"), outcome="passed"),
    taken(SAFETY, date(2025, 3, 3), hours=None, outcome="incomplete"),
)
MANY = trainings(*(taken(SAFETY, date(2026, 1, day), hours=None) for day in range(18, 0, -1)))
LEADER = named("Store manager", "店长")


def towards(**given: Any) -> TowardsPosition:
    return made(
        TowardsPosition,
        **{"person": WANG, "unit": SALES, "towards": LEADER, "explanation_id": 917, **given},
    )


def asked(name: str, aspect: str, *more: Any, **results: object) -> Case:
    return Case(
        action=answers()["query_profile"],
        name=name,
        said=MINE,
        entities=(entity(ASPECT, aspect), *more),
        results=results,
    )


def has(**given: Any) -> Profile:
    return replace(FULL, **given)


POSITION = entity("position", "店长", code="SM")
KPI = entity("kpi", "转化率", code="CONVERSION")
CASES = (
    asked("all trainings", "trainings", person_trainings=EVER),
    asked("more than are listed", "trainings", person_trainings=MANY),
    asked("those of a year", "trainings", LAST_YEAR, person_trainings=EVER),
    asked("none of a month", "trainings", IN_MAY, person_trainings=EVER),
    asked("none ever", "trainings", person_trainings=trainings()),
    asked("one course", "trainings", COURSE_SAID, person_trainings=EVER),
    asked("one course, not that year", "trainings", COURSE_SAID, IN_MAY, person_trainings=EVER),
    asked("never that course", "trainings", COURSE_SAID, person_trainings=MANY),
    asked("the last one", "latest", person_trainings=EVER),
    asked("the trainings of another", "trainings", WANG_SAID, person_trainings=EVER),
    asked("hours of all years", "hours", person_trainings=EVER),
    asked("hours of a month without any", "hours", IN_MAY, person_trainings=EVER),
    asked("marks", "scores", person_trainings=EVER, profile=FULL),
    asked("certificates", "certificates", profile=FULL),
    asked("no certificate", "certificates", profile=has(certificates=())),
    asked("results", "results", profile=FULL),
    asked("one result", "results", KPI, profile=FULL),
    asked("no such result", "results", entity("kpi", "良品率", code="YIELD"), profile=FULL),
    asked("no result", "results", profile=has(results=())),
    asked("appraisals", "appraisal", profile=has(appraisals=(PERFORMANCE,))),
    asked(
        "appraisals of no scale and in words",
        "appraisal",
        profile=has(
            appraisals=(
                replace(PERFORMANCE, best=None, rating="良好"),
                PersonAppraisal(cycle="2025-H2", score=None, best=None, rating="优秀"),
            )
        ),
    ),
    asked("no appraisal then", "appraisal", LAST_YEAR, profile=has(appraisals=(PERFORMANCE,))),
    asked("no appraisal", "appraisal", profile=FULL),
    asked("skills", "skills", profile=FULL),
    asked(
        "skills that are enough",
        "skills",
        profile=has(skills=(person_skill("Enough", 4.5, 3.5),), certificates=()),
    ),
    asked("nothing required", "skills", profile=has(skills=(), position=None)),
    asked(
        "towards a position",
        "skills",
        POSITION,
        towards_position=towards(
            skills=(person_skill("Short", 2.5, 4, 1.5), person_skill("Enough", 4.5, 3.5)),
            certificates=FULL.certificates,
        ),
    ),
    asked(
        "all that a position requires",
        "next",
        POSITION,
        towards_position=towards(skills=(person_skill("Enough", 4.5, 3.5),)),
    ),
    asked("a position that requires nothing", "next", POSITION, towards_position=towards()),
    asked("no such position", "skills", entity("position", "架构师")),
    asked("no position next", "next", positions_next=(), profile=FULL),
    asked("which position", "next", positions_next=(SELLER, LEADER)),
)
