"""Trainings held: one row for each participation, with its cost."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine.imports.costs import Cost, CostColumn
from engine.imports.outcomes import NOT_TAKEN, OUTCOMES
from engine.imports.plausible import Paid, far_from_the_rest
from engine.imports.report import ImportReport
from engine.imports.rows import Row
from engine.imports.sheet_report import Remark, shown
from engine.store.bulk import insert_rows, next_id
from engine.store.tables import CostLine, Course, Employee, Participation, TrainingSession
from engine.values.money import Money

DELIVERIES = {
    "internal": "internal",
    "external": "external",
    "online": "online",
    "内训": "internal",
    "外训": "external",
    "线上": "online",
}
PART = "participation"
REFUND = "refund"


@dataclass(frozen=True, slots=True)
class _Taken:
    """A participation that the store has."""

    id: int
    outcome: str | None
    attended: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A cost line that the store has."""

    id: int
    money: Money


@dataclass(frozen=True, slots=True)
class _Held:
    """A session that somebody took part in: where and by whom it was held."""

    id: int
    place: str | None
    instructor: str | None

    def may_be(self, place: str | None, instructor: str | None) -> bool:
        """Whether nothing contradicts: a file that says less, or more, means the same one."""
        pairs = ((self.place, place), (self.instructor, instructor))
        return all(None in pair or pair[0] == pair[1] for pair in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What a row says: who took part in what, from when to when, and what it cost."""

    row: Row
    person: int
    emp_no: str
    course: str
    start: date
    end: date
    cost: Cost
    outcome: str | None

    @property
    def subject(self) -> str:
        return f"{self.emp_no} {self.course} {self.start}"


class TrainingLoader:
    """Rows of one course, day, place and instructor are one session; each participation
    bears its own cost. Another cost than before corrects it; a negative one is a refund."""

    def __init__(self, session: Session, costs: CostColumn) -> None:
        self._session, self._costs = session, costs
        self._people = dict(session.execute(select(Employee.emp_no, Employee.id)).all())
        self._courses = dict(session.execute(select(Course.name, Course.id)).all())
        self._sessions = dict(
            session.execute(select(TrainingSession.code, TrainingSession.id)).all()
        )
        self._next_session = next_id(session, TrainingSession)
        self._new: dict[type[Any], list[dict[str, Any]]] = {
            TrainingSession: [],
            Participation: [],
            CostLine: [],
        }
        self._lines: dict[tuple[int, str], _Line] = {}
        self._booked: dict[tuple[int, str], Money] = {}
        self._taken: dict[tuple[int, int], _Taken] = {}
        self._attended: dict[tuple[int, int, date], list[_Held]] = defaultdict(list)
        self._stored: list[Paid] = []
        self._loaded: list[Paid] = []
        self._read_store()
        self._in_file: set[tuple[int, int]] = set()
        self._refunds: list[_Entry] = []
        self._unknown_outcomes: Counter[str] = Counter()

    def _read_store(self) -> None:
        lines = select(
            CostLine.session_id,
            CostLine.reference,
            CostLine.id,
            CostLine.amount,
            CostLine.currency,
            TrainingSession.course_id,
        ).join(TrainingSession, TrainingSession.id == CostLine.session_id)
        for session, reference, key, amount, currency, course in self._session.execute(
            lines.where(CostLine.employee_id.is_not(None))
        ):
            line = _Line(key, Money(amount, currency))
            self._lines[session, reference] = line
            self._booked[session, reference] = line.money
            self._stored.append(Paid(course, line.money))
        taken = select(
            Participation.id,
            Participation.session_id,
            Participation.employee_id,
            Participation.outcome,
            Participation.attended,
            TrainingSession.course_id,
            TrainingSession.start_date,
            TrainingSession.location,
            TrainingSession.instructor,
        ).join(TrainingSession, TrainingSession.id == Participation.session_id)
        for one in self._session.execute(taken):
            key, session, person, outcome, attended = one[:5]
            self._taken[session, person] = _Taken(key, outcome, attended)
            held = _Held(session, one.location, one.instructor)
            self._attended[person, one.course_id, one.start_date].append(held)

    def take(self, row: Row, report: ImportReport) -> None:
        entry = self._entry(row)
        if entry is None:
            return
        if entry.cost.money is not None and entry.cost.money.amount < 0:
            self._refunds.append(entry)
            return
        self._participate(entry, report)

    def finish(self, report: ImportReport) -> None:
        refunds: Counter[tuple[int, int]] = Counter()
        for entry in self._refunds:
            self._refund(entry, refunds, report)
        for table in (TrainingSession, Participation, CostLine):
            insert_rows(self._session, table, self._new[table])
        report.remarks += [
            Remark("unknown_outcome", 0, {"value": value, "rows": rows})
            for value, rows in self._unknown_outcomes.most_common()
        ]
        report.remarks += [
            Remark(
                "far_from_the_rest",
                far.row,
                {"cost": shown(far.money), "middle": shown(far.middle), "others": far.others},
            )
            for far in far_from_the_rest(self._stored, self._loaded)
        ]

    def _entry(self, row: Row) -> _Entry | None:
        emp_no = row.required("emp_no")
        person = self._people.get(emp_no)
        if person is None and row.ok:
            row.refuse("emp_no", "unknown_employee")
        course, start = row.required("course"), row.day("start_date")
        if start is None and row.ok:
            row.refuse("start_date", "empty")
        cost = self._costs.at(row.index)
        if cost.code is not None:
            row.refuse(cost.field, cost.code)
        outcome = self._outcome(row)
        days = row.amount("days")
        if not row.ok or person is None or start is None:
            return None
        end = start + timedelta(days=max(int(days or 1), 1) - 1)
        return _Entry(
            row=row,
            person=person,
            emp_no=emp_no,
            course=course,
            start=start,
            end=end,
            cost=cost,
            outcome=outcome,
        )

    def _outcome(self, row: Row) -> str | None:
        said = (row.text("outcome") or "").lower()
        if said in NOT_TAKEN:
            row.refuse("outcome", "did_not_take_part")
        if said and said not in OUTCOMES and said not in NOT_TAKEN:
            self._unknown_outcomes[said] += 1
        return OUTCOMES.get(said)

    def _participate(self, entry: _Entry, report: ImportReport) -> None:
        session = self._session_of(entry)
        if (session, entry.person) in self._in_file:
            entry.row.refuse("emp_no", "twice_in_file")
            return
        self._in_file.add((session, entry.person))
        known, before = self._taken.get((session, entry.person)), len(report.changes)
        if known is None:
            self._add_participation(session, entry, attended=True)
            report.added += 1
        else:
            self._attend(known, entry, report)
            self._correct_outcome(known, entry, report)
        self._pay(session, f"{PART}-{entry.person}", entry, report, known is not None)
        report.known += known is not None and len(report.changes) == before

    def _attend(self, known: _Taken, entry: _Entry, report: ImportReport) -> None:
        """A refund came before the training itself: now the store knows that it took place."""
        if known.attended:
            return
        report.change(entry.row.number, entry.subject, "attended", "no", "yes")
        self._session.execute(
            update(Participation)
            .where(Participation.id == known.id)
            .values(attended=True, source=entry.row.source)
        )

    def _add_participation(self, session: int, entry: _Entry, attended: bool) -> None:
        self._new[Participation].append(
            {
                "session_id": session,
                "employee_id": entry.person,
                "attended": attended,
                "hours": None,
                "outcome": entry.outcome,
                "source": entry.row.source,
            }
        )

    def _correct_outcome(self, known: _Taken, entry: _Entry, report: ImportReport) -> None:
        if entry.outcome is None or entry.outcome == known.outcome:
            return
        report.change(entry.row.number, entry.subject, "outcome", known.outcome, entry.outcome)
        self._session.execute(
            update(Participation)
            .where(Participation.id == known.id)
            .values(outcome=entry.outcome, source=entry.row.source)
        )

    def _pay(
        self, session: int, reference: str, entry: _Entry, report: ImportReport, was_known: bool
    ) -> None:
        """Book the row's cost, or correct what was booked; a row without one changes nothing."""
        money, row = entry.cost.money, entry.row
        line = self._lines.get((session, reference))
        if money is None:
            report.without_cost += 1
            return
        report.pay(money)
        self._loaded.append(Paid(self._course(entry.course), money, row.number))
        self._booked[session, reference] = money
        if entry.cost.open:
            report.remarks.append(Remark("read_as_thousands", row.number, {"cost": shown(money)}))
        if entry.cost.other:
            report.remarks.append(Remark("other_currency", row.number, {"cost": shown(money)}))
        if line is not None and line.money == money:
            return
        if line is not None:
            self._session.execute(
                update(CostLine)
                .where(CostLine.id == line.id)
                .values(amount=money.amount, currency=money.currency, source=row.source)
            )
        else:
            self._add_line(session, reference, entry, money)
        if was_known:
            old = line.money if line is not None else None
            report.change(row.number, entry.subject, "cost", old, money)

    def _add_line(self, session: int, reference: str, entry: _Entry, money: Money) -> None:
        self._new[CostLine].append(
            {
                "session_id": session,
                "employee_id": entry.person,
                "reference": reference,
                "category": "other",
                "behaviour": "per_learner",
                "amount": money.amount,
                "currency": money.currency,
                "tax_eligible": True,
                "is_cash": True,
                "source": entry.row.source,
            }
        )

    def _refund(
        self, entry: _Entry, refunds: Counter[tuple[int, int]], report: ImportReport
    ) -> None:
        """A line of its own with the session that it belongs to: that of the day, else the last
        one of the course that the person took part in before."""
        session = self._refunded(entry)
        if session is None:
            session = self._session_of(entry)
            if (session, entry.person) not in self._taken:
                self._add_participation(session, entry, attended=False)
                self._taken[session, entry.person] = _Taken(0, entry.outcome, attended=False)
                report.remarks.append(
                    Remark("refund_of_nothing", entry.row.number, {"subject": entry.subject})
                )
        paid = self._booked.get((session, f"{PART}-{entry.person}"))
        money = entry.cost.money
        if paid is not None and money is not None and paid.currency != money.currency:
            args = {"cost": shown(money), "paid": shown(paid)}
            report.remarks.append(Remark("refund_in_another_currency", entry.row.number, args))
        refunds[session, entry.person] += 1
        reference = f"{REFUND}-{entry.person}-{refunds[session, entry.person]}"
        was_known, before = (session, reference) in self._lines, len(report.changes)
        report.added += not was_known
        self._pay(session, reference, entry, report, was_known)
        report.known += was_known and len(report.changes) == before

    def _refunded(self, entry: _Entry) -> int | None:
        course = self._courses.get(entry.course)
        if course is None:
            return None
        attended = [
            (day, held.id)
            for (person, which, day), sessions in self._attended.items()
            if (person, which) == (entry.person, course) and day <= entry.start
            for held in sessions
        ]
        return max(attended)[1] if attended else None

    def _session_of(self, entry: _Entry) -> int:
        row = entry.row
        place, instructor = row.text("location"), row.text("instructor")
        key = "|".join(str(part) for part in (entry.course, entry.start, place, instructor))
        code = "S" + hashlib.sha256(key.encode()).hexdigest()[:16]
        course = self._course(entry.course)
        if code not in self._sessions:
            held = self._attended[entry.person, course, entry.start]
            same = [one for one in held if one.may_be(place, instructor)]
            if len(same) == 1:
                return same[0].id
            self._add_session(code, course, entry, place, instructor)
        session = self._sessions[code]
        if all(one.id != session for one in self._attended[entry.person, course, entry.start]):
            self._attended[entry.person, course, entry.start].append(
                _Held(session, place, instructor)
            )
        return session

    def _add_session(
        self, code: str, course: int, entry: _Entry, place: str | None, instructor: str | None
    ) -> None:
        delivery = (entry.row.text("delivery") or "").lower()
        self._new[TrainingSession].append(
            {
                "id": self._next_session,
                "code": code,
                "course_id": course,
                "start_date": entry.start,
                "end_date": entry.end,
                "location": place,
                "instructor": instructor,
                "status": "held",
                "source": entry.row.source,
                "delivery": DELIVERIES.get(delivery),
            }
        )
        self._sessions[code] = self._next_session
        self._next_session += 1

    def _course(self, name: str) -> int:
        if name not in self._courses:
            course = Course(code=name[:64], name=name, mandatory=False)
            self._session.add(course)
            self._session.flush()
            self._courses[name] = course.id
        return self._courses[name]
