"""A chat tool's directory into the store: departments, people, who leads, and whose account
is whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.access import Role
from engine.imports.loading.staff.numbers import is_somebody_else
from engine.queries.addresses import with_address
from engine.queries.company import company_of
from engine.queries.people import WORKING
from engine.store.bulk import restart_sequences
from engine.store.tables import ChannelIdentity, Employee, OrgUnit, StoreInfo
from engine.store.units import ROOT
from engine.trust.audit import GRANT, Deed
from engine.usecases.context import Context
from engine.usecases.directory.external_ids import PERSON, UNIT, ExternalIds
from engine.usecases.directory.gone import Hanging
from engine.usecases.directory.keeping import LONGEST_NAME, Keeper, said
from engine.usecases.directory.values import (
    Directory,
    DirectoryPerson,
    DirectoryReport,
    DirectoryUnit,
)
from engine.usecases.identities import BY_DIRECTORY
from engine.values.errors import InvalidInput

LONGEST_SHOWN = 20


def synchronise_directory(
    context: Context, directory: Directory, dry_run: bool = False
) -> DirectoryReport:
    """Bring the store in line with the directory, by whoever runs the installation; a dry run
    stores nothing. Who is in another department than before belongs there from today on.

    Raises:
        InvalidInput: the directory is empty, or has a number twice.
    """
    if not (directory.people and directory.units):
        raise InvalidInput("empty_directory")
    numbers = Counter(person.emp_no for person in directory.people if person.emp_no)
    if twice := sorted(number for number, times in numbers.items() if times > 1):
        raise InvalidInput("number_twice", numbers=twice[:LONGEST_SHOWN])
    session = context.session
    with session.begin_nested() as savepoint:
        loader = _Loader(session, directory, context.now)
        report = loader.load()
        restart_sequences(session)
        if dry_run:
            savepoint.rollback()
            return report
    if session.scalar(select(StoreInfo.kind)) is None:
        session.add(StoreInfo(id=1, kind="company"))
    deed = Deed("synchronise_directory", directory.channel, _figures(report))
    context.deeds.extend((deed, *loader.deeds))
    return report


def _figures(report: DirectoryReport) -> dict[str, int]:
    return {
        "added": len(report.people_added),
        "linked": report.linked,
        "units_gone": len(report.units_gone),
        "people_gone": len(report.people_gone),
    }


class _Loader:
    """One run over a directory."""

    def __init__(self, session: Session, directory: Directory, now: datetime) -> None:
        self._session, self._directory, self._now = session, directory, now
        company = company_of(session)
        self._today = today = company.day_of(now)
        self._report = DirectoryReport()
        self._keeper = Keeper(session, today, self._report)
        self._hanging = Hanging(session, today, company.fiscal.year_of(today))
        self._ids = ExternalIds(session, directory.channel, directory.tenant)
        self._ids.adopt()
        self._known = {kind: self._ids.all(kind) for kind in (UNIT, PERSON)}
        self._there = {
            UNIT: {one.id for one in directory.units},
            PERSON: {one.user_id for one in directory.people},
        }
        self._accounts = {here: there for there, here in self._known[PERSON].items()}
        self._units: dict[str, OrgUnit] = {}
        self.deeds: list[Deed] = []

    def load(self) -> DirectoryReport:
        for unit in self._directory.units:
            self._unit(unit)
        people = {one.user_id: self._person(one) for one in self._directory.people}
        self._session.flush()
        for person in self._directory.people:
            if (employee := people[person.user_id]) is not None:
                self._lead(person, employee)
                self._link(person, employee)
        self._tell_gone({employee.id for employee in people.values() if employee is not None})
        return self._report

    def _unit(self, unit: DirectoryUnit) -> None:
        """By its id, or by the name that is its alone; else a new one."""
        above = self._units.get(unit.parent)
        known = self._known_unit(unit, above)
        if known is None:
            code = f"{self._directory.channel.upper()[:4]}-{unit.id}" if above else ROOT
            known = self._keeper.add_unit(unit.name, code, above)
        else:
            if above is not None:
                self._keeper.rename_unit(known, unit.name)
            self._keeper.place_unit(known, above)
        self._ids.keep(UNIT, known.id, unit.id)
        self._units[unit.id] = known

    def _known_unit(self, unit: DirectoryUnit, above: OrgUnit | None) -> OrgUnit | None:
        if above is None:
            return self._keeper.top()
        if (known := self._known[UNIT].get(unit.id)) is not None:
            return self._session.get(OrgUnit, known)
        named = self._session.scalars(select(OrgUnit).where(OrgUnit.name == unit.name)).all()
        free = [one for one in named if self._is_free(one, above)]
        if len(free) != 1:
            return None
        if free[0].id in self._known[UNIT].values():
            self._report.units_known_again.append(unit.name)
        return free[0]

    def _is_free(self, unit: OrgUnit, above: OrgUnit) -> bool:
        """Whether a unit of that name may be the one that is meant: no id stands for it; or only
        one that the directory has no more, of a unit that was at the same place."""
        if unit.parent_id is None or unit.id in {one.id for one in self._units.values()}:
            return False
        ids = [there for there, here in self._known[UNIT].items() if here == unit.id]
        return not ids or (ids[0] not in self._there[UNIT] and unit.parent_id == above.id)

    def _person(self, person: DirectoryPerson) -> Employee | None:
        employee = self._known_person(person)
        if employee is None:
            return self._new_person(person)
        if (told := self._in_doubt(person, employee)) is not None:
            numbers = dict.fromkeys(one for one in (employee.emp_no, person.emp_no) if one)
            told.append(f"{person.name} ({' ≠ '.join(numbers)})")
            return None
        self._keeper.change_person(employee, self._values(person))
        self._know(person, employee)
        return employee

    def _in_doubt(self, person: DirectoryPerson, employee: Employee) -> list[str] | None:
        """Where it is told that it is not sure that both are the same; None where it is."""
        account = self._accounts.get(employee.id, person.user_id)
        if account != person.user_id and account in self._there[PERSON]:
            return self._report.two_accounts
        if person.emp_no and employee.emp_no != person.emp_no:
            return self._report.numbers_differ
        if employee.status == "left":
            reused = is_somebody_else(employee, person.name, None)
            return self._report.number_reused if reused else self._report.left_here
        return None

    def _new_person(self, person: DirectoryPerson) -> Employee | None:
        if not person.emp_no:
            self._report.without_number.append(person.name)
            return None
        values = {"org_unit_id": self._top().id, **self._values(person)}
        employee = self._keeper.add_person(person.emp_no[:64], "active", values)
        self._know(person, employee)
        return employee

    def _know(self, person: DirectoryPerson, employee: Employee) -> None:
        if self._accounts.get(employee.id) != person.user_id:
            self._ids.keep(PERSON, employee.id, person.user_id)
            self._accounts[employee.id] = person.user_id

    def _top(self) -> OrgUnit:
        return self._units[self._directory.units[0].id]

    def _known_person(self, person: DirectoryPerson) -> Employee | None:
        """By his id; else by his number, or by an address that is his alone."""
        if (known := self._known[PERSON].get(person.user_id)) is not None:
            return self._session.get(Employee, known)
        if person.emp_no:
            numbered = select(Employee).where(Employee.emp_no == person.emp_no)
            return self._session.scalar(numbered)
        if not (person.email and person.proves_email):
            return None
        return with_address(self._session, person.email, self._now, self._today, gone=True)

    def _values(self, person: DirectoryPerson) -> Mapping[str, Any]:
        """What the directory knows; what it leaves empty is not taken away."""
        values: dict[str, Any] = {"name": person.name[:LONGEST_NAME]}
        if (unit := self._units.get(person.unit)) is not None:
            values["org_unit_id"] = unit.id
        if person.email:
            values["email"] = person.email.lower()[:LONGEST_NAME]
        if person.title:
            values["position_id"] = self._keeper.position(person.title)
        return values

    def _lead(self, person: DirectoryPerson, employee: Employee) -> None:
        for unit_id in person.leads:
            unit = self._units.get(unit_id)
            if unit is not None and unit.head_employee_id != employee.id:
                unit.head_employee_id = employee.id
                what = {"role": Role.HEAD.value, "unit": unit.code}
                self.deeds.append(Deed(GRANT, employee.emp_no, what))
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

    def _tell_gone(self, found: set[int]) -> None:
        """Units and people whose ids the directory has no more, and what hangs on them; people
        that it never had are only named."""
        for there, here in self._ids.all(UNIT).items():
            if there not in self._there[UNIT]:
                unit = self._session.get_one(OrgUnit, here)
                self._report.units_gone.append(self._hanging.on_unit(unit))
        others = select(Employee).where(Employee.status.in_(WORKING)).order_by(Employee.emp_no)
        for one in self._session.scalars(others):
            account = self._accounts.get(one.id)
            if account is not None and account not in self._there[PERSON]:
                self._report.people_gone.append(self._hanging.on_person(one))
            elif account is None and one.id not in found:
                self._report.not_in_directory.append(said(one))
