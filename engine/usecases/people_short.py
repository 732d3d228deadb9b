"""Who falls short of what his position requires: names, for those who may see them."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import Right
from engine.queries.catalogue import by_code, named
from engine.queries.skills import PersonBelow, people_below
from engine.store.tables import Position
from engine.usecases.context import Context, reads_columns
from engine.usecases.skill_gap import asked_skill
from engine.usecases.units import unit_for
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleShort:
    """Furthest behind first; without a skill each person stands once a skill that he lacks."""

    unit: Named
    position: Named | None
    skill: Named | None
    rows: tuple[PersonBelow, ...]


@reads_columns
def people_short(
    context: Context,
    unit_code: str | None = None,
    position_code: str | None = None,
    skill_code: str | None = None,
    course_code: str | None = None,
) -> PeopleShort:
    """Those under a unit, in one position or all, who lack a skill or any.

    Raises:
        NotPermitted: individuals are for their heads and HR alone.
        NotEnoughData: nobody knows what the course teaches.
    """
    unit = unit_for(context, Right.SEE_PROFILES, unit_code)
    position = by_code(context.session, Position, position_code) if position_code else None
    skill = asked_skill(context, skill_code, course_code)
    ids = (position.id if position else None, skill.id if skill else None)
    context.looked_at(unit.code, "skills")
    return PeopleShort(
        unit=named(unit),
        position=named(position) if position else None,
        skill=named(skill) if skill else None,
        rows=tuple(people_below(context.session, unit.path, *ids)),
    )
