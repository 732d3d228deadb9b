"""Rows as entries; what did not take place, or waits for an answer, is left out and counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from engine.imports.amounts import is_nothing
from engine.imports.loading.run import Run
from engine.imports.loading.training.amounts_read import Amounts, unpaid
from engine.imports.loading.training.courses_named import CoursesNamed
from engine.imports.loading.training.crowds import FIELD, HEADS, Crowds, is_one_name
from engine.imports.loading.training.dates import Days, Span
from engine.imports.loading.training.entry import SUMS, About, Crowd, Entry
from engine.imports.loading.training.fees import Fees
from engine.imports.loading.training.outcomes import Ended, Outcomes
from engine.imports.loading.training.plans import Plans
from engine.imports.reading.rows import Row, Rows
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.people import People
from engine.queries.request_sessions import HELD, PLANNED

# What tells of whom a participation is; of one, any of these is there.
PERSON = ("emp_no", "name", "last_name")
SAYING = (*PERSON, FIELD, "start_date", "end_date", "period", *SUMS)


@dataclass(frozen=True, slots=True)
class Form:
    """`by_session`: a row is a session (with names in a cell, or with heads), not somebody's
    part in one. `by_name`: the column of names has one in each cell."""

    by_session: bool
    by_name: bool = False


def form_of(rows: Rows) -> Form:
    if any(map(rows.has, PERSON)):
        return Form(by_session=False)
    if rows.has(FIELD) and not rows.has(HEADS):
        texts = rows.texts(FIELD)
        if all(is_one_name(text) for text in texts):
            return Form(by_session=False, by_name=True)
    return Form(by_session=True)


class Reader:
    def __init__(self, run: Run, report: SheetReport) -> None:
        self._report = report
        self._people = People(run.session)
        self._crowds = Crowds(self._people)
        self.courses = CoursesNamed(run, report)
        self.amounts = Amounts(run, report)
        self._outcomes = Outcomes(run, report)
        self._days = Days(run, report)
        self._plans = Plans(run, report)
        self._fees = Fees(report)
        self._today = run.today
        self._abouts: dict[tuple[str | None, ...], About] = {}
        self._deliveries: dict[str, str] = {}
        self._not_held: Counter[str] = Counter()
        self.form: Form | None = None
        self.rows: Rows | None = None

    def entry(self, row: Row) -> Entry | None:
        """None once the row was refused or left out."""
        if self.form is None:
            self.form, self.rows = form_of(row.rows), row.rows
        ended = None if self._says_nothing(row) else self._ended(row)
        if ended is None:
            self._report.took(row.number, Fate.LEFT_OUT)
            self.amounts.leave_unpaid(row)
            return None
        person, crowd = self._who(row)
        said = self.courses.said(row)
        span = self._days.of(row) if row.ok else None
        parts = self.amounts.of(row)
        if row.ok and span is not None and self._is_to_come(row, span):
            self._report.took(row.number, Fate.LEFT_OUT)
            unpaid(self._report, parts)
            return None
        course = self.courses.of(row, said) if row.ok and said is not None else None
        if not row.ok or course is None or span is None:
            unpaid(self._report, parts)
            return None
        return Entry(
            at=row.at,
            person=person or 0,
            crowd=crowd,
            course=course,
            start=span[0],
            end=span[1],
            about=self._about(row),
            delivery=self._delivery(row),
            outcome=ended.outcome,
            attended=ended.taken is not False,
            hours=row.amount("hours") if row.has("hours") else None,
            parts=parts,
        )

    @property
    def by_session(self) -> bool:
        return self.form is not None and self.form.by_session

    def numbers(self) -> dict[int, str]:
        """People's numbers by id."""
        return {one.id: number for number, one in self._people.by_number.items()}

    def finish(self) -> None:
        self.amounts.ask()
        self.courses.perhaps_same.ask()
        self._outcomes.say()
        self._days.ask()
        self._plans.ask()
        self._fees.say()
        for code, rows in self._not_held.items():
            self._report.remark(code, rows=rows)

    def _delivery(self, row: Row) -> str | None:
        text = row.raw("delivery")
        if not text:
            return None
        if text not in self._deliveries:
            value = row.word("delivery")
            if value is None:
                return None
            self._deliveries[text] = value
        return self._deliveries[text]

    def _who(self, row: Row) -> tuple[int | None, Crowd | None]:
        if self.by_session:
            return None, self._crowds.of(row, row.raw("unit"))
        by_name = self.form is not None and self.form.by_name
        return self._people.of(row, name=FIELD if by_name else "name"), None

    def _ended(self, row: Row) -> Ended | None:
        """None where the row is left out: it waits, or nobody took part and nothing was paid."""
        ended = self._outcomes.of(row) if self._took_place(row) else None
        if ended is not None and ended.taken is False:
            return ended if self._fees.are_paid(row, not self.by_session) else None
        return ended if ended is not None and ended.taken else None

    def _says_nothing(self, row: Row) -> bool:
        """Whether it is no row of the list at all (a course on a line of its own), or a cell of a
        matrix that says there was nothing."""
        day = row.fields.get("start_date")
        if day is not None and day.of:
            text = row.raw("start_date")
            return is_nothing(text) or self._outcomes.is_not_taken(row, text)
        if self.by_session or row.raw(SAYING[0]):
            return False
        if any(row.raw(name) for name in SAYING if _is_own(row, name)):
            return False
        self._not_held["row_says_nothing"] += 1
        return True

    def _is_to_come(self, row: Row, span: Span) -> bool:
        """What begins after today was not held; of a plan, nobody knows."""
        if span[0] > self._today:
            self._not_held["session_planned"] += 1
            return True
        if not self._plans.is_open(row):
            return False
        self._not_held["session_planned"] += self._plans.answer == PLANNED
        return self._plans.answer != HELD

    def _took_place(self, row: Row) -> bool:
        """What is only planned, or was cancelled, is no training held, and nothing was paid."""
        if not row.has("status") or not row.raw("status"):
            return True
        status = row.rows.word("status", row.raw("status"))
        if status != HELD and status is not None:
            self._not_held[f"session_{status}"] += 1
        return status == HELD

    def _about(self, row: Row) -> About:
        unit = row.raw("unit") if self.by_session else ""
        key = (
            row.text("location") if row.has("location") else None,
            row.text("instructor") if row.has("instructor") else None,
            row.text("session") if row.has("session") else None,
            unit or None,
        )
        if key not in self._abouts:
            place, instructor, session, unit_named = key
            self._abouts[key] = About(
                place=place, instructor=instructor, session=session, unit=unit_named
            )
        return self._abouts[key]


def _is_own(row: Row, name: str) -> bool:
    """Whether each row says the field itself, and not a line above the headings."""
    return (where := row.fields.get(name)) is not None and where.column is not None
