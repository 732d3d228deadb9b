"""Whom somebody means: looked up when a name is said, among those he may know of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select

from engine.access import Right, require, scope
from engine.queries.catalogue import named
from engine.queries.people import EVERYWHERE, WORKING, within
from engine.queries.person_names import PersonNamed, Seen, names_among
from engine.store.tables import Employee, OrgUnit, Position
from engine.usecases.context import Context, reads
from engine.values.errors import NotFound
from engine.values.person_names import is_han, keys_said
from engine.values.results import Named

# As many of one call, or alike, can be told apart in a choice.
MOST, MOST_ALIKE = 5, 3
# A message names no more, and no more that are looked for one by one; what is beyond is nobody's.
MOST_SAID, MOST_SINGLE = 200, 10


class Saying(StrEnum):
    """How somebody is called: perhaps by a whole name or a number; certainly by one, so that
    the likeliest are looked for where nobody has it; by a part of his name (小王, Ms Zhao)."""

    PERHAPS = "perhaps"
    NAMED = "named"
    PART = "part"


@dataclass(frozen=True, slots=True)
class NameSaid:
    """The words for a person, without a form of address."""

    words: str
    saying: Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFound:
    """Who is called so. `alike` are the likeliest where nobody is; `more`, that there are
    others besides."""

    said: NameSaid
    people: tuple[Named, ...] = ()
    alike: tuple[Named, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """By what somebody is told from others of his name."""

    person: Named
    unit: Named
    position: Named | None = None
    hired: date | None = None


def employee_within(context: Context, number: str, right: Right) -> Employee:
    """The employee of that number (or handle), where the actor has `right`.

    Raises:
        NotFound: there is none, or elsewhere: nobody learns which, from the words or the time.
    """
    found = context.session.scalar(
        select(Employee)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .where(
            or_(Employee.emp_no == number, Employee.handle == number),
            within(scope(context.actor, right)),
        )
    )
    if found is None:
        raise NotFound("unknown_person", person=number)
    return found


@reads
def namesakes(context: Context, emp_nos: Sequence[str]) -> tuple[Namesake, ...]:
    """Those of these numbers whose records the actor may see, in this order."""
    seen = Seen(context.session, context.actor, scope(context.actor, Right.SEE_PROFILES))
    known = {one.code for one in seen.named(emp_nos, ())}
    found = context.session.execute(
        select(Employee, OrgUnit, Position)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .outerjoin(Position, Position.id == Employee.position_id)
        .where(Employee.emp_no.in_(known))
    )
    told = {
        person.emp_no: Namesake(
            person=Named(person.emp_no, person.name),
            unit=named(unit),
            position=named(position) if position else None,
            hired=person.hire_date,
        )
        for person, unit, position in found
    }
    return tuple(told[one] for one in emp_nos if one in told)


@reads
def find_people(context: Context, said: Sequence[NameSaid]) -> tuple[PeopleFound, ...]:
    """For each name that was said those who have it, among whom the actor may see: the people
    whose records he may, and himself. Of others nobody learns here whether they are there."""
    seen = Seen(context.session, context.actor, scope(context.actor, Right.SEE_PROFILES))
    return _found_by(seen, said)


@reads
def find_stand_ins(context: Context, said: Sequence[NameSaid]) -> tuple[PeopleFound, ...]:
    """The same among everybody at the company, for who may have somebody decide in his place:
    that may be a colleague whose records are not his to see.

    Raises:
        NotPermitted: the actor decides nothing himself.
    """
    require(context.actor, Right.DELEGATE)
    return _found_by(Seen(context.session, context.actor, EVERYWHERE), said)


@reads
def stand_ins(context: Context, emp_nos: Sequence[str]) -> tuple[Namesake, ...]:
    """Those of these numbers, in this order, as the actor may tell them apart to choose who
    decides in his place: by their units.

    Raises:
        NotPermitted: the actor decides nothing himself.
    """
    require(context.actor, Right.DELEGATE)
    found = context.session.execute(
        select(Employee, OrgUnit)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .where(Employee.emp_no.in_(emp_nos), Employee.status.in_(WORKING))
    )
    told = {
        person.emp_no: Namesake(person=Named(person.emp_no, person.name), unit=named(unit))
        for person, unit in found
    }
    return tuple(told[one] for one in emp_nos if one in told)


@reads
def people_among(context: Context, words: Sequence[str]) -> list[str]:
    """Those of `words` that are somebody's name or number, whoever that is: to keep them from
    others, so that nothing is told of whom they are."""
    return sorted(names_among(context.session, words))


def _found_by(seen: Seen, said: Sequence[NameSaid]) -> tuple[PeopleFound, ...]:
    said = said[:MOST_SAID]
    whole = _whole(seen, [one.words for one in said if one.saying is not Saying.PART])
    single = [one for one in dict.fromkeys(said) if one.saying is not Saying.PERHAPS][:MOST_SINGLE]
    found = {one: _found(seen, one, whole) for one in single}
    return tuple(found.get(one) or _whole_only(one, whole) for one in said)


def _whole(seen: Seen, words: Sequence[str]) -> list[PersonNamed]:
    """All who have one of the whole names or numbers, in one statement."""
    keys = {key for one in words if not is_han(one) for key in keys_said(one)}
    names = {form for one in words for form in (one, one.upper())}
    return seen.named(names, keys) if words else []


def _found(seen: Seen, said: NameSaid, whole: Sequence[PersonNamed]) -> PeopleFound:
    if said.saying is Saying.PART:
        return _called(said, seen.called(said.words, MOST + 1))
    found = _whole_only(said, whole)
    if found.people or _is_number(said.words):
        return found
    alike = seen.alike(said.words, MOST_ALIKE)
    return PeopleFound(said=said, alike=tuple(Named(one.code, one.name) for one in alike))


def _whole_only(said: NameSaid, whole: Sequence[PersonNamed]) -> PeopleFound:
    keys = () if is_han(said.words) else keys_said(said.words)
    return _called(said, [one for one in whole if _has(one, said.words, keys)])


def _has(person: PersonNamed, words: str, keys: Sequence[str]) -> bool:
    return words == person.name or words.upper() == person.code.upper() or person.key in keys


def _called(said: NameSaid, people: Sequence[PersonNamed]) -> PeopleFound:
    shown = tuple(Named(one.code, one.name) for one in people[:MOST])
    return PeopleFound(said=said, people=shown, more=len(people) > MOST)


def _is_number(words: str) -> bool:
    """An employee number is right or wrong; the next one is somebody else."""
    return any(character.isdigit() for character in words)
