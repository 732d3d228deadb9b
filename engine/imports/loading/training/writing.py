"""Who took part in a session and what it cost, into the store; what is there already is compared
and corrected."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.imports.loading.run import Run
from engine.imports.loading.training.amounts_read import unpaid
from engine.imports.loading.training.booking import (
    UNSORTED,
    Booking,
    KnownOtherwise,
    Names,
    Payer,
)
from engine.imports.loading.training.entry import Entry, Group
from engine.imports.loading.training.grouping import refuse, took
from engine.imports.loading.training.resolving import Resolving, unnamed
from engine.imports.loading.training.stored import Held, Line, Taken
from engine.imports.reading.rows import Rows
from engine.imports.sheet_report import Fate, SheetReport
from engine.queries.request_sessions import HELD, WHOLE_SESSION
from engine.store.tables import CostLine, Participation, TrainingSession
from engine.values.money import Money

GROUPS_AT_ONCE = 500
ROWS_AT_ONCE = 20_000
NOTHING: Mapping[str, Line] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a group goes: its session, what that has of costs (`lines`, by whose they are), and whether the file's
    are these very ones, put down in another way (`pay_only`)."""

    held: Held
    lines: Mapping[int | None, Mapping[str, Line]]
    pay_only: bool


class Writing:
    """`numbers` are people's, to name them by."""

    def __init__(
        self,
        run: Run,
        report: SheetReport,
        rows: Rows,
        names: Mapping[int, str],
        numbers: Mapping[int, str],
    ) -> None:
        self._writer, self._report, self._rows = run.writer, report, rows
        self._names = Names(table=rows.table, courses=names, people=numbers)
        self.resolving = Resolving(run, report, rows, names)
        self.booking = Booking(run.writer, report)
        self._new: list[dict[str, Any]] = []
        self._in_file: dict[int, set[int]] = defaultdict(set)

    def write(self, groups: list[Group]) -> None:
        for start in range(0, len(groups), GROUPS_AT_ONCE):
            some = groups[start : start + GROUPS_AT_ONCE]
            self.resolving.look_up(some)
            for group in some:
                self._write(group)
            if len(self._new) + len(self.booking.new) >= ROWS_AT_ONCE:
                self.flush()
        self.flush()

    def flush(self) -> None:
        """Into the store, those first that others name."""
        for table, new in (
            (TrainingSession, self.resolving.new),
            (Participation, self._new),
            (CostLine, self.booking.new),
        ):
            if new:
                self._writer.insert(table, new)
                new.clear()

    def payer(self, entry: Entry, session: int, person: int | None, is_known: bool) -> Payer:
        return Payer(
            session=session, person=person, entry=entry, names=self._names, is_known=is_known
        )

    def take_part(self, entry: Entry, session: int, person: int) -> None:
        self._new.append(
            {
                "session_id": session,
                "employee_id": person,
                "attended": entry.attended,
                "hours": entry.hours,
                "outcome": entry.outcome,
                "source": self._rows.table.source(entry.at),
            }
        )

    def _write(self, group: Group) -> None:
        if not group.entries:
            return
        held = self.resolving.held(group)
        lines = NOTHING if held.is_new else self.resolving.details.lines[held.id]
        otherwise = _booked_otherwise(group, lines)
        if otherwise is False or not self._share(group, held, lines, bool(otherwise)):
            unpaid(self._report, group.shared)
            for entry in group.entries:
                refuse(entry, self._rows, self._report, "cost_known_otherwise", "cost")
            return
        place = Place(held=held, lines=_by_person(lines), pay_only=bool(otherwise))
        added = sum(self._entry(entry, place) for entry in group.entries)
        if not held.is_new:
            self._correct_session(group, held, added)

    def _share(self, group: Group, held: Held, lines: Mapping[str, Line], pay_only: bool) -> bool:
        """Book what the session cost as a whole; False where that is known otherwise."""
        if pay_only:
            for part in group.shared:
                self._report.pay(part.money)
        elif group.shared:
            payer = self.payer(group.entries[0], held.id, None, not held.is_new)
            try:
                self.booking.book(payer, group.shared, lines)
            except KnownOtherwise:
                return False
        return True

    def _entry(self, entry: Entry, place: Place) -> int:
        """How many people it adds to the session."""
        before, added = len(self._report.changes), 0
        if entry.crowd is None and not self._pay(entry, place):
            return 0
        for person in entry.people:
            known = self._taken(place.held, person)
            if known is None:
                self.take_part(entry, place.held.id, person)
                added += 1
            else:
                self._correct(entry, known, person)
        if added or place.held.is_new:
            took(entry, self._rows, self._report, Fate.ADDED)
        elif len(self._report.changes) == before:
            took(entry, self._rows, self._report, Fate.SAME)
        else:
            took(entry, self._rows, self._report, Fate.CHANGED)
        return added

    def _taken(self, held: Held, person: int) -> Taken | None:
        return None if held.is_new else self.resolving.details.taken.get((held.id, person))

    def _pay(self, entry: Entry, place: Place) -> bool:
        """Book what the row says that its person's part cost; False where it is refused."""
        held = place.held
        if not held.is_new:
            if entry.person in self._in_file[held.id]:
                refuse(entry, self._rows, self._report, "twice_in_file")
                return False
            self._in_file[held.id].add(entry.person)
        if place.pay_only:
            for part in entry.parts:
                self._report.pay(part.money)
        elif entry.parts:
            is_known = self._taken(held, entry.person) is not None
            payer = self.payer(entry, held.id, entry.person, is_known)
            try:
                self.booking.book(payer, entry.parts, place.lines.get(entry.person, NOTHING))
            except KnownOtherwise:
                refuse(entry, self._rows, self._report, "cost_known_otherwise", "cost")
                return False
        return True

    def _correct(self, entry: Entry, known: Taken, person: int) -> None:
        """A refund may have come before the training itself: now the store knows that it took
        place. What the file does not say stays."""
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        for name, old, new in (
            ("attended", known.attended, entry.attended),
            ("outcome", known.outcome, entry.outcome),
            ("hours", known.hours, entry.hours),
        ):
            if new is not None and new != old:
                before[name], after[name] = old, new
        if not after:
            return
        payer = self.payer(entry, 0, person, is_known=True)
        for name, new in after.items():
            self._report.change(payer.number, payer.subject, name, _said(before[name]), _said(new))
        self._writer.update(Participation, known.id, before, {**after, "source": payer.source})

    def _correct_session(self, group: Group, held: Held, added: int) -> None:
        """Its last day, and its heads without a name: there are less of them once more are
        named."""
        names = self.resolving.details.names[held.id] + added
        if any(entry.crowd for entry in group.entries):
            own = {person for entry in group.entries for person in entry.people}
            heads = unnamed(group, names - len(own))
        else:
            heads = max(0, held.unnamed - added)
        payer = self.payer(group.entries[0], held.id, None, is_known=True)
        before, after = dict[str, object](), dict[str, object]()
        for name, old, new in (
            ("end_date", held.end, group.end if self._says_end(group) else held.end),
            ("unnamed", held.unnamed, heads),
        ):
            if new != old:
                before[name], after[name] = old, new
                self._report.change(payer.number, payer.subject, name, old, new)
        if held.status != HELD:
            # It had been planned: this is the list of who was there.
            before["status"], after["status"] = held.status, HELD
        if after:
            self._writer.update(TrainingSession, held.id, before, after)
            held.end, held.unnamed, held.status = group.end, heads, HELD

    def _says_end(self, group: Group) -> bool:
        return group.end > group.start or self._rows.has("end_date") or self._rows.has("days")


def _by_person(lines: Mapping[str, Line]) -> dict[int | None, dict[str, Line]]:
    found: dict[int | None, dict[str, Line]] = defaultdict(dict)
    for reference, line in lines.items():
        found[line.person][reference] = line
    return found


def _booked_otherwise(group: Group, lines: Mapping[str, Line]) -> bool | None:
    """Whether the store has by person what this is by session, or the other way round: the same
    sum (True), or another one (False), of which nobody knows what it includes."""
    by_person = [line.money for key, line in lines.items() if line.person is not None]
    whole = [line.money for key, line in lines.items() if key == WHOLE_SESSION]
    own = [
        part.money for entry in group.entries for part in entry.parts if part.category == UNSORTED
    ]
    shared = [part.money for part in group.shared if part.category == UNSORTED]
    if shared and by_person:
        return _sums(shared) == _sums(by_person)
    return _sums(own) == _sums(whole) if own and whole else None


def _sums(amounts: Iterable[Money]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for one in amounts:
        sums[one.currency] += one.amount  # type: ignore[assignment]
    return sums


def _said(value: object) -> object:
    """Yes and no as the report has them."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
