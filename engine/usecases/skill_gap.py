"""Where a unit, a position or the whole company falls short of what is required."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import Right
from engine.queries.catalogue import by_code, named
from engine.queries.skills import CertificateGapRow, SkillGapRow, certificate_gaps, skill_gaps
from engine.store.tables import Position, Skill
from engine.usecases.context import Context
from engine.usecases.explanations import record_explanation
from engine.usecases.units import unit_for
from engine.values.errors import NotEnoughData
from engine.values.results import Named


@dataclass(frozen=True, slots=True)
class SkillGapReport:
    """Worst shortfall first; rows about fewer people than may be shown are left out."""

    unit: Named
    position: Named | None
    skills: tuple[SkillGapRow, ...]
    certificates: tuple[CertificateGapRow, ...]
    explanation_id: int


def skill_gap(
    context: Context,
    unit_code: str | None = None,
    position_code: str | None = None,
    skill_code: str | None = None,
) -> SkillGapReport:
    """The gaps of the people under a unit: gap = max(0, required − level) × criticality.

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData: nobody there was assessed in anything the position requires.
    """
    unit = unit_for(context, Right.SEE_GAPS, unit_code)
    position = by_code(context.session, Position, position_code) if position_code else None
    skill = by_code(context.session, Skill, skill_code) if skill_code else None
    position_id = position.id if position else None
    smallest = context.policy.need.smallest_group
    skills = [
        row
        for row in skill_gaps(context.session, unit.path, position_id, skill.id if skill else None)
        if row.assessed >= smallest
    ]
    certificates = [
        row
        for row in certificate_gaps(context.session, unit.path, context.today, position_id)
        if row.required >= smallest and skill is None
    ]
    if not skills and not certificates:
        raise NotEnoughData("no_assessments", unit=named(unit))
    explanation = record_explanation(
        context,
        "skill_gap",
        unit.id,
        {"unit": unit.name, "position": position and position.name, "skill": skill and skill.name},
        skills,
        {"certificates": certificates},
    )
    return SkillGapReport(
        named(unit),
        named(position) if position else None,
        tuple(skills),
        tuple(certificates),
        explanation,
    )
