"""Employees with their departments, positions and latest appraisal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.answers import Answers
from engine.imports.numbers_reused import archive_number, is_somebody_else
from engine.imports.report import ImportReport, Question
from engine.imports.rows import Row
from engine.imports.sheet_report import Remark
from engine.imports.units import Perhaps, Units, perhaps_renamed
from engine.queries.people import WORKING
from engine.store.bulk import insert_rows, next_id
from engine.store.membership import assign, begin_assignments
from engine.store.tables import Appraisal, Employee, Position
from engine.values.errors import InvalidInput

# What the sources call the states; anything unknown is refused rather than guessed.
STATUS = {
    "active": "active",
    "在职": "active",
    "正式": "active",
    "试用": "active",
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
SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    """What a row says of somebody; what it does not say is not among `values`."""

    row: Row
    emp_no: str
    department: str
    position: str | None
    moved_on: date | None
    values: dict[str, Any]

    @property
    def works(self) -> bool:
        return self.values.get("status", "active") in WORKING

    @property
    def subject(self) -> str:
        return f"{self.emp_no} {self.values['name']}"


class EmployeeLoader:
    """Adds and updates employees; departments and positions come into being as named.

    All rows are read before the first is stored: only together do they tell whether a unit was
    renamed.
    """

    def __init__(self, session: Session, answers: Answers, today: date) -> None:
        self._session, self._answers, self._today = session, answers, today
        self._units = Units(session)
        self._positions = {one.name: one.id for one in session.scalars(select(Position))}
        self._titles = {key: name for name, key in self._positions.items()}
        self._known = {one.emp_no: one for one in session.scalars(select(Employee))}
        self._working = {
            emp_no: one.name for emp_no, one in self._known.items() if one.status in WORKING
        }
        self._next = next_id(session, Employee)
        self._people: dict[str, _Person] = {}
        self._mentioned: set[str] = set()
        self._new: dict[str, dict[str, Any]] = {}
        self._appraisals: dict[str, tuple[str | None, Any]] = {}

    def take(self, row: Row, report: ImportReport) -> None:
        person = self._person(row)
        self._mentioned.add(person.emp_no)
        if not row.ok:
            return
        if person.emp_no in self._people:
            row.refuse("emp_no", "twice_in_file")
            return
        self._people[person.emp_no] = person

    def finish(self, report: ImportReport) -> None:
        unclear = self._rename(report)
        for person in self._people.values():
            if person.department in unclear:
                person.row.refuse("department", "perhaps_renamed")
            else:
                self._load(person, report)
        insert_rows(self._session, Employee, list(self._new.values()))
        begin_assignments(
            self._session,
            [(one["id"], one["org_unit_id"], one["position_id"]) for one in self._new.values()],
        )
        self._session.flush()
        self._appraise()
        self._miss(report)

    def _person(self, row: Row) -> _Person:
        name = row.text("name") or clean_join(row.text("first_name"), row.text("last_name"))
        if not name:
            row.refuse("name", "empty")
        email = row.text("email", 200)
        values = {
            "name": name,
            "education": row.text("education", 100),
            "hire_date": row.day("hire_date"),
            "status": self._status(row),
            "email": email.lower() if email else None,
        }
        return _Person(
            row=row,
            emp_no=row.required("emp_no"),
            department=row.required("department"),
            position=row.text("position"),
            moved_on=row.day("moved_on"),
            values={field: value for field, value in values.items() if value is not None},
        )

    def _status(self, row: Row) -> str | None:
        said = row.text("status")
        if said is None:
            return None
        status = STATUS.get(said.lower())
        if status is None:
            row.refuse("status", "unknown_status")
        return status

    def _rename(self, report: ImportReport) -> set[str]:
        """Rename as was said; the names of units of which nobody said, but that look renamed."""
        for name in self._answers.new_units:
            self._units.force_new(name)
        for old, new in self._answers.renamed.items():
            self._units.rename(old, new, report)
        found = perhaps_renamed(self._session, self._units, self._belonging())
        open_ = [one for one in found if one.new not in self._answers.new_units]
        unclear = [one for one in open_ if one.matters]
        report.questions += [Question("unit_renamed", _plain(one)) for one in unclear]
        report.remarks += [
            Remark("left_empty", self._first_row(one.new), {"old": one.old, "new": one.new})
            for one in open_
            if not one.matters
        ]
        return {one.new for one in unclear}

    def _first_row(self, department: str) -> int:
        return next(one.row.number for one in self._people.values() if one.department == department)

    def _belonging(self) -> list[tuple[str, int | None]]:
        return [
            (person.department, known.org_unit_id if known is not None else None)
            for person in self._people.values()
            for known in (self._known.get(person.emp_no),)
            if person.works
        ]

    def _load(self, person: _Person, report: ImportReport) -> None:
        known = self._known.get(person.emp_no)
        if known is not None and is_somebody_else(
            known, person.values["name"], person.values.get("hire_date")
        ):
            if person.emp_no not in self._answers.reused:
                self._ask_whose(person, known, report)
                return
            self._archive(person, known, report)
            known = None
        if known is None:
            self._add(person, report)
        else:
            self._change(person, known, report)
        if person.row.ok:
            row = person.row
            self._appraisals[person.emp_no] = (row.text("rating", 60), row.amount("score"))

    def _ask_whose(self, person: _Person, known: Employee, report: ImportReport) -> None:
        person.row.refuse("emp_no", "number_reused")
        args = {
            "emp_no": person.emp_no,
            "old": known.name,
            "new": person.values["name"],
            "row": person.row.number,
        }
        report.questions.append(Question("number_reused", args))

    def _archive(self, person: _Person, known: Employee, report: ImportReport) -> None:
        number = archive_number(self._session, known, self._today.year)
        report.change(person.row.number, known.name, "emp_no", person.emp_no, number)
        self._known[number] = known
        del self._known[person.emp_no]

    def _add(self, person: _Person, report: ImportReport) -> None:
        self._new[person.emp_no] = {
            "education": None,
            "hire_date": None,
            "email": None,
            "status": "active",
            **person.values,
            "id": self._next,
            "emp_no": person.emp_no,
            "org_unit_id": self._units.get(person.department),
            "position_id": self._position(person.position),
            "source": person.row.source,
        }
        self._next += 1
        report.added += 1

    def _change(self, person: _Person, known: Employee, report: ImportReport) -> None:
        unit = self._units.get(person.department)
        position = self._position(person.position) or known.position_id
        before = len(report.changes)
        if (unit, position) != (known.org_unit_id, known.position_id) and not self._move(
            person, known, (unit, position), report
        ):
            return
        for field, new in person.values.items():
            old = getattr(known, field)
            if old != new:
                report.change(person.row.number, person.subject, field, old, new)
                setattr(known, field, new)
        report.known += len(report.changes) == before

    def _move(
        self, person: _Person, known: Employee, to: tuple[int, int | None], report: ImportReport
    ) -> bool:
        """From the day on that the row, the file or the calendar says; whether it could be."""
        day = person.moved_on or self._answers.as_of or self._today
        old_unit, old_position = known.org_unit_id, known.position_id
        if day > self._today:
            person.row.refuse("moved_on", "in_future")
            return False
        try:
            assign(self._session, known, *to, day)
        except InvalidInput:
            person.row.refuse("moved_on", "moved_later_already")
            return False
        row, subject = person.row.number, person.subject
        if old_unit != to[0]:
            old, new = self._units.name(old_unit), self._units.name(to[0])
            report.change(row, subject, "department", old, f"{new} ({day})")
        if old_position != to[1]:
            titles = [self._titles.get(one or 0) for one in (old_position, to[1])]
            report.change(row, subject, "position", *titles)
        return True

    def _position(self, name: str | None) -> int | None:
        if name is None:
            return None
        if name not in self._positions:
            position = Position(code=name.replace("/", "-")[:64], name=name)
            self._session.add(position)
            self._session.flush()
            self._positions[name], self._titles[position.id] = position.id, name
        return self._positions[name]

    def _appraise(self) -> None:
        ids = {emp_no: values["id"] for emp_no, values in self._new.items()}
        ids = {emp_no: employee.id for emp_no, employee in self._known.items()} | ids
        rated = set(
            self._session.scalars(
                select(Appraisal.employee_id).where(Appraisal.cycle == IMPORTED_CYCLE)
            )
        )
        rows = [
            {
                "employee_id": ids[emp_no],
                "cycle": IMPORTED_CYCLE,
                "rating": rating,
                "score": score,
                "source": None,
            }
            for emp_no, (rating, score) in self._appraisals.items()
            if (rating or score is not None) and ids[emp_no] not in rated
        ]
        insert_rows(self._session, Appraisal, rows)

    def _miss(self, report: ImportReport) -> None:
        """Of a list that has most people, say who is not in it: perhaps they left."""
        missing = [emp_no for emp_no in self._working if emp_no not in self._mentioned]
        if not missing or len(missing) > len(self._working) / 2:
            return
        names = [f"{emp_no} {self._working[emp_no]}" for emp_no in missing[:SHOWN]]
        args = {"people": len(missing), "names": ", ".join(names)}
        code = "one_not_in_the_list" if len(missing) == 1 else "not_in_the_list"
        report.remarks.append(Remark(code, 0, args))


def _plain(perhaps: Perhaps) -> dict[str, Any]:
    return {
        "old": perhaps.old,
        "new": perhaps.new,
        "came": perhaps.came,
        "people": perhaps.people,
    }


def clean_join(*parts: str | None) -> str:
    """The parts that are there, as one name."""
    return " ".join(part for part in parts if part)
