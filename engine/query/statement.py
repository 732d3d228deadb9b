"""A query as one statement: its groups, beside all people or beside what they are compared with, in
order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Float,
    FromClause,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    null,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from engine.query.columns import COMPARED, DIFFERENCE
from engine.query.grouping import (
    WHOM,
    Scope,
    figures_of,
    grouped,
    labels_of,
    limits_of,
    over_of,
    same_key,
    signed,
    splits,
    value_of,
)
from engine.query.subject import GROUPING, UNIT, Expression, Measure, Subject, is_quotient
from engine.query.subjects import PEOPLE
from engine.query.value import MOST_ROWS, Query, counterpart
from engine.store.types import ExactDecimal, as_double

# The columns beside: how many people the group has, and how many rows there are without a limit.
# Of what is compared, columns have their names with this before them.
SIZE, ROWS, OTHER = "group_size", "rows_in_all", "other_"


def compiled(
    query: Query, subjects: Mapping[str, Subject], scope: Scope, other: Scope | None = None
) -> Select[Any]:
    """A row has the columns of what it is split by, and of every measure its value and what it is
    divided by; with `other`, where it is compared, the same of the other beside."""
    subject = subjects[query.of]
    by = splits(query, subject)
    rows = _side(query, subjects, scope, by)
    compared = counterpart(query)
    if compared is not None and other is not None:
        keys = [label for name in by for label in labels_of(name, subject)]
        rows = _merged(rows, _side(compared, subjects, other, by), keys)
    found = rows.subquery("found")
    columns: dict[str, Expression] = {name: found.c[labels_of(name, subject)[0]] for name in by}
    columns |= dict(_figures(query, subject, found))
    limits = [signed(columns[one.name], one) for one in limits_of(query, subject)]
    return _ordered(query, by, columns, select(*found.c).where(*limits))


def per_head(query: Query, subject: Subject) -> bool:
    return any(subject.measures[one].per_head for one in figures_of(query, subject))


def _figures(query: Query, subject: Subject, found: FromClause) -> Iterator[tuple[str, Expression]]:
    """What is told of each measure, to be ordered and limited by."""
    for name in figures_of(query, subject):
        measure = subject.measures[name]
        these, *others = (
            _figure(found.c[side + value_of(name)], found.c[side + over_of(name)], measure)
            for side in (("", OTHER) if query.compare else ("",))
        )
        yield name, these
        if others:
            yield name + COMPARED, others[0]
            yield name + DIFFERENCE, _difference(these, others[0], measure)


def _figure(value: Expression, over: Expression, measure: Measure) -> Expression:
    if not is_quotient(measure):
        return value
    # Of whom nothing is found, a head has nothing: it is the least, and under any bound.
    part = func.coalesce(_double(value), 0.0) if measure.per_head else _double(value)
    return part / func.nullif(_double(over), 0)


def _difference(these: Expression, others: Expression, measure: Measure) -> Expression:
    parts = (_double(these), _double(others))
    mine, theirs = (func.coalesce(one, 0) for one in parts) if measure.adds else parts
    return mine - theirs


def _double(figure: Expression) -> Expression:
    exact = isinstance(getattr(figure, "type", None), ExactDecimal)
    return as_double(figure) if exact else cast(figure, Float)


def _side(
    query: Query, subjects: Mapping[str, Subject], scope: Scope, by: Sequence[str]
) -> Select[Any]:
    found = grouped(query, subjects, scope, by).subquery("groups")
    if scope.sized or per_head(query, subjects[query.of]):
        return _beside_all(query, subjects, scope, by, found)
    return select(*found.c, null().label(SIZE))


def _merged(these: Select[Any], others: Select[Any], keys: Sequence[str]) -> Select[Any]:
    """Both in one row where they are split alike."""
    first, second = these.subquery("these"), others.subquery("others")
    figures = [column.key for column in first.c if column.key not in keys]
    nothing = [type_coerce(null(), first.c[one].type) for one in figures]
    none_of_first = [one.label(name) for one, name in zip(nothing, figures, strict=True)]
    none_of_second = [one.label(OTHER + name) for one, name in zip(nothing, figures, strict=True)]
    both = union_all(
        select(*(first.c[one] for one in (*keys, *figures)), *none_of_second),
        select(
            *(second.c[one] for one in keys),
            *none_of_first,
            *(second.c[one].label(OTHER + one) for one in figures),
        ),
    ).subquery("both")
    told = (column.key for column in both.c if column.key not in keys)
    return select(
        *(both.c[one] for one in keys), *(func.max(both.c[one]).label(one) for one in told)
    ).group_by(*(both.c[one] for one in keys))


def _ordered(
    query: Query,
    by: Sequence[str],
    columns: Mapping[str, Expression],
    statement: Select[Any],
) -> Select[Any]:
    """What is not known of a figure comes last, on both databases."""
    wanted: list[Expression] = []
    if query.order:
        column = columns[query.order.removeprefix("-")]
        wanted = [column.is_(None), column.desc() if query.order.startswith("-") else column.asc()]
    for one in by:
        # Whoever is in no part is of the whole, which comes first.
        wanted += [columns[one].is_not(None), _by_bytes(columns[one])]
    most = query.limit or MOST_ROWS
    return statement.add_columns(func.count().over().label(ROWS)).order_by(*wanted).limit(most)


def _by_bytes(column: Expression) -> Expression:
    """Text in an order that both databases have, whatever their language."""
    kind = getattr(column, "type", None)
    return ByBytes(column) if isinstance(kind, String) else column


class ByBytes(FunctionElement[str]):
    inherit_cache = True
    name = "by_bytes"


@compiles(ByBytes)
def _plainly(element: ByBytes, compiler: SQLCompiler, **given: Any) -> str:
    return compiler.process(element.clauses, **given)


@compiles(ByBytes, "postgresql")
def _collated(element: ByBytes, compiler: SQLCompiler, **given: Any) -> str:
    return f'({compiler.process(element.clauses, **given)}) COLLATE "C"'


def _beside_all(
    query: Query,
    subjects: Mapping[str, Subject],
    scope: Scope,
    by: Sequence[str],
    found: Subquery,
) -> Select[Any]:
    """The groups with how many people there are in each; of what is told per head those, too, in
    which nothing was found."""
    subject, people = subjects[query.of], subjects[PEOPLE]
    shared = tuple(one for one in by if one in people.dimensions)
    grouping = tuple(one for one in query.where if one.name in GROUPING)
    all_of = Query(of=PEOPLE, measures=("people",), by=shared, where=grouping)
    everybody = grouped(all_of, subjects, replace(scope, present=True), shared).subquery("all_of")
    size = everybody.c[value_of("people")]
    columns = [
        (everybody if name in shared else found).c[label].label(label)
        for name in by
        for label in labels_of(name, subject)
    ]
    for name in figures_of(query, subject):
        over = _heads(subject.measures[name], by, found, size, found.c[over_of(name)])
        columns += [found.c[value_of(name)].label(value_of(name)), over.label(over_of(name))]
    same = and_(true(), *(same_key(everybody.c[f"{one}_0"], found.c[f"{one}_0"]) for one in shared))
    if _of_lines(query, subject):
        beside = found.outerjoin(everybody, same)
    else:
        empty_too = per_head(query, subject) and len(shared) == len(by)
        beside = everybody.join(found, same, isouter=empty_too)
    return select(*columns, found.c[WHOM], size.label(SIZE)).select_from(beside)


def _of_lines(query: Query, subject: Subject) -> bool:
    return any(subject.measures[one].of_lines for one in figures_of(query, subject))


def _heads(
    measure: Measure, by: Sequence[str], found: Subquery, size: Expression, over: Expression
) -> Expression:
    """What a measure is divided by: all people of the group, where it is per head. A line of the
    whole is there for everybody, and not for who is in none of its parts."""
    if not measure.per_head:
        return over
    if measure.of_lines and UNIT in by:
        return case((found.c[f"{UNIT}_0"].is_not(None), size))
    return size
