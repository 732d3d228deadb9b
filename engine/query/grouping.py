"""The rows of a subject, grouped: one for each of what a query is split by, with its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Numeric,
    Select,
    String,
    and_,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
)

from engine.query.columns import measure_of
from engine.query.subject import (
    CURRENCY,
    MONEY,
    PERSON,
    UNIT,
    WORDS,
    Dimension,
    Expression,
    Measure,
    Subject,
)
from engine.query.value import (
    AT_LEAST,
    AT_MOST,
    IS,
    IS_NOT,
    KNOWN,
    MISSING,
    OVER,
    UNDER,
    Condition,
    Has,
    Query,
    Scalar,
)
from engine.store.types import ExactDecimal

# What counts once, while it is counted.
_SAME = "same"
# How many people a row tells of.
WHOM = "people_told_of"
# Of numbers that columns are compared with.
WIDEST, DIGITS = 38, 6


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


def figures_of(query: Query, subject: Subject) -> list[str]:
    """The measures that are asked for, and those by which groups are left out."""
    limited = (measure_of(one.name, subject) for one in limits_of(query, subject))
    return list(dict.fromkeys((*query.measures, *limited)))


def limits_of(query: Query, subject: Subject) -> list[Condition]:
    """The conditions on figures; whose rows are read can be said of every subject."""
    known = {*subject.dimensions, UNIT}
    return [one for one in query.where if one.name not in known]


def grouped(
    query: Query, subjects: Mapping[str, Subject], scope: Scope, by: Sequence[str]
) -> Select[Any]:
    subject = subjects[query.of]
    dimensions = [subject.dimensions[one] for one in by]
    figures = figures_of(query, subject)
    measures = [subject.measures[one] for one in figures]
    # Which units are asked about is the scope's.
    limits = _conditioned((one for one in query.where if one.name != UNIT), subject)
    statement = _joined(subject, (*dimensions, *measures, *limits))
    columns = [column for one in dimensions for column in (one.key, *one.names)]
    labels = [label for name in by for label in labels_of(name, subject)]
    statement = statement.add_columns(
        *(column.label(label) for column, label in zip(columns, labels, strict=True))
    )
    whole = [subject.dimensions[CURRENCY].key] if CURRENCY in by else []
    once = [name for name, one in zip(figures, measures, strict=True) if one.once is not None]
    for name, one in zip(figures, measures, strict=True):
        if name not in once:
            statement = statement.add_columns(
                one.value.label(value_of(name)), _divisor(one, whole).label(over_of(name))
            )
    whom = func.count(subject.person.distinct()) if subject.whom is None else subject.whom
    statement = statement.add_columns(whom.label(WHOM))
    # By name: to PostgreSQL the same expression with another parameter is another one.
    found = statement.where(*_limits(query, subjects, scope)).group_by(*labels)
    for name in once:
        found = _beside(found, _counted_once(query, subjects, scope, by, name), labels, name)
    return found


def _counted_once(
    query: Query, subjects: Mapping[str, Subject], scope: Scope, by: Sequence[str], name: str
) -> Select[Any]:
    """What all of the same have as their largest, added up in each group."""
    subject = subjects[query.of]
    measure = subject.measures[name]
    assert measure.once is not None
    each = Dimension(kind=WORDS, key=measure.once, joins=measure.joins)
    largest = replace(measure, value=func.max(measure.value), once=None)
    subject = replace(
        subject,
        dimensions={**subject.dimensions, _SAME: each},
        measures={**subject.measures, name: largest},
    )
    on_figures = limits_of(query, subject)
    where = tuple(one for one in query.where if one not in on_figures)
    asked = replace(query, measures=(name,), where=where)
    of_each = grouped(asked, {**subjects, query.of: subject}, scope, (*by, _SAME)).subquery()
    labels = [label for one in by for label in labels_of(one, subject)]
    return select(
        *(of_each.c[one] for one in labels),
        func.sum(of_each.c[value_of(name)]).label(value_of(name)),
    ).group_by(*(of_each.c[one] for one in labels))


def _beside(found: Select[Any], once: Select[Any], labels: Sequence[str], name: str) -> Select[Any]:
    these, others = found.subquery(), once.subquery()
    same = (same_key(these.c[one], others.c[one]) for one in labels)
    return select(*these.c, others.c[value_of(name)], null().label(over_of(name))).select_from(
        these.outerjoin(others, and_(true(), *same))
    )


def same_key(mine: Expression, theirs: Expression) -> ColumnElement[bool]:
    return or_(mine == theirs, and_(mine.is_(None), theirs.is_(None)))


def _divisor(measure: Measure, whole: Sequence[Expression]) -> Expression:
    """What a quotient's value is divided by; of a share what all groups together have."""
    if measure.of_whole:
        everything: Expression = func.sum(measure.value).over(partition_by=whole or None)
        return everything
    return null() if measure.over is None else measure.over


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
        days = (query.period, *query.also)
        yield or_(*(time.between(one.start, one.end) for one in days))
    for has in query.has:
        found = subject.linked[subject.about].in_(_whose(has, subjects[has.of], subject, scope))
        yield not_(found) if has.lacks else found


def _whose(has: Has, subject: Subject, asked: Subject, scope: Scope) -> Select[Any]:
    """The ids of the people, or the things, that have such rows. Those of things are read where
    it is asked about, as nobody may learn of others' by them."""
    wanted = _conditioned(has.where, subject)
    thing = subject.linked[asked.about]
    statement = _joined(subject, wanted).add_columns(thing).where(thing.is_not(None))
    meets = (_meets(subject.dimensions[one.name], one) for one in has.where)
    if asked.about != PERSON:
        statement = statement.where(subject.scope(scope.paths, scope.present))
    return statement.where(*meets).correlate(None)


def _meets(dimension: Dimension, condition: Condition) -> ColumnElement[bool]:
    return signed(_compared(dimension), condition)


def _compared(dimension: Dimension) -> Expression:
    return dimension.key if dimension.compared is None else dimension.compared


def signed(column: Expression, condition: Condition) -> ColumnElement[bool]:
    if condition.sign in (MISSING, KNOWN):
        return _is_empty(column) if condition.sign == MISSING else not_(_is_empty(column))
    values, sign = [_bound(column, one) for one in condition.values], condition.sign
    first = values[0]
    meets: dict[str, ColumnElement[bool]] = {
        IS: column.in_(values),
        IS_NOT: or_(column.not_in(values), column.is_(None)),
        OVER: column > first,
        AT_LEAST: column >= first,
        UNDER: column < first,
        AT_MOST: column <= first,
    }
    return meets[sign]


def _is_empty(column: Expression) -> ColumnElement[bool]:
    """What is of no course, or in no words, has an empty one."""
    words = isinstance(getattr(column, "type", None), String)
    return func.coalesce(column, "") == "" if words else column.is_(None)


def _bound(column: Expression, value: Scalar) -> Any:
    """What it is compared with, which may be more than the column could hold."""
    if not isinstance(value, Decimal):
        return value
    kind = getattr(column, "type", None)
    scale = kind.scale if isinstance(kind, ExactDecimal) else None
    return literal(value, Numeric(WIDEST, DIGITS) if scale is None else ExactDecimal(WIDEST, scale))


def labels_of(name: str, subject: Subject) -> list[str]:
    """What the columns of a dimension are called in the statement: its code, and its names."""
    return [f"{name}_{at}" for at in range(1 + len(subject.dimensions[name].names))]


def value_of(measure: str) -> str:
    return f"{measure}_value"


def over_of(measure: str) -> str:
    return f"{measure}_over"
