"""How the sum of a request came to what it is: by whom it was changed, from what, to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from engine.store.tables import AuditEvent, Employee
from engine.usecases.context import Context, reads
from engine.usecases.requests.parts import AMEND_REQUEST, CHANGER
from engine.usecases.requests.view import find
from engine.values.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SumChange:
    by: str
    on: date
    before: Money
    after: Money


@reads
def sum_changes(context: Context, number: str) -> tuple[SumChange, ...]:
    """The oldest first; what left the sum as it was is none.

    Raises:
        NotFound: no such request, or none that the actor may see.
    """
    request, _ = find(context, number, lock=False)
    rows = context.session.execute(
        select(AuditEvent.at, AuditEvent.actor, AuditEvent.detail, Employee.name)
        .outerjoin(Employee, Employee.id == CHANGER)
        .where(AuditEvent.subject == request.number, AuditEvent.action == AMEND_REQUEST)
        .order_by(AuditEvent.sequence)
    )
    changes = (
        SumChange(
            by=name or actor,
            on=context.company.day_of(at),
            before=_money(detail["before"]),
            after=_money(detail["total"]),
        )
        for at, actor, detail, name in rows
    )
    return tuple(one for one in changes if one.before != one.after)


def _money(plain: Mapping[str, Any]) -> Money:
    return Money(Decimal(str(plain["amount"])), plain["currency"])
