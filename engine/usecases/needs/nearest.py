"""What of the catalogue is near to a trouble told in everyday words: skills with what they move and
what teaches them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.queries.catalogue import CatalogueName, catalogue_names, named
from engine.queries.teaching import skills_taught
from engine.store.tables import Course, Kpi, KpiSkill, Skill
from engine.usecases.context import Context, reads
from engine.values.results import Named

# A name of its own tells more than that of a course which teaches it.
OF_ITSELF, OF_ITS_COURSE = 2, 1
MOST = 3
# What is less than half as near as the nearest is not meant.
FAR = 2
Thing = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A skill, a course that teaches it and a KPI that falls short for want of it, as far as they
    are known; or a course of which no skill is known."""

    skill: Named | None = None
    course: Named | None = None
    kpi: Named | None = None


@reads
def near_in_words(context: Context, notions: Sequence[Sequence[str]]) -> tuple[Near, ...]:
    """The nearest first. `notions` are what was spoken of, each by all words for it: a thing is the
    nearer, the more of them stand in its names."""
    heard = _heard(catalogue_names(context.session), notions)
    found = [*_by_skill(context.session, heard), *_by_course(context.session, heard)]
    best = max((one for one, _ in found), default=0)
    near = [(score, one) for score, one in found if score * FAR >= best]
    near.sort(key=lambda one: -one[0])
    return tuple(one for _, one in near[:MOST])


def _heard(
    names: Iterable[CatalogueName], notions: Sequence[Sequence[str]]
) -> Mapping[Thing, set[int]]:
    """The notions (their places) that stand in the names of each thing."""
    patterns = [_pattern(words) for words in notions]
    heard: dict[Thing, set[int]] = defaultdict(set)
    for one in names:
        heard[one.kind, one.code] |= {
            at for at, pattern in enumerate(patterns) if pattern.search(one.name.lower())
        }
    return heard


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Words of letters begin where a word begins."""
    return re.compile("|".join(rf"(?<![a-z]){re.escape(one)}" for one in words) or r"(?!)")


def _by_skill(session: Session, heard: Mapping[Thing, set[int]]) -> list[tuple[int, Near]]:
    """What the skill, the KPIs behind which it lies and its courses are called."""
    courses, kpis = _courses(session), _kpis(session)
    found = []
    for skill in session.scalars(select(Skill).order_by(Skill.code)):
        moved, taught = kpis.get(skill.id, []), courses.get(skill.id, [])
        own = [("skill", skill.code), *(("kpi", one.code) for one in moved)]
        score = _score(heard, own, [("course", one.code) for one in taught])
        if score:
            nearest = max(
                moved, key=lambda one: len(heard.get(("kpi", one.code), ())), default=None
            )
            near = Near(
                skill=named(skill),
                course=named(taught[0]) if taught else None,
                kpi=named(nearest) if nearest else None,
            )
            found.append((score, near))
    return found


def _by_course(session: Session, heard: Mapping[Thing, set[int]]) -> list[tuple[int, Near]]:
    """Those of which no skill is known."""
    known = skills_taught(session)
    courses = session.scalars(select(Course).order_by(Course.code))
    scored = (
        (_score(heard, [("course", one.code)], ()), Near(course=named(one)))
        for one in courses
        if one.id not in known
    )
    return [(score, near) for score, near in scored if score]


def _score(heard: Mapping[Thing, set[int]], own: Sequence[Thing], beside: Sequence[Thing]) -> int:
    by_itself = {at for one in own for at in heard.get(one, ())}
    others = {at for one in beside for at in heard.get(one, ())} - by_itself
    return OF_ITSELF * len(by_itself) + OF_ITS_COURSE * len(others)


def _courses(session: Session) -> Mapping[int, list[Course]]:
    """By the skill (id) that each adds most to."""
    taught = skills_taught(session)
    found: dict[int, list[Course]] = defaultdict(list)
    for one in session.scalars(select(Course).order_by(Course.code)):
        if one.id in taught:
            found[taught[one.id]].append(one)
    return found


def _kpis(session: Session) -> Mapping[int, list[Kpi]]:
    """Those behind which each skill (id) lies."""
    found: dict[int, list[Kpi]] = defaultdict(list)
    rows = select(KpiSkill.skill_id, Kpi).join(Kpi, Kpi.id == KpiSkill.kpi_id).order_by(Kpi.code)
    for skill, kpi in session.execute(rows):
        found[skill].append(kpi)
    return found
