"""What the columns of an answer are called: what it is split by, and the measures; of a comparison
each measure three times: of what is asked about, of what it is compared with, and the difference."""

from __future__ import annotations

from collections.abc import Sequence

from engine.query.subject import Subject
from engine.query.value import Query

COMPARED, DIFFERENCE = "_compared", "_difference"


def told_of(measure: str, query: Query) -> Sequence[str]:
    """The columns that tell of a measure."""
    if query.compare is None:
        return (measure,)
    return (measure, measure + COMPARED, measure + DIFFERENCE)


def columns_of(query: Query) -> list[str]:
    """What it can be ordered by, and limited by."""
    return [*query.by, *(name for one in query.measures for name in told_of(one, query))]


def measure_of(column: str, subject: Subject) -> str:
    """The measure that a column tells of."""
    if column in subject.measures:
        return column
    return column.removesuffix(COMPARED).removesuffix(DIFFERENCE)
