"""Which course teaches a skill, and which skill a course."""

from __future__ import annotations

from engine.queries.catalogue import by_code, named
from engine.queries.teaching import course_teaching, skill_taught
from engine.store.tables import Course, Skill
from engine.usecases.context import Context, reads
from engine.values.results import Named


@reads
def course_for(context: Context, skill_code: str) -> Named | None:
    """The course with the greatest expected gain in the skill; the catalogue is everybody's."""
    skill = by_code(context.session, Skill, skill_code)
    course = next(iter(course_teaching(context.session, skill.id)), None)
    return named(course) if course else None


@reads
def skill_for(context: Context, course_code: str) -> Named | None:
    """The skill that the course adds most to; the catalogue is everybody's."""
    course = by_code(context.session, Course, course_code)
    skill_id = skill_taught(context.session, course.id)
    return None if skill_id is None else named(context.session.get_one(Skill, skill_id))
