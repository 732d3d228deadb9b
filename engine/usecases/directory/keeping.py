"""The one place where a directory's units and people are put into the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.store.membership import assign
from engine.store.tables import Employee, OrgUnit, Position
from engine.store.units import rename_unit
from engine.usecases.directory.values import DirectoryReport

PLACE = {"org_unit_id", "position_id"}
LONGEST_CODE = 64
LONGEST_NAME = 200


class Keeper:
    """Units and people made, moved, renamed and changed as of `today`; `report` says which."""

    def __init__(self, session: Session, today: date, report: DirectoryReport) -> None:
        self._session, self._today = session, today
        self.report = report
        self._positions = {one.name: one.id for one in session.scalars(select(Position))}

    def top(self) -> OrgUnit | None:
        """The whole company."""
        found = select(OrgUnit).where(OrgUnit.parent_id.is_(None)).order_by(OrgUnit.id)
        return self._session.scalars(found).first()

    def add_unit(self, name: str, code: str, above: OrgUnit | None) -> OrgUnit:
        unit = OrgUnit(code=self._free(OrgUnit, code), name=name[:LONGEST_NAME], path="")
        self._session.add(unit)
        self.report.units_added.append(unit.name)
        self.place_unit(unit, above)
        return unit

    def rename_unit(self, unit: OrgUnit, name: str) -> None:
        if unit.name != name[:LONGEST_NAME]:
            self.report.units_renamed.append(f"{unit.name} → {name}")
            rename_unit(self._session, unit, name)

    def place_unit(self, unit: OrgUnit, above: OrgUnit | None) -> None:
        """Below `above`, along with everything that lies below it."""
        before, path = unit.path, f"{above.path if above else '/'}{unit.code}/"
        if before == path:
            return
        unit.parent_id, unit.path = (above.id if above else None), path
        self._session.flush()
        if not before:
            return
        self.report.units_moved.append(unit.name)
        below = func.substr(OrgUnit.path, 1, len(before)) == before
        for other in self._session.scalars(select(OrgUnit).where(below, OrgUnit.id != unit.id)):
            other.path = path + other.path[len(before) :]
        self._session.flush()

    def add_person(self, emp_no: str, status: str, values: Mapping[str, Any]) -> Employee:
        """Somebody who belongs where he is from the first day that anything is known of."""
        employee = Employee(emp_no=emp_no, status=status, **values)
        self._session.add(employee)
        self._session.flush()
        self.report.people_added.append(said(employee))
        return employee

    def change_person(self, employee: Employee, values: Mapping[str, Any]) -> None:
        """Who is in another unit, or something else, than before is so from today on."""
        changed = {key: new for key, new in values.items() if getattr(employee, key) != new}
        if PLACE & changed.keys():
            unit = values.get("org_unit_id", employee.org_unit_id)
            position = values.get("position_id", employee.position_id)
            assign(self._session, employee, unit, position, self._today)
        for key, new in changed.items():
            setattr(employee, key, new)
        if changed:
            self._session.flush()
            self.report.people_changed.append(said(employee))

    def position(self, title: str) -> int:
        """The position of that name; a new one if there is none."""
        name = title[:LONGEST_NAME]
        if name not in self._positions:
            made = Position(code=self._free(Position, title), name=name)
            self._session.add(made)
            self._session.flush()
            self._positions[name] = made.id
        return self._positions[name]

    def _free(self, table: type[OrgUnit] | type[Position], wanted: str) -> str:
        """The code, or one like it that is not taken; in a path a slash would end it."""
        code = wanted.replace("/", "-")[:LONGEST_CODE]
        alike = f"{code[: LONGEST_CODE - len('-9999')]}-"
        same = or_(table.code == code, table.code.startswith(alike, autoescape=True))
        taken = set(self._session.scalars(select(table.code).where(same)))
        numbers = (f"{alike}{number}" for number in range(2, len(taken) + 3))
        return code if code not in taken else next(one for one in numbers if one not in taken)


def said(employee: Employee) -> str:
    """Somebody as reports name him."""
    return f"{employee.name} ({employee.emp_no})"
