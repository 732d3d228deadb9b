"""What was paid back: a line of its own with the session that it belongs to."""

from __future__ import annotations

from collections import Counter

from sqlalchemy.orm import Session

from engine.imports.loading.training.booking import PART, REFUND
from engine.imports.loading.training.entry import Entry, Group
from engine.imports.loading.training.grouping import refuse, took
from engine.imports.loading.training.stored import Details, Line, last_session
from engine.imports.loading.training.writing import Writing
from engine.imports.reading.rows import Rows
from engine.imports.sheet_report import Fate, SheetReport, shown
from engine.queries.request_sessions import WHOLE_SESSION


def is_refund(entry: Entry) -> bool:
    return bool(entry.parts) and all(part.money.amount < 0 for part in entry.parts)


class Refunds:
    def __init__(self, session: Session, report: SheetReport, rows: Rows, writing: Writing) -> None:
        self._session, self._report, self._rows = session, report, rows
        self._writing = writing
        self._counts: Counter[tuple[int, int]] = Counter()
        self._lines: dict[int, dict[str, Line]] = {}

    def book(self, entries: list[Entry]) -> None:
        """After all sessions were stored: that of the day, else the last one of the course that
        the person took part in before."""
        for entry in entries:
            person = entry.person if entry.crowd is None else None
            session = last_session(self._session, entry.course, entry.start, person)
            if session is None and person is None:
                refuse(entry, self._rows, self._report, "refund_of_nothing", "cost")
                continue
            self._book(entry, session or self._of_nothing(entry), person)
        self._writing.flush()

    def _book(self, entry: Entry, session: int, person: int | None) -> None:
        lines = self._lines_of(session)
        self._compare(entry, lines.get(WHOLE_SESSION if person is None else f"{PART}-{person}"))
        before, known = len(self._report.changes), True
        for part in entry.parts:
            self._counts[session, person or 0] += 1
            number = self._counts[session, person or 0]
            reference = f"{REFUND}-{number}" if person is None else f"{REFUND}-{person}-{number}"
            known = known and reference in lines
            payer = self._writing.payer(entry, session, person, is_known=reference in lines)
            self._writing.booking.correct(payer, reference, part, lines.get(reference))
        if not known:
            took(entry, self._rows, self._report, Fate.ADDED)
        elif len(self._report.changes) == before:
            took(entry, self._rows, self._report, Fate.SAME)

    def _lines_of(self, session: int) -> dict[str, Line]:
        if session not in self._lines:
            self._lines[session] = Details(self._session, [session]).lines[session]
        return self._lines[session]

    def _of_nothing(self, entry: Entry) -> int:
        """A session of which nothing else is known; the person is not said to have been there."""
        group = Group(
            course=entry.course,
            start=entry.start,
            end=entry.end,
            about=entry.about,
            number=1,
            entries=[entry],
        )
        self._writing.resolving.look_up([group])
        held = self._writing.resolving.held(group)
        entry.attended = False
        self._writing.take_part(entry, held.id, entry.person)
        self._writing.flush()
        payer = self._writing.payer(entry, held.id, entry.person, is_known=False)
        self._report.remark("refund_of_nothing", payer.number, subject=payer.subject)
        return held.id

    def _compare(self, entry: Entry, paid: Line | None) -> None:
        money = entry.parts[0].money
        if paid is not None and paid.money.currency != money.currency:
            number = self._rows.table.numbers[entry.at]
            args = {"cost": shown(money), "paid": shown(paid.money)}
            self._report.remark("refund_in_another_currency", number, **args)
