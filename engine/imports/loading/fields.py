"""The fields of a kind as typed values, by the types that its file gives them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from engine.imports.amounts import is_nothing
from engine.imports.kinds.kind import Field, Kind, kinds
from engine.imports.loading.asking import Asked
from engine.imports.loading.perhaps_same import SAME, PerhapsSame
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.catalogue import TABLES, Catalogue, Thing
from engine.imports.values.levels import Levels
from engine.imports.values.people import People
from engine.imports.values.shares import share_reader
from engine.imports.values.waiting import wait

YES = "yes"
# Of these a new name that looks like a known one is asked about.
ASKED_ABOUT = "course"


class Fields:
    """Reads the fields of one sheet. Names of catalogues in `made` come into being by being
    named; others are refused where nothing is called so."""

    def __init__(self, run: Run, report: SheetReport, made: tuple[str, ...] = ()) -> None:
        self._run, self._report, self._made = run, report, made
        self.kind: Kind = kinds()[report.kind]
        self._catalogues: dict[str, Catalogue] = {}
        self._levels: dict[str, Levels] = {}
        self._scales: dict[str, Asked] = {}
        self.perhaps_same = PerhapsSame(run, report)
        self._person: tuple[int, int | None] = (-1, None)
        self._readers: dict[str, Callable[[Row, Field], Any]] = {
            "person": lambda row, _: self.person(row),
            "name": self._named,
            "level": self._level,
            "text": lambda row, field: row.text(field.name, 1000),
            "day": lambda row, field: row.day(field.name),
            "number": lambda row, field: row.amount(field.name),
            "whole": lambda row, field: row.whole(field.name),
            "share": lambda row, field: row.value(field.name, "share", share_reader),
            "word": lambda row, field: row.word(field.name),
            "yes_no": lambda row, field: _yes(row.word(field.name)),
        }

    def read(self, row: Row, name: str) -> Any:
        """The value of a field; None where the row says none. A needed one that is empty refuses
        the row."""
        field = self.kind.fields[name]
        if field.type == "person":
            return self.person(row)
        if is_nothing(row.raw(name)):
            if field.required and row.ok:
                row.refuse(name, "empty")
            return None
        return self._readers[field.type](row, field)

    def person(self, row: Row) -> int | None:
        """Whom the row is about; a row of many cells is asked once."""
        at, known = self._person
        if at != row.at:
            known = self._people.of(row)
            self._person = (row.at, known)
        if known is None:
            row.ok = False
        return known

    @cached_property
    def _people(self) -> People:
        return People(self._run.session)

    def catalogue(self, to: str) -> Catalogue:
        if to not in self._catalogues:
            self._catalogues[to] = Catalogue(self._run.session, TABLES[to])
        return self._catalogues[to]

    def thing(self, row: Row, name: str, text: str | None = None) -> Thing | None:
        """The thing of a catalogue that a field (or a text of it) names."""
        to = self.kind.fields[name].to or ""
        text = row.text(name, 1000) if text is None else text
        if not text:
            return None
        try:
            found = self.catalogue(to).find(text)
            if found is None and name in self._made:
                found = self._misspelt(row, to, text) if to == ASKED_ABOUT else None
                if not row.ok:
                    return None
                found = found or self.catalogue(to).add(text, self._report)
        except Wrong as wrong:
            row.wrong(name, wrong.code)
            return None
        if found is None:
            row.wrong(name, "unknown_name")
        return found

    def _misspelt(self, row: Row, to: str, text: str) -> Thing | None:
        """The thing that is meant by a text, spelt otherwise; the row waits until that is said."""
        known = self.catalogue(to).like(text)
        if known is None:
            return None
        said = self.perhaps_same.answer(text, known.name)
        if said is None:
            self.perhaps_same.wait(text, known.name, [row.number])
            wait(row)
        elif said == SAME:
            self.catalogue(to).also(known, [text])
            return known
        return None

    def _named(self, row: Row, field: Field) -> int | None:
        found = self.thing(row, field.name)
        return found.id if found is not None else None

    def _level(self, row: Row, field: Field) -> Any:
        levels = self.levels(row, field.name)
        if levels.unsure is not None:
            self._scales[field.name].wait(row)
            return None
        return row.value(field.name, "level", lambda _: levels.read)

    def levels(self, row: Row, name: str) -> Levels:
        """How the whole sheet writes the levels of a field."""
        if name not in self._levels:
            said = self._run.answers.to("scale", Asked(self._run, self._report, "scale").subject)
            levels = Levels(row.rows.texts(name) or (row.raw(name),), said)
            self._levels[name] = levels
            if levels.unsure is not None:
                self._scales[name] = Asked(
                    self._run,
                    self._report,
                    "scale",
                    name,
                    options=levels.unsure.options,
                    proposed=levels.unsure.proposed,
                )
            elif levels.scale:
                self._report.remark("levels_on_scale", scale=levels.scale)
        return self._levels[name]

    def finish(self) -> None:
        for one in self._scales.values():
            one.ask()
        self.perhaps_same.ask()


def _yes(word: str | None) -> bool | None:
    return None if word is None else word == YES
