"""Quarters of a line: what each is meant to have, and whether what is asked for fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.orm import aliased

from engine.queries.budget_phases import (
    bound_by_quarter,
    bound_by_request,
    planned_phases,
    shares_of,
)
from engine.queries.catalogue import named
from engine.store.tables import BudgetLine, BudgetPhase, BudgetVersion, OrgUnit, Request
from engine.usecases.context import Context
from engine.values.errors import BudgetExceeded
from engine.values.money import Money

OFF, BIND = "off", "bind"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Phase:
    """One quarter (1 to 4) of a line: `bound` is what requests have reserved, committed and
    spent of it, `left` may be below nothing."""

    quarter: int
    planned: Money
    bound: Money
    left: Money


@dataclass(frozen=True, slots=True)
class ShortQuarter:
    """A quarter that has less left than what is asked of it."""

    quarter: int
    left: Money
    asked: Money


def phases_of(context: Context, line_ids: Collection[int]) -> dict[int, tuple[Phase, ...]]:
    """The quarters of those lines that are split; of none where the policy has them off."""
    if context.policy.budget.quarters == OFF:
        return {}
    return {
        line_id: _phases(context, line_id, planned)
        for line_id, planned in planned_phases(context.session, line_ids).items()
    }


def short_quarters(
    context: Context, line_id: int, charged: Money, parts: Sequence[tuple[date, Decimal]]
) -> tuple[ShortQuarter, ...]:
    """The quarters of a line that do not have what trainings would take: `charged` in all, shared
    by `parts`, the day on which each begins and its weight."""
    weights: dict[int, Decimal] = defaultdict(Decimal)
    for start, weight in parts:
        weights[context.fiscal.quarter_of(start)] += weight
    phases = phases_of(context, [line_id]).get(line_id, ())
    whole = sum(weights.values(), ZERO)
    if not phases or not whole:
        return ()
    asked = {quarter: charged * (weight / whole) for quarter, weight in weights.items()}
    return tuple(
        ShortQuarter(one.quarter, one.left, asked[one.quarter])
        for one in phases
        if one.quarter in asked and one.left < asked[one.quarter]
    )


def require_phases(context: Context, line_id: int, request: Request) -> None:
    """Where quarters bind: refuse what a quarter of the request's trainings no longer has. To
    be called when the request's sum is on the line.

    Raises:
        BudgetExceeded: it has less left.
    """
    if context.policy.budget.quarters != BIND:
        return
    line = context.session.get_one(BudgetLine, line_id)
    asked = _asked(context, line_id, request)
    for phase in phases_of(context, [line_id]).get(line_id, ()):
        if phase.left.amount < 0 and phase.quarter in asked:
            raise BudgetExceeded(
                "quarter_exceeded",
                unit=named(context.session.get_one(OrgUnit, line.org_unit_id)),
                quarter=phase.quarter,
                year=_year(context, line),
                available=phase.left + asked[phase.quarter],
                asked=asked[phase.quarter],
            )


def set_phase(context: Context, line_id: int, quarter: int, amount: Decimal) -> None:
    found = context.session.get(BudgetPhase, (line_id, quarter))
    if found is None:
        found = BudgetPhase(line_id=line_id, quarter=quarter, planned=amount)
        context.session.add(found)
    found.planned = amount
    context.session.flush()


def scale_phases(context: Context, line_id: int, before: Money, after: Money) -> None:
    """A line's quarters keep their shares when it gets more or less in all."""
    planned = planned_phases(context.session, [line_id]).get(line_id)
    if planned:
        for quarter, amount in _scaled(planned, before.amount, after).items():
            set_phase(context, line_id, quarter, amount)


def carry_phases(context: Context, old_id: int, new_id: int) -> None:
    """The lines of the version that takes another's place are split as those before were."""
    old, new = aliased(BudgetLine), aliased(BudgetLine)
    pairs = context.session.execute(
        select(old, new)
        .join(new, (new.org_unit_id == old.org_unit_id) & (new.programme == old.programme))
        .where(old.version_id == old_id, new.version_id == new_id, new.currency == old.currency)
    ).all()
    for before, after in pairs:
        planned = Money(before.planned, before.currency), Money(after.planned, after.currency)
        copy_phases(context, before.id, after.id, *planned)


def copy_phases(context: Context, from_id: int, to_id: int, before: Money, after: Money) -> None:
    """Split a line as another one is, which has `before` in all where it has `after`."""
    context.session.execute(delete(BudgetPhase).where(BudgetPhase.line_id == to_id))
    planned = planned_phases(context.session, [from_id]).get(from_id, {})
    for quarter, amount in _scaled(planned, before.amount, after).items():
        set_phase(context, to_id, quarter, amount)


def _scaled(planned: Mapping[int, Decimal], before: Decimal, after: Money) -> dict[int, Decimal]:
    """In proportion, and exact where the quarters were all that there was."""
    parts = list(planned.values())
    whole = sum(parts, ZERO)
    if not whole:
        return {}
    rest = max(before - whole, ZERO)
    shared = after.split([*parts, rest])
    return {quarter: part.amount for quarter, part in zip(planned, shared, strict=False)}


def _phases(context: Context, line_id: int, planned: Mapping[int, Decimal]) -> tuple[Phase, ...]:
    line = context.session.get_one(BudgetLine, line_id)
    bound = bound_by_quarter(context.session, line_id, context.fiscal, _year(context, line))
    return tuple(
        _phase(quarter, Money(amount, line.currency), bound.get(quarter, ZERO))
        for quarter, amount in planned.items()
    )


def _phase(quarter: int, planned: Money, bound: Decimal) -> Phase:
    held = Money(bound, planned.currency)
    return Phase(quarter, planned, held, planned - held)


def _asked(context: Context, line_id: int, request: Request) -> dict[int, Money]:
    """What the request holds on the line, by quarter."""
    line = context.session.get_one(BudgetLine, line_id)
    year = _year(context, line)
    shares = shares_of(context.session, [request.id], context.fiscal, year)[request.id]
    held = bound_by_request(context.session, line_id).get(request.id, ZERO)
    return {quarter: Money(held * share, line.currency) for quarter, share in shares.items()}


def _year(context: Context, line: BudgetLine) -> int:
    return context.session.get_one(BudgetVersion, line.version_id).fiscal_year
