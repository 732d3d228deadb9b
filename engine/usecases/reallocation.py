"""Which courses show no relation with results, and where their money could go."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from engine.access import Right, require
from engine.analysis.reallocation import (
    REALLOCATION,
    CourseStanding,
    KpiPairs,
    Reallocation,
    ReallocationInputs,
)
from engine.queries.catalogue import by_code, named
from engine.queries.relations import sums_by_course
from engine.store.tables import Course, Kpi, KpiResult, OrgUnit
from engine.usecases.context import Context, reads
from engine.usecases.disclosure import require_tellable
from engine.usecases.explanations import Explained, explained
from engine.usecases.needed import over_people
from engine.usecases.training_effect import TrainingEffect, next_year_budgets
from engine.usecases.units import unit_for


@reads
def reallocation(
    context: Context,
    courses: Sequence[str] = (),
    kpi_code: str | None = None,
    unit_code: str | None = None,
    year: int | None = None,
) -> Explained[Reallocation]:
    """Of the courses named (of all that were held in the year, where none are), beside the KPI
    named, or beside each in which people have results. A cut is only ever proposed.

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData: nothing was held; or people could be made out.
        NotFound: no such course.
    """
    unit = unit_for(context, Right.SEE_EFFECTS, unit_code)
    require(context.actor, Right.SEE_PERFORMANCE, unit.path)
    require_tellable(context, unit)
    asked = tuple(by_code(context.session, Course, code).code for code in courses)
    year = year or context.fiscal_year - 1
    rules = context.policy.effect
    inputs = ReallocationInputs(
        year=year,
        level=rules.interval_level,
        significance=rules.significance,
        worth_keeping=rules.worth_keeping,
        asked=asked,
        rows=tuple(_standings(context, unit, year, _kpis(context, kpi_code))),
    )
    needed = over_people(context, unit, Right.SEE_EFFECTS, Right.SEE_PERFORMANCE)
    return explained(context, REALLOCATION, inputs, needed)


def _kpis(context: Context, code: str | None) -> list[Kpi]:
    if code is not None:
        return [by_code(context.session, Kpi, code)]
    of_people = select(KpiResult.kpi_id).where(KpiResult.employee_id.is_not(None))
    return list(
        context.session.scalars(select(Kpi).where(Kpi.id.in_(of_people)).order_by(Kpi.code))
    )


def _standings(
    context: Context, unit: OrgUnit, year: int, kpis: Sequence[Kpi]
) -> list[CourseStanding]:
    smallest = context.policy.need.smallest_group
    since = context.fiscal.first_day(year)
    sums = {kpi.id: sums_by_course(context.session, kpi.id, unit.path, since) for kpi in kpis}
    proposals = {one.course.code: one for one in next_year_budgets(context, year)}
    held = context.session.scalars(
        select(Course).where(Course.code.in_(proposals)).order_by(Course.code)
    )
    return [
        _standing(
            course,
            proposals[course.code],
            [
                KpiPairs(named(kpi), kpi.direction, pairs)
                for kpi in kpis
                if (pairs := sums[kpi.id].get(course.id)) is not None and pairs.n >= smallest
            ],
        )
        for course in held
    ]


def _standing(
    course: Course, found: TrainingEffect, relations: Sequence[KpiPairs]
) -> CourseStanding:
    return CourseStanding(
        course=named(course),
        mandatory=course.mandatory,
        spent=found.spent,
        proposed=found.next_year.amount,
        relations=tuple(relations),
    )
