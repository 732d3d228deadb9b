"""Service agreements: who agreed to stay for how long, for a training of what cost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from engine.imports.loading.asking import Asked
from engine.imports.loading.fields import YES, Fields
from engine.imports.loading.keyed import Keyed
from engine.imports.loading.plain import subject_of
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.periods import months_in
from engine.store.tables import Participation, ServiceAgreement, TrainingSession
from engine.values.money import Money
from engine.values.months import MONTHS, add_months, full_months

YES_NO = (YES, "no")
# So many days may lie between the end that is written and the one that follows.
NEAR = timedelta(days=31)


class Loader:
    """Every row's money is in the report: as paid where the agreement is kept."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._fields = Fields(run, report)
        self._rows = Keyed(run, report, ServiceAgreement, ("employee_id", "starts_on"))
        self._binds = Asked(
            run, report, "special_fund", "special_fund", options=YES_NO, proposed=YES
        )

    def take(self, row: Row) -> None:
        employee = self._fields.person(row)
        cost = row.money("cost").money
        if cost is None and row.ok:
            row.refuse("cost", "empty")
        if cost is None:
            return
        if self._keep(row, employee, cost) in (Fate.ADDED, Fate.CHANGED, Fate.SAME):
            self._report.pay(cost)
        else:
            self._report.leave_unpaid(cost)

    def finish(self) -> None:
        self._rows.write()
        self._binds.ask()

    def _keep(self, row: Row, employee: int | None, cost: Money) -> Fate:
        starts, ends = row.day("starts_on"), row.day("ends_on")
        if row.ok and starts is None:
            row.refuse("starts_on", "empty")
        if not row.ok or employee is None or starts is None:
            return Fate.REFUSED
        months = self._months(row, starts, ends)
        if row.ok and cost.amount < 0:
            row.refuse("cost", "negative")
        binds = self._special_fund(row) if row.ok else None
        if not row.ok or months is None or binds is None:
            return Fate.REFUSED
        values = {
            "employee_id": employee,
            "session_id": self._session(row, employee),
            "agreed_cost": cost.amount,
            "currency": cost.currency,
            "months": months,
            "starts_on": starts,
            "special_fund": binds,
        }
        return self._rows.put(row.number, subject_of(row), values, {})

    def _months(self, row: Row, starts: date, ends: date | None) -> int | None:
        """As the row says them, else by its last day; at least one."""
        months = self._said_months(row)
        if months is None and ends is not None and row.ok:
            months = full_months(starts, ends + timedelta(days=1))
        if row.ok and (months is None or months < 1):
            row.refuse("months", "empty" if months is None else "no_months")
            return None
        if months is not None and ends is not None:
            right = add_months(starts, months) - timedelta(days=1)
            if abs(right - ends) > NEAR:
                self._report.remark("agreement_end", row.number, said=ends, follows=right)
        return months

    def _said_months(self, row: Row) -> int | None:
        months = row.whole("months")
        years = row.amount("years")
        if months is None and years is not None:
            months = int(years * MONTHS)
        text = row.raw("period")
        if months is None and text:
            months = months_in(text)
            if months is None:
                row.wrong("period", "no_length")
        return months

    def _special_fund(self, row: Row) -> bool | None:
        """Only what was paid from a special fund binds; asked about where the file is silent."""
        said: Any = row.word("special_fund") or self._binds.answer
        if said not in YES_NO:
            self._binds.wait(row)
            return None
        return bool(said == YES)

    def _session(self, row: Row, employee: int) -> int | None:
        """The session that it was signed for, if he took that course once."""
        course = self._fields.thing(row, "course") if row.raw("course") else None
        if course is None:
            return None
        sessions = self._run.session.scalars(
            select(TrainingSession.id)
            .join(Participation, Participation.session_id == TrainingSession.id)
            .where(Participation.employee_id == employee, TrainingSession.course_id == course.id)
        ).all()
        return sessions[0] if len(sessions) == 1 else None
