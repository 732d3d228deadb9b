"""Two versions of a plan side by side: what came in, what went out, what is otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from engine.access import Right
from engine.queries.catalogue import named
from engine.queries.plans import StoredLine, lines_of_plan, plan_versions
from engine.store.tables import TrainingPlan
from engine.usecases.context import Context, reads
from engine.usecases.plans.versions import (
    PlanLineView,
    VersionView,
    plan_meant,
    sum_of,
    told,
    version_view,
)
from engine.usecases.units import unit_for
from engine.values.errors import NotFound
from engine.values.money import Money
from engine.values.results import Named

Difference = Literal["came_in", "went_out", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDifference:
    """A line that is in now and was not, is not any more, or is in with other figures."""

    kind: Difference
    before: PlanLineView | None
    after: PlanLineView | None

    @property
    def line(self) -> PlanLineView:
        """As it is now; as it was, where it is gone."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPlans:
    """What `second` has otherwise than `first`, with what each plans for the unit."""

    first: VersionView
    second: VersionView
    unit: Named
    lines: tuple[LineDifference, ...]
    before: Money
    after: Money


@reads
def compare_plans(
    context: Context,
    year: int | None = None,
    first: int | None = None,
    second: int | None = None,
    unit_code: str | None = None,
) -> ComparedPlans:
    """What is otherwise in the version `second` (the newest) of a year's plan than in `first` (the
    one before it).

    Raises:
        NotPermitted: the actor sees no budgets there.
        NotFound: no plan, no such version or unit; or nothing to compare with.
    """
    unit = unit_for(context, Right.SEE_BUDGET, unit_code)
    of_year = plan_meant(context, year).fiscal_year
    versions = plan_versions(context.session, of_year)
    later = plan_meant(context, of_year, second) if second is not None else versions[-1]
    number = first if first is not None else later.version_no - 1
    if number < 1:
        raise NotFound("plan_has_no_other", year=of_year)
    earlier = plan_meant(context, of_year, number)
    before, after = ([*told(context, unit, _lines(context, one))[0]] for one in (earlier, later))
    return ComparedPlans(
        first=version_view(context, earlier),
        second=version_view(context, later),
        unit=named(unit),
        lines=differences(before, after),
        before=planned(before, earlier.currency),
        after=planned(after, later.currency),
    )


def differences(
    before: Sequence[PlanLineView], after: Sequence[PlanLineView]
) -> tuple[LineDifference, ...]:
    """Of what is in one of them, in the order of the later one; what is gone comes last."""
    old = {one.key: one for one in before}
    new = {one.key: one for one in after}
    found = []
    for key in dict.fromkeys((*new, *old)):
        kind = _kind(old.get(key), new.get(key))
        if kind is not None:
            found.append(LineDifference(kind=kind, before=old.get(key), after=new.get(key)))
    return tuple(found)


def _kind(before: PlanLineView | None, after: PlanLineView | None) -> Difference | None:
    was, now = before is not None and before.is_in, after is not None and after.is_in
    if now and not was:
        return "came_in"
    if was and not now:
        return "went_out"
    if before is None or after is None or _figures(before) == _figures(after):
        return None
    return "changed"


def _figures(line: PlanLineView) -> tuple[object, ...]:
    return (line.unit, line.headcount, line.quarter, line.amount)


def planned(lines: Sequence[PlanLineView], currency: str) -> Money:
    """What those that are in come to."""
    return sum_of((one.amount for one in lines if one.is_in), currency)


def _lines(context: Context, plan: TrainingPlan) -> list[StoredLine]:
    return lines_of_plan(context.session, plan.id)
