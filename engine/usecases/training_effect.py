"""Whether a training worked, and what follows for next year's money."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from sqlalchemy import select

from engine.access import Right, require
from engine.analysis.effect import TRAINING_EFFECT, Effect, EffectCell, EffectInputs
from engine.analysis.kirkpatrick import (
    NEXT_YEAR,
    RESULTS,
    EffectStrength,
    Measured,
    NextYear,
    NextYearInputs,
)
from engine.analysis.kpi import HIGHER
from engine.queries.catalogue import by_code, named
from engine.queries.effects import cohort_months, effect_cells, evaluations
from engine.queries.effects_at_once import cells_at_once
from engine.queries.performance import kpis_by_skill
from engine.queries.spending import spent_by_course, spent_on
from engine.queries.teaching import skills_taught
from engine.store.tables import Course, Evaluation, Kpi
from engine.store.types import DUCKDB
from engine.usecases.context import Context, reads_columns
from engine.usecases.explanations import Computed, Explained, computed, kept
from engine.usecases.needed import anywhere
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from engine.values.results import Named

ROI_LEVEL = "roi"
# The KPIs that the company says the skill of a course moves, by the course's id.
Moved = Mapping[int, Sequence[Kpi]]
# People trained for a course, and those beside whom they are set, with their results in a KPI.
Cells = Callable[[Course, Kpi], Sequence[EffectCell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingEffect:
    """What was measured of a course in a year, what its effect on KPIs is estimated to be,
    and next year's money. `alternative` did better, where the rule says to replace it."""

    course: Named
    year: int
    spent: Money
    next_year: NextYear
    effects: tuple[Explained[Effect], ...]
    alternative: Named | None
    explanation_id: int


@reads_columns
def training_effect(context: Context, course_code: str, year: int | None = None) -> TrainingEffect:
    """Kirkpatrick's levels, effects on the KPIs its skill moves (trained beside comparable
    untrained people where there are any), and the proposal of the policy's rules.

    `year` is that of the trainings: last year, unless said.

    Raises:
        NotPermitted: an employee asks.
        NotEnoughData: the course was neither held nor evaluated in that year.
    """
    require(context.actor, Right.SEE_EFFECTS)
    course = by_code(context.session, Course, course_code)
    year = year or context.fiscal_year - 1
    costs = spent_on(context.session, course.id, *context.fiscal.days(year), context.rates())
    rows = evaluations(context.session, year, course.id)
    if not costs and not rows:
        raise NotEnoughData("no_training_in_year", course=named(course), year=year)
    spent = sum(costs[1:], costs[0]) if costs else Money.zero(context.currency)
    moved = _moved(context, [course])
    draft = _draft(context, course, year, spent, rows, moved, _cells(context, moved, year))
    (found,) = _kept(context, [draft], year)
    if found.next_year.replace:
        return _with_alternative(context, course, found)
    return found


@reads_columns
def next_year_budgets(context: Context, year: int | None = None) -> tuple[TrainingEffect, ...]:
    """The proposal for every course held in a year (last year, unless said), by course code.

    Raises:
        NotPermitted: an employee asks.
        NotEnoughData: nothing was held.
    """
    require(context.actor, Right.SEE_EFFECTS)
    year = year or context.fiscal_year - 1
    spent = spent_by_course(context.session, *context.fiscal.days(year), context.rates())
    if not spent:
        raise NotEnoughData("nothing_held_in_year", year=year)
    measured: dict[int, list[Evaluation]] = {}
    for row in evaluations(context.session, year):
        measured.setdefault(row.course_id, []).append(row)
    courses = context.session.scalars(
        select(Course).where(Course.code.in_(spent)).order_by(Course.code)
    ).all()
    moved = _moved(context, courses)
    cells = _cells(context, moved, year)
    drafts = [
        _draft(context, course, year, spent[course.code], measured.get(course.id, []), moved, cells)
        for course in courses
    ]
    return tuple(_kept(context, drafts, year))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What was found of a course, before how it came about is kept."""

    course: Named
    spent: Money
    effects: tuple[Computed[Effect], ...]
    next_year: Computed[NextYear]


def _draft(
    context: Context,
    course: Course,
    year: int,
    spent: Money,
    rows: Sequence[Evaluation],
    moved: Moved,
    cells_of: Cells,
) -> _Draft:
    effects = _kpi_effects(context, course, moved, cells_of)
    measured = [_measured(context, row) for row in rows if row.level != ROI_LEVEL]
    recorded = {row.kpi.code for row in measured if row.kpi}
    measured += [
        _as_measured(effect.result, kpi) for effect, kpi in effects if kpi.code not in recorded
    ]
    inputs = NextYearInputs(
        course=named(course),
        year=year,
        spent=spent,
        rules=context.policy.effect,
        rows=tuple(measured),
        strengths=tuple(
            EffectStrength(kpi.code, effect.result.strength) for effect, kpi in effects
        ),
    )
    least = context.policy.need.smallest_group
    return _Draft(
        course=named(course),
        spent=spent,
        effects=tuple(effect for effect, _ in effects),
        next_year=computed(context, NEXT_YEAR, inputs, anywhere(Right.SEE_EFFECTS, least)),
    )


def _kept(context: Context, drafts: Sequence[_Draft], year: int) -> Iterator[TrainingEffect]:
    """All together: each by itself would wait for the disk as many times."""
    effects = iter(kept(context, [effect for one in drafts for effect in one.effects]))
    answers = kept(context, [one.next_year for one in drafts])
    for one, answer in zip(drafts, answers, strict=True):
        yield TrainingEffect(
            course=one.course,
            year=year,
            spent=one.spent,
            next_year=answer.result,
            effects=tuple(islice(effects, len(one.effects))),
            alternative=None,
            explanation_id=answer.explanation_id,
        )


def _moved(context: Context, courses: Sequence[Course]) -> Moved:
    """By the course's id."""
    taught, moved = skills_taught(context.session), kpis_by_skill(context.session)
    return {
        course.id: moved[skill]
        for course in courses
        if (skill := taught.get(course.id)) is not None and skill in moved
    }


