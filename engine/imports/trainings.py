"""Trainings held: one row for each participation, with its cost."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.report import ImportReport
from engine.imports.rows import Row
from engine.store.bulk import insert_rows, next_id
from engine.store.tables import CostLine, Course, Employee, Participation, TrainingSession
from engine.values.money import LARGEST_AMOUNT

OUTCOMES = {
    "completed": "completed",
    "passed": "passed",
    "failed": "failed",
    "incomplete": "incomplete",
    "完成": "completed",
    "通过": "passed",
    "未通过": "failed",
    "未完成": "incomplete",
}
DELIVERIES = {
    "internal": "internal",
    "external": "external",
    "online": "online",
    "内训": "internal",
    "外训": "external",
    "线上": "online",
}


class TrainingLoader:
    """Rows of one course, day, place and instructor are one session; each participation
    bears its own cost."""

    def __init__(self, session: Session, currency: str | None) -> None:
        self._session, self._currency = session, currency
        self._people = dict(session.execute(select(Employee.emp_no, Employee.id)).all())
        self._courses = dict(session.execute(select(Course.name, Course.id)).all())
        self._sessions = dict(
            session.execute(select(TrainingSession.code, TrainingSession.id)).all()
        )
        self._taken = set(
            session.execute(select(Participation.session_id, Participation.employee_id)).all()
        )
        self._next_session = next_id(session, TrainingSession)
        self._new: dict[type[Any], list[dict[str, Any]]] = {
            TrainingSession: [],
            Participation: [],
            CostLine: [],
        }
        self._in_file: set[tuple[int, int]] = set()

    def take(self, row: Row, report: ImportReport) -> None:
        person = self._people.get(row.required("emp_no"))
        if person is None and row.ok:
            row.refuse("emp_no", "unknown_employee")
        course, start, cost = row.required("course"), row.day("start_date"), row.amount("cost")
        if start is None and row.ok:
            row.refuse("start_date", "empty")
        if cost is None and row.ok:
            row.refuse("cost", "empty")
        if cost is not None and not 0 <= cost <= LARGEST_AMOUNT:
            row.refuse("cost", "out_of_range")
        currency = (row.text("currency", 3) or self._currency or "").upper()
        if row.ok and not currency:
            row.refuse("currency", "no_currency")
        days = row.amount("days")
        if not row.ok or person is None or start is None or cost is None:
            return
        session = self._session_of(row, course, start, start + timedelta(days=int(days or 1) - 1))
        self._participate(row, report, session, person, cost, currency)

    def _participate(
        self,
        row: Row,
        report: ImportReport,
        session: int,
        person: int,
        cost: Decimal,
        currency: str,
    ) -> None:
        if (session, person) in self._in_file:
            row.refuse("emp_no", "twice_in_file")
            return
        self._in_file.add((session, person))
        if (session, person) in self._taken:
            report.known += 1
            return
        outcome = OUTCOMES.get((row.text("outcome") or "").lower())
        self._new[Participation].append(
            {
                "session_id": session,
                "employee_id": person,
                "attended": True,
                "hours": None,
                "outcome": outcome,
                "source": row.source,
            }
        )
        self._new[CostLine].append(
            {
                "session_id": session,
                "employee_id": person,
                "reference": f"participation-{person}",
                "category": "other",
                "behaviour": "per_learner",
                "amount": cost,
                "currency": currency,
                "tax_eligible": True,
                "is_cash": True,
                "source": row.source,
            }
        )
        report.added += 1

    def finish(self) -> None:
        for table in (TrainingSession, Participation, CostLine):
            insert_rows(self._session, table, self._new[table])

    def _session_of(self, row: Row, course: str, start: Any, end: Any) -> int:
        place, instructor = row.text("location"), row.text("instructor")
        key = "|".join(str(part) for part in (course, start, place, instructor))
        code = "S" + hashlib.sha256(key.encode()).hexdigest()[:16]
        if code not in self._sessions:
            self._new[TrainingSession].append(
                {
                    "id": self._next_session,
                    "code": code,
                    "course_id": self._course(course),
                    "start_date": start,
                    "end_date": max(start, end),
                    "location": place,
                    "instructor": instructor,
                    "status": "held",
                    "source": row.source,
                    "delivery": DELIVERIES.get((row.text("delivery") or "").lower()),
                }
            )
            self._sessions[code] = self._next_session
            self._next_session += 1
        return self._sessions[code]

    def _course(self, name: str) -> int:
        if name not in self._courses:
            course = Course(code=name[:64], name=name, mandatory=False)
            self._session.add(course)
            self._session.flush()
            self._courses[name] = course.id
        return self._courses[name]
