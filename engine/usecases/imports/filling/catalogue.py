"""What there is to learn and to measure: skills, certificates, courses, positions, KPIs, and what
each has to do with the others."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import (
    Certificate,
    Course,
    CourseSkill,
    Kpi,
    KpiLink,
    KpiSkill,
    Position,
    PositionCertificate,
    PositionSkill,
    Skill,
)
from engine.store.tables.base import Catalogued
from engine.usecases.imports.filling.rows import (
    BETWEEN,
    Said,
    called,
    other_names,
    per_cent,
    yes_no,
)


def skill_names(session: Session) -> Iterator[Said]:
    others = other_names(session, "skill")
    for skill in session.scalars(select(Skill).order_by(Skill.id)):
        yield {**_names(skill), "aliases": others.get(skill.code)}


def certificate_names(session: Session) -> Iterator[Said]:
    skills, others = called(session, "skill"), other_names(session, "certificate")
    for one in session.scalars(select(Certificate).order_by(Certificate.id)):
        yield {
            **_names(one),
            "aliases": others.get(one.code),
            "validity_months": one.validity_months,
            "skill": skills[one.skill_id] if one.skill_id else None,
        }


def courses(session: Session) -> Iterator[Said]:
    skills: dict[int, list[str]] = {}
    taught = select(CourseSkill.course_id, Skill.name).join(Skill, Skill.id == CourseSkill.skill_id)
    for course_id, name in session.execute(taught.order_by(CourseSkill.id)):
        skills.setdefault(course_id, []).append(name)
    for course in session.scalars(select(Course).order_by(Course.id)):
        yield {
            **_names(course),
            "category": course.category,
            "delivery": course.delivery,
            "hours": course.hours,
            "capacity": course.capacity,
            "mandatory": yes_no(course.mandatory),
            "validity_months": course.validity_months,
            "vendor": course.vendor,
            "price": course.list_price,
            "currency": course.list_currency if course.list_price is not None else None,
            "skills": BETWEEN.join(skills.get(course.id, ())) or None,
        }


def course_skills(session: Session) -> Iterator[Said]:
    names, skills = called(session, "course"), called(session, "skill")
    for one in session.scalars(select(CourseSkill).order_by(CourseSkill.id)):
        # Of five: half a level could be half of all there is to know.
        gain = f"{one.expected_gain.normalize():f}/5"
        yield {"course": names[one.course_id], "skill": skills[one.skill_id], "gain": gain}


def positions(session: Session) -> Iterator[Said]:
    others = other_names(session, "position")
    for one in session.scalars(select(Position).order_by(Position.id)):
        yield {**_names(one), "family": one.family, "aliases": others.get(one.code)}


def requirements(session: Session) -> Iterator[Said]:
    names, skills = called(session, "position"), called(session, "skill")
    for one in session.scalars(select(PositionSkill).order_by(PositionSkill.id)):
        yield {
            "position": names[one.position_id],
            "skill": skills[one.skill_id],
            "level": one.required_level,
            "criticality": per_cent(one.criticality),
        }
    certificates = called(session, "certificate")
    for held in session.scalars(select(PositionCertificate).order_by(PositionCertificate.id)):
        yield {
            "position": names[held.position_id],
            "certificate": certificates[held.certificate_id],
        }


def kpis(session: Session) -> Iterator[Said]:
    others = other_names(session, "kpi")
    for one in session.scalars(select(Kpi).order_by(Kpi.id)):
        yield {
            **_names(one),
            "unit": one.unit,
            "direction": one.direction,
            "aliases": others.get(one.code),
        }


def kpi_links(session: Session) -> Iterator[Said]:
    names = called(session, "kpi")
    for one in session.scalars(select(KpiLink).order_by(KpiLink.id)):
        yield {
            "parent": names[one.parent_id],
            "child": names[one.child_id],
            "form": one.form,
            "coefficient": one.coefficient,
            "coefficient_unit": one.coefficient_unit,
            "evidence": one.evidence,
        }


def kpi_skills(session: Session) -> Iterator[Said]:
    names, skills = called(session, "kpi"), called(session, "skill")
    for one in session.scalars(select(KpiSkill).order_by(KpiSkill.id)):
        yield {
            "kpi": names[one.kpi_id],
            "skill": skills[one.skill_id],
            "coefficient": one.coefficient,
            "coefficient_unit": one.coefficient_unit,
            "evidence": one.evidence,
        }


def _names(one: Catalogued) -> Said:
    return {"name": one.name, "code": one.code, "name_en": one.name_en}
