"""What the training records of a whole company add up to, in each currency by itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from engine.queries.belonging import unit_then, with_former_unit
from engine.queries.session_sizes import session_sizes
from engine.store.tables import (
    CostLine,
    Course,
    Employee,
    OrgUnit,
    Participation,
    TrainingSession,
)
from engine.values.money import Money

# Wages of those who sat in a course were not paid for the course.
_PAID = CostLine.category != "learner_time"


@dataclass(frozen=True, slots=True)
class CostTotal:
    """What the participations in one course, or of one unit's people, cost; never added up
    over currencies."""

    name: str
    participations: int
    totals: tuple[Money, ...]


def paid_in_all(session: Session) -> tuple[Money, ...]:
    """The costs of all sessions, by currency."""
    rows = session.execute(
        select(CostLine.currency, func.sum(CostLine.amount))
        .where(_PAID)
        .group_by(CostLine.currency)
        .order_by(CostLine.currency)
    )
    return tuple(Money(amount, currency) for currency, amount in rows)


def costs_by_course(session: Session) -> list[CostTotal]:
    """Participations, also of people whom nobody named, and what the sessions cost, by course."""
    counts = (
        select(Course.name, func.count())
        .join(TrainingSession, TrainingSession.course_id == Course.id)
        .join(Participation, Participation.session_id == TrainingSession.id)
        .where(Participation.attended)
        .group_by(Course.name)
    )
    unnamed = (
        select(Course.name, func.sum(TrainingSession.unnamed))
        .join(TrainingSession, TrainingSession.course_id == Course.id)
        .group_by(Course.name)
    )
    paid = (
        select(Course.name, CostLine.currency, func.sum(CostLine.amount))
        .join(TrainingSession, TrainingSession.course_id == Course.id)
        .join(CostLine, CostLine.session_id == TrainingSession.id)
        .where(_PAID)
        .group_by(Course.name, CostLine.currency)
    )
    people = Counter(_counted(session, counts)) + Counter(_counted(session, unnamed))
    return _totals(people, _summed(session, paid))


def participations_in_all(session: Session) -> int:
    """How often somebody took part, named or not."""
    named = session.scalar(select(func.count(Participation.id)).where(Participation.attended))
    unnamed = session.scalar(select(func.sum(TrainingSession.unnamed)))
    return (named or 0) + (unnamed or 0)


def costs_by_unit(session: Session) -> list[CostTotal]:
    """The same by the unit that the participants were in on the session's first day. Each
    bears the costs that are his own, and an equal share of the rest."""
    attended = _of_units(
        select(OrgUnit.name, func.count())
        .select_from(Participation)
        .join(Employee, Employee.id == Participation.employee_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(Participation.attended)
    ).group_by(OrgUnit.name)
    own = _of_units(
        select(OrgUnit.name, CostLine.currency, func.sum(CostLine.amount))
        .select_from(CostLine)
        .join(Employee, Employee.id == CostLine.employee_id)
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
    )
    paid = _summed(session, own.where(_PAID).group_by(OrgUnit.name, CostLine.currency))
    for name, currency, people, amount in session.execute(_shared_by_unit()):
        paid[name, currency] += amount / people
    return _totals(_counted(session, attended), paid)


def _shared_by_unit() -> Select[*tuple[Any, ...]]:
    """Σ shared cost over participations by unit, currency and how many share it, so that the
    division is made by the caller, exactly."""
    shared = (
        select(CostLine.session_id, CostLine.currency, func.sum(CostLine.amount).label("amount"))
        .where(CostLine.employee_id.is_(None), _PAID)
        .group_by(CostLine.session_id, CostLine.currency)
        .subquery()
    )
    size = session_sizes(None)
    statement = (
        select(OrgUnit.name, shared.c.currency, size.c.people, func.sum(shared.c.amount))
        .select_from(Participation)
        .join(Employee, Employee.id == Participation.employee_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .join(shared, shared.c.session_id == Participation.session_id)
        .join(size, size.c.session_id == Participation.session_id)
    )
    return _of_units(statement).group_by(OrgUnit.name, shared.c.currency, size.c.people)


def _of_units(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return with_former_unit(statement).join(OrgUnit, OrgUnit.id == unit_then())


def _counted(session: Session, statement: Select[*tuple[Any, ...]]) -> dict[str, int]:
    return {str(name): int(count) for name, count in session.execute(statement)}


def _summed(
    session: Session, statement: Select[*tuple[Any, ...]]
) -> dict[tuple[str, str], Decimal]:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for name, currency, amount in session.execute(statement):
        sums[name, currency] += amount
    return sums


def _totals(counts: Mapping[str, int], paid: Mapping[tuple[str, str], Decimal]) -> list[CostTotal]:
    names = sorted({*counts, *(name for name, _ in paid)})
    sums = {
        name: tuple(
            Money(amount, currency)
            for (whose, currency), amount in sorted(paid.items())
            if whose == name
        )
        for name in names
    }
    return [CostTotal(name, counts.get(name, 0), sums[name]) for name in names]
