"""Which session of the store a group of rows is; a new one where it is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.imports.loading.run import Run
from engine.imports.loading.training.entry import Group
from engine.imports.loading.training.stored import Details, Held, Sessions
from engine.imports.reading.rows import Rows
from engine.imports.sheet_report import SheetReport
from engine.queries.request_sessions import HELD
from engine.store.tables import TrainingSession

IDS_AT_ONCE = 200


class Resolving:
    """`new` are the rows of sessions to be stored; `details` what the store has of those that the
    groups at hand can be."""

    def __init__(self, run: Run, report: SheetReport, rows: Rows, names: Mapping[int, str]) -> None:
        self._run, self._report, self._rows = run, report, rows
        self.sessions = Sessions(run.session, names)
        self.details = Details(run.session, [])
        self.new: list[dict[str, Any]] = []
        self._ids: Iterator[int] = iter(())

    def look_up(self, groups: list[Group]) -> None:
        if self.sessions.were_there:
            held = {one.id for group in groups for one in self._perhaps(group)}
            self.details = Details(self._run.session, sorted(held))

    def held(self, group: Group) -> Held:
        code = self.sessions.code_of(group)
        known = self.sessions.by_code.get(code) or self._attended(group)
        return known or self._made(group, code)

    def _perhaps(self, group: Group) -> list[Held]:
        """Those of the store that it can be by course, day, place and instructor."""
        same_day = self.sessions.by_day.get((group.course, group.start), [])
        return [one for one in same_day if not one.is_new and one.may_be(group.about)]

    def _attended(self, group: Group) -> Held | None:
        """The one which people of the group are known to have attended, or which has heads that
        nobody named yet, or any, where a row is a session; if there is just one."""
        old = self._perhaps(group)
        if not old:
            return None
        people = {person for entry in group.entries for person in entry.people}
        taken = self.details.taken
        theirs = [one for one in old if any((one.id, person) in taken for person in people)]
        is_session = group.number == 1 and group.entries[0].crowd is not None
        found = theirs or (old if is_session else [one for one in old if one.unnamed])
        return found[0] if len(found) == 1 else None

    def _next_id(self) -> int:
        """Ids are drawn many at a time."""
        found = next(self._ids, None)
        if found is None:
            self._ids = iter(self._run.writer.reserve(TrainingSession, IDS_AT_ONCE))
            found = next(self._ids)
        return found

    def _made(self, group: Group, code: str) -> Held:
        held = Held(
            id=self._next_id(),
            code=code,
            course=group.course,
            start=group.start,
            end=group.end,
            place=group.about.place,
            instructor=group.about.instructor,
            unnamed=unnamed(group, 0),
            is_new=True,
        )
        self.new.append(
            {
                "id": held.id,
                "code": code,
                "course_id": held.course,
                "start_date": held.start,
                "end_date": held.end,
                "location": held.place,
                "instructor": held.instructor,
                "delivery": next((one.delivery for one in group.entries if one.delivery), None),
                "status": HELD,
                "unnamed": held.unnamed,
                "source": self._rows.table.source(group.entries[0].at),
            }
        )
        self.sessions.know(held)
        self._report.things["training_session"] += 1
        return held


def unnamed(group: Group, more_names: int) -> int:
    """Heads without a name, where a row is a session; `more_names` are known from elsewhere."""
    heads = sum(entry.heads for entry in group.entries if entry.crowd)
    names = {person for entry in group.entries if entry.crowd for person in entry.people}
    return max(0, heads - len(names) - more_names)
