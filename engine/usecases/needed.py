"""What it takes to see again how a figure came about: the rights that it took to ask for it,
held now, where it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select

from engine.access import Right, scope
from engine.queries.company import whole_company
from engine.store.tables import Employee, OrgUnit
from engine.usecases.context import Context
from engine.usecases.disclosure import sees_people
from engine.usecases.requests.authority import paths_seen
from engine.values.encoding import to_plain

# What single people are seen by; who looks over others' figures needs them as well.
OF_PEOPLE = frozenset((Right.SEE_PROFILES, Right.SEE_AGREEMENTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """`rights` over each of `units` and over the unit of the `person` whose record it is (his own
    is everybody's to see); anywhere, where neither is named. `least` is the smallest group that
    the figure may tell of. `overseen` is the unit whose overseers may see it too."""

    rights: tuple[Right, ...] = ()
    units: tuple[int, ...] = ()
    person: int | None = None
    least: int | None = None
    overseen: int | None = None

    def of_people(self) -> Needed:
        """What of it is needed for the people in it."""
        return replace(self, rights=tuple(one for one in self.rights if one in OF_PEOPLE))

    def as_plain(self) -> dict[str, Any]:
        """To be stored; `Needed.read` reads it."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @staticmethod
    def read(plain: Any) -> Needed:
        return _READER.validate_python(plain)


_READER = TypeAdapter(Needed)


def anywhere(right: Right, least: int | None = None) -> Needed:
    """For a figure of the whole company that whoever has `right` somewhere may ask for."""
    return Needed(rights=(right,), least=least)


def over(unit: OrgUnit, *rights: Right) -> Needed:
    return Needed(rights=rights, units=(unit.id,), overseen=unit.id)


def over_all(context: Context, right: Right) -> Needed:
    """For a figure of the whole company that takes `right` over all of it."""
    whole = select(OrgUnit).where(OrgUnit.path == whole_company(context.session))
    return over(context.session.scalars(whole).one(), right)


def over_people(context: Context, unit: OrgUnit, *rights: Right) -> Needed:
    """For figures of a unit's people, told in groups as small as the actor may be told of."""
    return replace(over(unit, *rights), least=least_told(context, [unit.path]))


def of_person(person: Employee, right: Right) -> Needed:
    return Needed(rights=(right,), person=person.id)


def least_told(context: Context, paths: list[str]) -> int:
    """The smallest group of these units' people that the actor may be told of."""
    sees = bool(paths) and all(sees_people(context, path) for path in paths)
    return 1 if sees else context.policy.need.smallest_group


def lacking(context: Context, needed: Needed) -> Right | None:
    """A right that the actor does not have (any more); None where he has what is needed."""
    if needed.person == context.actor.employee_id:
        return None
    paths = _paths(context, needed)
    for right in needed.rights:
        held = paths_seen(context) if right is Right.SEE_REQUESTS else scope(context.actor, right)
        if not held or not all(path.startswith(held) for path in paths):
            return right
    few = needed.least is not None and needed.least < least_told(context, paths)
    return Right.SEE_PROFILES if few else None


def _paths(context: Context, needed: Needed) -> list[str]:
    """Where the units, and the person's, are now; "", which is nobody's, for one that is gone."""
    units = list(needed.units)
    if needed.person is not None:
        units.append(context.session.get_one(Employee, needed.person).org_unit_id)
    found = [context.session.get(OrgUnit, unit) for unit in units]
    return [unit.path if unit is not None else "" for unit in found]
