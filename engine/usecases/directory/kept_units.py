"""Units as a company's identity provider keeps them here: its groups (see `engine.api.scim`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session

from engine.store.tables import Employee, ExternalId, OrgUnit
from engine.usecases.context import Context, reads
from engine.usecases.directory.external_ids import PERSON, UNIT
from engine.usecases.directory.keeping import LONGEST_NAME
from engine.usecases.directory.leaving import tell_of_unit
from engine.usecases.directory.provisioning import (
    SYSTEM,
    TENANT,
    NotKept,
    ids_of,
    keeper_of,
    require_own_company,
    require_provisioner,
    whole_company,
)

CODE = "SCIM"


@dataclass(frozen=True, slots=True)
class UnitSaid:
    """What the provider says of a group; `members` are ids of people whom it keeps."""

    external_id: str | None
    name: str
    members: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptUnit:
    """A unit that the provider keeps, with the ids of those of its people whom it keeps."""

    id: int
    external_id: str | None
    name: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Some of `total`."""

    total: int
    units: tuple[KeptUnit, ...]


@reads
def kept_units(
    context: Context,
    first: int,
    count: int,
    which: ColumnElement[bool] | None = None,
    matches: Callable[[KeptUnit], bool] | None = None,
) -> UnitPage:
    """`count` of those that fulfil `which` and `matches`, from the `first` (0 on), the earliest
    known first."""
    require_provisioner(context)
    found = _rows().where(true() if which is None else which)
    if matches is not None:
        units = [one for one in _read(context.session, found) if matches(one)]
        return UnitPage(len(units), tuple(units[first : first + count]))
    total = context.session.scalar(found.with_only_columns(func.count()).order_by(None))
    return UnitPage(total or 0, _read(context.session, found.offset(first).limit(count)))


@reads
def kept_unit(context: Context, unit: int) -> KeptUnit:
    """One of them.

    Raises:
        NotKept: the provider keeps no unit of that id.
    """
    require_provisioner(context)
    return _unit(context.session, unit)


def keep_unit(context: Context, said: UnitSaid) -> KeptUnit:
    """A unit that the provider keeps from now on: the one whose name is its alone, or a new one
    below the whole company, until HR puts it elsewhere.

    Raises:
        NotKept: another unit has that id there, or a member is unknown.
    """
    require_provisioner(context)
    require_own_company(context.session)
    keeper, ids = keeper_of(context), ids_of(context)
    unit = _free(context.session, said.name)
    if unit is None:
        code = f"{CODE}-{said.external_id or said.name}"
        unit = keeper.add_unit(said.name, code, whole_company(keeper))
    _require_free_id(context.session, unit, said.external_id)
    ids.keep(UNIT, unit.id, said.external_id)
    moved = _move(context, unit, said.members, frozenset())
    context.record("keep_unit", unit.code, name=unit.name, people_moved=moved)
    return _unit(context.session, unit.id)


def change_kept_unit(context: Context, unit: int, says: Callable[[KeptUnit], UnitSaid]) -> KeptUnit:
    """Call it otherwise, and move people: who is taken out, and is in it still, belongs to the
    unit above until another group has him.

    Raises:
        NotKept: the provider keeps no unit of that id, or a member is unknown.
    """
    require_provisioner(context)
    row = _locked(context.session, unit)
    before = _unit(context.session, unit)
    said, stored = says(before), context.session.get_one(OrgUnit, unit)
    _require_free_id(context.session, stored, said.external_id)
    row.external_id = said.external_id
    keeper_of(context).rename_unit(stored, said.name)
    moved = _move(context, stored, said.members, frozenset(before.members))
    if moved or said.name != before.name:
        context.record("change_kept_unit", stored.code, name=stored.name, people_moved=moved)
    return _unit(context.session, unit)


def kept_unit_goes(context: Context, unit: int) -> None:
    """The provider keeps it no longer: it stays, with all that hangs on it, and HR is told.

    Raises:
        NotKept: the provider keeps no unit of that id.
    """
    require_provisioner(context)
    context.session.delete(_locked(context.session, unit))
    stored = context.session.get_one(OrgUnit, unit)
    tell_of_unit(context, stored)
    context.record("kept_unit_goes", stored.code, name=stored.name)


def _rows() -> Select[ExternalId, OrgUnit]:
    return (
        select(ExternalId, OrgUnit)
        .join(OrgUnit, OrgUnit.id == ExternalId.org_unit_id)
        .where(_is_kept(UNIT))
        .order_by(ExternalId.id)
    )


def _is_kept(kind: str) -> ColumnElement[bool]:
    return (ExternalId.system == SYSTEM) & (ExternalId.tenant == TENANT) & (ExternalId.kind == kind)


def _read(session: Session, statement: Select[ExternalId, OrgUnit]) -> tuple[KeptUnit, ...]:
    rows = session.execute(statement).all()
    members = _members(session, [unit.id for _, unit in rows])
    return tuple(
        KeptUnit(
            id=unit.id, external_id=row.external_id, name=unit.name, members=tuple(members[unit.id])
        )
        for row, unit in rows
    )


def _members(session: Session, units: Sequence[int]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    kept = (
        select(Employee.org_unit_id, Employee.id)
        .join(ExternalId, ExternalId.employee_id == Employee.id)
        .where(_is_kept(PERSON), Employee.org_unit_id.in_(units))
        .order_by(ExternalId.id)
    )
    for unit, person in session.execute(kept):
        found[unit].append(person)
    return found


def _unit(session: Session, unit: int) -> KeptUnit:
    found = _read(session, _rows().where(OrgUnit.id == unit))
    if not found:
        raise NotKept("no_such_unit", unit=unit)
    return found[0]


def _locked(session: Session, unit: int) -> ExternalId:
    """Nobody else changes it until the transaction ends."""
    mine = select(ExternalId).where(_is_kept(UNIT), ExternalId.org_unit_id == unit)
    row = session.scalar(mine.with_for_update())
    if row is None:
        raise NotKept("no_such_unit", unit=unit)
    return row


def _free(session: Session, name: str) -> OrgUnit | None:
    """The only unit of that name, if the provider does not keep it yet."""
    named = select(OrgUnit).where(
        OrgUnit.name == name[:LONGEST_NAME], OrgUnit.parent_id.is_not(None)
    )
    found = session.scalars(named).all()
    kept = set(session.scalars(select(ExternalId.org_unit_id).where(_is_kept(UNIT))))
    return found[0] if len(found) == 1 and found[0].id not in kept else None


def _require_free_id(session: Session, unit: OrgUnit, external_id: str | None) -> None:
    same = select(ExternalId.id).where(
        _is_kept(UNIT), ExternalId.external_id == external_id, ExternalId.org_unit_id != unit.id
    )
    if external_id and session.scalar(same) is not None:
        raise NotKept("external_id_taken", external_id=external_id)


def _move(
    context: Context, unit: OrgUnit, members: Collection[int], before: Collection[int]
) -> int:
    """Those who came into the unit, and those who go back to the one above it; how many."""
    keeper, moved = keeper_of(context), 0
    for person in sorted(set(members) - set(before)):
        if ids_of(context).row(PERSON, person) is None:
            raise NotKept("unknown_member", member=person)
        employee = context.session.get_one(Employee, person)
        moved += employee.org_unit_id != unit.id
        keeper.change_person(employee, {"org_unit_id": unit.id})
    for person in sorted(set(before) - set(members)):
        employee = context.session.get_one(Employee, person)
        keeper.change_person(employee, {"org_unit_id": unit.parent_id or unit.id})
        moved += 1
    return moved
