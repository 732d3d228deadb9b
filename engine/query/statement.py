"""A query as one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    String,
    Subquery,
    and_,
    cast,
    func,
    not_,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from engine.query.subject import (
    CURRENCY,
    GROUPING,
    MONEY,
    UNIT,
    Dimension,
    Expression,
    Measure,
    Subject,
)
from engine.query.subjects import PEOPLE
from engine.query.value import (
    AT_LEAST,
    AT_MOST,
    IS,
    IS_NOT,
    MOST_ROWS,
    OVER,
    UNDER,
    Condition,
    Has,
    Query,
)

# The columns beside: how many people the group has, how many the row tells of, and how many
# rows there are without a limit.
SIZE, WHOM, ROWS = "group_size", "people_told_of", "rows_in_all"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The subtrees that are asked about, and those left out; `person` where it is one alone.
    `sized`: how many people there are in each group is wanted beside."""

    paths: Sequence[str]
    without: Sequence[str] = ()
    person: int | None = None
    present: bool = True
    sized: bool = False


def splits(query: Query, subject: Subject) -> tuple[str, ...]:
    """By what it is split: money of several currencies is never added up."""
    asked = [subject.measures[one] for one in query.measures]
    money = any(one.kind == MONEY or one.of_money for one in asked)
    return (*query.by, CURRENCY) if money and CURRENCY not in query.by else query.by


def compiled(query: Query, subjects: Mapping[str, Subject], scope: Scope) -> Select[Any]:
    """A row has the columns of what it is split by, and of every measure its value and what it is
    divided by."""
    subject = subjects[query.of]
    by = splits(query, subject)
    found = _grouped(query, subjects, scope, by).subquery("found")
    if scope.sized or per_head(query, subject):
        return _beside_all(query, subjects, scope, by, found)
    order: dict[str, Expression] = {name: found.c[labels_of(name, subject)[0]] for name in by}
    order |= {
        name: _share(found.c[value_of(name)], found.c[over_of(name)], subject.measures[name])
        for name in query.measures
    }
    return _ordered(query, by, order, select(*found.c, null().label(SIZE)))


def per_head(query: Query, subject: Subject) -> bool:
    return any(subject.measures[one].per_head for one in query.measures)


def _grouped(
    query: Query, subjects: Mapping[str, Subject], scope: Scope, by: Sequence[str]
) -> Select[Any]:
    subject = subjects[query.of]
    dimensions = [subject.dimensions[one] for one in by]
    measures = [subject.measures[one] for one in query.measures]
    statement = _joined(subject, (*dimensions, *measures, *_conditioned(query.where, subject)))
    columns = [column for one in dimensions for column in (one.key, *one.names)]
    labels = [label for name in by for label in labels_of(name, subject)]
    statement = statement.add_columns(
        *(column.label(label) for column, label in zip(columns, labels, strict=True))
    )
    for name, one in zip(query.measures, measures, strict=True):
        over = null() if one.over is None else one.over
        statement = statement.add_columns(
            one.value.label(value_of(name)), over.label(over_of(name))
        )
    statement = statement.add_columns(func.count(subject.person.distinct()).label(WHOM))
    return (
        statement.where(*_limits(query, subjects, scope))
        .having(and_(true(), *_havings(query.where, subject)))
        # By name: to PostgreSQL the same expression with another parameter is another one.
        .group_by(*labels)
    )


def _conditioned(where: Iterable[Condition], subject: Subject) -> list[Dimension]:
    return [subject.dimensions[one.name] for one in where if one.name in subject.dimensions]


def _joined(subject: Subject, parts: Iterable[Dimension | Measure]) -> Select[Any]:
    statement = subject.base()
    for name in dict.fromkeys(name for one in parts for name in one.joins):
        join = subject.joins[name]
        statement = statement.join(join.target, join.on, isouter=join.outer)
    return statement


def _limits(
    query: Query, subjects: Mapping[str, Subject], scope: Scope
) -> Iterator[ColumnElement[bool]]:
    subject = subjects[query.of]
    yield subject.scope(scope.paths, scope.present)
    if scope.without:
        yield not_(subject.scope(scope.without, scope.present))
    if scope.person is not None:
        yield subject.person == scope.person
    for one in query.where:
        if one.name != UNIT and one.name in subject.dimensions:
            yield _meets(subject.dimensions[one.name], one)
    if query.period is not None:
        time = _compared(subject.dimensions[subject.time])
        yield time.between(query.period.start, query.period.end)
    for has in query.has:
        found = subject.person.in_(_whose(has, subjects[has.of]))
        yield not_(found) if has.lacks else found