def _cells(context: Context, moved: Moved, year: int) -> Cells:
    """Each as it is asked for; of a copy by columns all at once."""
    session, days, rules = context.session, context.fiscal.days(year), context.policy.effect
    if session.get_bind().dialect.name != DUCKDB:
        return lambda course, kpi: effect_cells(
            session, course.id, kpi, cohort_months(session, course.id, *days), rules
        )
    pairs = [(course, kpi.id) for course, kpis in moved.items() for kpi in kpis]
    found = cells_at_once(session, pairs, *days, rules)
    return lambda course, kpi: found.get((course.id, kpi.id), [])


def _kpi_effects(
    context: Context, course: Course, moved: Moved, cells_of: Cells
) -> list[tuple[Computed[Effect], Kpi]]:
    """One effect for each KPI that the course's skill moves, where enough was measured."""
    found = []
    smallest = context.policy.need.smallest_group
    for kpi in moved.get(course.id, ()):
        cells = cells_of(course, kpi)
        inputs = EffectInputs(
            course=named(course),
            kpi=named(kpi),
            direction=kpi.direction,
            unit=kpi.unit,
            smallest_group=smallest,
            rules=context.policy.effect,
            rows=tuple(cells),
        )
        try:
            needed = anywhere(Right.SEE_EFFECTS, smallest)
            found.append((computed(context, TRAINING_EFFECT, inputs, needed), kpi))
        except NotEnoughData:
            continue
    return found


def _measured(context: Context, row: Evaluation) -> Measured:
    kpi = context.session.get(Kpi, row.kpi_id) if row.kpi_id else None
    return Measured(
        level=row.level,
        measure=row.measure,
        kpi=named(kpi) if kpi else None,
        direction=kpi.direction if kpi else HIGHER,
        baseline=None if row.baseline is None else float(row.baseline),
        value=float(row.value),
        planned=None if row.planned is None else float(row.planned),
        n=row.n,
        method=row.method,
    )


def _as_measured(effect: Effect, kpi: Kpi) -> Measured:
    """An estimated effect as an evaluation on the level of results."""
    return Measured(
        level=RESULTS,
        measure=kpi.name,
        kpi=named(kpi),
        direction=kpi.direction,
        baseline=effect.before,
        value=effect.before + effect.value,
        planned=None,
        n=effect.trained,
        method=effect.method,
    )


def _with_alternative(context: Context, course: Course, found: TrainingEffect) -> TrainingEffect:
    """A course of the same kind (else any) whose evaluations earn it more money.

    By what was recorded of each: measuring the effects of all courses would make a question
    about one an analysis of the whole company.
    """
    recorded: dict[int, list[Measured]] = {}
    for row in evaluations(context.session, found.year):
        if row.level != ROI_LEVEL and row.course_id != course.id:
            recorded.setdefault(row.course_id, []).append(_measured(context, row))
    better: list[tuple[bool, Decimal, Course]] = []
    for other_id, rows in recorded.items():
        other = context.session.get_one(Course, other_id)
        spent = Money(Decimal(1), context.currency)
        rules = context.policy.effect
        inputs = NextYearInputs(
            course=named(other),
            year=found.year,
            spent=spent,
            rules=rules,
            rows=tuple(rows),
            strengths=(),
        )
        factor = NEXT_YEAR.compute(inputs).factor
        if factor > 1:
            better.append((other.category == course.category, factor, other))
    best = max(better, key=lambda one: one[:2], default=None)
    return replace(found, alternative=named(best[2]) if best else None)
