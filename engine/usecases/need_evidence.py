"""What the store says for or against a need, and who exactly should go."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import Right
from engine.analysis.audience import AUDIENCE, Audience, AudienceInputs
from engine.analysis.need_evidence import (
    NEED_EVIDENCE,
    Comparison,
    LevelCount,
    Means,
    NeedFinding,
    NeedInputs,
    means_of,
)
from engine.queries.catalogue import by_code, named
from engine.queries.performance import kpis_moved_by, latest_period
from engine.queries.skills import (
    group_counts,
    level_counts,
    people_short,
    result_counts,
    tenure_counts,
)
from engine.queries.teaching import skill_taught
from engine.store.tables import Kpi, OrgUnit, Position, Skill
from engine.usecases.context import Context, reads_columns
from engine.usecases.disclosure import is_tellable, require_tellable
from engine.usecases.estimate_cost import Training, resolve_course
from engine.usecases.explanations import explained
from engine.usecases.needed import over_people
from engine.usecases.units import unit_for
from engine.values.errors import NotEnoughData, NotPermitted
from engine.values.results import Named

MOST_NAMES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiEvidence:
    """What those with the gap achieve beside the others, in one KPI."""

    kpi: Named
    unit: str
    direction: str
    comparison: Comparison
    significant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedEvidence:
    """How the group stands in the skill the course teaches. Levels go from 0 to 5. `mixed`:
    there are several positions, and `below_mean` are below the mean of their own."""

    skill: Named
    position: Named | None
    assessed: int
    mean: float
    mixed: bool
    below_mean: int
    share_below_mean: float
    required: float | None
    short: int
    kpi: KpiEvidence | None
    must_do: bool
    explanation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoShouldGo:
    """`people` have the gap, the lowest level first; `more` of them are not listed. Empty
    for who may see no individuals."""

    unit: Named
    course: Named
    skill: Named
    audience: Audience
    people: tuple[Named, ...]
    more: int
    explanation_id: int


def need_evidence(
    context: Context, unit: OrgUnit, course_id: int, position: Position | None
) -> NeedEvidence | None:
    """The evidence for teaching a course to a unit (or one position in it); None where the
    course teaches no known skill, or too few were assessed to tell."""
    skill_id = skill_taught(context.session, course_id)
    if skill_id is None:
        return None
    position_id = position.id if position else None
    if not is_tellable(context, unit, position_id):
        return None
    levels = tuple(level_counts(context.session, unit.path, skill_id, position_id))
    skill = context.session.get_one(Skill, skill_id)
    best: NeedEvidence | None = None
    kpis: list[Kpi | None] = [*kpis_moved_by(context.session, skill_id)]
    for kpi in kpis or [None]:
        found = _with_kpi(context, unit, skill, position, levels, kpi)
        if found is not None and (best is None or (found.must_do and not best.must_do)):
            best = found
    return best


def _with_kpi(
    context: Context,
    unit: OrgUnit,
    skill: Skill,
    position: Position | None,
    levels: tuple[LevelCount, ...],
    kpi: Kpi | None,
) -> NeedEvidence | None:
    period = latest_period(context.session, kpi.id) if kpi else None
    results = (
        tuple(
            result_counts(
                context.session,
                unit.path,
                skill.id,
                position.id if position else None,
                kpi,
                period,
                means_of(levels, context.policy.need.smallest_group),
            )
        )
        if kpi and period and levels
        else ()
    )
    inputs = NeedInputs(
        group=position.name if position else unit.name,
        skill=skill.name,
        kpi=kpi.name if kpi else None,
        rules=context.policy.need,
        rows=levels,
        results=results,
    )
    answer = explained(context, NEED_EVIDENCE, inputs, over_people(context, unit, Right.SEE_GAPS))
    return _evidence(skill, position, kpi, answer.result, answer.explanation_id)


def _evidence(
    skill: Skill, position: Position | None, kpi: Kpi | None, found: NeedFinding, explanation: int
) -> NeedEvidence | None:
    spread = found.spread
    if spread is None:
        return None
    compared = (
        KpiEvidence(
            kpi=named(kpi),
            unit=kpi.unit,
            direction=kpi.direction,
            comparison=found.comparison,
            significant=found.significant,
        )
        if kpi and found.comparison
        else None
    )
    return NeedEvidence(
        skill=named(skill),
        position=named(position) if position else None,
        assessed=spread.headcount,
        mean=spread.mean,
        mixed=spread.mixed,
        below_mean=spread.below_mean,
        share_below_mean=spread.share_below_mean,
        required=spread.required,
        short=spread.short,
        kpi=compared,
        must_do=found.must_do,
        explanation_id=explanation,
    )


@reads_columns
def who_should_go(
    context: Context,
    training: Training,
    unit_code: str | None = None,
    position_code: str | None = None,
    headcount: int | None = None,
) -> WhoShouldGo:
    """The people with the gap that a course closes, described by tenure, position or unit
    where that is possible; a blanket request is answered with them.

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData: the course teaches no known skill, or too few were assessed in it.
    """
    unit = unit_for(context, Right.SEE_GAPS, unit_code)
    course = resolve_course(context, training)
    skill_id = skill_taught(context.session, course.id) if course else None
    if course is None or skill_id is None:
        raise NotEnoughData("no_skill_taught", topic=named(course) if course else training.topic)
    position = by_code(context.session, Position, position_code) if position_code else None
    require_tellable(context, unit, position.id if position else None)
    skill = context.session.get_one(Skill, skill_id)
    inputs, means = _audience_inputs(context, unit, skill, position, headcount)
    answer = explained(context, AUDIENCE, inputs, over_people(context, unit, Right.SEE_GAPS))
    people = _names(context, unit, skill, position, means)
    return WhoShouldGo(
        unit=named(unit),
        course=named(course),
        skill=named(skill),
        audience=answer.result,
        people=tuple(people),
        more=answer.result.short - len(people) if people else 0,
        explanation_id=answer.explanation_id,
    )


def _audience_inputs(
    context: Context, unit: OrgUnit, skill: Skill, position: Position | None, asked: int | None
) -> tuple[AudienceInputs, Means]:
    session, position_id = context.session, position.id if position else None
    levels = level_counts(session, unit.path, skill.id, position_id)
    if not levels:
        raise NotEnoughData("no_assessments", unit=unit.name)
    means = means_of(levels, context.policy.need.smallest_group)
    inputs = AudienceInputs(
        group=unit.name,
        skill=named(skill),
        asked=asked,
        rules=context.policy.need,
        rows=tuple(tenure_counts(session, unit.path, skill.id, position_id, means, context.today)),
        positions=tuple(group_counts(session, unit.path, skill.id, position_id, means, "position")),
        units=tuple(group_counts(session, unit.path, skill.id, position_id, means, "unit")),
    )
    return inputs, means


def _names(
    context: Context, unit: OrgUnit, skill: Skill, position: Position | None, means: Means
) -> list[Named]:
    """Individuals are for their heads and HR."""
    try:
        unit_for(context, Right.SEE_PROFILES, unit.code)
    except NotPermitted:
        return []
    position_id = position.id if position else None
    context.looked_at(unit.code, "skills")
    return people_short(context.session, unit.path, skill.id, position_id, means, MOST_NAMES)
