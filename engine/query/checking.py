"""Whether a query asks for what there is; what there is not is refused with the likeliest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TypeVar

from engine.query.columns import columns_of, told_of
from engine.query.subject import DATE, LEVEL, NUMBER, UNIT, Dimension, Measure, Subject
from engine.query.subjects import PEOPLE
from engine.query.value import (
    AT_MOST,
    IS,
    IS_NOT,
    KNOWN,
    MISSING,
    MOST_ROWS,
    SIGNS,
    UNDER,
    Compare,
    Condition,
    Has,
    Query,
    Scalar,
    counterpart,
)
from engine.values.errors import InvalidInput

T = TypeVar("T")
MOST_ALIKE = 3
_NUMBERS = (NUMBER, LEVEL)
_LISTED = (IS, IS_NOT)
_WITHOUT_VALUES = (MISSING, KNOWN)
_UNTIL = (UNDER, AT_MOST)
YEAR = "year"
# Larger ones are no figures of a company, and no database could compare them.
LARGEST = Decimal(10) ** 12


def checked(query: Query, subjects: Mapping[str, Subject]) -> Query:
    """The query with its values as what they are.

    Raises:
        InvalidInput: it names what there is not, or asks for what cannot be added up.
    """
    subject = _among(query.of, subjects, "subject")
    for name in query.measures:
        _among(name, subject.measures, "measure")
    for name in query.by:
        _among(name, subject.dimensions, "dimension")
    if len({*query.by}) < len(query.by) or len({*query.measures}) < len(query.measures):
        raise InvalidInput("query_twice")
    if not query.measures and not query.by:
        raise InvalidInput("query_asks_nothing")
    _require_addable(query, subject)
    _require_standing(query, subject)
    _require_column(query)
    _require_comparable(query, subject)
    _require_days(query, subject)
    if query.limit is not None and not 1 <= query.limit <= MOST_ROWS:
        raise InvalidInput("query_limit", limit=query.limit, most=MOST_ROWS)
    return replace(
        query,
        where=(*(_condition(one, subject, query) for one in query.where), *_usual(query, subject)),
        has=tuple(_has(one, subject, subjects) for one in query.has),
        compare=None if query.compare is None else _compare(query.compare, subject),
    )


def _usual(query: Query, subject: Subject) -> tuple[Condition, ...]:
    """What is meant unless it is said otherwise.

    Raises:
        InvalidInput: it is said of what it is compared with alone.
    """
    if subject.usually is None or {*query.by, *_names(query.where)} & subject.unless:
        return ()
    compared = query.compare.where if query.compare else ()
    if other := subject.unless.intersection(_names(compared)):
        raise InvalidInput("query_not_compared", by=sorted(other)[0])
    return (subject.usually,)


def _names(conditions: Iterable[Condition]) -> set[str]:
    return {one.name for one in conditions}


def _among(name: str, known: Mapping[str, T], what: str) -> T:
    if name not in known:
        alike = get_close_matches(name, list(known), n=MOST_ALIKE, cutoff=0.4) or sorted(known)
        raise InvalidInput("query_unknown", what=what, name=name, candidates=alike)
    return known[name]


def _require_addable(query: Query, subject: Subject) -> None:
    for name in query.measures:
        measure = subject.measures[name]
        if split := measure.not_by & {*query.by}:
            raise InvalidInput("query_not_added", measure=name, by=sorted(split)[0])
        limits = [one.name for one in query.where if _tells_of_people(one.name, subject)]
        if measure.per_head and (limits or query.has):
            raise InvalidInput("query_not_per_head", measure=name, by=[*limits, *_of(query.has)])


def _require_standing(query: Query, subject: Subject) -> None:
    """What stands at a time is told of one year, whole or as of a day."""
    only = {one.name for one in query.where if one.sign == IS and len(one.values) == 1}
    parts = {*query.by, *(one.name for one in query.where if one.sign not in _UNTIL)}
    if query.period is not None:
        parts.add(subject.time)
    for name in query.measures:
        measure = subject.measures[name]
        if measure.one is not None and measure.one not in {*only, *query.by}:
            raise InvalidInput("query_of_several", measure=name, by=measure.one)
        if moved := measure.not_in & parts:
            raise InvalidInput("query_not_in_part", measure=name, by=sorted(moved)[0])


def _tells_of_people(name: str, subject: Subject) -> bool:
    """Whether it leaves out some of a group, so that all of it is no measure of them."""
    dimension = subject.dimensions.get(name)
    return dimension is not None and (dimension.personal or dimension.attribute)


def _of(has: Iterable[Has]) -> list[str]:
    return [one.of for one in has]


def _require_column(query: Query) -> None:
    name = (query.order or "").removeprefix("-")
    columns = dict.fromkeys(columns_of(query), True)
    if name:
        _among(name, columns, "column")


def _require_comparable(query: Query, subject: Subject) -> None:
    """Rows are beside each other where they are of the same: they are not split by what is
    another there."""
    if query.compare is None:
        return
    other = {one.name for one in query.compare.where}
    if query.compare.period is not None:
        other |= {subject.time, YEAR}
    split = sorted(other & {*query.by})
    if not other or split:
        raise InvalidInput("query_not_compared", by=(split or [query.of])[0])
    for name in query.measures:
        if subject.measures[name].kind == DATE:
            raise InvalidInput("query_not_compared", by=name)
    _require_standing(counterpart(query) or query, subject)


def _require_days(query: Query, subject: Subject) -> None:
    """What is kept of a year has no days that a period could limit."""
    if query.also and query.period is None:
        raise InvalidInput("query_value", name="also", value=f"{query.also[0].start}")
    periods = (query.period, query.compare.period if query.compare else None)
    if any(periods) and subject.dimensions[subject.time].kind != DATE:
        days = next(one for one in periods if one is not None)
        raise InvalidInput("query_value", name=subject.time, value=f"{days.start} – {days.end}")


def _compare(compare: Compare, subject: Subject) -> Compare:
    for one in compare.where:
        _among(one.name, subject.dimensions, "dimension")
    return replace(compare, where=tuple(_condition(one, subject) for one in compare.where))


def _has(has: Has, subject: Subject, subjects: Mapping[str, Subject]) -> Has:
    of = _among(has.of, subjects, "subject")
    if has.of == PEOPLE or subject.about not in {*subject.linked} & {*of.linked}:
        raise InvalidInput(
            "query_unknown", what="relation", name=has.of, candidates=_related(subject, subjects)
        )
    for one in has.where:
        _among(one.name, of.dimensions, "dimension")
    where = tuple(_condition(one, of) for one in has.where)
    usual = None if _names(where) & of.unless else of.usually
    return replace(has, where=where if usual is None else (*where, usual))


def _related(subject: Subject, subjects: Mapping[str, Subject]) -> list[str]:
    """What those that are asked about may have rows of; nobody has people."""
    if subject.about not in subject.linked:
        return []
    return [
        name for name, one in subjects.items() if subject.about in one.linked and name != PEOPLE
    ]


def _condition(condition: Condition, subject: Subject, query: Query | None = None) -> Condition:
    known: dict[str, Dimension | Measure] = {**subject.dimensions, **subject.measures}
    if condition.name == UNIT and UNIT not in known and _may_limit_units(condition, subject):
        # Whose rows are read can be said of whatever is of units, split by them or not.
        return replace(condition, values=tuple(map(str, condition.values)))
    if query is not None:
        known |= {
            column: subject.measures[name]
            for name in query.measures
            for column in told_of(name, query)
        }
    column = _among(condition.name, known, "dimension")
    if not _is_signed(condition, column):
        raise InvalidInput("query_sign", name=condition.name, sign=condition.sign)
    values = tuple(_value(condition.name, column, one) for one in condition.values)
    return replace(condition, values=values)


def _is_signed(condition: Condition, column: Dimension | Measure) -> bool:
    """Whether the sign takes as many values as there are."""
    if condition.sign in _WITHOUT_VALUES:
        return not condition.values and isinstance(column, Dimension)
    several = condition.sign in _LISTED
    few = bool(condition.values) and (several or len(condition.values) == 1)
    return condition.sign in SIGNS and few


def _may_limit_units(condition: Condition, subject: Subject) -> bool:
    return condition.sign in _LISTED and not subject.of_no_unit


def _value(name: str, column: Dimension | Measure, value: Scalar) -> Scalar:
    try:
        return _typed(column, value)
    except (ValueError, InvalidOperation) as error:
        raise InvalidInput("query_value", name=name, value=str(value)) from error


def _typed(column: Dimension | Measure, value: Scalar) -> Scalar:
    if column.kind == DATE:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    if isinstance(column, Measure) or column.kind in _NUMBERS:
        number = Decimal(str(value))
        if not number.is_finite() or abs(number) > LARGEST:
            raise ValueError(value)
        return number
    if column.values and value not in column.values:
        raise ValueError(value)
    return str(value)


def named(conditions: Iterable[Condition], name: str) -> list[Condition]:
    return [one for one in conditions if one.name == name]