def _whose(has: Has, subject: Subject) -> Select[Any]:
    """The ids of those who have such rows."""
    wanted = _conditioned(has.where, subject)
    statement = _joined(subject, wanted).add_columns(subject.person)
    meets = (_meets(subject.dimensions[one.name], one) for one in has.where)
    return statement.where(*meets).correlate(None)


def _havings(where: Iterable[Condition], subject: Subject) -> Iterator[ColumnElement[bool]]:
    for one in where:
        if one.name in subject.measures:
            measure = subject.measures[one.name]
            yield _signed(_quotient(measure), one)


def _meets(dimension: Dimension, condition: Condition) -> ColumnElement[bool]:
    return _signed(_compared(dimension), condition)


def _compared(dimension: Dimension) -> Expression:
    return dimension.key if dimension.compared is None else dimension.compared


def _signed(column: Expression, condition: Condition) -> ColumnElement[bool]:
    first, sign = condition.values[0], condition.sign
    signed: dict[str, ColumnElement[bool]] = {
        IS: column.in_(condition.values),
        IS_NOT: or_(column.not_in(condition.values), column.is_(None)),
        OVER: column > first,
        AT_LEAST: column >= first,
        UNDER: column < first,
        AT_MOST: column <= first,
    }
    return signed[sign]


def _quotient(measure: Measure) -> Expression:
    """What groups are limited by."""
    if measure.over is None:
        return measure.value
    return cast(measure.value, Float) / func.nullif(measure.over, 0)


def _ordered(
    query: Query,
    by: Sequence[str],
    order: Mapping[str, Expression],
    statement: Select[Any],
) -> Select[Any]:
    """What is not known of a figure comes last, on both databases."""
    wanted: list[Expression] = []
    if query.order:
        column = order[query.order.removeprefix("-")]
        wanted = [column.is_(None), column.desc() if query.order.startswith("-") else column.asc()]
    for one in by:
        # Whoever is in no part is of the whole, which comes first.
        wanted += [order[one].is_not(None), _by_bytes(order[one])]
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
    everybody = _grouped(all_of, subjects, replace(scope, present=True), shared).subquery("all_of")
    size = everybody.c[value_of("people")]
    columns = [
        (everybody if name in shared else found).c[label].label(label)
        for name in by
        for label in labels_of(name, subject)
    ]
    order: dict[str, Expression] = {
        name: (everybody if name in shared else found).c[labels_of(name, subject)[0]] for name in by
    }
    for name in query.measures:
        measure = subject.measures[name]
        over = size if measure.per_head else found.c[over_of(name)]
        columns += [found.c[value_of(name)].label(value_of(name)), over.label(over_of(name))]
        order[name] = _share(found.c[value_of(name)], over, measure)
    same = (_same(everybody.c[f"{one}_0"], found.c[f"{one}_0"]) for one in shared)
    empty_too = per_head(query, subject) and len(shared) == len(by)
    beside = everybody.join(found, and_(true(), *same), isouter=empty_too)
    statement = select(*columns, found.c[WHOM], size.label(SIZE)).select_from(beside)
    return _ordered(query, by, order, statement)


def _share(value: Expression, over: Expression, measure: Measure) -> Expression:
    """What rows are ordered by."""
    return value / func.nullif(cast(over, Float), 0) if _divides(measure) else value


def _divides(measure: Measure) -> bool:
    return measure.per_head or measure.over is not None


def _same(mine: Expression, theirs: Expression) -> ColumnElement[bool]:
    return or_(mine == theirs, and_(mine.is_(None), theirs.is_(None)))


def labels_of(name: str, subject: Subject) -> list[str]:
    """What the columns of a dimension are called in the statement: its code, and its names."""
    return [f"{name}_{at}" for at in range(1 + len(subject.dimensions[name].names))]


def value_of(measure: str) -> str:
    return f"{measure}_value"


def over_of(measure: str) -> str:
    return f"{measure}_over"
