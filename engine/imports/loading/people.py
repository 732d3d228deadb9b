"""People with their units and positions: who comes, who changes, who moves, who is gone."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import partial
from typing import Any

from engine.imports.loading.run import Run
from engine.imports.loading.staff.centres import keep_cost_centres
from engine.imports.loading.staff.managers import keep_managers
from engine.imports.loading.staff.missing import missing_of
from engine.imports.loading.staff.numbers import MadeNumbers, archive_number
from engine.imports.loading.staff.person import Person, read_person
from engine.imports.loading.staff.placing import Placing
from engine.imports.loading.staff.ratings import Ratings
from engine.imports.loading.staff.whose import Whose
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.positions import Positions
from engine.store.membership import assign, belonged
from engine.store.tables import Employee
from engine.values.errors import InvalidInput

# What an empty cell may empty, if that was said.
EMPTIED = ("education", "hire_date", "email")
# What nobody may read in a report.
SECRET = "loaded_hourly_cost"
NOTHING_SAID = {
    "education": None,
    "hire_date": None,
    "left_on": None,
    "email": None,
    "status": "active",
    "loaded_hourly_cost": None,
    "currency": None,
    "handle": None,
}


class Loader:
    """All rows are read before the first is stored: only together do they tell who is meant,
    what the paths of units are, and whether a unit was renamed."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._rows: list[Person] = []
        self._new: list[tuple[Person, dict[str, Any]]] = []
        self._empty: dict[str, int] = defaultdict(int)

    def take(self, row: Row) -> None:
        person = read_person(row, self._run.today)
        if row.ok:
            self._rows.append(person)

    def finish(self) -> None:
        whose = Whose(self._run, self._report)
        missing = missing_of(self._run, self._report, whose.employees.values())
        people = whose.settle(self._rows)
        missing.without(whose.mentioned)
        self._placing = Placing(self._run, self._report)
        self._placing.settle(people)
        self._positions = Positions(self._run.session, self._report)
        stored = (one.emp_no for one in whose.employees.values())
        self._made = MadeNumbers([*stored, *(one.number for one in people)])
        for person in people:
            self._load(person)
        self._insert()
        taken = [one for one in people if one.row.ok]
        Ratings(self._run, self._report).load(taken)
        self._run.afterwards.append(partial(keep_managers, self._run, self._report, taken))
        keep_cost_centres(taken, self._placing.units, self._report)
        self._tell()

    # ---- one person

    def _load(self, person: Person) -> None:
        if not all(one.row.ok for one in person.rows):
            for one in person.rows:
                if one.row.ok:
                    one.wait()
        elif person.known is None:
            self._add(person)
        else:
            self._change(person, person.known)

    def _add(self, person: Person) -> None:
        first = person.rows[0]
        if first.unit is None or not person.name:
            person.row.refuse("unit" if first.unit is None else "name", "empty")
            self._load(person)
            return
        if person.replaces is not None:
            self._archive(person, person.replaces)
        person.number = person.number or self._made_for(person)
        values = {
            **NOTHING_SAID,
            **person.values,
            "emp_no": person.number,
            "org_unit_id": first.unit,
            "position_id": self._positions.get(first.position),
            "source": person.row.source,
        }
        if values[SECRET] is not None:
            values["currency"] = self._run.company.currency
        self._new.append((person, values))
        for one in person.rows:
            self._report.took(one.row.number, Fate.ADDED)

    def _made_for(self, person: Person) -> str:
        number = self._made.take()
        self._report.remark("number_made", person.row.number, name=person.name, emp_no=number)
        return number

    def _archive(self, person: Person, known: Employee) -> None:
        old = known.emp_no
        number = archive_number(self._run.session, known, self._run.today.year)
        self._report.change(person.row.number, known.name, "emp_no", old, number)

    def _change(self, person: Person, known: Employee) -> None:
        for one in person.rows:
            if not self._move(one, known):
                return
        row = person.row
        for field, new in {**person.values, **self._emptied(person, known)}.items():
            old = getattr(known, field)
            if old == new:
                continue
            setattr(known, field, new)
            if field == SECRET:
                self._report.took(row.number, Fate.CHANGED)
            else:
                self._report.change(row.number, person.subject, field, old, new)
        self._report.took(row.number, Fate.SAME)

    def _emptied(self, person: Person, known: Employee) -> dict[str, None]:
        """What an empty cell empties: nothing, unless that was said."""
        found: dict[str, None] = {}
        for field in EMPTIED:
            if not person.row.has(field) or person.row.raw(field) or getattr(known, field) is None:
                continue
            if self._run.answers.to("emptied", field) == "yes":
                found[field] = None
            else:
                self._empty[field] += 1
        return found

    # ---- where he belongs

    def _move(self, person: Person, known: Employee) -> bool:
        """From the day on that the row, the file or the calendar says; whether it could be."""
        unit = known.org_unit_id if person.unit is None else person.unit
        position = self._positions.get(person.position) or known.position_id
        row, old_unit, old_position = person.row, known.org_unit_id, known.position_id
        self._report.took(row.number, Fate.SAME)
        if (unit, position) == (old_unit, old_position):
            return True
        day = person.moved_on or self._as_of()
        if day > self._run.today:
            row.refuse("moved_on", "in_future")
            return False
        try:
            assign(self._run.session, known, unit, position, day)
        except InvalidInput:
            if person.moved_on and belonged(self._run.session, known, day) == (unit, position):
                return True
            row.refuse("moved_on", "moved_later_already")
            return False
        subject, units = person.subject, self._placing.units
        if old_unit != unit:
            old, new = units.name(old_unit), units.name(unit)
            self._report.change(row.number, subject, "department", old, f"{new} ({day})")
        if old_position != position:
            titles = [self._positions.name(one) for one in (old_position, position)]
            self._report.change(row.number, subject, "position", *titles)
        return True

    def _as_of(self) -> date:
        """The day that the list tells of.

        Raises:
            InvalidInput: what was answered is no day.
        """
        said = self._run.answers.to("as_of")
        try:
            return date.fromisoformat(said) if said else self._run.today
        except ValueError as error:
            raise InvalidInput("no_date", value=said) from error

    # ---- all of them

    def _insert(self) -> None:
        writer, session = self._run.writer, self._run.session
        session.flush()
        ids = writer.reserve(Employee, len(self._new))
        for one, (person, values) in zip(ids, self._new, strict=True):
            values["id"] = person.stored = one
        writer.insert(Employee, [values for _, values in self._new])
        for person, _ in self._new:
            for later in person.rows[1:]:
                self._move(later, session.get_one(Employee, person.stored))
        session.flush()

    def _tell(self) -> None:
        for field, people in self._empty.items():
            self._report.remark("empty_cells", field=field, people=people)
