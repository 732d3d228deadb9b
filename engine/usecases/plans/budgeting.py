"""The budgets of a year set by its plan: shown first, then set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.access import Right
from engine.queries.budget import ALL, BudgetLineBalance, line_balances, line_paying_for
from engine.queries.catalogue import by_code
from engine.queries.people import EVERYWHERE
from engine.queries.plans import lines_of_plan
from engine.store.tables import OrgUnit, TrainingPlan
from engine.usecases.budgets.lines import Aim, set_line
from engine.usecases.budgets.versions import require_open
from engine.usecases.context import Context, reads
from engine.usecases.plans.storing import subject_of
from engine.usecases.plans.versions import plan_meant, sum_of
from engine.usecases.units import require_company
from engine.values.errors import BudgetExceeded, InvalidInput
from engine.values.money import Money
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBudget:
    """What a unit's line gets: what is planned for the units that it pays for. `now` is what it
    has, None where there is no line yet; `bound` what is committed and spent on it."""

    unit: Named
    planned: Money
    now: Money | None
    bound: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherBudget:
    """A line that the plan says nothing of: it stays as it is."""

    unit: Named
    programme: str
    allocated: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBudgets:
    """`suspended` are requests that had to give way."""

    fiscal_year: int
    version: int
    lines: tuple[PlannedBudget, ...]
    others: tuple[OtherBudget, ...]
    planned: Money
    suspended: tuple[str, ...] = ()
    repeated: bool = False


@reads
def preview_plan_budgets(context: Context, year: int | None = None) -> PlanBudgets:
    """What `budgets_from_plan` would set; nothing is stored.

    Raises:
        what `budgets_from_plan` raises.
    """
    return _budgets(context, _plan_in_force(context, year))


def budgets_from_plan(context: Context, key: str, year: int | None = None) -> PlanBudgets:
    """Give each unit what the plan in force has for it and for those that it pays for: the line
    that pays in the year, or paid in the year before; else a line of its own. All or none.

    Raises:
        NotPermitted: he does not set the budgets of the whole company.
        NotFound: no plan.
        InvalidInput: no version of it is frozen; a year that is closed or far away.
        BudgetExceeded: a line would have less than what is committed and spent on it.
    """
    plan = _plan_in_force(context, year)
    found = _budgets(context, plan)
    suspended: list[str] = []
    for line in found.lines:
        unit = by_code(context.session, OrgUnit, line.unit.code)
        aim = Aim(unit=unit, fiscal_year=plan.fiscal_year)
        suspended += set_line(context, aim, line.planned, note=subject_of(plan)).suspended
    context.record(
        "budgets_from_plan",
        subject_of(plan),
        key,
        lines={line.unit.code: line.planned for line in found.lines},
        suspended=suspended,
    )
    return replace(found, suspended=tuple(suspended))


def _plan_in_force(context: Context, year: int | None) -> TrainingPlan:
    require_company(context, Right.SET_BUDGET)
    plan = plan_meant(context, year)
    if plan.frozen_at is None:
        raise InvalidInput("plan_not_frozen", year=plan.fiscal_year, version=plan.version_no)
    require_open(context, plan.fiscal_year)
    return plan


def _budgets(context: Context, plan: TrainingPlan) -> PlanBudgets:
    sums = _sums(context, plan)
    lines = line_balances(context.session, plan.fiscal_year, EVERYWHERE)
    of_all = {line.unit.code: line for line in lines if line.programme == ALL}
    planned = tuple(
        _planned(unit, amount, of_all.get(unit.code))
        for unit, amount in sorted(sums.items(), key=lambda one: -one[1].amount)
    )
    touched = {unit.code for unit in sums}
    return PlanBudgets(
        fiscal_year=plan.fiscal_year,
        version=plan.version_no,
        lines=planned,
        others=tuple(_others(lines, touched)),
        planned=sum_of(sums.values(), plan.currency),
    )


def _sums(context: Context, plan: TrainingPlan) -> dict[Named, Money]:
    """By the unit whose line pays."""
    payers: dict[str, Named] = {}
    sums: dict[Named, Money] = {}
    for line in lines_of_plan(context.session, plan.id):
        if not line.row.is_in or line.amount is None:
            continue
        if line.path not in payers:
            payers[line.path] = _payer(context, plan.fiscal_year, line.path) or line.unit
        unit = payers[line.path]
        sums[unit] = sums.get(unit, Money.zero(plan.currency)) + line.amount
    return sums


def _payer(context: Context, year: int, path: str) -> Named | None:
    lines = (line_paying_for(context.session, one, path) for one in (year, year - 1))
    return next((line.unit for line in lines if line is not None), None)


def _planned(unit: Named, amount: Money, line: BudgetLineBalance | None) -> PlannedBudget:
    if line is None:
        zero = Money.zero(amount.currency)
        return PlannedBudget(unit=unit, planned=amount, now=None, bound=zero)
    balance = line.balance
    bound = balance.committed + balance.actual
    if amount.currency == bound.currency and amount < bound:
        raise BudgetExceeded("allocation_below_bound", unit=unit, bound=bound)
    return PlannedBudget(unit=unit, planned=amount, now=balance.allocated, bound=bound)


def _others(lines: list[BudgetLineBalance], touched: set[str]) -> Iterator[OtherBudget]:
    for line in lines:
        if line.programme != ALL or line.unit.code not in touched:
            yield OtherBudget(
                unit=line.unit, programme=line.programme, allocated=line.balance.allocated
            )
