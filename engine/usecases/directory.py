"""A chat tool's directory into the store: departments, people, who leads, and whose account
is whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.imports.numbers_reused import is_somebody_else
from engine.queries.company import company_of
from engine.queries.people import WORKING
from engine.store.bulk import restart_sequences
from engine.store.database import Database
from engine.store.membership import assign, begin_assignments
from engine.store.tables import ChannelIdentity, Employee, OrgUnit, Position, StoreInfo
from engine.store.units import rename_unit
from engine.trust.audit import OPERATOR, Deed, append
from engine.usecases.identities import BY_DIRECTORY
from engine.values.errors import InvalidInput

ROOT = "COMPANY"
PLACE = {"org_unit_id", "position_id"}
LONGEST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class DirectoryUnit:
    """A department; `parent` is the id of the one above, empty for the top."""

    id: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPerson:
    """A member: his main department's id, and the ids of those he leads. `emp_no` is empty
    where the directory has no number for him."""

    user_id: str
    emp_no: str
    name: str
    email: str
    unit: str
    title: str
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """What a chat tool knows of a company; units come after those above them."""

    channel: str
    tenant: str
    units: tuple[DirectoryUnit, ...]
    people: tuple[DirectoryPerson, ...]


@dataclass(slots=True, kw_only=True)
class DirectoryReport:
    """What was (or would be) changed. Nobody is taken out: `not_in_directory` are people of
    the store whom the directory does not have, `without_number` the other way round.
    `number_reused` have the number of somebody else who left, whose history is not theirs."""

    units_added: list[str] = field(default_factory=list)
    units_moved: list[str] = field(default_factory=list)
    people_added: list[str] = field(default_factory=list)
    people_changed: list[str] = field(default_factory=list)
    heads_set: list[str] = field(default_factory=list)
    linked: int = 0
    without_number: list[str] = field(default_factory=list)
    number_reused: list[str] = field(default_factory=list)
    not_in_directory: list[str] = field(default_factory=list)


def apply_directory(
    database: Database, directory: Directory, dry_run: bool, now: datetime | None = None
) -> DirectoryReport:
    """Bring the store in line with the directory, in one transaction; a dry run stores nothing.
    Who is in another department than before belongs there from today on (`now`).

    Raises:
        InvalidInput: the directory is empty, or has a number twice.
    """
    if not directory.people:
        raise InvalidInput("empty_directory")
    numbers = Counter(person.emp_no for person in directory.people if person.emp_no)
    if twice := sorted(number for number, times in numbers.items() if times > 1):
        raise InvalidInput("number_twice", numbers=twice[:LONGEST_SHOWN])
    now = now or datetime.now(UTC)
    with database.transaction() as session:
        report = _Loader(session, directory, now).load()
        restart_sequences(session)
        if session.scalar(select(StoreInfo.kind)) is None:
            session.add(StoreInfo(id=1, kind="company"))
        figures = {"added": len(report.people_added), "linked": report.linked}
        deed = Deed("synchronise_directory", directory.channel, figures)
        append(session, OPERATOR, OPERATOR, now, [deed])
        if dry_run:
            session.rollback()
    return report


class _Loader:
    """One run over a directory."""

    def __init__(self, session: Session, directory: Directory, now: datetime) -> None:
        self._session = session
        self._now, self._today = now, company_of(session).day_of(now)
        self._directory = directory
        self._report = DirectoryReport()
        self._units: dict[str, OrgUnit] = {}
        self._positions = {one.name: one for one in session.scalars(select(Position))}

    def load(self) -> DirectoryReport:
        for unit in self._directory.units:
            self._unit(unit)
        people = {one.user_id: self._person(one) for one in self._directory.people}
        self._session.flush()
        for person in self._directory.people:
            if (employee := people[person.user_id]) is not None:
                self._lead(person, employee)
                self._link(person, employee)
        found = {employee.id for employee in people.values() if employee is not None}
        others = self._session.scalars(select(Employee).where(Employee.status.in_(WORKING)))
        self._report.not_in_directory = [
            f"{one.name} ({one.emp_no})" for one in others if one.id not in found
        ]
        return self._report

    def _unit(self, unit: DirectoryUnit) -> None:
        """By its code of an earlier run, or by the name that is its alone; else a new one."""
        above = self._units.get(unit.parent)
        known = self._known_unit(unit, above)
        if known is None:
            code = ROOT if above is None else self._code(unit)
            known = OrgUnit(code=code, name=unit.name[:200], path="")
            self._session.add(known)
            self._report.units_added.append(unit.name)
        elif above is not None and known.name != unit.name:
            rename_unit(self._session, known, unit.name)
        self._place(known, above)
        self._units[unit.id] = known

    def _known_unit(self, unit: DirectoryUnit, above: OrgUnit | None) -> OrgUnit | None:
        if above is None:
            top = select(OrgUnit).where(OrgUnit.parent_id.is_(None)).order_by(OrgUnit.id)
            return self._session.scalars(top).first()
        coded = self._session.scalar(select(OrgUnit).where(OrgUnit.code == self._code(unit)))
        if coded is not None:
            return coded
        named = self._session.scalars(select(OrgUnit).where(OrgUnit.name == unit.name)).all()
        taken = {one.id for one in self._units.values()}
        free = [one for one in named if one.id not in taken and one.parent_id is not None]
        return free[0] if len(free) == 1 else None

    def _code(self, unit: DirectoryUnit) -> str:
        return f"{self._directory.channel.upper()[:4]}-{unit.id}"[:64]

    def _place(self, unit: OrgUnit, above: OrgUnit | None) -> None:
        """Below `above`, along with everything that lies below it."""
        before, path = unit.path, f"{above.path if above else '/'}{unit.code}/"
        if before == path:
            return
        unit.parent_id, unit.path = (above.id if above else None), path
        self._session.flush()
        if not before:
            return
        self._report.units_moved.append(unit.name)
        below = func.substr(OrgUnit.path, 1, len(before)) == before
        for other in self._session.scalars(select(OrgUnit).where(below, OrgUnit.id != unit.id)):
            other.path = path + other.path[len(before) :]
        self._session.flush()

    def _person(self, person: DirectoryPerson) -> Employee | None:
        employee = self._known_person(person)
        if employee is None and not person.emp_no:
            self._report.without_number.append(person.name)
            return None
        if (
            employee is not None
            and employee.status == "left"
            and is_somebody_else(employee, person.name, None)
        ):
            self._report.number_reused.append(f"{person.name} ({person.emp_no})")
            return None
        values = self._values(person)
        if employee is None:
            employee = Employee(emp_no=person.emp_no[:64], status="active", **values)
            self._session.add(employee)
            self._session.flush()
            place = (employee.id, employee.org_unit_id, employee.position_id)
            begin_assignments(self._session, [place])
            self._report.people_added.append(f"{person.name} ({person.emp_no})")
            return employee
        changed = {key: new for key, new in values.items() if getattr(employee, key) != new}
        if PLACE & changed.keys():
            self._move(employee, values)
        for key, new in changed.items():
            setattr(employee, key, new)
        if changed:
            self._report.people_changed.append(f"{person.name} ({employee.emp_no})")
        return employee

    def _move(self, employee: Employee, values: Mapping[str, Any]) -> None:
        unit = values.get("org_unit_id", employee.org_unit_id)
        position = values.get("position_id", employee.position_id)
        assign(self._session, employee, unit, position, self._today)

    def _known_person(self, person: DirectoryPerson) -> Employee | None:
        if person.emp_no:
            numbered = select(Employee).where(Employee.emp_no == person.emp_no)
            return self._session.scalar(numbered)
        if not person.email:
            return None
        with_email = select(Employee).where(Employee.email == person.email.lower())
        found = self._session.scalars(with_email).all()
        return found[0] if len(found) == 1 else None

    def _values(self, person: DirectoryPerson) -> Mapping[str, Any]:
        """What the directory knows; what it leaves empty is not taken away."""
        values: dict[str, Any] = {"name": person.name[:200]}
        if (unit := self._units.get(person.unit)) is not None:
            values["org_unit_id"] = unit.id
        if person.email:
            values["email"] = person.email.lower()[:200]
        if person.title:
            values["position_id"] = self._position(person.title)
        return values

    def _position(self, title: str) -> int:
        if title not in self._positions:
            made = Position(code=title.replace("/", "-")[:64], name=title[:200])
            self._session.add(made)
            self._session.flush()
            self._positions[title] = made
        return self._positions[title].id

    def _lead(self, person: DirectoryPerson, employee: Employee) -> None:
        for unit_id in person.leads:
            unit = self._units.get(unit_id)
            if unit is not None and unit.head_employee_id != employee.id:
                unit.head_employee_id = employee.id
                self._report.heads_set.append(f"{unit.name}: {employee.name}")

    def _link(self, person: DirectoryPerson, employee: Employee) -> None:
        """A link that was made otherwise stays as it is."""
        where = self._directory.channel, self._directory.tenant
        known: Sequence[ChannelIdentity] = self._session.scalars(
            select(ChannelIdentity).where(
                ChannelIdentity.channel == where[0],
                ChannelIdentity.tenant == where[1],
                (ChannelIdentity.user_id == person.user_id)
                | (ChannelIdentity.employee_id == employee.id),
            )
        ).all()
        if known or not where[1]:
            return
        self._session.add(
            ChannelIdentity(
                channel=where[0],
                tenant=where[1],
                user_id=person.user_id,
                employee_id=employee.id,
                language=None,
                linked_by=BY_DIRECTORY,
                linked_at=self._now,
            )
        )
        self._report.linked += 1
