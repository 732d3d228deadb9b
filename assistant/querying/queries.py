"""The queries that tell which people, or how many, are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.querying.about import BELOW, CERTIFICATE, FAILED, HIRED, PASSED, TRAINED, UNTRAINED
from assistant.querying.people import EITHER, ENDS, HELD, NONE, PeopleAsked
from engine.query.value import AT_LEAST, AT_MOST, OVER, UNDER, Condition, Has, Query
from engine.values.period import Period

WHO = ("person", "unit", "position")
_STANDING = {NONE: ("missing", "expired"), ENDS: ("valid",), HELD: ("valid",)}


def people_query(asked: PeopleAsked, today: date) -> Query:
    """Those who are asked for, by name."""
    if CERTIFICATE in asked.about:
        return _certificates(asked, today)
    if BELOW in asked.about:
        return _below(asked)
    if TRAINED in asked.about:
        return _trained(asked)
    return Query(of="people", by=(*WHO, "hired_on"), where=_hired(asked), has=_has(asked))


def count_query(asked: PeopleAsked, today: date, by: str | None = None) -> Query:
    """How many they are."""
    names = people_query(asked, today)
    split = (by,) if by else ()
    return replace(names, by=split, measures=("people",), order="-people" if by else None)


def group_query(asked: PeopleAsked) -> Query:
    """How many there are of whom they are some."""
    return headcount_query(asked.unit, asked.position)


def headcount_query(unit: str | None, position: str | None) -> Query:
    """How many people there are."""
    return Query(of="people", measures=("people",), where=_group(unit, position))


def ends_query(asked: PeopleAsked, today: date) -> Query:
    """When the first of the certificates that are valid ends, and of how many that is."""
    valid = replace(asked, certificate=HELD, days=None)
    return replace(_certificates(valid, today), by=("ends_on",), measures=("people",), limit=1)


def kinds_query(asked: PeopleAsked) -> Query:
    """Which certificates are about what is named, held or required."""
    named = (_is("skill", *asked.skills),) if asked.skills else ()
    where = (*(() if asked.unit is None else (_is("unit", asked.unit),)), *named)
    return Query(of="certificates", by=("certificate",), measures=("people",), where=where)


def _group(unit: str | None, position: str | None) -> tuple[Condition, ...]:
    said = {"unit": unit, "position": position}
    return tuple(_is(name, code) for name, code in said.items() if code)


def _is(name: str, *values: str) -> Condition:
    return Condition(name=name, values=values)


def _between(name: str, days: Period) -> tuple[Condition, ...]:
    return (
        Condition(name=name, sign=AT_LEAST, values=(days.start,)),
        Condition(name=name, sign=AT_MOST, values=(days.end,)),
    )


def _hired(asked: PeopleAsked) -> tuple[Condition, ...]:
    days = asked.hired if HIRED in asked.about else None
    return (*_group(asked.unit, asked.position), *(_between("hired_on", days) if days else ()))


def _taken(asked: PeopleAsked) -> tuple[Condition, ...]:
    courses = (_is("course", *asked.courses),) if asked.courses else ()
    return (*courses, *(_between("started_on", asked.days) if asked.days else ()))


def _has(asked: PeopleAsked) -> tuple[Has, ...]:
    if UNTRAINED not in asked.about:
        return ()
    return (Has(of="participations", where=_taken(asked), lacks=True),)


def _trained(asked: PeopleAsked) -> Query:
    ended = [one for one in (PASSED, FAILED) if one in asked.about]
    outcome = (_is("outcome", *ended),) if ended else ()
    return Query(
        of="participations",
        by=WHO,
        measures=("seats", "last_on"),
        where=(*_hired(asked), *_taken(asked), *outcome, *_often(asked)),
        order="-last_on" if asked.times is None else "-seats",
    )


def _often(asked: PeopleAsked) -> tuple[Condition, ...]:
    if asked.times is None:
        return ()
    return (Condition(name="seats", sign=OVER, values=(asked.times,)),)


def _below(asked: PeopleAsked) -> Query:
    skills = (_is("skill", *asked.skills),) if asked.skills else ()
    return Query(
        of="skills",
        by=(*WHO, "skill", "level", "required"),
        where=(*_group(asked.unit, asked.position), *skills, _short(asked)),
        has=_has(asked),
        order="level",
    )


def _short(asked: PeopleAsked) -> Condition:
    """Below the level that is said, else below what the position requires."""
    if asked.level is None:
        return _is("standing", "below")
    return Condition(name="level", sign=UNDER, values=(asked.level,))


def _certificates(asked: PeopleAsked, today: date) -> Query:
    certified = (_is("skill", *asked.skills),) if asked.skills else ()
    where = [*_hired(asked), *certified]
    if asked.certificate in _STANDING:
        where.append(_is("standing", *_STANDING[asked.certificate]))
    if asked.certificate in (NONE, EITHER):
        where.append(_is("required", "yes"))
    if asked.certificate in (ENDS, EITHER):
        days = asked.days or Period(date.min, date.max)
        first, last = _between("ends_on", days)
        where += [last] if asked.certificate == EITHER or days.start == date.min else [first, last]
    return Query(
        of="certificates",
        by=(*WHO, "certificate", "standing", "ends_on"),
        where=tuple(where),
        order="ends_on",
    )
