"""Cost centres that a list of people says: kept where all people of a unit have the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from engine.imports.loading.staff.person import Person
from engine.imports.sheet_report import SheetReport
from engine.imports.values.units import Units


def keep_cost_centres(people: Iterable[Person], units: Units, report: SheetReport) -> None:
    by_unit: dict[int, Counter[str]] = defaultdict(Counter)
    for person in people:
        said = person.row.text("cost_centre", 64)
        if said is not None and person.unit is not None:
            by_unit[person.unit][said] += 1
    for unit, centres in by_unit.items():
        if len(centres) > 1:
            names = ", ".join(centre for centre, _ in centres.most_common())
            report.remark("cost_centres_differ", unit=units.name(unit), centres=names)
            continue
        (centre,) = centres
        stored = units.stored(unit)
        if stored.cost_centre != centre:
            if unit not in units.made:
                old = stored.cost_centre
                report.change(0, units.name(unit), "cost_centre", old, centre)
            stored.cost_centre = centre
