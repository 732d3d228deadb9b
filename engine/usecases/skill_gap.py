"""Where people fall short of what their positions require."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from engine.access import Right
from engine.access.disclosure import withheld
from engine.analysis.appraisal import DimensionSums
from engine.analysis.skill_gap import (
    GAP_BREAKDOWN,
    SKILL_GAP,
    BreakdownInputs,
    CertificateCount,
    Gap,
    GapInputs,
    GapReport,
    GapSums,
    Remedy,
    merge_gaps,
)
from engine.analysis.unit_cost import attended, unit_cost
from engine.queries.appraisals import dimension_sums, latest_cycle
from engine.queries.catalogue import by_code, named
from engine.queries.certificates import certificate_gaps
from engine.queries.skills import (
    gaps_by_person,
    gaps_by_position,
    gaps_by_team,
    gaps_by_unit,
    skill_gaps,
)
from engine.queries.teaching import course_teaching, skill_taught
from engine.queries.training_prices import course_history
from engine.store.tables import Course, OrgUnit, Position, Skill
from engine.usecases.context import Context, reads_columns
from engine.usecases.disclosure import require_tellable, sees_people, tellable_rows
from engine.usecases.estimate_cost import first_day_of_history
from engine.usecases.explanations import explained
from engine.usecases.needed import over_people
from engine.usecases.units import unit_for
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.results import Named

MOST_REMEDIES = 5
MOST_PEOPLE = 50
Parts = Callable[[Session, str, int | None, int | None], list[GapSums]]
BREAKDOWNS: dict[str, Parts] = {
    "position": gaps_by_position,
    "team": gaps_by_team,
    "unit": gaps_by_unit,
}


@dataclass(frozen=True, slots=True)
class SkillGapReport:
    """The gaps of a unit, or of one position in it."""

    unit: Named
    position: Named | None
    report: GapReport
    explanation_id: int


@dataclass(frozen=True, slots=True)
class GapBreakdown:
    """The same gaps by person, position, team or unit (`by`), worst first."""

    unit: Named
    by: str
    gaps: tuple[Gap, ...]
    explanation_id: int


@reads_columns
def skill_gap(
    context: Context,
    unit_code: str | None = None,
    position_code: str | None = None,
    skill_code: str | None = None,
    course_code: str | None = None,
) -> SkillGapReport:
    """The gaps of the people under a unit in skills, certificates and appraisals, with the
    courses that would close the widest ones; in one skill, or in the one that a course teaches.

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData: nobody there was assessed in anything the position requires.
    """
    unit = unit_for(context, Right.SEE_GAPS, unit_code)
    position = by_code(context.session, Position, position_code) if position_code else None
    skill = asked_skill(context, skill_code, course_code)
    require_tellable(context, unit, position.id if position else None)
    inputs = _inputs(context, unit, position, skill)
    answer = explained(context, SKILL_GAP, inputs, over_people(context, unit, Right.SEE_GAPS))
    return SkillGapReport(
        named(unit),
        named(position) if position else None,
        answer.result,
        answer.explanation_id,
    )


@reads_columns
def gap_breakdown(
    context: Context,
    by: str,
    unit_code: str | None = None,
    position_code: str | None = None,
    skill_code: str | None = None,
    course_code: str | None = None,
) -> GapBreakdown:
    """Who, or which part of a unit, is furthest behind: over all skills, or in one; of all its
    people, or those of one position.

    Raises:
        InvalidInput: `by` is none of person, position, team, unit.
        NotPermitted: outside the actor's subtree; individuals are for heads and HR alone.
        NotEnoughData: nobody there was assessed.
    """
    if by not in ("person", *BREAKDOWNS):
        raise InvalidInput("unknown_breakdown", by=by)
    right = Right.SEE_PROFILES if by == "person" else Right.SEE_GAPS
    unit = unit_for(context, right, unit_code)
    if by == "person":
        context.looked_at(unit.code, "skills")
    position = by_code(context.session, Position, position_code) if position_code else None
    skill = asked_skill(context, skill_code, course_code)
    require_tellable(context, unit, position.id if position else None)
    rows = _without_complements(context, unit, _parts(context, by, unit, position, skill))
    # Who may look at each of the people may be told of however few.
    least = 1 if sees_people(context, unit.path) else context.policy.need.smallest_group
    inputs = BreakdownInputs(unit.name, by, least, tuple(rows))
    answer = explained(context, GAP_BREAKDOWN, inputs, over_people(context, unit, right))
    return GapBreakdown(named(unit), by, answer.result, answer.explanation_id)


def asked_skill(context: Context, skill_code: str | None, course_code: str | None) -> Skill | None:
    """The skill itself, or the one that a course adds most to.

    Raises:
        NotEnoughData: nobody knows what the course teaches.
    """
    if skill_code:
        return by_code(context.session, Skill, skill_code)
    if not course_code:
        return None
    course = by_code(context.session, Course, course_code)
    taught = skill_taught(context.session, course.id)
    if taught is None:
        raise NotEnoughData("teaches_no_skill", course=named(course))
    return context.session.get_one(Skill, taught)


def _parts(
    context: Context, by: str, unit: OrgUnit, position: Position | None, skill: Skill | None
) -> Sequence[GapSums]:
    if by == "person":
        return gaps_by_person(context.session, unit.path, MOST_PEOPLE)
    ids = (position.id if position else None, skill.id if skill else None)
    return BREAKDOWNS[by](context.session, unit.path, *ids)


def _without_complements(
    context: Context, unit: OrgUnit, rows: Sequence[GapSums]
) -> Sequence[GapSums]:
    """The parts of a unit that may be told along with it."""
    if sees_people(context, unit.path):
        return rows
    sizes = {gap.group.code: gap.assessed for gap in merge_gaps(rows)}
    hidden = withheld(sizes, 0, context.policy.need.smallest_group)
    return [row for row in rows if row.group.code not in hidden]


def _inputs(
    context: Context, unit: OrgUnit, position: Position | None, skill: Skill | None
) -> GapInputs:
    session, position_id = context.session, position.id if position else None
    cycle = latest_cycle(session)

    @cache
    def gaps(path: str) -> Sequence[GapSums]:
        return skill_gaps(session, path, position_id, skill.id if skill else None)

    def certified(path: str) -> Sequence[tuple[CertificateCount, int | None]]:
        return certificate_gaps(session, path, context.today, position_id) if not skill else []

    @cache
    def appraised(path: str) -> Sequence[DimensionSums]:
        return dimension_sums(session, path, cycle, position_id) if cycle else []

    rows = _tellable(context, unit, gaps)
    certificates = tellable_rows(
        context,
        unit,
        certified(unit.path),
        lambda row: (row[0].certificate.code, row[0].required),
        certified,
    )
    appraisals = _tellable_dimensions(context, unit, appraised)
    return GapInputs(
        group=unit.name,
        smallest_group=context.policy.need.smallest_group,
        rows=tuple(rows),
        certificates=tuple(count for count, _ in certificates),
        appraisals=tuple(appraisals),
        remedies=_remedies(context, rows, certificates),
    )


def _tellable(
    context: Context, unit: OrgUnit, gaps: Callable[[str], Sequence[GapSums]]
) -> list[GapSums]:
    """Skills by all who were assessed in them; a skill may have several required levels."""

    def assessed(path: str) -> list[tuple[str, int]]:
        return [(gap.group.code, gap.assessed) for gap in merge_gaps(gaps(path))]

    told = tellable_rows(context, unit, assessed(unit.path), lambda row: row, assessed)
    codes = {code for code, _ in told}
    return [row for row in gaps(unit.path) if row.group.code in codes]


def _tellable_dimensions(
    context: Context, unit: OrgUnit, appraised: Callable[[str], Sequence[DimensionSums]]
) -> list[DimensionSums]:
    """Dimensions by all who were appraised in them, in whatever position."""

    def people(path: str) -> list[tuple[str, int]]:
        counts: dict[str, int] = {}
        for row in appraised(path):
            counts[row.dimension] = counts.get(row.dimension, 0) + row.n
        return list(counts.items())

    told = dict(tellable_rows(context, unit, people(unit.path), lambda row: row, people))
    return [row for row in appraised(unit.path) if row.dimension in told]


def _remedies(
    context: Context,
    rows: Sequence[GapSums],
    certificates: Sequence[tuple[CertificateCount, int | None]],
) -> tuple[Remedy, ...]:
    """Courses for what is lacking most; certificates first, since they are required by name."""
    found = [
        _remedy(context, count.certificate, skill_id)
        for count, skill_id in certificates
        if count.missing
    ]
    for gap in merge_gaps(rows)[: MOST_REMEDIES - len(found)]:
        skill = by_code(context.session, Skill, gap.group.code)
        found.append(_remedy(context, gap.group, skill.id))
    return tuple(found)


def _remedy(context: Context, subject: Named, skill_id: int | None) -> Remedy:
    courses = course_teaching(context.session, skill_id) if skill_id else []
    if not courses:
        return Remedy(subject, None, None)
    history = course_history(
        context.session, courses[0].id, first_day_of_history(context), context.rates()
    )
    price = unit_cost(history).price if attended(history) else None
    return Remedy(subject, named(courses[0]), price)
