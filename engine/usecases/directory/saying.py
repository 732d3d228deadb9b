"""What an identity provider says of a person, and what of it is taken over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.imports.loading.staff.numbers import is_somebody_else
from engine.queries.addresses import with_address
from engine.store.tables import Alias, Employee, ExternalId, OrgUnit
from engine.store.units import KIND
from engine.usecases.context import Context
from engine.usecases.directory.external_ids import PERSON
from engine.usecases.directory.keeping import LONGEST_CODE, LONGEST_NAME, Keeper
from engine.usecases.directory.leaving import tell_of_person
from engine.usecases.directory.provisioning import (
    SYSTEM,
    TENANT,
    NotKept,
    ids_of,
    keeper_of,
    whole_company,
)

ACTIVE, LEFT = "active", "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSaid:
    """What the provider says of a person; empty where it says nothing.

    `number` is the employee number, `manager` the id here of his; `attributes` is what was
    said as it is given back.
    """

    login: str
    external_id: str | None
    active: bool
    number: str
    name: str
    email: str
    title: str
    department: str
    manager: int | None
    attributes: Mapping[str, Any]

    def taken(self) -> dict[str, Any]:
        """What becomes of it here, to be compared with what is said next."""
        return {
            "active": self.active,
            "number": self.number,
            "name": self.name,
            "email": self.email,
            "title": self.title,
            "department": self.department,
        }


def new_person(context: Context, said: PersonSaid) -> Employee:
    """Who is here already, by his number (or a login that is one), or else by an address that
    is his alone; or somebody new at the top of the company. Who has no number gets his login
    for one: it is the only name of his that every provider gives, that is his alone and that
    HR finds again there; a number that is said later takes its place.

    Raises:
        NotKept: the provider keeps him already; the number is of somebody else who left.
    """
    known = _known(context, said)
    if known is not None:
        if ids_of(context).row(PERSON, known.id) is not None:
            raise NotKept("person_is_kept", number=known.emp_no)
        if known.status == LEFT and is_somebody_else(known, said.name, None):
            raise NotKept("number_reused", number=known.emp_no)
        return known
    keeper = keeper_of(context)
    values = {"org_unit_id": whole_company(keeper).id, "name": said.name[:LONGEST_NAME]}
    return keeper.add_person(_number(said.number or said.login), ACTIVE, values)


def say(
    context: Context, employee: Employee, said: PersonSaid, before: Mapping[str, Any]
) -> list[str]:
    """Take over what is said otherwise than `before`, and keep all that was said; what of a
    person was changed by it.

    Raises:
        NotKept: what is said cannot be.
    """
    _require_login(context.session, employee, said)
    if said.manager is not None and ids_of(context).row(PERSON, said.manager) is None:
        raise NotKept("unknown_manager", manager=said.manager)
    values: dict[str, Any] = {}
    keeper = keeper_of(context)
    for key, value in said.taken().items():
        if value not in ("", before.get(key)):
            values |= TAKES[key](context, keeper, employee, value)
    changed = [key for key, value in values.items() if getattr(employee, key) != value]
    keeper.change_person(employee, values)
    row = ids_of(context).keep(PERSON, employee.id, said.external_id)
    row.login = said.login
    row.said = {
        "attributes": dict(said.attributes),
        "manager": said.manager,
        "taken": said.taken(),
    }
    context.session.flush()
    if "status" in changed and employee.status == LEFT:
        tell_of_person(context, employee)
    return changed


def _known(context: Context, said: PersonSaid) -> Employee | None:
    numbered = select(Employee).where(Employee.emp_no == (said.number or said.login))
    if (known := context.session.scalar(numbered)) is not None or said.number:
        return known
    return with_address(context.session, said.email, context.now, context.today, gone=True)


def _require_login(session: Session, employee: Employee, said: PersonSaid) -> None:
    """A login and an id of the provider's are one person's; whatever the case of a login.

    Raises:
        NotKept: somebody else has it.
    """
    others = select(ExternalId.id).where(
        ExternalId.system == SYSTEM,
        ExternalId.tenant == TENANT,
        ExternalId.kind == PERSON,
        ExternalId.employee_id != employee.id,
    )
    same_login = func.lower(ExternalId.login) == said.login.lower()
    if session.scalar(others.where(same_login).limit(1)) is not None:
        raise NotKept("login_taken", login=said.login)
    same_id = ExternalId.external_id == said.external_id
    if said.external_id and session.scalar(others.where(same_id).limit(1)) is not None:
        raise NotKept("external_id_taken", external_id=said.external_id)


def _number(number: str) -> str:
    if len(number) > LONGEST_CODE:
        raise NotKept("number_too_long", number=number)
    return number


def _take_active(_context: Context, _keeper: Keeper, employee: Employee, value: bool) -> Any:
    """Whoever is on leave, or comes only later, stays so while he is active."""
    if not value:
        return {"status": LEFT}
    return {"status": ACTIVE} if employee.status == LEFT else {}


def _take_number(context: Context, _keeper: Keeper, employee: Employee, value: str) -> Any:
    taken = select(Employee.id).where(Employee.emp_no == value, Employee.id != employee.id)
    if context.session.scalar(taken) is not None:
        raise NotKept("number_taken", number=value)
    return {"emp_no": _number(value)}


def _take_name(_context: Context, _keeper: Keeper, _employee: Employee, value: str) -> Any:
    return {"name": value[:LONGEST_NAME]}


def _take_email(_context: Context, _keeper: Keeper, _employee: Employee, value: str) -> Any:
    return {"email": value[:LONGEST_NAME]}


def _take_title(_context: Context, keeper: Keeper, _employee: Employee, value: str) -> Any:
    return {"position_id": keeper.position(value)}


def _take_department(context: Context, keeper: Keeper, employee: Employee, value: str) -> Any:
    """The unit that is called so, a new one below the whole company if there is none."""
    name = value[:LONGEST_NAME]
    units = _called(context.session, name)
    if employee.org_unit_id in {one.id for one in units}:
        return {}
    if len(units) > 1:
        raise NotKept("several_units", name=name)
    unit = units[0] if units else keeper.add_unit(name, name, whole_company(keeper))
    return {"org_unit_id": unit.id}


def _called(session: Session, name: str) -> Sequence[OrgUnit]:
    """The units of a name, in either language; or else those that once had it."""
    named = select(OrgUnit).where(or_(OrgUnit.name == name, OrgUnit.name_en == name))
    before = select(Alias.code).where(Alias.kind == KIND, Alias.name == name)
    once = select(OrgUnit).where(OrgUnit.code.in_(before))
    return session.scalars(named).all() or session.scalars(once).all()


TAKES: Mapping[str, Callable[[Context, Keeper, Employee, Any], dict[str, Any]]] = {
    "active": _take_active,
    "number": _take_number,
    "name": _take_name,
    "email": _take_email,
    "title": _take_title,
    "department": _take_department,
}
