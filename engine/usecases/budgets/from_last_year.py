"""A year's budgets as those of another year and so many per cent: shown first, then set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from engine.access import Right, require, scope
from engine.queries.budget import BudgetLineBalance, line_balances, set_on
from engine.queries.catalogue import by_code
from engine.store.tables import OrgUnit
from engine.usecases.budgets.lines import Aim, set_line
from engine.usecases.budgets.phases import copy_phases
from engine.usecases.budgets.versions import require_open
from engine.usecases.context import Context, reads
from engine.values.errors import BudgetExceeded, InvalidInput, NotFound
from engine.values.money import Money, smallest_unit
from engine.values.results import Named

# More than ten times last year's is a slip.
HIGHEST_RATE = Decimal(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedLine:
    """What a line had in the base year, has now in the year (None where it is not there yet),
    and gets; `line_id` is the base year's."""

    line_id: int
    unit: Named
    programme: str
    purpose: Named | None
    base: Money
    now: Money | None
    after: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedBudget:
    """Every line, and the sums by currency. `suspended` are requests that had to give way."""

    fiscal_year: int
    base_year: int
    rate: Decimal
    lines: tuple[RaisedLine, ...]
    base: tuple[Money, ...]
    after: tuple[Money, ...]
    suspended: tuple[str, ...] = ()
    repeated: bool = False


@reads
def preview_from_last_year(
    context: Context,
    fiscal_year: int,
    base_year: int,
    rate: Decimal,
    units: Sequence[str] = (),
) -> RaisedBudget:
    """What `budget_from_last_year` would set; nothing is stored.

    Raises:
        what `budget_from_last_year` raises.
    """
    return _raised(context, fiscal_year, base_year, rate, units)


def budget_from_last_year(
    context: Context,
    fiscal_year: int,
    base_year: int,
    rate: Decimal,
    key: str,
    units: Sequence[str] = (),
) -> RaisedBudget:
    """Give every line what it was given in the base year and `rate` (0.05 for 5 %) more; with
    `units` those of these and of what is under them. Each is rounded to its currency's
    digits, and the largest takes what is left of the sum. Its quarters keep their
    shares. All or none.

    Raises:
        BudgetExceeded: a line would have less than what is committed and spent on it.
        InvalidInput: a rate that cannot be meant, the same year, a year that is closed or far
            away.
        NotFound: no such unit, or no budget in the base year.
        NotPermitted: he sets no budgets there.
    """
    raised = _raised(context, fiscal_year, base_year, rate, units)
    suspended: list[str] = []
    for line in raised.lines:
        unit = by_code(context.session, OrgUnit, line.unit.code)
        aim = Aim(unit=unit, fiscal_year=fiscal_year, programme=line.programme)
        done = set_line(context, aim, line.after)
        if done.created:
            copy_phases(context, line.line_id, done.line_id, line.base, line.after)
        suspended += done.suspended
    context.record(
        "budget_from_last_year",
        str(fiscal_year),
        key,
        base_year=base_year,
        rate=rate,
        lines={f"{line.unit.code}/{line.programme}": line.after for line in raised.lines},
        suspended=suspended,
    )
    return replace(raised, suspended=tuple(suspended))


def _raised(
    context: Context, fiscal_year: int, base_year: int, rate: Decimal, units: Sequence[str]
) -> RaisedBudget:
    if base_year == fiscal_year:
        raise InvalidInput("budget_base_year", year=fiscal_year)
    if not -1 < rate <= HIGHEST_RATE:
        raise InvalidInput("budget_rate", rate=rate, most=HIGHEST_RATE)
    require_open(context, fiscal_year)
    paths = _paths(context, units)
    lines = line_balances(context.session, base_year, paths)
    given = set_on(context.session, [line.line_id for line in lines])
    lines = [line for line in lines if given.get(line.line_id)]
    if not lines:
        raise NotFound("no_budget_in_force", year=base_year)
    base = [Money(given[one.line_id], one.balance.allocated.currency) for one in lines]
    after = raise_all(base, rate)
    now = {_place(line): line for line in line_balances(context.session, fiscal_year, paths)}
    return RaisedBudget(
        fiscal_year=fiscal_year,
        base_year=base_year,
        rate=rate,
        lines=tuple(
            _line(line, old, new, now.get(_place(line)))
            for line, old, new in zip(lines, base, after, strict=True)
        ),
        base=_sums(base),
        after=_sums(after),
    )


def raise_all(amounts: Sequence[Money], rate: Decimal) -> list[Money]:
    """Each amount and so much more, rounded down; in each currency they add up to what the sum
    and so much more is: the largest takes what is left."""
    raised = [_rounded_down(amount, 1 + rate) for amount in amounts]
    for currency in {amount.currency for amount in amounts}:
        places = [at for at, amount in enumerate(amounts) if amount.currency == currency]
        whole = _sums([amounts[at] for at in places])[0] * (1 + rate)
        rest = whole - _sums([raised[at] for at in places])[0]
        largest = max(places, key=lambda at: amounts[at].amount)
        raised[largest] += rest
    return raised


def _rounded_down(amount: Money, factor: Decimal) -> Money:
    unit = smallest_unit(amount.currency)
    return Money((amount.amount * factor).quantize(unit, ROUND_DOWN), amount.currency)


def _paths(context: Context, units: Sequence[str]) -> list[str]:
    """Those of the units, or else wherever the actor sets budgets."""
    require(context.actor, Right.SET_BUDGET)
    if not units:
        return list(scope(context.actor, Right.SET_BUDGET))
    found = [by_code(context.session, OrgUnit, code) for code in units]
    for unit in found:
        require(context.actor, Right.SET_BUDGET, unit.path)
    return [unit.path for unit in found]


def _place(line: BudgetLineBalance) -> tuple[str, str]:
    return line.unit.code, line.programme


def _line(
    line: BudgetLineBalance, base: Money, after: Money, now: BudgetLineBalance | None
) -> RaisedLine:
    if now is not None:
        bound = now.balance.committed + now.balance.actual
        if after < bound:
            raise BudgetExceeded("allocation_below_bound", unit=line.unit, bound=bound)
    return RaisedLine(
        line_id=line.line_id,
        unit=line.unit,
        programme=line.programme,
        purpose=line.purpose,
        base=base,
        now=now.balance.allocated if now else None,
        after=after,
    )


def _sums(amounts: Sequence[Money]) -> tuple[Money, ...]:
    """By currency."""
    sums: dict[str, Money] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, Money.zero(amount.currency)) + amount
    return tuple(sums.values())
