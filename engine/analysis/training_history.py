"""What was held, what it cost, per participant and per session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.analysis.method import Method
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat, Named


@dataclass(frozen=True, slots=True)
class CourseHeld:
    """A course's sessions that a unit's people took part in, and their part of the cost."""

    course: Named
    sessions: int
    participations: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryInputs:
    """`converted` says by which rates sums in other currencies were converted."""

    unit: str
    first: date
    last: date
    converted: tuple[Caveat, ...]
    rows: tuple[CourseHeld, ...]


@dataclass(frozen=True, slots=True)
class CourseCost:
    held: CourseHeld
    per_participant: Money
    per_session: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingHistory:
    """The dearest course first, and all of them together."""

    courses: tuple[CourseCost, ...]
    sessions: int
    participations: int
    total: Money
    per_participant: Money
    per_session: Money
    caveats: tuple[Caveat, ...]


def training_history(inputs: HistoryInputs) -> TrainingHistory:
    """cost / participations and cost / sessions.

    Raises:
        NotEnoughData: nothing was held.
    """
    if not inputs.rows:
        raise NotEnoughData(
            "no_training_history", unit=inputs.unit, first=inputs.first, last=inputs.last
        )
    courses = sorted(
        map(_cost, inputs.rows), key=lambda c: (-c.held.total.amount, c.held.course.code)
    )
    total = _total(inputs.rows)
    sessions = sum(row.sessions for row in inputs.rows)
    people = sum(row.participations for row in inputs.rows)
    return TrainingHistory(
        courses=tuple(courses),
        sessions=sessions,
        participations=people,
        total=total,
        per_participant=total.per(people),
        per_session=total.per(sessions),
        caveats=inputs.converted,
    )


def _cost(row: CourseHeld) -> CourseCost:
    return CourseCost(row, row.total.per(row.participations), row.total.per(row.sessions))


def _total(rows: Sequence[CourseHeld]) -> Money:
    return sum((row.total for row in rows[1:]), rows[0].total)


TRAINING_HISTORY = Method(
    name="training_history",
    version=2,
    formula="cost / participations; cost / sessions",
    inputs=HistoryInputs,
    compute=training_history,
)
