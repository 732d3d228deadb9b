"""Who has which role, and where."""

from __future__ import annotations

from sqlalchemy import select

from engine.access import Role
from engine.access.granting import may_grant
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.people import People
from engine.imports.values.units import Units
from engine.imports.values.waiting import wait
from engine.store.tables import Employee, OrgUnit, RoleGrant
from engine.trust.audit import GRANT


class Loader:
    """Gives roles; none is taken away. Who heads a unit, whoever may load says; every other role
    is for the management to give. Nobody gives himself one."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._people, self._units = People(run.session), Units(run.session)
        held = select(RoleGrant.employee_id, RoleGrant.role, RoleGrant.org_unit_id)
        self._held = {(person, role, unit) for person, role, unit in run.session.execute(held)}

    def take(self, row: Row) -> None:
        role = self._role(row)
        person = self._people.of(row, number="person") if row.ok else None
        unit = self._unit(row, role) if row.ok else None
        if role is None or person is None or unit is None:
            return
        if self._has(person, role, unit):
            self._report.took(row.number, Fate.SAME)
        elif person == self._run.actor.employee_id:
            row.refuse("role", "own_role")
        elif role is not Role.HEAD and not self._may_give(role, unit):
            row.refuse("role", "set_authority")
        else:
            self._give(row, person, role, unit)

    def finish(self) -> None:
        self._run.session.flush()

    def _role(self, row: Row) -> Role | None:
        if not row.needed("role"):
            return None
        word = row.word("role")
        if word is None:
            wait(row)
            return None
        return Role(word)

    def _may_give(self, role: Role, unit: OrgUnit) -> bool:
        return may_grant(self._run.actor, role, unit.path)

    def _unit(self, row: Row, role: Role | None) -> OrgUnit | None:
        """The whole company, unless the row says otherwise; but nobody heads all of it for want
        of a word."""
        if not row.raw("unit"):
            if role is Role.HEAD:
                row.refuse("unit", "empty")
                return None
            return self._units.root()
        unit = self._units.of(row)
        return self._units.stored(unit) if unit is not None else None

    def _has(self, person: int, role: Role, unit: OrgUnit) -> bool:
        if role is Role.HEAD:
            return unit.head_employee_id == person
        return (person, role.value, unit.id) in self._held

    def _give(self, row: Row, person: int, role: Role, unit: OrgUnit) -> None:
        who = self._run.session.get_one(Employee, person)
        subject = f"{who.emp_no} {who.name}"
        if self._run.context is not None:
            self._run.context.record(GRANT, who.emp_no, role=role.value, unit=unit.code)
        if role is not Role.HEAD:
            self._run.session.add(
                RoleGrant(
                    employee_id=person,
                    role=role.value,
                    org_unit_id=unit.id,
                    since=self._run.context.now if self._run.context else None,
                    granted_by=self._run.actor.emp_no,
                )
            )
            self._held.add((person, role.value, unit.id))
            self._report.took(row.number, Fate.ADDED)
            return
        before = unit.head_employee_id
        known = self._run.session.get_one(Employee, before) if before else None
        old = f"{known.emp_no} {known.name}" if known else None
        self._report.change(row.number, unit.name, "head", old, subject)
        unit.head_employee_id = person
