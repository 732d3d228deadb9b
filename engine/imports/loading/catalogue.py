"""Catalogues of what people call by name: skills, certificates, positions, KPIs."""

from __future__ import annotations

import re
from typing import Any

from engine.imports.loading.fields import ASKED_ABOUT, Fields
from engine.imports.loading.keyed import bare
from engine.imports.loading.perhaps_same import SAME
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.catalogue import Thing, key_of
from engine.imports.values.kpi_nature import KpiNatures, unit_said
from engine.imports.values.waiting import wait

# Which catalogue a kind fills.
OF = {
    "skill_names": "skill",
    "certificate_names": "certificate",
    "positions": "position",
    "kpis": "kpi",
    "courses": "course",
}
# Columns that are no names.
COLUMNS: dict[str, tuple[str, ...]] = {
    "skill_names": (),
    "certificate_names": ("validity_months",),
    "positions": ("family",),
    "kpis": ("direction",),
    "courses": (
        "category",
        "delivery",
        "hours",
        "capacity",
        "mandatory",
        "validity_months",
        "vendor",
    ),
}
_PARTS = re.compile(r"[、,，;；|\n]+")
MONTHS = 12


class Loader:
    """A row is a thing: found by its code, else by its name, else new."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self.report = run, report
        self._fields = Fields(run, report, made=("skill",))
        self._things = self._fields.catalogue(OF[report.kind])
        self._natures = KpiNatures(run, report)
        self._seen: set[int] = set()

    def take(self, row: Row) -> None:
        name, code = row.needed("name"), row.text("code", 64)
        values = self._values(row, name)
        if not row.ok:
            return
        try:
            thing = self._found(name, code) or self._misspelt(row, name, code)
            if not row.ok:
                return
            if thing is None:
                thing = self._things.add(name, self.report, code, **values)
                self._things.also(thing, other_names(row))
                self.report.took(row.number, Fate.ADDED)
            else:
                self._correct(row, thing, name, code, values)
            self._seen.add(thing.id)
        except Wrong as wrong:
            row.refuse("name", wrong.code)

    def finish(self) -> None:
        self._run.session.flush()
        self._fields.finish()
        self._natures.ask()

    def _found(self, name: str, code: str | None) -> Any:
        """A code says more than a name."""
        known = self._things.by_code(code) if code else None
        return known if known is not None else self._things.find(name)

    def _misspelt(self, row: Row, name: str, code: str | None) -> Any:
        """The known course that a new name looks like, if somebody said that it is meant: it is
        called as in the catalogue then. The row waits until that is said. Both in one catalogue
        are two."""
        if OF[self.report.kind] != ASKED_ABOUT:
            return None
        known = self._things.like(name, code)
        if known is None or known.name in row.rows.texts("name"):
            return None
        asked = self._fields.perhaps_same
        said = asked.answer(name, known.name)
        if said is None:
            asked.wait(name, known.name, [row.number])
            wait(row)
        return known if said == SAME else None

    def _values(self, row: Row, name: str) -> dict[str, Any]:
        values: dict[str, Any] = {
            column: self._fields.read(row, column) for column in COLUMNS[self.report.kind]
        }
        if self.report.kind == "kpis":
            values["unit"] = unit_said(row, "unit")
        if row.has("name_en"):
            values["name_en"] = row.text("name_en")
        if self.report.kind == "certificate_names":
            values["skill_id"] = self._fields.read(row, "skill")
            years = row.amount("validity_years")
            if values["validity_months"] is None and years is not None:
                values["validity_months"] = int(years * MONTHS)
        if self.report.kind == "kpis":
            self._complete_kpi(row, name, values)
        return {column: one for column, one in values.items() if one is not None}

    def _complete_kpi(self, row: Row, name: str, values: dict[str, Any]) -> None:
        """What a KPI is counted in, and which way is better, must be known of a new one."""
        if self._things.find(name) is not None:
            return
        nature = self._natures.of(row, name, values["unit"], values["direction"])
        if nature is not None:
            values["unit"], values["direction"] = nature.unit, nature.direction

    def _correct(
        self, row: Row, thing: Thing, name: str, code: str | None, values: dict[str, Any]
    ) -> None:
        before = len(self.report.changes)
        if code and key_of(code) != key_of(thing.code):
            old = thing.code
            if self._things.recode(thing, code):
                self.report.change(row.number, name, "code", old, code)
            elif self._things.also(thing, [code]):
                self.report.change(row.number, name, "code", old, f"{old}, {code}")
        if key_of(name) != key_of(thing.name) and self._things.find(name) is None:
            self.report.change(row.number, thing.code, "name", thing.name, name)
            self._things.rename(thing, name)
        if thing.id not in self._seen:
            self._set(row, thing, values)
        for other in self._things.also(thing, other_names(row)):
            self.report.change(row.number, thing.name, "aliases", None, other)
        if len(self.report.changes) == before:
            self.report.took(row.number, Fate.SAME)

    def _set(self, row: Row, thing: Thing, values: dict[str, Any]) -> None:
        """What a list says twice of one thing (a position in two units) is taken once."""
        for column, value in values.items():
            old = getattr(thing, column)
            if old != value:
                self.report.change(row.number, thing.name, column, bare(old), bare(value))
                setattr(thing, column, value)


def other_names(row: Row) -> list[str]:
    """One or several in a cell."""
    return [one.strip() for one in _PARTS.split(row.raw("aliases")) if one.strip()]
