"""What a load adds to the trainings of the company, and what there is in all then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.imports.sheet_mapping import SheetMapping
from engine.queries.import_totals import (
    CostTotal,
    costs_by_course,
    costs_by_unit,
    paid_in_all,
    participations_in_all,
)
from engine.queries.people import WORKING
from engine.queries.taken import outcomes
from engine.store.tables import Employee
from engine.usecases.imports.views import StoreTotals
from engine.values.money import Money

TRAININGS = "trainings"


@dataclass(frozen=True, slots=True)
class Trained:
    """Participations and costs by course and by unit, and how participations ended."""

    by_course: Sequence[CostTotal] = ()
    by_unit: Sequence[CostTotal] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)


def trained(session: Session, mappings: Sequence[SheetMapping]) -> Trained:
    """As it stands, where some of the sheets tell of trainings; else nothing, for it stays."""
    if all(one.kind != TRAININGS for one in mappings):
        return Trained()
    return Trained(costs_by_course(session), costs_by_unit(session), outcomes(session, "/"))


def totals_since(
    session: Session, before: Trained, mappings: Sequence[SheetMapping]
) -> StoreTotals:
    """The store's totals, with what trainings came since then."""
    now = trained(session, mappings)
    working = select(func.count(Employee.id)).where(Employee.status.in_(WORKING))
    came = Counter(now.outcomes)
    came.subtract(before.outcomes)
    return StoreTotals(
        employees=session.scalar(working) or 0,
        participations=participations_in_all(session),
        total_costs=paid_in_all(session),
        by_course=tuple(_since(before.by_course, now.by_course)),
        by_unit=tuple(_since(before.by_unit, now.by_unit)),
        outcomes={name: n for name, n in came.items() if n},
    )


def _since(before: Sequence[CostTotal], now: Sequence[CostTotal]) -> Iterator[CostTotal]:
    """What is more or less than before."""
    known = {one.name: one for one in before}
    for one in now:
        old = known.get(one.name, CostTotal(one.name, 0, ()))
        came = one.participations - old.participations
        totals = tuple(_differences(old.totals, one.totals))
        if came or totals:
            yield CostTotal(one.name, came, totals)


def _differences(before: Sequence[Money], now: Sequence[Money]) -> Iterator[Money]:
    known = {one.currency: one.amount for one in before}
    for one in now:
        if amount := one.amount - known.pop(one.currency, 0):
            yield Money(amount, one.currency)
    yield from (Money(-amount, currency) for currency, amount in known.items() if amount)
