"""Single sessions that were held: when, who took part, and what each kind of cost came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from engine.queries.rates import Rates
from engine.queries.session_sizes import (
    held_between,
    of_unit,
    our_people,
    session_sizes,
    sessions_of,
)
from engine.store.tables import CostLine, Course, Employee, TrainingSession
from engine.values.money import Money
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHeld:
    """`participants` are a unit's people, and `parts` their part of its costs by kind; who
    taught it and where are kept of some only."""

    code: str
    course: Named
    start: date
    participants: int
    total: Money
    parts: dict[str, Money]
    instructor: str | None
    location: str | None

    @property
    def per_participant(self) -> Money:
        return self.total.per(self.participants)


def sessions_held(
    session: Session,
    path: str,
    first: date,
    last: date,
    rates: Rates,
    course_id: int | None,
    most: int,
) -> tuple[list[SessionHeld], int]:
    """The sessions that people under `path` took part in between two days, oldest first, the
    newest `most` of them; and how many there are.

    Raises:
        NotEnoughData: something was paid in a currency that had no rate on its day.
    """
    during = held_between(first, last, course_id)
    held = _sessions(path, during)
    count = session.scalar(select(func.count()).select_from(held.subquery())) or 0
    newest = session.execute(
        held.order_by(TrainingSession.start_date.desc(), TrainingSession.id.desc()).limit(most)
    ).all()
    found = newest[::-1]
    days = {row.id: row.start_date for row in found}
    parts = _parts(session, path, days, {row.id: row.size for row in found}, rates)
    nothing = Money(Decimal(0), rates.quote)
    return [
        SessionHeld(
            code=row.code,
            course=Named(row.course, row.name, row.name_en),
            start=row.start_date,
            participants=row.people,
            total=sum(parts[row.id].values(), nothing),
            parts=parts[row.id],
            instructor=row.instructor,
            location=row.location,
        )
        for row in found
    ], count


def _sessions(path: str, during: ColumnElement[bool]) -> Select[Any]:
    sessions = sessions_of(path, during)
    ours, size = our_people(path, sessions), session_sizes(sessions)
    return (
        select(
            TrainingSession.id,
            TrainingSession.code,
            TrainingSession.start_date,
            TrainingSession.instructor,
            TrainingSession.location,
            Course.code.label("course"),
            Course.name,
            Course.name_en,
            ours.c.people,
            size.c.people.label("size"),
        )
        .join(Course, Course.id == TrainingSession.course_id)
        .join(ours, ours.c.session_id == TrainingSession.id)
        .join(size, size.c.session_id == TrainingSession.id)
        .where(during)
    )


def _parts(
    session: Session, path: str, days: dict[int, date], sizes: dict[int, int], rates: Rates
) -> dict[int, dict[str, Money]]:
    """By session and kind of cost: what its own people were paid for, and their part of what
    all share."""
    ours = our_people(path, select(TrainingSession.id).where(TrainingSession.id.in_(days)))
    shared = session.execute(
        _costs(days, func.sum(CostLine.amount * ours.c.people))
        .join(ours, ours.c.session_id == CostLine.session_id)
        .where(CostLine.employee_id.is_(None))
    )
    own = session.execute(
        of_unit(
            _costs(days, func.sum(CostLine.amount))
            .join(Employee, Employee.id == CostLine.employee_id)
            .join(TrainingSession, TrainingSession.id == CostLine.session_id),
            path,
        )
    )
    sums: dict[int, dict[str, Decimal]] = {one: defaultdict(Decimal) for one in days}
    for one, kind, currency, amount in (*_each(shared, sizes), *own):
        sums[one][kind] += rates.exact(amount, currency, days[one])
    return {
        one: {kind: Money(amount, rates.quote) for kind, amount in sorted(kinds.items())}
        for one, kinds in sums.items()
    }


def _costs(
    sessions: Iterable[int], amount: ColumnElement[Decimal]
) -> Select[int, str, str, Decimal]:
    """Learners' time apart."""
    return (
        select(CostLine.session_id, CostLine.category, CostLine.currency, amount)
        .where(CostLine.session_id.in_(sessions), CostLine.category != "learner_time")
        .group_by(CostLine.session_id, CostLine.category, CostLine.currency)
    )


def _each(
    rows: Iterable[Sequence[Any]], sizes: dict[int, int]
) -> Iterator[tuple[int, str, str, Decimal]]:
    for one, kind, currency, amount in rows:
        yield one, kind, currency, amount / sizes[one]
