"""For what a request's money is: which programmes' budgets may pay for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import Course, RequestLine


@dataclass(frozen=True, slots=True)
class Wanted:
    """One training asked for: the programme it is said to belong to, if any, and its course's
    code, or its topic where it is none of the catalogue."""

    programme: str | None
    course: str | None
    topic: str


def wanted_by(session: Session, lines: Sequence[RequestLine]) -> tuple[Wanted, ...]:
    """What the lines of a request are for."""
    ids = {line.course_id for line in lines if line.course_id is not None}
    found = session.execute(select(Course.id, Course.code).where(Course.id.in_(ids)))
    codes = {row.id: row.code for row in found}
    return tuple(
        Wanted(line.programme, codes.get(line.course_id or 0), line.topic) for line in lines
    )


def fitting_programmes(session: Session, wanted: Collection[Wanted]) -> tuple[str, ...]:
    """The programmes that all of these belong to, the closest first: the one they are said to
    belong to, their course, their category. (Together they are paid from one line.)"""
    categories = _categories(session, {one.course for one in wanted if one.course})
    each = [_programmes(one, categories) for one in wanted]
    if not each:
        return ()
    return tuple(one for one in each[0] if all(one in others for others in each[1:]))


def all_programmes(session: Session, wanted: Collection[Wanted]) -> set[str]:
    """Everything that any of these belongs to."""
    categories = _categories(session, {one.course for one in wanted if one.course})
    return {name for one in wanted for name in _programmes(one, categories)}


def _programmes(one: Wanted, categories: dict[str, str | None]) -> tuple[str, ...]:
    names = [one.programme, one.course or one.topic]
    if one.course:
        names.append(categories.get(one.course))
    return tuple(dict.fromkeys(name for name in names if name))


def _categories(session: Session, courses: Collection[str]) -> dict[str, str | None]:
    found = session.execute(select(Course.code, Course.category).where(Course.code.in_(courses)))
    return {row.code: row.category for row in found}
