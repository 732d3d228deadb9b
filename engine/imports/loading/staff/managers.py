"""To whom people report."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from engine.imports.amounts import is_nothing
from engine.imports.loading.run import Run
from engine.imports.loading.staff.person import Person
from engine.imports.reading.rows import Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.people import People
from engine.store.tables import Employee

FIELD = "manager"


def keep_managers(run: Run, report: SheetReport, people: Sequence[Person]) -> None:
    """Everybody's by number or name, once all of the list are stored: a manager may stand below
    his people. Who cannot be told costs the cell; who stands at the top names himself."""
    said = [one for one in people if not is_nothing(one.row.raw(FIELD))]
    if not said:
        return
    everybody = People(run.session)
    stored = {one.id: one for one in run.session.scalars(select(Employee))}
    for person in said:
        text, number = person.row.raw(FIELD), person.row.number
        try:
            manager = everybody.find(number=text, unit=person.unit_text)
        except Wrong as wrong:
            report.leave_out(number, FIELD, text, wrong.code)
            continue
        one = stored[person.stored or 0]
        new = manager if manager != one.id else None
        if one.manager_id == new:
            continue
        if person.known is not None:
            names = [stored[key].name if key else None for key in (one.manager_id, new)]
            report.change(number, person.subject, FIELD, *names)
        one.manager_id = new
    run.session.flush()
