"""The versions of a year's plan and their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.queries.catalogue import named
from engine.queries.need_records import LIVE, OPEN
from engine.store.tables import (
    Course,
    Need,
    OrgUnit,
    Request,
    RequestLine,
    TrainingPlan,
    TrainingPlanLine,
)
from engine.values.money import Money
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLine:
    """A line with what it refers to. `path` is its unit's."""

    row: TrainingPlanLine
    course: Named | None
    unit: Named
    path: str
    need: str | None
    request: str | None

    @property
    def key(self) -> str:
        """What it is in every version: a course, or a topic in words."""
        return self.course.code if self.course else self.row.topic

    @property
    def topic(self) -> Named:
        """What it is called."""
        return self.course or Named("", self.row.topic)

    @property
    def amount(self) -> Money | None:
        row = self.row
        return None if row.amount is None else Money(row.amount, row.currency)


def plan_versions(session: Session, fiscal_year: int) -> Sequence[TrainingPlan]:
    """Of a year, the first one first."""
    return session.scalars(
        select(TrainingPlan)
        .where(TrainingPlan.fiscal_year == fiscal_year)
        .order_by(TrainingPlan.version_no)
    ).all()


def newest_planned_year(session: Session) -> int | None:
    statement = select(TrainingPlan.fiscal_year).order_by(TrainingPlan.fiscal_year.desc()).limit(1)
    return session.scalar(statement)


def lines_of_plan(session: Session, plan_id: int) -> list[StoredLine]:
    """In their order."""
    rows = session.execute(
        select(TrainingPlanLine, Course, OrgUnit, Need.number, Request.number)
        .join(OrgUnit, OrgUnit.id == TrainingPlanLine.org_unit_id)
        .outerjoin(Course, Course.id == TrainingPlanLine.course_id)
        .outerjoin(Need, Need.id == TrainingPlanLine.need_id)
        .outerjoin(Request, Request.id == TrainingPlanLine.request_id)
        .where(TrainingPlanLine.plan_id == plan_id)
        .order_by(TrainingPlanLine.position_no)
    )
    return [
        StoredLine(
            row=row,
            course=named(course) if course else None,
            unit=named(unit),
            path=unit.path,
            need=need,
            request=request,
        )
        for row, course, unit, need, request in rows
    ]


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A request on its way or through, for a course in a year: `path` is its unit's."""

    id: int
    path: str
    begins: date


def requests_for_courses(session: Session, fiscal_year: int) -> dict[str, list[AskedFor]]:
    """Those that stand, by the course's code, the oldest first."""
    rows = session.execute(
        select(Course.code, Request.id, OrgUnit.path, RequestLine.period_start)
        .join(RequestLine, RequestLine.course_id == Course.id)
        .join(Request, Request.id == RequestLine.request_id)
        .join(OrgUnit, OrgUnit.id == Request.org_unit_id)
        .where(Request.fiscal_year == fiscal_year, Request.state.in_(LIVE))
        .order_by(Request.id, RequestLine.position_no)
    )
    found: dict[str, list[AskedFor]] = {}
    for code, number, path, begins in rows:
        found.setdefault(code, []).append(AskedFor(number, path, begins))
    return found


def largest_needs(session: Session, fiscal_year: int) -> dict[str, int]:
    """By course, the id of the open need for the most people: the one that `course_needs` goes by."""
    rows = session.execute(
        select(Course.code, Need.id, Need.headcount)
        .join(Need, Need.course_id == Course.id)
        .where(Need.year == fiscal_year, Need.status == OPEN)
        .order_by(Course.code, Need.id)
    )
    largest: dict[str, tuple[int, int]] = {}
    for code, number, headcount in rows:
        if code not in largest or headcount > largest[code][0]:
            largest[code] = (headcount, number)
    return {code: number for code, (_, number) in largest.items()}
