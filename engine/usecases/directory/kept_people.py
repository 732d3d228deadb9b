"""People as a company's identity provider keeps them here (see `engine.api.scim`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session, aliased

from engine.store.tables import Employee, ExternalId, OrgUnit
from engine.usecases.context import Context, reads
from engine.usecases.directory.external_ids import PERSON
from engine.usecases.directory.leaving import tell_of_person
from engine.usecases.directory.provisioning import (
    SYSTEM,
    TENANT,
    NotKept,
    require_own_company,
    require_provisioner,
)
from engine.usecases.directory.saying import PersonSaid, new_person, say

LEFT = "left"
Unit = aliased(ExternalId)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPerson:
    """A person whom the provider keeps, as he is now: what was changed here counts.

    `unit` is his unit's id where the provider keeps that, too; whether it still keeps the
    manager that it said is told.
    """

    id: int
    login: str
    external_id: str | None
    active: bool
    number: str
    name: str
    unit: int | None
    unit_name: str
    manager_is_kept: bool
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some of `total`."""

    total: int
    people: tuple[KeptPerson, ...]


@reads
def kept_people(
    context: Context,
    first: int,
    count: int,
    which: ColumnElement[bool] | None = None,
    matches: Callable[[KeptPerson], bool] | None = None,
) -> PeoplePage:
    """`count` of those who fulfil `which` and `matches`, from the `first` (0 on), the earliest
    known first."""
    require_provisioner(context)
    found = _rows().where(true() if which is None else which)
    if matches is not None:
        people = [one for one in _read(context.session, found) if matches(one)]
        return PeoplePage(len(people), tuple(people[first : first + count]))
    total = context.session.scalar(found.with_only_columns(func.count()).order_by(None))
    return PeoplePage(total or 0, _read(context.session, found.offset(first).limit(count)))


@reads
def kept_person(context: Context, person: int) -> KeptPerson:
    """One of them.

    Raises:
        NotKept: the provider keeps nobody of that id.
    """
    require_provisioner(context)
    return _person(context.session, person)


def keep_person(context: Context, said: PersonSaid) -> KeptPerson:
    """Somebody whom the provider keeps from now on: who is here already, by his number or by
    an address that is his alone, is the same; else he is new.

    Raises:
        NotKept: the provider keeps him already, or what it says cannot be.
    """
    require_provisioner(context)
    require_own_company(context.session)
    employee = new_person(context, said)
    changed = say(context, employee, said, {})
    context.record("keep_person", employee.emp_no, login=said.login, changed=changed)
    return _person(context.session, employee.id)


def change_kept_person(
    context: Context, person: int, says: Callable[[KeptPerson], PersonSaid]
) -> KeptPerson:
    """Take what the provider says otherwise than before; what it only says again undoes
    nothing that was changed here meanwhile.

    Raises:
        NotKept: the provider keeps nobody of that id, or what it says cannot be.
    """
    require_provisioner(context)
    row = _locked(context.session, person)
    said = says(_person(context.session, person))
    employee = context.session.get_one(Employee, person)
    before = employee.emp_no
    if changed := say(context, employee, said, row.said["taken"]):
        context.record("change_kept_person", before, number=employee.emp_no, changed=changed)
    return _person(context.session, person)


def kept_person_leaves(context: Context, person: int) -> None:
    """The provider keeps him no longer: he has left, and all that is his stays.

    Raises:
        NotKept: the provider keeps nobody of that id.
    """
    require_provisioner(context)
    context.session.delete(_locked(context.session, person))
    employee = context.session.get_one(Employee, person)
    if employee.status != LEFT:
        employee.status = LEFT
        tell_of_person(context, employee)
    context.record("kept_person_leaves", employee.emp_no)


def _rows() -> Select[ExternalId, Employee, OrgUnit, int | None]:
    unit_kept = (Unit.org_unit_id == OrgUnit.id) & (Unit.system == SYSTEM) & (Unit.tenant == TENANT)
    return (
        select(ExternalId, Employee, OrgUnit, Unit.org_unit_id)
        .join(Employee, Employee.id == ExternalId.employee_id)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .outerjoin(Unit, unit_kept)
        .where(_is_kept())
        .order_by(ExternalId.id)
    )


def _is_kept() -> ColumnElement[bool]:
    return (
        (ExternalId.system == SYSTEM) & (ExternalId.tenant == TENANT) & (ExternalId.kind == PERSON)
    )


def _read(
    session: Session, statement: Select[ExternalId, Employee, OrgUnit, int | None]
) -> tuple[KeptPerson, ...]:
    rows = session.execute(statement).all()
    managers = _still_kept(
        session, {row.said["manager"] for row, *_ in rows if row.said["manager"]}
    )
    return tuple(
        KeptPerson(
            id=employee.id,
            login=row.login or "",
            external_id=row.external_id,
            active=employee.status != LEFT,
            number=employee.emp_no,
            name=employee.name,
            unit=unit_kept,
            unit_name=unit.name,
            manager_is_kept=row.said["manager"] in managers,
            attributes=row.said["attributes"],
        )
        for row, employee, unit, unit_kept in rows
    )


def _still_kept(session: Session, people: Collection[int]) -> Collection[int | None]:
    if not people:
        return ()
    kept = select(ExternalId.employee_id).where(_is_kept(), ExternalId.employee_id.in_(people))
    return set(session.scalars(kept))


def _person(session: Session, person: int) -> KeptPerson:
    found = _read(session, _rows().where(Employee.id == person))
    if not found:
        raise NotKept("no_such_person", person=person)
    return found[0]


def _locked(session: Session, person: int) -> ExternalId:
    """Nobody else changes what the provider said of him until the transaction ends."""
    mine = select(ExternalId).where(_is_kept(), ExternalId.employee_id == person)
    row = session.scalar(mine.with_for_update())
    if row is None:
        raise NotKept("no_such_person", person=person)
    return row
