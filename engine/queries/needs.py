"""The open needs, by course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session, aliased

from engine.store.tables import Course, Need, OrgUnit
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseNeed:
    """A course that somebody needs: the strongest priority (0–1) that each origin gave it,
    the largest headcount, and the unit that asked for that many.

    `variant_of` is the code of the course it is another form of (or its own, if others are
    forms of it).
    """

    course: Named
    unit: Named
    headcount: int
    scores: Mapping[str, Decimal]
    mandatory: bool
    variant_of: str | None


def needs_year(session: Session) -> int | None:
    """The newest year for which a need is open."""
    return session.scalar(select(func.max(Need.year)).where(Need.status == "open"))


def course_needs(
    session: Session, year: int, which: ColumnElement[bool] | None = None
) -> list[CourseNeed]:
    """Every course with an open need (of those that are `which`) in a year, by code."""
    base = aliased(Course)
    scores: dict[str, dict[str, Decimal]] = {}
    largest: dict[str, tuple[int, Named]] = {}
    about: dict[str, tuple[Named, bool, str | None]] = {}
    rows = session.execute(
        select(
            Course.code,
            Course.name,
            Course.name_en,
            Course.mandatory,
            base.code,
            Need.origin,
            Need.priority,
            Need.headcount,
            OrgUnit.code,
            OrgUnit.name,
            OrgUnit.name_en,
        )
        .join(Need, Need.course_id == Course.id)
        .join(OrgUnit, OrgUnit.id == Need.org_unit_id)
        .outerjoin(base, base.id == Course.variant_of_id)
        .where(Need.year == year, Need.status == "open", true() if which is None else which)
        .order_by(Course.code, Need.id)
    )
    for code, name, en, mandatory, variant, origin, priority, headcount, *unit in rows:
        about[code] = (Named(code, name, en), mandatory, variant)
        mine = scores.setdefault(code, {})
        mine[origin] = max(priority, mine.get(origin, Decimal(0)))
        if code not in largest or headcount > largest[code][0]:
            largest[code] = (headcount, Named(*unit))
    bases = {variant for _, _, variant in about.values() if variant}
    return [
        CourseNeed(
            course=course,
            unit=largest[code][1],
            headcount=largest[code][0],
            scores=scores[code],
            mandatory=mandatory,
            variant_of=variant or (code if code in bases else None),
        )
        for code, (course, mandatory, variant) in about.items()
    ]
