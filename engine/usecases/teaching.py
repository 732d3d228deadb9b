"""Which course teaches a skill."""

from __future__ import annotations

from engine.queries.catalogue import by_code, named
from engine.queries.teaching import course_teaching
from engine.store.tables import Skill
from engine.usecases.context import Context, reads
from engine.values.results import Named


@reads
def course_for(context: Context, skill_code: str) -> Named | None:
    """The course with the greatest expected gain in the skill; the catalogue is everybody's."""
    skill = by_code(context.session, Skill, skill_code)
    course = next(iter(course_teaching(context.session, skill.id)), None)
    return named(course) if course else None
