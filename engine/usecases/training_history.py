"""What was held, what it cost, how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.access import Right
from engine.analysis.training_history import TRAINING_HISTORY, HistoryInputs, TrainingHistory
from engine.queries.catalogue import by_code, named
from engine.queries.courses_held import courses_held, first_day_held
from engine.queries.taken import outcomes
from engine.store.tables import Course
from engine.usecases.context import Context, reads_columns
from engine.usecases.explanations import explained
from engine.usecases.needed import over
from engine.usecases.units import unit_for
from engine.values.errors import InvalidInput
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryReport:
    """What was attended, by course; and how all participations of the unit's people ended.
    `first` is the day asked for, else that of the first session that counts."""

    unit: Named
    first: date
    last: date
    history: TrainingHistory
    outcomes: dict[str, int]
    explanation_id: int


@reads_columns
def training_history(
    context: Context,
    unit_code: str | None = None,
    course_code: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> HistoryReport:
    """What the people under a unit (the topmost the actor plans for, unless said) attended
    between two days (over all time, unless said), with cost per participant and per session.

    Raises:
        NotPermitted: an employee asks, or somebody outside the unit.
        NotEnoughData: nothing was held, or in a currency that had no rate on its day.
        InvalidInput: the days are in the wrong order.
    """
    unit = unit_for(context, Right.SEE_COSTS, unit_code)
    course = by_code(context.session, Course, course_code) if course_code else None
    last = last or context.today
    if first is not None and last < first:
        raise InvalidInput("period_ends_before_start", start=first, end=last)
    course_id = course.id if course else None
    rates = context.rates()
    first = first or first_day_held(context.session, unit.path, course_id) or last
    rows = courses_held(context.session, unit.path, first, last, rates, course_id)
    inputs = HistoryInputs(
        unit=unit.name, first=first, last=last, converted=rates.caveats, rows=tuple(rows)
    )
    answer = explained(context, TRAINING_HISTORY, inputs, over(unit, Right.SEE_COSTS))
    return HistoryReport(
        unit=named(unit),
        first=first,
        last=last,
        history=answer.result,
        outcomes=outcomes(context.session, unit.path),
        explanation_id=answer.explanation_id,
    )
