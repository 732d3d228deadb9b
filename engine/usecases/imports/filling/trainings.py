"""Trainings held: a row a session, with who took part and what it cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.kinds.kind import kinds
from engine.imports.loading.training.booking import UNSORTED
from engine.imports.loading.training.stored import REFUND
from engine.queries.request_sessions import HELD
from engine.store.tables import CostLine, Employee, Participation, TrainingSession
from engine.usecases.imports.filling.rows import Said, called

AT_ONCE = 200
BETWEEN = "、"
# Who took part: his number, what came of it, hours.
TookPart = tuple[str, str | None, Decimal | None]


def trainings(session: Session) -> Iterator[Said]:
    courses = called(session, "course")
    held = select(TrainingSession).where(TrainingSession.status == HELD)
    found = session.scalars(held.order_by(TrainingSession.id)).all()
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        ids = [one.id for one in some]
        people, costs = _people(session, ids), _costs(session, ids)
        for one in some:
            took_part = people[one.id]
            yield {
                "course": courses[one.course_id],
                "start_date": one.start_date,
                "end_date": one.end_date,
                "session": one.code,
                "delivery": one.delivery,
                "location": one.location,
                "instructor": one.instructor,
                "headcount": len(took_part) + one.unnamed,
                "participants": BETWEEN.join(number for number, _, _ in took_part) or None,
                **_alike(took_part),
                **costs[one.id],
            }


def _people(session: Session, ids: Sequence[int]) -> dict[int, list[TookPart]]:
    found: dict[int, list[TookPart]] = defaultdict(list)
    rows = session.execute(
        select(
            Participation.session_id, Employee.emp_no, Participation.outcome, Participation.hours
        )
        .join(Employee, Employee.id == Participation.employee_id)
        .where(Participation.session_id.in_(ids), Participation.attended)
        .order_by(Participation.id)
    )
    for where, number, outcome, hours in rows:
        found[where].append((number, outcome, hours))
    return found


def _alike(people: Sequence[TookPart]) -> Said:
    """What came of it, and how long it took, where that is the same of everybody."""
    outcomes, hours = {one[1] for one in people}, {one[2] for one in people}
    return {
        "outcome": outcomes.pop() if len(outcomes) == 1 else None,
        "hours": hours.pop() if len(hours) == 1 else None,
    }


def _costs(session: Session, ids: Sequence[int]) -> dict[int, Said]:
    """What sessions cost as a whole, by kind of cost; what single people's parts cost, in one
    sum. In one currency: of several a row can say but one."""
    sums: dict[int, dict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    lines = select(CostLine).where(CostLine.session_id.in_(ids), CostLine.is_cash)
    for line in session.scalars(lines.order_by(CostLine.id)):
        if line.reference.startswith(REFUND) and line.employee_id is None:
            continue
        sums[line.session_id][_column(line), line.currency] += line.amount
    return defaultdict(dict, {where: _said(found) for where, found in sums.items()})


def _column(line: CostLine) -> str:
    column = f"cost_{line.category}"
    if line.employee_id is not None or line.category == UNSORTED:
        return "cost"
    return column if column in kinds()["trainings"].fields else "cost"


def _said(sums: dict[tuple[str, str], Decimal]) -> Said:
    currency = next(code for _, code in sums)
    own = {column: amount for (column, code), amount in sums.items() if code == currency}
    return {**own, "currency": currency}
