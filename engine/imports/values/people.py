"""Who a row is about: by number, by name, or by both."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.amounts import is_nothing
from engine.imports.cleaning import clean_name
from engine.imports.questions import Question
from engine.imports.reading.rows import Row, Rows, Wrong
from engine.imports.values.spelling import (
    BRACKETS,
    bare,
    folded,
    name_of,
    number_of,
    same_person,
    unit_key,
)
from engine.imports.values.waiting import wait
from engine.store.tables import Alias, Assignment, Employee, OrgUnit
from engine.store.units import KIND
from engine.values.person_names import is_han, keys_said

YES_NO = ("yes", "no")
_PARTS = re.compile(r"[\s/|,;:_\-、]+")
_PATH = re.compile(r"[/\\>]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody in the store."""

    id: int
    emp_no: str
    name: str
    unit: int


class People:
    """Everybody in the store as it is now. What was found once is remembered by its texts, so
    that a million rows ask for each person once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.by_number: dict[str, Known] = {}
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._by_sound: dict[str, list[Known]] = defaultdict(list)
        self._by_bare: dict[str, list[Known]] = defaultdict(list)
        columns = (Employee.id, Employee.emp_no, Employee.name, Employee.org_unit_id)
        for key, number, name, unit, sound in session.execute(
            select(*columns, Employee.name_key).order_by(Employee.id)
        ):
            one = Known(id=key, emp_no=number, name=name, unit=unit)
            self.by_number[number] = one
            self._by_name[name_of(name)].append(one)
            self._by_sound[sound or ""].append(one)
            if number.isdigit():
                self._by_bare[bare(number)].append(one)
        self._found: dict[tuple[str, str, str], int | Wrong] = {}
        self._padded: dict[tuple[int, str], dict[str, int]] = {}
        self._told: set[tuple[int, str]] = set()
        self._units: _UnitNames | None = None

    def of(
        self, row: Row, number: str = "emp_no", name: str = "name", unit: str = "unit"
    ) -> int | None:
        """The id of the person whom these fields of the row tell; none once the row was refused,
        or waits for an answer."""
        said = (row.raw(number), _name(row, name), row.raw(unit))
        found = self._remembered(said)
        if isinstance(found, Wrong) and said[1] and self._is_no_number(said[0]):
            row.report.leave_out(row.number, row.column(number), said[0], "no_employee_number")
            said = ("", *said[1:])
            found = self._remembered(said)
        if not isinstance(found, Wrong):
            return found
        if found.code == "unknown_employee" and said[0]:
            padded = self._in_padded(row, number, said)
            if padded is not None or not row.ok:
                return padded
        if found.code == "namesakes":
            self._tell_namesakes(row, said)
        row.refuse(number if said[0] or not said[1] else name, found.code)
        return None

    def find(self, number: str = "", name: str = "", unit: str = "") -> int:
        """The id of a person; a name may stand where the number is expected, and a number or a
        unit in brackets behind a name.

        Raises:
            Wrong: there is nobody, or more than one; or number and name are two people's.
        """
        found = self._remembered((number, name, unit))
        if isinstance(found, Wrong):
            raise found
        return found

    def named(self, name: str) -> list[Known]:
        """All who are called so, exactly."""
        return self._by_name.get(name_of(name), [])

    def _is_no_number(self, text: str) -> bool:
        """Whether words stand where the number should: "forgot badge" where all numbers have
        digits."""
        return not (is_nothing(text) or has_digit(text)) and self._have_digits

    @cached_property
    def _have_digits(self) -> bool:
        return bool(self.by_number) and all(map(has_digit, self.by_number))

    def unpadded(self, number: str) -> Known | None:
        """The one whose number differs in leading zeros at most."""
        found = self._by_bare.get(bare(number), []) if number.isdigit() else []
        return found[0] if len(found) == 1 else None

    def _remembered(self, said: tuple[str, str, str]) -> int | Wrong:
        if said not in self._found:
            try:
                self._found[said] = self._find(*said)
            except Wrong as wrong:
                self._found[said] = wrong
        return self._found[said]

    def _find(self, number: str, name: str, unit: str) -> int:
        number, name = number_of(number), clean_name(name)
        if not number and not name:
            raise Wrong("empty")
        if not number:
            return self._by_words(name, unit)
        known = self.by_number.get(number)
        if known is not None:
            return _checked(known, name)
        if name:
            raise Wrong("unknown_employee")
        return self._by_words(number, unit)

    def _by_words(self, text: str, unit: str) -> int:
        """By a name, or by a name and a number in one cell."""
        text = folded(text)
        if found := self._called(text):
            return self._one_of(found, unit)
        if inside := BRACKETS.fullmatch(text):
            outer, inner = inside[1], inside[2]
            for number, name in ((inner, outer), (outer, inner)):
                if known := self.by_number.get(number):
                    return _checked(known, name)
            if found := self._called(outer):
                return self._one_of(found, inner)
        parts = _PARTS.split(text)
        numbers = [self.by_number[part] for part in parts if part in self.by_number]
        if len(numbers) == 1 and len(parts) > 1:
            rest = " ".join(part for part in parts if part != numbers[0].emp_no)
            return _checked(numbers[0], rest)
        raise Wrong("unknown_employee")

    def _called(self, name: str) -> list[Known]:
        """By the very name; one in Latin letters also by how a Chinese one sounds."""
        found = self._by_name.get(name_of(name), [])
        if found or is_han(name):
            return found
        sounds = {one.id: one for key in keys_said(name) for one in self._by_sound.get(key, [])}
        return list(sounds.values())

    def _one_of(self, namesakes: list[Known], unit: str) -> int:
        if len(namesakes) > 1:
            namesakes = [
                one for one in namesakes if self.belongs(one, unit, ever=True)
            ] or namesakes
        if len(namesakes) != 1:
            raise Wrong("namesakes")
        return namesakes[0].id

    def belongs(self, one: Known, unit: str, *, ever: bool = False) -> bool:
        """Whether he is, or ever was, in a unit or below one that is called so."""
        names = [part for part in _PATH.split(unit) if part.strip()]
        if not names:
            return False
        if self._units is None:
            self._units = _UnitNames(self._session)
        wanted, former = unit_key(names[-1]), self._units.former(one.id) if ever else ()
        return any(wanted in self._units.above(unit) for unit in (one.unit, *former))

    def _tell_namesakes(self, row: Row, said: tuple[str, str, str]) -> None:
        text = said[1] or said[0]
        if (id(row.rows), text) in self._told:
            return
        self._told.add((id(row.rows), text))
        inside = BRACKETS.fullmatch(folded(text))
        found = self._called(text) or self._called(inside[1] if inside else text)
        names = ", ".join(f"{one.emp_no} {one.name}" for one in found[:10])
        row.report.remark("namesakes", row.number, name=text, people=names)

    def _in_padded(self, row: Row, number: str, said: tuple[str, str, str]) -> int | None:
        """By the number with or without leading zeros, once somebody has said that this is meant;
        until then the row waits."""
        key = (id(row.rows), number)
        if key not in self._padded:
            self._padded[key] = self.padded_in(row.rows, number)
        person = self._padded[key].get(number_of(said[0]))
        if person is None:
            return None
        answer = row.rows.answers.to("padded_numbers")
        if answer == "yes":
            return self._remembered_as(person, row, number, said)
        if answer is None:
            wait(row)
        return None

    def _remembered_as(
        self, person: int, row: Row, number: str, said: tuple[str, str, str]
    ) -> int | None:
        known = self._by_bare[bare(number_of(said[0]))][0]
        if said[1] and not same_person(known.name, said[1]):
            row.refuse(number, "number_and_name_differ")
            return None
        self._found[said] = person
        return person

    def padded_in(self, rows: Rows, field: str) -> dict[str, int]:
        """Whom the unknown numbers of a column mean, if zeros were lost or added; asked about
        where there are any."""
        counts = counted(rows, field)
        unknown = [one for one in counts if one.isdigit() and one not in self.by_number]
        found = {one: known for one in unknown if (known := self.unpadded(one)) is not None}
        if found and rows.answers.to("padded_numbers") is None:
            first = next(iter(found))
            rows.report.ask(
                Question(
                    code="padded_numbers",
                    args={
                        "numbers": len(found),
                        "unknown": len(unknown),
                        "example": first,
                        "meant": found[first].emp_no,
                        "name": found[first].name,
                    },
                    options=YES_NO,
                    proposed="yes" if len(found) == len(unknown) else None,
                    rows=sum(counts[one] for one in found),
                )
            )
        return {one: known.id for one, known in found.items()}


class _UnitNames:
    """The names of every unit and of those above it, also the former ones; and who was elsewhere
    before."""

    def __init__(self, session: Session) -> None:
        rows = session.execute(select(OrgUnit.id, OrgUnit.parent_id, OrgUnit.code, OrgUnit.name))
        self._units = {key: (parent, code, name) for key, parent, code, name in rows}
        self._above: dict[int, set[str]] = {}
        self._former: dict[str, set[str]] = defaultdict(set)
        for code, name in session.execute(select(Alias.code, Alias.name).where(Alias.kind == KIND)):
            self._former[code].add(unit_key(name))

        left = select(Assignment.employee_id, Assignment.org_unit_id).where(
            Assignment.valid_to.is_not(None)
        )
        self._left: dict[int, list[int]] = defaultdict(list)
        for person, unit in session.execute(left):
            self._left[person].append(unit)

    def former(self, person: int) -> list[int]:
        """The units that somebody was in before."""
        return self._left.get(person, [])

    def above(self, unit: int) -> set[str]:
        """The names of a unit and of those above it."""
        if unit not in self._above:
            parent, code, name = self._units[unit]
            names = {unit_key(name), unit_key(code)} | self._former[code]
            self._above[unit] = names | (self.above(parent) if parent is not None else set())
        return self._above[unit]


def has_digit(text: str) -> bool:
    return any(one.isdigit() for one in text)


def counted(rows: Rows, field: str) -> Counter[str]:
    """How many rows have each number of a field."""
    counts: Counter[str] = Counter()
    for one in rows.mapping.maps(field):
        column = rows.table.column(one.column) if one.column else None
        if column is None:
            counts[number_of(one.constant or "")] += len(rows.table)
            continue
        for code, times in Counter(column.codes).items():
            counts[number_of(column.texts[code])] += times
    del counts[""]
    return counts


def _checked(known: Known, name: str) -> int:
    if name and not same_person(known.name, name.replace(known.emp_no, "")):
        raise Wrong("number_and_name_differ")
    return known.id


def _name(row: Row, name: str) -> str:
    said = row.raw(name)
    if said or name != "name":
        return said
    return f"{row.raw('first_name')} {row.raw('last_name')}".strip()
