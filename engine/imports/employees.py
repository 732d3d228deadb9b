"""Employees with their departments, positions and latest appraisal."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.report import ImportReport
from engine.imports.rows import Row
from engine.store.bulk import insert_rows, next_id
from engine.store.tables import Appraisal, Employee, OrgUnit, Position

ROOT = "COMPANY"
# What the sources call the states; anything unknown is refused rather than guessed.
STATUS = {
    "active": "active",
    "在职": "active",
    "正式": "active",
    "试用": "active",
    "": "active",
    "leave of absence": "leave",
    "休假": "leave",
    "future start": "future",
    "待入职": "future",
    "voluntarily terminated": "left",
    "terminated for cause": "left",
    "terminated": "left",
    "离职": "left",
    "resigned": "left",
}
IMPORTED_CYCLE = "imported"


class EmployeeLoader:
    """Adds and updates employees; departments and positions come into being as named."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._units = {unit.name: unit.id for unit in session.scalars(select(OrgUnit))}
        self._positions = {one.name: one.id for one in session.scalars(select(Position))}
        self._known = {one.emp_no: one for one in session.scalars(select(Employee))}
        self._next = next_id(session, Employee)
        self._new: dict[str, dict[str, Any]] = {}
        self._appraisals: dict[str, tuple[str | None, Any]] = {}

    def take(self, row: Row, report: ImportReport) -> None:
        values = self._values(row)
        if not row.ok:
            return
        emp_no = values["emp_no"]
        if emp_no in self._new:
            row.refuse("emp_no", "twice_in_file")
            return
        self._appraisals[emp_no] = (row.text("rating", 60), row.amount("score"))
        known = self._known.get(emp_no)
        if known is None:
            self._new[emp_no] = {"id": self._next, "email": None, **values, "source": row.source}
            self._next += 1
            report.added += 1
        elif changed := {key: new for key, new in values.items() if getattr(known, key) != new}:
            for key, new in changed.items():
                setattr(known, key, new)
            report.changed += 1
        else:
            report.known += 1

    def finish(self) -> None:
        insert_rows(self._session, Employee, list(self._new.values()))
        self._session.flush()
        ids = {emp_no: values["id"] for emp_no, values in self._new.items()}
        ids |= {emp_no: employee.id for emp_no, employee in self._known.items()}
        rated = set(
            self._session.scalars(
                select(Appraisal.employee_id).where(Appraisal.cycle == IMPORTED_CYCLE)
            )
        )
        insert_rows(
            self._session,
            Appraisal,
            [
                {
                    "employee_id": ids[emp_no],
                    "cycle": IMPORTED_CYCLE,
                    "rating": rating,
                    "score": score,
                    "source": None,
                }
                for emp_no, (rating, score) in self._appraisals.items()
                if (rating or score is not None) and ids[emp_no] not in rated
            ],
        )

    def _values(self, row: Row) -> dict[str, Any]:
        name = row.text("name") or clean_join(row.text("first_name"), row.text("last_name"))
        status = STATUS.get((row.text("status") or "").lower())
        if status is None:
            row.refuse("status", "unknown_status")
        if not name:
            row.refuse("name", "empty")
        department = row.required("department")
        return {
            "emp_no": row.required("emp_no"),
            "name": name,
            "org_unit_id": self._unit(department) if row.ok else None,
            "position_id": self._position(row.text("position")) if row.ok else None,
            "education": row.text("education", 100),
            "hire_date": row.day("hire_date"),
            "status": status,
            **_email(row),
        }

    def _unit(self, name: str) -> int:
        if name not in self._units:
            root = self._units.get(ROOT) or self._add_unit(ROOT, None, "/")
            self._units[ROOT] = root
            self._units[name] = self._add_unit(name, root, f"/{ROOT}/")
        return self._units[name]

    def _add_unit(self, name: str, parent: int | None, above: str) -> int:
        code = name.replace("/", "-")[:64]
        unit = OrgUnit(code=code, name=name, parent_id=parent, path=f"{above}{code}/")
        self._session.add(unit)
        self._session.flush()
        return unit.id

    def _position(self, name: str | None) -> int | None:
        if name is None:
            return None
        if name not in self._positions:
            position = Position(code=name.replace("/", "-")[:64], name=name)
            self._session.add(position)
            self._session.flush()
            self._positions[name] = position.id
        return self._positions[name]


def _email(row: Row) -> dict[str, str]:
    """A file without addresses takes nobody's away."""
    email = row.text("email", 200)
    return {"email": email.lower()} if email else {}


def clean_join(*parts: str | None) -> str:
    """The parts that are there, as one name."""
    return " ".join(part for part in parts if part)
