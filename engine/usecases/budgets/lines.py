"""The one place where a budget line is made and gets what it has."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.queries.budget import ALL, ALLOCATING, find_line, reservations_on
from engine.queries.budget_phases import QUARTERS, planned_phases
from engine.queries.catalogue import named
from engine.store.tables import BudgetLine, OrgUnit, Request
from engine.usecases.budgets.phases import OFF, scale_phases, set_phase
from engine.usecases.budgets.versions import YEARS_BACK, require_open, version_in_force
from engine.usecases.context import Context
from engine.usecases.ledger.documents import ALLOCATION, SUSPENSION, Document
from engine.usecases.ledger.posting import (
    ACTUAL,
    ALLOCATE,
    COMMIT,
    RESERVE,
    Movement,
    line_sums,
    lock_lines,
    lock_year,
    money_on,
    post,
)
from engine.values.errors import BudgetExceeded, InvalidInput
from engine.values.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Which line is meant: of a unit in a fiscal year, for a programme or for all; one quarter
    of it, or the whole year."""

    unit: OrgUnit
    fiscal_year: int
    programme: str = ALL
    quarter: int | None = None

    @property
    def subject(self) -> str:
        """The line, as the audit log speaks of it."""
        line = f"{self.unit.code}/{self.fiscal_year}"
        return line if self.programme == ALL else f"{line}/{self.programme}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSet:
    """What was done to a line: it has `after` in all, where it had `before`. `created` says
    that it was made; `suspended` are requests that no longer fit."""

    line_id: int
    before: Money
    after: Money
    created: bool
    suspended: tuple[str, ...]


def set_line(
    context: Context,
    aim: Aim,
    amount: Money,
    years_back: int = YEARS_BACK,
    note: str | None = None,
) -> LineSet:
    """Give a line `amount` in all (or a quarter of it, and the year at least as much as its
    quarters together); a line and a year's budget that are not there are made. Not below what
    is committed and spent; what is only reserved gives way, the newest first.

    For whoever is in a transaction already, as an import is: `set_line(run.context,
    Aim(unit=unit, fiscal_year=2027, programme=programme_meant(run.context, words)), amount,
    YEARS_OF_FILES)`. Rights and the audit log are the caller's. See `opening.open_line` for
    what was spent before.

    Raises:
        BudgetExceeded: less than what is committed and spent.
        InvalidInput: a negative amount, one in another currency than the line's (of a new line,
            the home currency), no such quarter, a year that is closed or far away.
    """
    line, created = line_of(context, aim, amount, years_back)
    before = money_on(context, line.id, allocated(context, line.id))
    if aim.quarter is None:
        after = amount
        suspended = _allocate(context, aim, line, before, after, note)
        scale_phases(context, line.id, before, after)
    else:
        set_phase(context, line.id, aim.quarter, amount.amount)
        after = max(before, _quarters(context, line))
        suspended = _allocate(context, aim, line, before, after, note)
    return LineSet(
        line_id=line.id,
        before=before,
        after=after,
        created=created,
        suspended=suspended,
    )


def line_of(
    context: Context, aim: Aim, amount: Money, years_back: int = YEARS_BACK
) -> tuple[BudgetLine, bool]:
    """The line that is meant, locked; whether it was made for `amount`.

    Raises:
        InvalidInput: what `set_line` refuses.
    """
    lock_year(context, aim.fiscal_year)
    require_open(context, aim.fiscal_year, years_back)
    found = find_line(context.session, aim.unit.id, aim.fiscal_year, aim.programme)
    _check(context, amount, found.currency if found else context.currency, aim)
    line = found or _new_line(context, aim, amount)
    lock_lines(context, {line.id})
    return line, found is None


def allocated(context: Context, line_id: int) -> Decimal:
    """What a line has in all."""
    sums = line_sums(context, line_id)
    return sum((sums[kind] for kind in ALLOCATING), Decimal(0))


def _check(context: Context, amount: Money, currency: str, aim: Aim) -> None:
    if amount.currency != currency:
        raise InvalidInput("budget_currency", currency=currency, given=amount.currency)
    if amount.amount < 0:
        raise InvalidInput("budget_negative", unit=named(aim.unit))
    if aim.quarter is None:
        return
    if context.policy.budget.quarters == OFF:
        raise InvalidInput("quarters_off")
    if aim.quarter not in QUARTERS:
        raise InvalidInput("unknown_quarter", quarter=aim.quarter)


def _new_line(context: Context, aim: Aim, amount: Money) -> BudgetLine:
    line = BudgetLine(
        version_id=version_in_force(context, aim.fiscal_year).id,
        org_unit_id=aim.unit.id,
        programme=aim.programme,
        planned=amount.amount,
        currency=amount.currency,
    )
    context.session.add(line)
    context.session.flush()
    return line


def _quarters(context: Context, line: BudgetLine) -> Money:
    planned = planned_phases(context.session, [line.id])[line.id]
    return Money(sum(planned.values(), Decimal(0)), line.currency)


def _allocate(
    context: Context,
    aim: Aim,
    line: BudgetLine,
    before: Money,
    after: Money,
    note: str | None,
) -> tuple[str, ...]:
    """Post the difference; the requests that had to give way."""
    sums = line_sums(context, line.id)
    bound = sums[COMMIT] + sums[ACTUAL]
    if after.amount < bound:
        raise BudgetExceeded(
            "allocation_below_bound",
            unit=named(aim.unit),
            bound=money_on(context, line.id, bound),
        )
    suspended = _suspend(context, line, sums[RESERVE] - (after.amount - bound))
    difference = (after - before).amount
    moves = [Movement(line_id=line.id, kind=ALLOCATE, amount=difference)]
    post(context, Document(ALLOCATION), moves, note=note)
    return tuple(suspended)


def _suspend(context: Context, line: BudgetLine, excess: Decimal) -> list[str]:
    """Give back the newest reservations until no more than `excess` stands too much."""
    moves: list[Movement] = []
    numbers: list[str] = []
    for request_id, reserved in reservations_on(context.session, line.id):
        if excess <= 0:
            break
        request = context.session.get_one(Request, request_id)
        moves.append(
            Movement(line_id=line.id, kind=RESERVE, amount=-reserved, request_id=request_id)
        )
        numbers.append(request.number)
        excess -= reserved
        context.notify(
            {request.requester_id},
            "reservation_suspended",
            number=request.number,
            by=context.actor.name,
        )
    if moves:
        post(context, Document(SUSPENSION), moves, note="budget lowered")
    return numbers
