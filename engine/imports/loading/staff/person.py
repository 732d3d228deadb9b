"""A row of a list of people, as it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine.imports.reading.rows import Row
from engine.imports.values.spelling import number_of
from engine.imports.values.unit_cells import UnitCells, unit_cells
from engine.imports.values.waiting import wait
from engine.queries.people import WORKING
from engine.store.tables import Employee

LEVELS = tuple(f"unit_{number}" for number in range(1, 7))
LEFT = "left"


@dataclass(slots=True, kw_only=True, eq=False)
class Person:
    """What a row says of somebody; what it does not say is not among `values`. `known` is who he
    is in the store, if he is there; `replaces` whose number was given to him. `unit` is where he
    belongs, once that is settled; `earlier` are the rows of his earlier places; `stored` is his id."""

    row: Row
    number: str
    name: str
    cells: UnitCells
    position: str | None
    moved_on: date | None
    values: dict[str, Any]
    known: Employee | None = None
    replaces: Employee | None = None
    unit: int | None = None
    stored: int | None = None
    earlier: list[Person] = field(default_factory=list)

    @property
    def works(self) -> bool:
        return self.values.get("status", "active") in WORKING

    @property
    def subject(self) -> str:
        if self.known is not None:
            return f"{self.known.emp_no} {self.name or self.known.name}"
        return f"{self.number} {self.name}".strip()

    @property
    def unit_text(self) -> str:
        """The nearest that the row says of his unit."""
        return self.cells.unit or (self.cells.levels[-1] if self.cells.levels else "")

    @property
    def rows(self) -> list[Person]:
        """All rows about him, the newest last."""
        return [*self.earlier, self]

    def wait(self) -> None:
        """Nothing of his rows is loaded until a question is answered."""
        for one in self.rows:
            wait(one.row)


def read_person(row: Row, today: date) -> Person:
    """Refuses the row where it names nobody."""
    parts = (row.text("first_name"), row.text("last_name"))
    name = row.text("name") or " ".join(part for part in parts if part)
    number = number_of(row.text("emp_no", 64) or "")
    if not name and not number:
        row.refuse("name", "empty")
    email = row.text("email", 200)
    values = {
        "name": name or None,
        "education": row.text("education", 100),
        "hire_date": row.day("hire_date"),
        "status": _status(row, today),
        "email": email.lower() if email else None,
        "loaded_hourly_cost": row.amount("hourly_cost"),
        "handle": row.text("handle", 64),
    }
    return Person(
        row=row,
        number=number,
        name=name,
        cells=unit_cells(row, unit="unit", code="unit_code", levels=LEVELS),
        position=row.text("position"),
        moved_on=row.day("moved_on"),
        values={field: value for field, value in values.items() if value is not None},
    )


def _status(row: Row, today: date) -> str | None:
    """As the word says; where there is none, a last day that is over says that he left."""
    said, left_on = row.word("status"), row.day("left_on")
    if left_on is None or left_on > today:
        return said
    if said is None and not row.raw("status"):
        return LEFT
    if said in WORKING:
        row.report.remark("works_though_left", row.number, day=left_on.isoformat())
    return said
