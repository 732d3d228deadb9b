"""Units with those above them, their heads, cost centres and days."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from engine.imports.loading.catalogue import other_names
from engine.imports.loading.perhaps_same import SAME, PerhapsSame
from engine.imports.loading.run import Run
from engine.imports.loading.units.heads import Heads
from engine.imports.loading.units.tree import Tree, UnitRow, read_unit
from engine.imports.questions import Question
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.spelling import unit_key
from engine.imports.values.unit_cells import YES_NO, read_units
from engine.imports.values.units import NEW, Said, Several, Units
from engine.imports.values.waiting import wait
from engine.store.tables import OrgUnit
from engine.store.units import name_also

SHOWN = 10


class Loader:
    """All rows are read before the first is stored: a unit may stand before the one above it."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._rows: list[UnitRow] = []
        self._heads = Heads(run, report)
        self._seen: set[int] = set()
        self._perhaps_same = PerhapsSame(run, report)

    def take(self, row: Row) -> None:
        one = read_unit(row)
        if row.ok:
            self._rows.append(one)

    def finish(self) -> None:
        self._units = Units(self._run.session)
        self._follow_parents()
        rows = [one for one in self._rows if one.row.ok]
        counts = Counter(one.path for one in rows)
        said = read_units(counts, self._units, self._report, self._run.answers)
        found = []
        for one in rows:
            meant = said[one.path]
            if meant is None:
                wait(one.row)
            else:
                found.append((one, meant))
        self._names = {unit_key(name) for _, meant in found for name in meant.names}
        moved = self._moved(found)
        for one, meant in self._from_above(found):
            if one.row.ok:
                self._load(one, meant, moved.get(one))
        self._perhaps_same.ask()
        if made := self._units.count_made(self._seen):
            self._report.things["unit"] += made
        self._run.session.flush()

    def _follow_parents(self) -> None:
        if any(one.parent or one.parent_code for one in self._rows):
            tree = Tree(self._rows, self._units)
            for one in self._rows:
                tree.place(one)

    def _from_above(self, found: list[tuple[UnitRow, Said]]) -> list[tuple[UnitRow, Said]]:
        """In the order of the file, but each after the rows of those above it."""
        rows: dict[tuple[str, ...], list[tuple[UnitRow, Said]]] = defaultdict(list)
        for pair in found:
            rows[_keys(self._units.below_top(pair[1].names))].append(pair)
        placed: dict[tuple[str, ...], list[tuple[UnitRow, Said]]] = {}
        for names in rows:
            for above in range(len(names) + 1):
                if (path := names[:above]) in rows:
                    placed.setdefault(path, rows[path])
        return [pair for pairs in placed.values() for pair in pairs]

    # ---- units that are somewhere else now

    def _moved(self, found: list[tuple[UnitRow, Said]]) -> dict[UnitRow, int]:
        """Known units that the file has at another place: without a code only a name that nothing
        else has tells that they are the same. Of those right below the company nobody had said
        yet where they are; others are asked about once."""
        names = Counter(unit_key(meant.names[-1]) for _, meant in found if meant.names)
        moved = {}
        for one, meant in found:
            unit = self._elsewhere(meant)
            if unit is not None and names[unit_key(meant.names[-1])] == 1:
                moved[one] = unit
        root = self._units.root().id
        asked = {
            one: unit for one, unit in moved.items() if self._units.stored(unit).parent_id != root
        }
        answer = self._run.answers.to("units_moved")
        if asked and answer is None:
            self._ask_moved(asked)
            for one in asked:
                wait(one.row)
        return {one: unit for one, unit in moved.items() if one not in asked or answer == "yes"}

    def _elsewhere(self, meant: Said) -> int | None:
        """The only unit of its name, where the path itself leads to none."""
        try:
            if not meant.from_top or self._units.look(meant) is not None:
                return None
            unit = self._units.look(Said(meant.names[-1:]))
        except Several:
            return None
        return None if unit is None or self._units.is_another(unit, meant.code) else unit

    def _ask_moved(self, moved: dict[UnitRow, int]) -> None:
        names = ", ".join(self._units.text(unit) for unit in list(moved.values())[:SHOWN])
        args = {"units": len(moved), "names": names}
        self._report.ask(
            Question(code="units_moved", args=args, options=YES_NO, proposed="yes", rows=len(moved))
        )

    # ---- one unit

    def _load(self, one: UnitRow, meant: Said, moved: int | None) -> None:
        try:
            unit = self._unit(one, meant, moved)
        except Wrong as wrong:
            one.row.refuse("unit", wrong.code)
            return
        if unit is None:
            wait(one.row)
            return
        if unit in self._seen:
            one.row.refuse("unit", "twice_in_file")
            return
        self._seen.add(unit)
        is_new = unit in self._units.made
        self._report.took(one.row.number, Fate.ADDED if is_new else Fate.SAME)
        self._describe(one, self._units.stored(unit), is_new)
        self._heads.later(one.row, self._units.stored(unit))

    def _unit(self, one: UnitRow, meant: Said, moved: int | None) -> int | None:
        """The unit at its place; none where the row waits, or tells of one that is closed and
        was never there.

        Raises:
            Wrong: it cannot be there, or cannot be called so.
        """
        unit = moved
        if unit is None and meant.code:
            unit = self._units.coded(meant.code)
        if unit is not None:
            self._put(one.row, unit, meant)
            return unit
        try:
            unit = self._units.look(meant)
        except Several as several:
            answer = self._run.answers.to("which_unit", meant.text)
            unit = self._units.answer(self._report, meant.text, several, answer)
            if unit is None and answer != NEW:
                return None
        if unit is not None and not self._units.is_another(unit, meant.code):
            return unit
        if one.is_closed:
            self._report.remark("closed_unit", one.row.number, name=meant.text)
            return None
        if unit is None and (near := self._units.like(meant)) is not None:
            return self._like(one, meant, *near)
        return self._make(one, meant)

    def _make(self, one: UnitRow, meant: Said) -> int:
        return self._units.make(self._units.below_top(meant.names), meant.code, one.row.source)

    def _like(self, one: UnitRow, meant: Said, name: str, known: int) -> int | None:
        """A new unit whose name, or that of one above it, looks like a known one's: as was said;
        none where the row waits. Both in one file are two.

        Raises:
            Wrong: see `_unit`.
        """
        called = self._units.name(known)
        if unit_key(self._units.stored(known).name) in self._names:
            return self._make(one, meant)
        answer = self._perhaps_same.answer(name, called)
        if answer is None:
            self._perhaps_same.wait(name, called, [one.row.number])
        elif answer == SAME:
            self._call(one.row, known, name)
            return self._unit(one, meant, None)
        return self._make(one, meant) if answer is not None else None

    def _call(self, row: Row, unit: int, name: str) -> None:
        """The known unit is called as the file has it; its old name still finds it."""
        stored, before = self._units.stored(unit), self._units.text(unit)
        self._units.rename(unit, name)
        self._report.change(row.number, stored.code, "unit", before, self._units.text(unit))

    def _put(self, row: Row, unit: int, meant: Said) -> None:
        """A unit that is known for sure comes where the file has it, and is called as there."""
        stored, names = self._units.stored(unit), self._units.below_top(meant.names)
        if not names or stored.parent_id is None:
            return
        before = self._units.text(unit)
        if meant.from_top and (above := self._units.above(names)) != stored.parent_id:
            self._units.move(unit, above)
        if unit_key(stored.name) != unit_key(names[-1]):
            self._units.rename(unit, names[-1])
        if (after := self._units.text(unit)) != before:
            self._report.change(row.number, stored.code, "unit", before, after)

    def _describe(self, one: UnitRow, unit: OrgUnit, is_new: bool) -> None:
        row = one.row
        closes = one.is_closed and unit.valid_to is None
        said: dict[str, str | date | None] = {
            "name_en": row.text("name_en"),
            "cost_centre": row.text("cost_centre", 64),
            "valid_from": row.day("valid_from"),
            "valid_to": row.day("valid_to") or (self._run.today if closes else None),
        }
        for field, new in said.items():
            old = getattr(unit, field)
            if new is None or old == new:
                continue
            setattr(unit, field, new)
            if not is_new:
                self._report.change(row.number, unit.name, field, old, new)
        for name in other_names(row):
            if name_also(self._run.session, unit, name) and not is_new:
                self._report.change(row.number, unit.name, "aliases", None, name)


def _keys(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(unit_key(name) for name in names)
