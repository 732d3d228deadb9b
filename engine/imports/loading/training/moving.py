"""Trainings whose days were corrected: sessions, or single people's parts in them, on another day."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from engine.imports.loading.run import Run
from engine.imports.loading.training.booking import Payer
from engine.imports.loading.training.entry import Entry, Group
from engine.imports.loading.training.redated import CORRECTED, Asking, Finder, Redated
from engine.imports.loading.training.stored import Details, Held
from engine.imports.loading.training.writing import Writing
from engine.imports.reading.rows import Rows
from engine.imports.sheet_report import SheetReport
from engine.store.tables import CostLine, Participation, ServiceAgreement, TrainingSession

DAY = "start_date"
ON_IT: tuple[type[Participation | CostLine | ServiceAgreement], ...] = (
    Participation,
    CostLine,
    ServiceAgreement,
)


class Moving:
    """Before the groups are written: then they find their sessions on the right days."""

    def __init__(self, run: Run, report: SheetReport, rows: Rows, writing: Writing) -> None:
        self._run, self._report, self._rows = run, report, rows
        self._writing, self._sessions = writing, writing.resolving.sessions

    def settle(self, groups: Sequence[Group]) -> list[Group]:
        """The groups without rows that wait for an answer."""
        if not self._sessions.were_there:
            return list(groups)
        found = Finder(self._run, self._sessions, groups).find()
        asking = Asking(self._run, self._report, self._rows)
        if found and asking.answer is None:
            asking.wait(found, [self._payer(one.entries[0], one.held) for one in found])
        elif found and asking.answer == CORRECTED:
            for one in found:
                self._move(one)
        return [group for group in groups if group.entries]

    def _payer(self, entry: Entry, held: Held) -> Payer:
        return self._writing.payer(entry, held.id, entry.person or None, is_known=True)

    def _move(self, one: Redated) -> None:
        before = one.held.start
        details = Details(self._run.session, [one.held.id])
        people = {person for entry in one.entries for person in entry.people}
        theirs = {person for _, person in details.taken}
        is_whole = people == theirs and len(one.entries) == len(one.group.entries)
        if is_whole and not self._sessions.by_day.get((one.group.course, one.group.start)):
            self._redate(one.held, one.group)
        else:
            self._take_over(one, details)
        for entry in one.entries:
            payer = self._payer(entry, one.held)
            self._report.change(payer.number, payer.subject, DAY, before, one.group.start)

    def _redate(self, held: Held, group: Group) -> None:
        """The session as a whole."""
        says_end = group.end > group.start
        end = group.end if says_end else group.start + (held.end - held.start)
        code = self._sessions.code_after(held, group)
        before = {"code": held.code, DAY: held.start, "end_date": held.end}
        after = {"code": code, DAY: group.start, "end_date": end}
        self._run.writer.update(TrainingSession, held.id, before, after)
        self._sessions.redate(held, code, group.start, end)

    def _take_over(self, one: Redated, details: Details) -> None:
        """Those people's parts, into the session of the right day; one that nobody is left in is
        none."""
        resolving, writer = self._writing.resolving, self._run.writer
        resolving.look_up([one.group])
        into = resolving.held(one.group)
        self._writing.flush()
        into.is_new = False
        people = {entry.person for entry in one.entries}
        before, after = {"session_id": one.held.id}, {"session_id": into.id}
        for person in people:
            writer.update(Participation, details.taken[one.held.id, person].id, before, after)
        for line in details.lines[one.held.id].values():
            if line.person in people:
                writer.update(CostLine, line.id, before, after)
        if not one.held.unnamed and not self._is_used(one.held.id):
            self._sessions.forget(one.held)
            self._run.session.delete(self._run.session.get_one(TrainingSession, one.held.id))
            self._run.session.flush()

    def _is_used(self, session: int) -> bool:
        return any(
            self._run.session.scalar(select(table.id).where(table.session_id == session).limit(1))
            is not None
            for table in ON_IT
        )
