"""Who heads the units of an organisation, once all people of a load are there."""

from __future__ import annotations

from engine.access import Role
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.people import People
from engine.imports.values.spelling import number_of
from engine.store.tables import Employee, OrgUnit
from engine.trust.audit import GRANT


class Heads:
    """By number or by name; a name that several have is meant to be one of the unit."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._said: list[tuple[Row, OrgUnit]] = []

    def later(self, row: Row, unit: OrgUnit) -> None:
        if row.raw("head") or row.raw("head_no"):
            if not self._said:
                self._run.afterwards.append(self._load)
            self._said.append((row, unit))

    def _load(self) -> None:
        people = People(self._run.session)
        for row, unit in self._said:
            field = "head_no" if row.raw("head_no") else "head"
            try:
                head = people.find(number_of(row.raw("head_no")), row.raw("head"), unit.name)
            except Wrong as wrong:
                row.wrong(field, wrong.code)
                continue
            if head == unit.head_employee_id:
                continue
            if head == self._run.actor.employee_id:
                row.wrong(field, "own_role")
                continue
            self._change(row, unit, head)
        self._run.session.flush()

    def _change(self, row: Row, unit: OrgUnit, head: int) -> None:
        before, after = (
            self._run.session.get(Employee, one) if one else None
            for one in (unit.head_employee_id, head)
        )
        names = [f"{one.emp_no} {one.name}" if one else None for one in (before, after)]
        self._report.change(row.number, unit.name, "head", *names)
        unit.head_employee_id = head
        if self._run.context is not None and after is not None:
            self._run.context.record(GRANT, after.emp_no, role=Role.HEAD.value, unit=unit.code)
