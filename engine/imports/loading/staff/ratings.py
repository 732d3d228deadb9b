"""Appraisals that stand beside a list of people."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import select

from engine.imports.loading.run import Run
from engine.imports.loading.staff.person import Person
from engine.imports.questions import Question
from engine.imports.sheet_report import Fate, SheetReport
from engine.store.tables import Appraisal

# The cycle of an appraisal of which nobody says when it was.
UNDATED = "imported"


class Ratings:
    """Keeps them by cycle: as the row says, as was answered, or without one."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._cycle = run.answers.to("appraisal_cycle")
        self._known: dict[tuple[int, str], Appraisal] = {}
        self._new: list[dict[str, Any]] = []
        self._unclear = 0

    def load(self, people: list[Person]) -> None:
        """Of everybody who has an appraisal in the list."""
        said = [(one, *_said(one)) for one in people]
        said = [one for one in said if one[1:] != (None, None)]
        if not said:
            return
        for one in self._run.session.scalars(select(Appraisal)):
            self._known[one.employee_id, one.cycle] = one
        for person, rating, score in said:
            self._load(person, rating, score)
        self._run.writer.insert(Appraisal, self._new)
        if self._new:
            self._report.things["appraisal"] += len(self._new)
        if self._unclear:
            args = {"people": self._unclear}
            self._report.ask(Question(code="appraisal_cycle", args=args, rows=self._unclear))

    def _load(self, person: Person, rating: str | None, score: Decimal | None) -> None:
        row = person.row
        said = row.text("cycle", 40) or self._cycle
        known = self._known.get((person.stored or 0, said or UNDATED))
        if known is None:
            self._new.append(
                {
                    "employee_id": person.stored,
                    "cycle": said or UNDATED,
                    "rating": rating,
                    "score": score,
                    "source": row.source,
                }
            )
            self._report.took(row.number, Fate.CHANGED)
            return
        for field, old, new in (("rating", known.rating, rating), ("score", known.score, score)):
            if new is None or old == new:
                continue
            if said is None:
                self._unclear += 1
                self._report.leave_out(row.number, field, str(new), "cycle_unclear")
                continue
            self._report.change(row.number, person.subject, field, old, new)
            setattr(known, field, new)


def _said(person: Person) -> tuple[str | None, Decimal | None]:
    row = person.row
    return row.text("rating", 60), row.amount("score")
