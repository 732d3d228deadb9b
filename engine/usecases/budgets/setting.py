"""Setting what a unit has for training in a year, and looking before that at what stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.access import Right, require
from engine.queries.budget import (
    ALL,
    BudgetLineBalance,
    find_line,
    line_balance,
    line_balances,
    line_paying_for,
    set_on,
)
from engine.queries.catalogue import by_code, named
from engine.store.tables import OrgUnit
from engine.usecases.budgets.lines import Aim, set_line
from engine.usecases.budgets.phases import Phase, phases_of
from engine.usecases.budgets.programmes import programme_meant
from engine.usecases.budgets.versions import require_open
from engine.usecases.context import Context, reads
from engine.values.money import Money
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetReceipt:
    """`suspended` are requests whose reservation no longer fits: they stay where they are, and
    need room again when they are approved. `created`: the line was made. `phases` are the
    quarters that it is split into."""

    line: BudgetLineBalance
    before: Money
    suspended: tuple[str, ...]
    repeated: bool
    created: bool = False
    phases: tuple[Phase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetBefore:
    """What stands before a budget is set: the unit's own line, or None and whose line pays so
    far; and what the same line had in the year before."""

    unit: Named
    fiscal_year: int
    currency: str
    line: BudgetLineBalance | None
    paid_by: Named | None
    last_year: Money | None
    phases: tuple[Phase, ...] = ()

    @property
    def allocated(self) -> Money:
        return self.line.balance.allocated if self.line else Money.zero(self.currency)

    def stands(self, quarter: int | None = None) -> Money | None:
        """What a change is a change of: the quarter's or the year's, or where there is no line
        yet the last year's; None for nothing."""
        if quarter is not None:
            return next((one.planned for one in self.phases if one.quarter == quarter), None)
        return self.allocated if self.line else self.last_year

    def with_quarter(self, quarter: int | None, amount: Money) -> Money:
        """What the year has once it, or a quarter of it, has `amount` (see `set_line`)."""
        if quarter is None:
            return amount
        others = (one.planned for one in self.phases if one.quarter != quarter)
        return max(self.allocated, sum(others, amount))


def set_budget(
    context: Context,
    unit_code: str,
    fiscal_year: int,
    amount: Money,
    key: str,
    programme: str = ALL,
    quarter: int | None = None,
) -> BudgetReceipt:
    """Give a unit `amount` for a year in all, more or less than before, for all programmes or
    for one (see `programme_meant`); or for a quarter of the year. The first budget of a unit
    or a year is made by it.

    Raises:
        BudgetExceeded: less than what is committed and spent.
        InvalidInput: what `set_line` refuses.
        NotFound: no such unit or programme.
        NotPermitted: those alone set budgets whom the policy names (`[budget] set_by`).
    """
    aim = _aim(context, unit_code, fiscal_year, programme, quarter)
    done = set_line(context, aim, amount)
    context.record(
        "set_budget",
        aim.subject,
        key,
        before=done.before,
        amount=amount,
        quarter=quarter,
        created=done.created,
        suspended=done.suspended,
    )
    return BudgetReceipt(
        line=line_balance(context.session, done.line_id),
        before=done.before,
        suspended=done.suspended,
        repeated=False,
        created=done.created,
        phases=phases_of(context, [done.line_id]).get(done.line_id, ()),
    )


@reads
def budget_before(
    context: Context, unit_code: str, fiscal_year: int, programme: str = ALL
) -> BudgetBefore:
    """What a unit has, for who may set it.

    Raises:
        InvalidInput: a year that is closed or far away.
        NotFound: no such unit or programme.
        NotPermitted: he may not set its budget.
    """
    aim = _aim(context, unit_code, fiscal_year, programme)
    require_open(context, fiscal_year)
    session, unit = context.session, aim.unit
    line = find_line(session, unit.id, fiscal_year, aim.programme)
    above = None if line else line_paying_for(session, fiscal_year, unit.path)
    return BudgetBefore(
        unit=named(unit),
        fiscal_year=fiscal_year,
        currency=line.currency if line else context.currency,
        line=line_balance(session, line.id) if line else None,
        paid_by=above.unit if above else None,
        last_year=_last_year(context, aim),
        phases=phases_of(context, [line.id]).get(line.id, ()) if line else (),
    )


def _aim(
    context: Context,
    unit_code: str,
    fiscal_year: int,
    programme: str,
    quarter: int | None = None,
) -> Aim:
    unit = by_code(context.session, OrgUnit, unit_code)
    require(context.actor, Right.SET_BUDGET, unit.path)
    return Aim(
        unit=unit,
        fiscal_year=fiscal_year,
        programme=programme_meant(context, programme),
        quarter=quarter,
    )


def _last_year(context: Context, aim: Aim) -> Money | None:
    """What the same line was given in the year before."""
    lines = line_balances(context.session, aim.fiscal_year - 1, [aim.unit.path])
    own = [
        line
        for line in lines
        if line.unit.code == aim.unit.code and line.programme == aim.programme
    ]
    if not own:
        return None
    amount = set_on(context.session, [own[0].line_id]).get(own[0].line_id, Decimal(0))
    return Money(amount, own[0].balance.allocated.currency)
