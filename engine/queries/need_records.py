"""All that stands for a need: what was reported or raised, goals that were stated, and requests that
were submitted; with what each is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.queries.catalogue import named
from engine.queries.people import in_units
from engine.queries.teaching import course_teaching
from engine.store.tables import (
    Course,
    GoalStatement,
    Kpi,
    Need,
    OrgUnit,
    Request,
    RequestLine,
    Skill,
)
from engine.values.results import Named
from engine.workflow.life import AFTER_DELIVERY, BOUND, PENDING

STRATEGY, BUSINESS, EMPLOYEE = "strategy", "business", "employee"
OPEN, WITHDRAWN = "open", "withdrawn"
NEED, GOAL, REQUEST = "need", "goal", "request"
# A request that was submitted and is neither refused nor taken back.
LIVE = tuple(dict.fromkeys((*PENDING, *BOUND, *AFTER_DELIVERY)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRecord:
    """One that was noted. `person` is who said it of himself alone (an id), `people` for how many
    it was raised otherwise. `words` are those in which it was said."""

    kind: str
    number: str
    origin: str
    status: str
    year: int
    words: str
    course: Named | None
    skill: Named | None
    unit: Named
    people: int
    person: int | None = None
    priority: Decimal | None = None
    reason: str | None = None


def need_records(
    session: Session, paths: Sequence[str], first_year: int, management: Collection[int]
) -> list[NeedRecord]:
    """Those of the units under `paths`, for `first_year` or a later one, the oldest first of each
    kind. What somebody of the `management` (ids) states is strategy."""
    return [
        *_raised(session, paths, first_year),
        *_goals(session, paths, first_year, management),
        *_requests(session, paths, first_year),
    ]


_COURSE = (Course.code, Course.name, Course.name_en)
_SKILL = (Skill.code, Skill.name, Skill.name_en)
_UNIT = (OrgUnit.code, OrgUnit.name, OrgUnit.name_en)


def _raised(session: Session, paths: Sequence[str], first_year: int) -> Iterable[NeedRecord]:
    rows = session.execute(
        select(
            Need.number,
            Need.origin,
            Need.status,
            Need.year,
            Need.topic,
            Need.headcount,
            Need.raised_by_id,
            Need.priority,
            Need.reason,
            *_COURSE,
            *_SKILL,
            *_UNIT,
        )
        .join(OrgUnit, OrgUnit.id == Need.org_unit_id)
        .outerjoin(Course, Course.id == Need.course_id)
        .outerjoin(Skill, Skill.id == Need.skill_id)
        .where(Need.year >= first_year, in_units(Need.org_unit_id, paths))
        .order_by(Need.id)
    )
    for number, origin, status, year, topic, people, person, priority, reason, *names in rows:
        yield NeedRecord(
            kind=NEED,
            number=number,
            origin=origin,
            status=status,
            year=year,
            words=topic,
            course=_thing(names[:3]),
            skill=_thing(names[3:6]),
            unit=_unit(names[6:]),
            people=people,
            person=person if origin == EMPLOYEE and people <= 1 else None,
            priority=priority,
            reason=reason,
        )


def _goals(
    session: Session, paths: Sequence[str], first_year: int, management: Collection[int]
) -> Iterable[NeedRecord]:
    """A goal is about the course that teaches its skill; else about what it says is lacking, its
    KPI, or itself."""
    rows = session.execute(
        select(GoalStatement, Skill, Kpi.name, *_UNIT)
        .join(OrgUnit, OrgUnit.id == GoalStatement.org_unit_id)
        .outerjoin(Kpi, Kpi.id == GoalStatement.kpi_id)
        .outerjoin(Skill, Skill.id == GoalStatement.skill_id)
        .where(GoalStatement.year >= first_year, in_units(GoalStatement.org_unit_id, paths))
        .order_by(GoalStatement.id)
    )
    for goal, skill, kpi, *unit in rows:
        taught = next(iter(course_teaching(session, skill.id)), None) if skill else None
        yield NeedRecord(
            kind=GOAL,
            number=goal.number,
            origin=STRATEGY if goal.stated_by_id in management else BUSINESS,
            status=OPEN,
            year=goal.year,
            words=goal.topic or kpi or goal.statement,
            course=named(taught) if taught else None,
            skill=named(skill) if skill else None,
            unit=_unit(unit),
            people=0,
            reason=goal.statement,
        )


def _requests(session: Session, paths: Sequence[str], first_year: int) -> Iterable[NeedRecord]:
    rows = session.execute(
        select(
            Request.number,
            Request.fiscal_year,
            RequestLine.topic,
            RequestLine.headcount,
            RequestLine.reason,
            *_COURSE,
            *_UNIT,
        )
        .join(RequestLine, RequestLine.request_id == Request.id)
        .join(OrgUnit, OrgUnit.id == Request.org_unit_id)
        .outerjoin(Course, Course.id == RequestLine.course_id)
        .where(
            Request.state.in_(LIVE),
            Request.fiscal_year >= first_year,
            in_units(Request.org_unit_id, paths),
        )
        .order_by(Request.id, RequestLine.position_no)
    )
    for number, year, topic, people, reason, *names in rows:
        yield NeedRecord(
            kind=REQUEST,
            number=number,
            origin=BUSINESS,
            status=OPEN,
            year=year,
            words=topic,
            course=_thing(names[:3]),
            skill=None,
            unit=_unit(names[3:]),
            people=people,
            reason=reason,
        )


def _thing(names: Sequence[str | None]) -> Named | None:
    code, name, name_en = names
    return Named(code, name or code, name_en) if code else None


def _unit(names: Sequence[str | None]) -> Named:
    code, name, name_en = names
    return Named(code or "", name or "", name_en)
