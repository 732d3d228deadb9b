"""What was set for the time being: rates of exchange, and who decides in whose place."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.orm import aliased

from engine.access import Right
from engine.queries.people import in_units
from engine.query.subject import (
    COUNT,
    DATE,
    NUMBER,
    STATE,
    THING,
    WORDS,
    Asked,
    Dimension,
    Measure,
    Subject,
)
from engine.query.value import ME
from engine.store.tables import Delegation, Employee, ExchangeRate

YES, NO = "yes", "no"
_principal, _delegate = aliased(Employee), aliased(Employee)
_later = aliased(ExchangeRate)


def rates(asked: Asked) -> Subject:
    """`latest` is the one that is in force today."""
    return Subject(
        base=lambda: select().select_from(ExchangeRate),
        dimensions={
            "currency_of": Dimension(kind=WORDS, key=ExchangeRate.currency),
            "quote": Dimension(kind=WORDS, key=ExchangeRate.quote),
            "rate_of": Dimension(kind=NUMBER, key=ExchangeRate.rate),
            "valid_from": Dimension(kind=DATE, key=ExchangeRate.valid_from),
            "latest": Dimension(
                kind=STATE, key=case((_is_latest(asked), YES), else_=NO), values=(YES, NO)
            ),
        },
        measures={
            "rates": Measure(kind=COUNT, value=func.count(ExchangeRate.id), adds=True),
            "currencies": Measure(kind=COUNT, value=func.count(ExchangeRate.currency.distinct())),
        },
        scope=_of_all,
        person=ExchangeRate.id,
        time="valid_from",
        right=Right.SEE_BUDGET,
        of_no_unit=True,
    )


def _is_latest(asked: Asked) -> ColumnElement[bool]:
    newest = (
        select(func.max(_later.valid_from))
        .where(
            _later.currency == ExchangeRate.currency,
            _later.quote == ExchangeRate.quote,
            _later.valid_from <= asked.today,
        )
        .correlate(ExchangeRate)
        .scalar_subquery()
    )
    return ExchangeRate.valid_from == newest


def delegations(asked: Asked) -> Subject:
    """Who may see requests is told who decides them, and so who does in his place."""
    in_force = and_(Delegation.first_day <= asked.today, Delegation.last_day >= asked.today)
    return Subject(
        base=_delegated,
        dimensions={
            "principal": _of(_principal),
            "delegate": _of(_delegate),
            "first_day": Dimension(kind=DATE, key=Delegation.first_day),
            "last_day": Dimension(kind=DATE, key=Delegation.last_day),
            "in_force": Dimension(
                kind=STATE, key=case((in_force, YES), else_=NO), values=(YES, NO)
            ),
        },
        measures={"delegations": Measure(kind=COUNT, value=func.count(Delegation.id), adds=True)},
        scope=lambda paths, _: in_units(_principal.org_unit_id, paths),
        person=Delegation.id,
        time="first_day",
        right=Right.SEE_REQUESTS,
        own={"principal": ME, "delegate": ME},
    )


def _of(person: type[Employee]) -> Dimension:
    return Dimension(kind=THING, key=person.emp_no, names=(person.name,), table=Employee)


def _delegated() -> Select[Any]:
    """Those that hold, or were over in their time: none that was taken back, or of who has left."""
    return (
        select()
        .select_from(Delegation)
        .join(_principal, _principal.id == Delegation.principal_id)
        .join(_delegate, _delegate.id == Delegation.delegate_id)
        .where(
            Delegation.revoked_at.is_(None),
            _principal.status != "left",
            _delegate.status != "left",
        )
    )


def _of_all(_paths: Any, _present: bool) -> ColumnElement[bool]:
    return true()
