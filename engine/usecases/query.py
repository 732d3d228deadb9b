"""A query, answered to who asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Row

from engine.queries.catalogue import named
from engine.query.checking import checked
from engine.query.columns import told_of
from engine.query.grouping import WHOM, Scope, labels_of, over_of, splits, value_of
from engine.query.statement import OTHER, ROWS, SIZE, compiled
from engine.query.subject import (
    COUNT,
    CURRENCY,
    THING,
    UNIT,
    Asked,
    Dimension,
    Measure,
    Subject,
    is_quotient,
)
from engine.query.subjects import Catalogue
from engine.query.table import QUERY_TABLE, Cell, Column, Raw, Table, TableInputs
from engine.query.value import Query, counterpart
from engine.store.tables import OrgUnit
from engine.usecases.context import Context, reads, reads_columns_unless
from engine.usecases.explanations import explained
from engine.usecases.query_scope import (
    Side,
    is_personal,
    needed_for,
    parts_of,
    scope_of,
    side_of,
    tells_of_somebody,
    tells_units_apart,
    with_number,
)
from engine.usecases.requests.listing import waits_for
from engine.values.results import Named

# What people decide and book: they want to see what they just did, and nobody is to rely on what
# was left of a budget some minutes ago. None of it is much, in however large a company.
LIVE = frozenset(
    ("requests", "plans", "budgets", "ledger", "invoices", "needs", "delegations", "invitations")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryAnswer:
    """`rows` as `columns` say; `more` is how many there are beside, `withheld` how many are not
    told for they are about too few. `personal`: who somebody is stands in it. `as_of` is the
    moment that it tells of, where something has changed since."""

    of: str
    units: tuple[Named, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: int
    withheld: int
    personal: bool
    explanation_id: int
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectView:
    """What can be asked about, and which right it takes; `time` is what a period limits."""

    name: str
    right: str
    time: str
    dimensions: tuple[Column, ...]
    measures: tuple[Column, ...]


@reads
def askable(_context: Context) -> tuple[SubjectView, ...]:
    """What can be asked about: the same for everybody on every day, whoever may ask it."""
    return _views()


@cache
def _views() -> tuple[SubjectView, ...]:
    return tuple(
        SubjectView(
            name=name,
            right=subject.right.value,
            time=subject.time,
            dimensions=_described(subject.dimensions),
            measures=_described(subject.measures),
        )
        for name, subject in Catalogue(Asked(today=date.min)).items()
    )


def _described(known: Mapping[str, Dimension] | Mapping[str, Measure]) -> tuple[Column, ...]:
    return tuple(Column(name=name, kind=one.kind) for name, one in known.items())


def _is_live(asked: Query) -> bool:
    return not LIVE.isdisjoint((asked.of, *(one.of for one in asked.has)))


@reads_columns_unless(_is_live)
def query(context: Context, asked: Query) -> QueryAnswer:
    """What is asked, of those whom the actor may ask about.

    Raises:
        InvalidInput: it asks for what there is not, or cannot be asked.
        NotPermitted: for people or figures that are not the actor's to see.
        NotFound: a code that nothing has.
        NotEnoughData: from the answer single people could be made out.
    """
    subjects = Catalogue(Asked(today=context.today))
    asked = checked(asked, subjects)
    asked = with_number(context, asked, subjects[asked.of])
    other = counterpart(asked)
    sides = [side_of(context, one, subjects) for one in (asked, other) if one is not None]
    _log_look(context, asked, subjects, sides)
    subjects = Catalogue(_asked(context, asked, sides))
    return _answered(context, asked, subjects, sides)


def _log_look(
    context: Context, asked: Query, subjects: Mapping[str, Subject], sides: list[Side]
) -> None:
    """A list that tells people apart is a look at their records."""
    if tells_of_somebody(asked, subjects) and not all(side.own for side in sides):
        for unit in {unit.code for side in sides for unit in side.units}:
            context.looked_at(unit, asked.of)


def _asked(context: Context, asked: Query, sides: list[Side]) -> Asked:
    ahead = context.company.here(context.now).utcoffset() or timedelta()
    return Asked(
        today=context.today,
        parts=parts_of(context, sides[0].units),
        minutes=int(ahead.total_seconds()) // 60,
        waits=waits_for(context),
        by_units=tells_units_apart(asked, sides),
        currency=context.currency,
    )


def _answered(
    context: Context, asked: Query, subjects: Mapping[str, Subject], sides: list[Side]
) -> QueryAnswer:
    subject, units = subjects[asked.of], sides[0].units
    sees = all(side.sees for side in sides)
    asked_of = (one for one in (asked, counterpart(asked)) if one is not None)
    scopes = [
        scope_of(context, one, subject, side.units, sees)
        for one, side in zip(asked_of, sides, strict=True)
    ]
    found = context.session.execute(compiled(asked, subjects, *scopes)).all()
    measures = [subject.measures[name] for name in asked.measures]
    inputs = TableInputs(
        query=asked,
        columns=_columns(asked, subject),
        divided=tuple(map(is_quotient, measures)),
        least=1 if sees else context.policy.need.smallest_group,
        telling=not sees and subject.tells_of_people and _tells(asked, subject),
        rows=tuple(_row(row, asked, subject, scopes, units[0]) for row in found),
        adds=tuple(one.adds for one in measures),
    )
    told = explained(context, QUERY_TABLE, inputs, needed_for(context, asked, subjects, sides))
    table: Table = told.result
    return QueryAnswer(
        of=asked.of,
        units=tuple(map(named, units)),
        columns=table.columns,
        rows=table.rows,
        more=(getattr(found[0], ROWS) if found else 0) - len(found),
        withheld=table.withheld,
        personal=is_personal(asked, subject),
        explanation_id=told.explanation_id,
        as_of=context.as_of,
    )


def _tells(asked: Query, subject: Subject) -> bool:
    """Whether a row tells more of its people than how many they are; of what is guarded it does so
    by what it is limited to, too."""
    counts = all(subject.measures[one].kind == COUNT for one in asked.measures)
    limits = (one.name for one in asked.where if one.name in subject.dimensions)
    told = (*asked.by, *limits) if subject.guarded else asked.by
    # Which units are asked about is the scope's, and looked at there.
    named_ones = (subject.dimensions[one] for one in told if one != UNIT or one in asked.by)
    return not counts or any(one.attribute for one in named_ones)


def _columns(asked: Query, subject: Subject) -> tuple[Column, ...]:
    split = [Column(name=one, kind=subject.dimensions[one].kind) for one in splits(asked, subject)]
    figures = [
        Column(name=name, kind=subject.measures[one].kind)
        for one in asked.measures
        for name in told_of(one, asked)
    ]
    return (*split, *figures)


def _row(row: Row[Any], asked: Query, subject: Subject, scopes: list[Scope], whole: OrgUnit) -> Raw:
    by = splits(asked, subject)
    keys = tuple(_key(row, name, subject, whole) for name in by)
    currency = getattr(row, labels_of(CURRENCY, subject)[0]) if CURRENCY in by else None
    read = [
        _raw(row, asked, side, keys, scope.sized, currency)
        for side, scope in zip(("", OTHER), scopes, strict=False)
    ]
    return read[0] if len(read) == 1 else replace(read[0], other=read[1])


def _raw(
    row: Row[Any],
    asked: Query,
    side: str,
    keys: tuple[Cell, ...],
    sized: bool,
    currency: str | None,
) -> Raw:
    return Raw(
        keys=keys,
        values=tuple(_number(getattr(row, side + value_of(one))) for one in asked.measures),
        over=tuple(_decimal(getattr(row, side + over_of(one))) for one in asked.measures),
        whom=getattr(row, side + WHOM) or 0,
        size=getattr(row, side + SIZE) if sized else None,
        currency=currency,
    )


def _key(row: Row[Any], name: str, subject: Subject, whole: OrgUnit) -> Cell:
    """Who is in none of the parts of a unit is in the unit itself."""
    code, *names = (getattr(row, label) for label in labels_of(name, subject))
    if subject.dimensions[name].kind != THING:
        return code if isinstance(code, str | date | None) else Decimal(code)
    if code is None:
        return named(whole) if name == UNIT else None
    return Named(code, *names)


def _number(value: Any) -> Decimal | date | None:
    return value if isinstance(value, date) else _decimal(value)


def _decimal(value: Any) -> Decimal | None:
    """What was divided in the database is exact to the sixth digit."""
    if isinstance(value, float):
        return Decimal(str(round(value, 6)))
    return None if value is None else Decimal(value)
