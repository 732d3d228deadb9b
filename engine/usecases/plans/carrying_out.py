"""What became of a plan: what was asked for, committed, spent and held of what it has in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.access import Right
from engine.queries.catalogue import named
from engine.queries.plans import StoredLine, lines_of_plan
from engine.queries.plans_carried_out import RequestedTraining, requested_trainings
from engine.queries.rates import Rates
from engine.usecases.context import Context, reads
from engine.usecases.needs.topics import same_topic
from engine.usecases.plans.versions import (
    PlanLineView,
    VersionView,
    line_view,
    plan_meant,
    sum_of,
    tells_of_few,
    told,
    version_view,
)
from engine.usecases.units import unit_for
from engine.values.money import Money
from engine.values.results import Caveat, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOut:
    """What was done of a line. `people` are those that were asked for, `came` those who took part;
    `deviation` is what is committed and spent beyond what was planned, below nothing where it is
    less."""

    line: PlanLineView
    planned: Money
    requested: Money
    committed: Money
    spent: Money
    deviation: Money
    people: int
    came: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BesidePlan:
    """What was asked for and is not in the plan, or not for that unit."""

    name: Named
    unit: Named
    requested: Money
    spent: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCarriedOut:
    """`rows` are the lines that are in, with their sums."""

    plan: VersionView
    unit: Named
    rows: tuple[CarriedOut, ...]
    beside: tuple[BesidePlan, ...]
    planned: Money
    requested: Money
    committed: Money
    spent: Money
    deviation: Money
    caveats: tuple[Caveat, ...]


@reads
def plan_carried_out(
    context: Context,
    year: int | None = None,
    version: int | None = None,
    unit_code: str | None = None,
) -> PlanCarriedOut:
    """What became of a year's plan (the one in force, or else the newest version): by the
    requests that the unit of a line, and those under it, made for its course or topic.

    Raises:
        NotPermitted: the actor sees no budgets there.
        NotFound: no plan, no such version or unit.
    """
    unit = unit_for(context, Right.SEE_BUDGET, unit_code)
    plan = plan_meant(context, year, version)
    lines = [one for one in lines_of_plan(context.session, plan.id) if one.row.is_in]
    asked = requested_trainings(context.session, plan.fiscal_year, [unit.path])
    rates = Rates(context.session, plan.currency)
    mine = {one.key for one in told(context, unit, lines)[0]}
    by_topic: dict[str, list[RequestedTraining]] = defaultdict(list)
    for one in asked:
        by_topic[same_topic(one.key)].append(one)
    of = {line.key: [*_of(line, by_topic[same_topic(line.key)])] for line in lines}
    planned = {id(one) for found in of.values() for one in found}
    rows = tuple(_row(context, rates, line, of[line.key]) for line in lines if line.key in mine)
    return PlanCarriedOut(
        plan=version_view(context, plan),
        unit=named(unit),
        rows=rows,
        beside=tuple(_beside(context, rates, one) for one in asked if id(one) not in planned),
        planned=sum_of((one.planned for one in rows), plan.currency),
        requested=sum_of((one.requested for one in rows), plan.currency),
        committed=sum_of((one.committed for one in rows), plan.currency),
        spent=sum_of((one.spent for one in rows), plan.currency),
        deviation=sum_of((one.deviation for one in rows), plan.currency),
        caveats=tuple(rates.caveats),
    )


def _of(line: StoredLine, asked: Iterable[RequestedTraining]) -> Iterator[RequestedTraining]:
    """What was asked for by its unit, or one under it."""
    return (one for one in asked if one.path.startswith(line.path))


def _row(
    context: Context, rates: Rates, line: StoredLine, asked: Sequence[RequestedTraining]
) -> CarriedOut:
    def summed(amounts: Iterable[Money]) -> Money:
        at_home = (rates.convert(one, context.today) for one in amounts)
        return sum_of(at_home, rates.quote)

    planned = line.amount or Money.zero(rates.quote)
    committed = summed(one.committed for one in asked)
    spent = summed(one.spent for one in asked)
    return CarriedOut(
        line=line_view(line, tells_of_few(context, line)),
        planned=planned,
        requested=summed(one.requested for one in asked),
        committed=committed,
        spent=spent,
        deviation=committed + spent - planned,
        people=sum(one.headcount for one in asked),
        came=sum(one.came or 0 for one in asked),
    )


def _beside(context: Context, rates: Rates, asked: RequestedTraining) -> BesidePlan:
    return BesidePlan(
        name=asked.course or Named("", asked.topic),
        unit=asked.unit,
        requested=rates.convert(asked.requested, context.today),
        spent=rates.convert(asked.spent, context.today),
    )
