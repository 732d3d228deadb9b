"""People whom the lists of a load do not have, though they have most."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from engine.imports.loading.run import Run
from engine.imports.loading.staff.person import LEFT
from engine.imports.questions import Question
from engine.imports.sheet_report import SheetReport
from engine.queries.people import WORKING
from engine.store.tables import Employee

SHOWN = 10
STAY = "stay"


class Missing:
    """Asks about them once all lists of the load are read (each may have a part of the people):
    perhaps they left."""

    def __init__(self, run: Run, report: SheetReport, people: Iterable[Employee]) -> None:
        self._run, self._report = run, report
        self._working = [one for one in people if one.status in WORKING]
        self._mentioned: set[int] = set()

    def __call__(self) -> None:
        missing = [one for one in self._working if one.id not in self._mentioned]
        if self._run.is_partial or not missing or len(missing) > len(self._working) / 2:
            return
        numbers = ",".join(sorted(one.emp_no for one in missing))
        subject = sha256(numbers.encode()).hexdigest()[:12]
        answer = self._run.answers.to("not_in_the_list", subject)
        if answer is None:
            self._ask(missing, subject)
        elif answer == LEFT:
            for one in missing:
                self._report.change(0, f"{one.emp_no} {one.name}", "status", one.status, LEFT)
                one.status = LEFT
            self._run.session.flush()

    def without(self, mentioned: Iterable[int]) -> None:
        """Those who are in a list."""
        self._mentioned.update(mentioned)

    def _ask(self, missing: list[Employee], subject: str) -> None:
        names = ", ".join(f"{one.emp_no} {one.name}" for one in missing[:SHOWN])
        self._report.ask(
            Question(
                code="not_in_the_list",
                subject=subject,
                args={"people": len(missing), "names": names},
                options=(LEFT, STAY),
                proposed=STAY,
            )
        )


def missing_of(run: Run, report: SheetReport, people: Iterable[Employee]) -> Missing:
    """The one of the load; `people` are those who are there before the first list is loaded."""
    found = next((one for one in run.afterwards if isinstance(one, Missing)), None)
    if found is None:
        found = Missing(run, report, people)
        run.afterwards.append(found)
    return found
