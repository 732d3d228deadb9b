"""A row of a list of people, as it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine.imports.amounts import plain
from engine.imports.reading.rows import Row
from engine.imports.recognising.vocabulary import listed, squashed
from engine.imports.values.spelling import BRACKETS, folded, number_of, written
from engine.imports.values.unit_cells import UnitCells, unit_cells
from engine.imports.values.waiting import wait
from engine.queries.people import WORKING
from engine.store.tables import Employee

LEVELS = tuple(f"unit_{number}" for number in range(1, 7))
ACTIVE, LEFT = "active", "left"


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
    said = row.text("name") or " ".join(part for part in parts if part)
    name, beside = _apart(written(said), row)
    number = number_of(row.text("emp_no", 64) or "")
    if row.raw("emp_no") and not number:
        row.refuse("emp_no", "too_long")
    elif not name and not number:
        row.refuse("name", "empty")
    elif is_vacant(said):
        row.refuse("name", "vacant")
    email = row.text("email", 200)
    status, left_on = _status(row, today, beside)
    values = {
        "name": name or None,
        "education": row.text("education", 100),
        "hire_date": row.day("hire_date"),
        "status": status,
        "left_on": left_on,
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


def is_vacant(name: str) -> bool:
    """Whether a list of posts says so of one that nobody has."""
    return squashed(name) in listed("vacant")


def _apart(name: str, row: Row) -> tuple[str, str | None]:
    """A name and the status that some write behind it: "Ann Smith (On Leave)"."""
    inside = BRACKETS.fullmatch(folded(name))
    status = _spelt(row, inside[2]) if inside else None
    return (inside[1], status) if inside and status else (name, None)


def _spelt(row: Row, text: str) -> str | None:
    """The status that a text is one of the usual spellings of."""
    words = row.rows.kind.words["status"]
    return next((status for status, spelt in words.items() if plain(text) in spelt), None)


def _status(row: Row, today: date, beside: str | None) -> tuple[str | None, date | None]:
    """With his last day of work. The word says the status, unless the one beside the name says
    more than that he is employed; where there is none that is understood, a last day that is over
    says that he left. Nobody has left before his last day is over."""
    left_on = row.day("left_on")
    is_over = left_on is not None and left_on < today
    if is_over and _is_unclear(row):
        return LEFT, left_on
    said = row.word("status") or row.word("gone")
    if beside is not None and said in (None, ACTIVE):
        said = beside
    if is_over and said in WORKING:
        row.report.remark("works_though_left", row.number, day=str(left_on))
        return said, None
    if left_on is not None and not is_over and said == LEFT:
        return None, left_on
    return said, left_on


def _is_unclear(row: Row) -> bool:
    """Whether nobody has said what the status means."""
    text = row.text("status")
    return text is None or not (
        _spelt(row, text)
        or text in row.rows.mapping.words.get("status", {})
        or row.rows.answers.to("word", f"status={text}")
    )
