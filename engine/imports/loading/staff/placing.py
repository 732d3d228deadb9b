"""Where the people of a list belong: units that are known, renamed, or new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from engine.imports.loading.perhaps_same import SAME, PerhapsSame
from engine.imports.loading.run import Run
from engine.imports.loading.staff.person import Person
from engine.imports.questions import Question
from engine.imports.reading.rows import Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.unit_cells import UnitCells, read_units
from engine.imports.values.units import NEW, Said, Several, Units
from engine.imports.values.units_renamed import Perhaps, perhaps_renamed, renamed_above

RENAMED = "renamed"


class Placing:
    """Settles the units of all people of a list together: only together do they tell what the
    list's paths are, and whether a unit was renamed."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._session, self._answers, self._report = run.session, run.answers, report
        self.units = Units(run.session)
        self._perhaps_same = PerhapsSame(run, report)
        self._waits: set[Said] = set()
        self._new: set[Said] = set()

    def settle(self, people: Sequence[Person]) -> None:
        """Gives everybody the unit that his row says; who waits for an answer is left out."""
        said = self._said([row for person in people for row in person.rows])
        known = self._looked_up(said)
        self._misspelt(people, said, known)
        self._rename(people, said, known)
        for one in sorted({*known}, key=lambda one: -len(one.names)):
            if one not in self._waits:
                known[one] = self._get(one, known[one])
        for person in people:
            self._place(person, said, known)
        if made := self.units.count_made():
            self._report.things["unit"] += made

    def _said(self, people: Sequence[Person]) -> dict[UnitCells, Said | None]:
        counts = Counter(person.cells for person in people if person.cells)
        return dict(read_units(counts, self.units, self._report, self._answers))

    def _looked_up(self, said: Mapping[UnitCells, Said | None]) -> dict[Said, int | None]:
        found: dict[Said, int | None] = {}
        for one in dict.fromkeys(said.values()):
            if one is not None:
                found[one] = self._look(one)
        return found

    def _look(self, said: Said) -> int | None:
        try:
            return self.units.look(said)
        except Several as several:
            answer = self._answers.to("which_unit", said.text)
            unit = self.units.answer(self._report, said.text, several, answer)
            if answer == NEW:
                self._new.add(said)
            elif unit is None:
                self._waits.add(said)
            return unit

    def _misspelt(
        self,
        people: Sequence[Person],
        said: Mapping[UnitCells, Said | None],
        known: dict[Said, int | None],
    ) -> None:
        """New units whose names look like those of known ones: as was said, or their people
        wait."""
        rows: dict[Said, list[int]] = defaultdict(list)
        for one in (row for person in people for row in person.rows):
            if (meant := said.get(one.cells)) is not None:
                rows[meant].append(one.row.number)
        new = [one for one, unit in known.items() if unit is None and one not in self._new]
        for meant in new if self.units.are_there else ():
            while meant not in self._waits and known[meant] is None:
                if not self._is_settled(meant, rows[meant]):
                    break
                known[meant] = self._look(meant)
        self._perhaps_same.ask()

    def _is_settled(self, meant: Said, rows: Sequence[int]) -> bool:
        """Whether a name of the path is now another one of the unit that it looks like."""
        found = self.units.like(meant)
        if found is None:
            return False
        name, unit = found
        answer = self._perhaps_same.answer(name, self.units.name(unit))
        if answer is None:
            self._perhaps_same.wait(name, self.units.name(unit), rows)
            self._waits.add(meant)
        elif answer == SAME:
            self.units.also(unit, name)
        return answer == SAME

    def _get(self, said: Said, found: int | None) -> int | None:
        """The unit; a new one if there is none, none if no unit can be called so."""
        if found is not None and not said.code:
            return found
        try:
            if said in self._new:
                return self.units.make(said.names, said.code)
            return self.units.get(said)
        except (Wrong, Several):
            return None

    def _place(
        self,
        person: Person,
        said: Mapping[UnitCells, Said | None],
        known: Mapping[Said, int | None],
    ) -> None:
        for one in person.rows:
            if not one.cells:
                continue
            meant = said[one.cells]
            if meant is None or meant in self._waits:
                person.wait()
            else:
                one.unit = known[meant]
                if one.unit is None:
                    one.row.refuse("unit" if one.unit_text else "unit_code", "unknown_unit")

    # ---- renamed units

    def _rename(
        self,
        people: Sequence[Person],
        said: Mapping[UnitCells, Said | None],
        known: dict[Said, int | None],
    ) -> None:
        """As was said; who is in a unit of which nobody said, but that looks renamed, waits."""
        settled = [(one, said.get(one.cells)) for one in people if one.works]
        belongs = [
            (meant, one.known.org_unit_id if one.known is not None else None)
            for one, meant in settled
            if meant is not None and meant not in self._waits and known[meant] is None
        ]
        named = {meant for _, meant in settled if meant is not None}
        kept = {unit for meant in named for unit in self._kept(meant, known[meant])}
        found = perhaps_renamed(self._session, self.units, belongs, kept)
        rows: dict[Said, list[int]] = defaultdict(list)
        for person in people:
            if (meant := said.get(person.cells)) is not None:
                rows[meant].append(person.row.number)
        for (unit, new), parts in _grouped(self.units, found, kept).items():
            self._settle(unit, new, parts, [row for part in parts for row in rows[part.new]])
        if found:
            again = self._looked_up(said)
            known.update({one: again[one] for one in known})

    def _kept(self, said: Said, unit: int | None) -> list[int]:
        """The units that the list still names by one that it says."""
        return self.units.line(unit) if unit is not None else self.units.known_above(said)

    def _settle(self, unit: int, new: Said, parts: Sequence[Perhaps], rows: Sequence[int]) -> None:
        answer = self._answers.to("unit_renamed", new.text)
        if answer == RENAMED:
            self._rename_to(unit, new)
        elif answer is None and not any(one.matters for one in parts):
            self._report.remark("left_empty", rows[0], old=self.units.name(unit), new=new.text)
        elif answer is None:
            self._ask(unit, new, parts, rows)
            self._waits |= {one.new for one in parts}

    def _ask(self, unit: int, new: Said, parts: Sequence[Perhaps], rows: Sequence[int]) -> None:
        args = {
            "old": self.units.name(unit),
            "new": new.text,
            "came": sum(one.came for one in parts),
            "people": sum(one.people for one in parts),
        }
        options = (RENAMED, NEW)
        self._report.ask(
            Question(
                code="unit_renamed", subject=new.text, args=args, options=options, rows=len(rows)
            )
        )

    def _rename_to(self, unit: int, new: Said) -> None:
        """The same unit from now on at the new path, under the new name."""
        stored = self.units.stored(unit)
        before = self.units.text(unit)
        *above, name = new.names
        if above or new.from_top:
            parent = self._get(Said(tuple(above), from_top=True), None) if above else None
            parent = parent or self.units.root().id
            if parent != stored.parent_id:
                self.units.move(unit, parent)
        if name != stored.name:
            self.units.rename(unit, name)
        self._report.change(0, stored.code, "unit", before, self.units.text(unit))


def _grouped(
    units: Units, found: Sequence[Perhaps], kept: Collection[int]
) -> Mapping[tuple[int, Said], list[Perhaps]]:
    """What is asked once: where a unit above was renamed and its old name is gone (it is not in
    `kept`), all that is below it together."""
    groups: dict[tuple[int, Said], list[Perhaps]] = defaultdict(list)
    for one in found:
        above = renamed_above(units, one)
        groups[above if above and above[0] not in kept else (one.unit, one.new)].append(one)
    return groups
