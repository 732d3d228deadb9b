"""What is asked, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from engine.values.period import Period

Scalar = str | Decimal | date
IS, IS_NOT = "is", "is_not"
OVER, AT_LEAST, UNDER, AT_MOST = "over", "at_least", "under", "at_most"
# Whether anything is kept there at all.
MISSING, KNOWN = "is_missing", "is_known"
SIGNS = (IS, IS_NOT, OVER, AT_LEAST, UNDER, AT_MOST, MISSING, KNOWN)
# The person who asks.
ME = "me"
# No answer has more rows.
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A dimension (or a measure, of each group) that is, is over … one of `values`; of a dimension
    also whether there is any (`is_missing`, `is_known`; without values)."""

    name: str
    sign: str = IS
    values: tuple[Scalar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Has:
    """The people who have such rows of another subject, or who have none (`lacks`)."""

    of: str
    where: tuple[Condition, ...] = ()
    lacks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """What the same is asked of beside: another period, or conditions in place of those of the
    query about the same things (another unit, year, course)."""

    period: Period | None = None
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """`measures` of the subject `of`, one row for each of what it is split `by`; who they are,
    where it is split by person. `order` is the name of one of these columns, with "-" before
    it from the highest down. `period` limits the subject's own time; with `also`, to any of these
    times together. With `compare` each measure is told of both, with the difference."""

    of: str
    measures: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    has: tuple[Has, ...] = field(default=())
    period: Period | None = None
    also: tuple[Period, ...] = field(default=())
    order: str | None = None
    limit: int | None = None
    compare: Compare | None = None


def counterpart(query: Query) -> Query | None:
    """What a query is compared with, asked by itself."""
    other = query.compare
    if other is None:
        return None
    changed = {one.name for one in other.where}
    kept = (one for one in query.where if one.name not in changed)
    return replace(
        query,
        where=(*kept, *other.where),
        period=other.period or query.period,
        also=() if other.period else query.also,
        compare=None,
    )
