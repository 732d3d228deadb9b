"""Things that people call by name (skills, certificates, courses, KPIs, positions): found by any of
their names, made where there is none, never twice for one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.amounts import plain
from engine.imports.cleaning import clean_name
from engine.imports.reading.rows import Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.misspelt import nearest
from engine.store.tables import Alias, Certificate, Course, Kpi, Position, Skill

Thing = Skill | Certificate | Course | Kpi | Position
TABLES: dict[str, type[Thing]] = {
    "skill": Skill,
    "certificate": Certificate,
    "course": Course,
    "kpi": Kpi,
    "position": Position,
}
LONGEST_CODE, LONGEST_NAME = 64, 200


def key_of(name: str) -> str:
    """A name to compare by: width, case and blanks do not matter.

    >>> key_of("CO2 Welding") == key_of("ｃｏ２welding")
    True
    """
    return plain(name).replace(" ", "")


class Catalogue:
    """All things of one table, by their codes, names in both languages, and other names."""

    def __init__(self, session: Session, table: type[Thing]) -> None:
        self._session = session
        self.table: type[Thing] = table
        self.kind = table.__tablename__
        self._by_code: dict[str, Thing] = {}
        self._by_name: dict[str, dict[int, Thing]] = defaultdict(dict)
        for thing in session.scalars(select(table).order_by(table.id)):
            self._learn(cast(Thing, thing))
        aliases = select(Alias.code, Alias.name).where(Alias.kind == self.kind)
        for code, name in session.execute(aliases):
            if (known := self.by_code(code)) is not None:
                self._name(known, name)

    def by_code(self, code: str) -> Thing | None:
        return self._by_code.get(key_of(code))

    def find(self, text: str) -> Thing | None:
        """The one thing that is called so.

        Raises:
            Wrong: several are, and nothing tells which is meant.
        """
        key = key_of(text)
        if key in self._by_code:
            return self._by_code[key]
        named = self._by_name.get(key, {})
        if len(named) > 1:
            raise Wrong("several_of_that_name")
        return next(iter(named.values()), None)

    def like(self, name: str, code: str | None = None) -> Thing | None:
        """The thing whose name this one looks like, misspelt; none where both have codes of their
        own, which tell them apart."""
        known = {
            called: thing
            for thing in self._by_code.values()
            if not code or thing.code == code_of(thing.name)
            for called in (thing.name, thing.name_en)
            if called
        }
        near = nearest(name, known)
        return known[near] if near is not None else None

    def find_or_add(self, text: str, report: SheetReport, **columns: Any) -> Thing:
        """The thing that is called so, or a new one of that name; new ones are counted.

        Raises:
            Wrong: several are called so; the name is too long.
        """
        return self.find(text) or self.add(text, report, **columns)

    def add(self, name: str, report: SheetReport, code: str | None = None, **columns: Any) -> Thing:
        """A new thing; without a code it gets one that is made of its name.

        Raises:
            Wrong: name or code are too long.
        """
        name = clean_name(name)
        if len(name) > LONGEST_NAME or len(code or "") > LONGEST_CODE:
            raise Wrong("too_long")
        thing = self.table(code=code or self._free_code(name), name=name, **columns)
        self._session.add(thing)
        self._session.flush()
        self._learn(thing)
        report.things[self.kind] += 1
        return thing

    def also(self, thing: Thing, names: Iterable[str]) -> list[str]:
        """Other names of a thing; those that are new for it."""
        added = []
        for name in names:
            key = key_of(name)
            if self._by_code.get(key) is thing or thing.id in self._by_name.get(key, {}):
                continue
            self._session.add(Alias(kind=self.kind, code=thing.code, name=name))
            self._name(thing, name)
            added.append(name)
        return added

    def recode(self, thing: Thing, code: str) -> bool:
        """Give a thing whose code was made of its name the company's own; whether it was so."""
        if thing.code != code_of(thing.name) or key_of(code) in self._by_code:
            return False
        same = (Alias.kind == self.kind, Alias.code == thing.code)
        for alias in self._session.scalars(select(Alias).where(*same)):
            alias.code = code
        del self._by_code[key_of(thing.code)]
        thing.code = code
        self._learn(thing)
        return True

    def rename(self, thing: Thing, name: str) -> None:
        """Call it otherwise; the old name still finds it."""
        old, thing.name = thing.name, name
        if key_of(old) != key_of(name):
            self._session.add(Alias(kind=self.kind, code=thing.code, name=old))
        self._learn(thing)

    def _learn(self, thing: Thing) -> None:
        self._by_code[key_of(thing.code)] = thing
        for name in (thing.name, thing.name_en):
            if name:
                self._name(thing, name)

    def _name(self, thing: Thing, name: str) -> None:
        self._by_name[key_of(name)][thing.id] = thing

    def _free_code(self, name: str) -> str:
        """A slash would be a step of a path where codes are listed."""
        code, number = code_of(name), 1
        while key_of(code) in self._by_code:
            number += 1
            code = f"{code_of(name)[: LONGEST_CODE - 4]}-{number}"
        return code


def code_of(name: str) -> str:
    """The code of a thing that nobody gave one."""
    return name.replace("/", "-")[:LONGEST_CODE]
