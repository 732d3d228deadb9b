"""Whose rows a query may read, and what of them may be told."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from sqlalchemy import select

from engine.access import Right, require, scope
from engine.access.paths import is_whole_company
from engine.queries.catalogue import by_code
from engine.queries.people import units_below
from engine.query.checking import named
from engine.query.grouping import Scope, splits
from engine.query.statement import per_head
from engine.query.subject import GROUPING, PERSON, UNIT, Dimension, Subject
from engine.query.subjects import PEOPLE
from engine.query.value import IS, ME, Condition, Has, Query, counterpart
from engine.store.tables import Employee, OrgUnit, Position
from engine.usecases.context import Context
from engine.usecases.disclosure import require_tellable, sees_people
from engine.usecases.needed import Needed, least_told
from engine.usecases.people import employee_within
from engine.usecases.units import unit_for
from engine.values.errors import NotEnoughData, NotFound

MOST_ALIKE = 3
# With more that is asked of people at once, single ones could be made out.
MOST_ATTRIBUTES = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What a query, or what it is compared with, is asked of; whether it is the actor's own, and
    whether he sees the people there."""

    units: list[OrgUnit]
    own: bool
    sees: bool


def side_of(context: Context, query: Query, subjects: Mapping[str, Subject]) -> Side:
    """Whose figures are asked for.

    Raises:
        what `engine.usecases.query.query` raises, but for InvalidInput.
    """
    subject = subjects[query.of]
    own = _asks_himself(context, query, subject)
    if own:
        units, sees = _own_units(context, query, subject), True
    else:
        units = _units_asked(context, query, subject.right, _rights_of(query, subjects))
        sees = not subject.secret and all(sees_people(context, unit.path) for unit in units)
    _require_known(context, query, subjects)
    if not sees:
        _require_told(context, query, subjects, units)
    return Side(units=units, own=own, sees=sees)


def with_number(context: Context, query: Query, subject: Subject) -> Query:
    """With the number of who asks, where he asks about himself."""

    def numbered(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(
            replace(one, values=(context.actor.emp_no,))
            if one.values == (ME,) == (subject.own.get(one.name),)
            else one
            for one in conditions
        )

    other = query.compare
    return replace(
        query,
        where=numbered(query.where),
        compare=None if other is None else replace(other, where=numbered(other.where)),
    )


def needed_for(
    context: Context, query: Query, subjects: Mapping[str, Subject], sides: list[Side]
) -> Needed:
    """What it takes to see again how the answer came about; his own is everybody's to see."""
    others = [side for side in sides if not side.own]
    if not others:
        return Needed(person=context.actor.employee_id)
    units = [unit for side in others for unit in side.units]
    asked = [one for one in (query, counterpart(query)) if one is not None]
    rights = [right for one in asked for right in _rights_of(one, subjects)]
    tells = any(subjects[of].tells_of_people for of in (query.of, *(one.of for one in query.has)))
    return Needed(
        rights=tuple(dict.fromkeys(rights)),
        units=tuple(unit.id for unit in units),
        least=least_told(context, [unit.path for unit in units]) if tells else None,
        overseen=_overseen_in(context, query, subjects, sides),
    )


def _overseen_in(
    context: Context, query: Query, subjects: Mapping[str, Subject], sides: list[Side]
) -> int | None:
    """The unit whose overseers may see how the answer came about: the lowest with all that it
    tells of. Who sees explanations of a unit may not therefore see its people."""
    if tells_of_somebody(query, subjects) or any(side.own for side in sides):
        return None
    paths = [unit.path for side in sides for unit in side.units]
    common = posixpath.commonpath(paths).rstrip("/") + "/"
    return context.session.scalar(select(OrgUnit.id).where(OrgUnit.path == common))


def _rights_of(query: Query, subjects: Mapping[str, Subject]) -> list[Right]:
    """What it takes to ask it; who somebody is, is for his heads and HR alone."""
    subject = subjects[query.of]
    rights = [subject.right, *(subjects[one.of].right for one in query.has)]
    rights += [one for name in query.measures if (one := subject.measures[name].right)]
    if tells_of_somebody(query, subjects):
        rights.insert(0, Right.SEE_PROFILES)
    return list(dict.fromkeys(rights))


def is_personal(query: Query, subject: Subject) -> bool:
    limited = [subject.dimensions.get(one.name) for one in query.where]
    split = [subject.dimensions[name] for name in query.by]
    return any(one is not None and one.personal for one in (*limited, *split))


def tells_of_somebody(query: Query, subjects: Mapping[str, Subject]) -> bool:
    """Whether it tells who somebody is, or goes by what somebody who is named has."""
    limits = ((subjects[has.of], one) for has in query.has for one in has.where)
    finds = any(of.dimensions[one.name].personal for of, one in limits)
    return finds or is_personal(query, subjects[query.of])


def _asks_himself(context: Context, query: Query, subject: Subject) -> bool:
    """Whether it is about nobody's but who asks."""
    own = {
        name: context.actor.emp_no if value == ME else value for name, value in subject.own.items()
    }
    return any(one.sign == IS and one.values == (own.get(one.name),) for one in query.where)


def _units_asked(
    context: Context, query: Query, right: Right, rights: list[Right]
) -> list[OrgUnit]:
    """The units that are asked about; the topmost in which the actor has the subject's `right`,
    where none is: never fewer people than were meant.

    Raises:
        NotPermitted: one is not his to ask about.
        NotFound: there is none of that code.
    """
    require(context.actor, rights[0])
    found = _units_named(context, query) or [unit_for(context, right, None)]
    for unit in found:
        for one in rights:
            require(context.actor, one, unit.path)
    return found


def _own_units(context: Context, query: Query, subject: Subject) -> list[OrgUnit]:
    """Where the actor's own is looked for: people's where they are, anything else everywhere,
    or in the units that are named."""
    if PERSON in subject.dimensions:
        return [context.session.get_one(OrgUnit, context.actor.org_unit_id)]
    top = select(OrgUnit).where(OrgUnit.parent_id.is_(None)).order_by(OrgUnit.id).limit(1)
    return _units_named(context, query) or [context.session.scalars(top).one()]


def _units_named(context: Context, query: Query) -> list[OrgUnit]:
    codes = [str(code) for one in named(query.where, UNIT) if one.sign == IS for code in one.values]
    return [by_code(context.session, OrgUnit, code) for code in codes]


def scope_of(
    context: Context,
    query: Query,
    subject: Subject,
    units: list[OrgUnit],
    sees: bool,
) -> Scope:
    codes = [str(code) for one in named(query.where, UNIT) if one.sign != IS for code in one.values]
    grouped = PERSON in subject.dimensions and any(
        one in GROUPING for one in splits(query, subject)
    )
    return Scope(
        paths=[unit.path for unit in units],
        without=[by_code(context.session, OrgUnit, code).path for code in codes],
        present=is_personal(query, subject) or per_head(query, subject),
        sized=grouped and not sees,
    )


def tells_units_apart(query: Query, sides: list[Side]) -> bool:
    """Whether it is of less than the whole company, or split by where people are."""
    others = query.compare.where if query.compare else ()
    limits = (one.name for one in (*query.where, *others) if one.name != UNIT or one.sign != IS)
    placed = {*query.by, *limits}
    units = (unit for side in sides for unit in side.units)
    return bool(placed & {UNIT, "team"}) or not all(is_whole_company(one.path) for one in units)


def parts_of(context: Context, units: list[OrgUnit]) -> list[str]:
    """What a split by unit has: the units themselves where several are asked about, else those
    right below the one."""
    if len(units) > 1:
        return [unit.path for unit in units]
    below = [path for _, path in units_below(context.session, units[0].path)]
    return below or [units[0].path]


def _require_told(
    context: Context, query: Query, subjects: Mapping[str, Subject], units: list[OrgUnit]
) -> None:
    """Refuse, to who may not see the people, what would make single ones out.

    Raises:
        NotEnoughData: the group is small, or more is asked of them than may be at once.
    """
    subject = subjects[query.of]
    if not subject.tells_of_people:
        _require_relations_told(context, query, subjects, units)
        return
    positions = [
        by_code(context.session, Position, str(code)).id
        for one in named(query.where, "position")
        for code in one.values
    ]
    for unit in units:
        require_tellable(context, unit)
        for position in positions:
            require_tellable(context, unit, position)
    limited = any(one.name == "team" or one.sign != IS for one in _grouping(query))
    crossed = len([one for one in query.by if one in GROUPING]) > 1
    if limited or crossed or len(_attributes(query, subjects)) > MOST_ATTRIBUTES:
        smallest = context.policy.need.smallest_group
        raise NotEnoughData("query_too_narrow", smallest=smallest)


def _require_relations_told(
    context: Context, query: Query, subjects: Mapping[str, Subject], units: list[OrgUnit]
) -> None:
    """Courses that people took, or needs that they raised, are told of all of a unit, and of many.

    Raises:
        NotEnoughData: the group is small, or the people are limited further.
    """
    relations = [has for has in query.has if subjects[has.of].tells_of_people]
    for unit in units if relations else ():
        require_tellable(context, unit)
    limits = [(subjects[has.of], one.name) for has in relations for one in has.where]
    if any(name in subjects[PEOPLE].dimensions or _is_attribute(of, name) for of, name in limits):
        raise NotEnoughData("query_too_narrow", smallest=context.policy.need.smallest_group)


def _grouping(query: Query) -> list[Condition]:
    return [one for one in query.where if one.name in GROUPING]


def _attributes(query: Query, subjects: Mapping[str, Subject]) -> list[str]:
    """What of people it asks for, beside where they stand."""
    subject = subjects[query.of]
    own = [one.name for one in query.where if _is_attribute(subject, one.name)]
    own += [name for name in query.by if subject.dimensions[name].attribute]
    if query.period is not None and _is_attribute(subject, subject.time):
        own.append(subject.time)
    return [*own, *(name for has in query.has for name in _of_relation(has, subjects[has.of]))]


def _is_attribute(subject: Subject, name: str) -> bool:
    """A limit of a measure is one: of whom it is true is few."""
    dimension = subject.dimensions.get(name)
    return dimension is None or dimension.attribute


def _of_relation(has: Has, subject: Subject) -> Iterator[str]:
    found = [one.name for one in has.where if _is_attribute(subject, one.name)]
    yield from found or [has.of]


def _require_known(context: Context, query: Query, subjects: Mapping[str, Subject]) -> None:
    """Refuse codes that are not there.

    Raises:
        NotFound: with the likeliest.
    """
    subject = subjects[query.of]
    of_has = [(subjects[has.of], one) for has in query.has for one in has.where]
    for of, one in [*((subject, one) for one in query.where), *of_has]:
        dimension = of.dimensions.get(one.name)
        if dimension is None or dimension.table is None:
            continue
        for code in one.values:
            _require_code(context, dimension, str(code))


def _require_code(context: Context, dimension: Dimension, code: str) -> None:
    table = dimension.table
    if table is Employee:
        # To who does not see everybody, one elsewhere and none at all are alike: no rows.
        if any(map(is_whole_company, scope(context.actor, Right.SEE_PROFILES))):
            employee_within(context, code, Right.SEE_PROFILES)
        return
    assert table is not None
    if context.session.scalar(select(table.id).where(table.code == code)) is not None:
        return
    kind = table.__tablename__
    named_so = select(table.name, table.code)
    names: dict[str, str] = {name: of for name, of in context.session.execute(named_so)}  # noqa: C416 - rows
    alike = get_close_matches(code, [*names.values(), *names], n=MOST_ALIKE, cutoff=0.4)
    likeliest = [names.get(one, one) for one in alike]
    raise NotFound("query_unknown_code", kind=kind, name=code, candidates=likeliest)
