"""Anonymous answers that nothing numbers: of a survey that is there already, are they the same ones
corrected, or more of them? Who answered what, nobody can tell; so it is asked of all together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from engine.imports.loading.asking import Asked
from engine.imports.loading.keyed import Keyed
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import SheetReport
from engine.store.tables import SurveyAnswer

CODE = "anonymous_again"
REPLACE, ADD = "replace", "add"
# As respondents are called whom no number tells apart.
MARK = re.compile(r"[0-9a-f]{40}-\d+")


@dataclass(frozen=True, slots=True)
class _Answer:
    row: Row
    subject: str
    values: Mapping[str, Any]


class Anonymous:
    def __init__(self, run: Run, report: SheetReport, answers: Keyed) -> None:
        self._run, self._report, self._answers = run, report, answers
        self._said: dict[int, list[_Answer]] = defaultdict(list)
        self._asked = Asked(run, report, CODE, options=(REPLACE, ADD))

    def add(self, row: Row, subject: str, values: Mapping[str, Any]) -> None:
        self._said[values["survey_id"]].append(_Answer(row, subject, values))

    def settle(self) -> None:
        """Once all are read."""
        for survey, said in self._said.items():
            self._settle(survey, said)

    def _settle(self, survey: int, said: list[_Answer]) -> None:
        known = {
            str(one["respondent"])
            for one in self._answers.all()
            if one["survey_id"] == survey and MARK.fullmatch(one["respondent"] or "")
        }
        here = {str(one.values["respondent"]) for one in said}
        new, gone = here - known, known - here
        is_open = bool(new and gone) and not self._run.is_partial
        if is_open and self._asked.answer == REPLACE:
            self._forget(survey, gone)
        waits = is_open and self._asked.answer not in (REPLACE, ADD)
        for one in said:
            if waits and one.values["respondent"] in new:
                self._asked.wait(one.row)
            else:
                self._answers.put(one.row.number, one.subject, one.values, {})
        if waits:
            # Many that are there again, word by word, are a list that comes again.
            likely = REPLACE if 2 * len(here & known) >= len(known) else ADD
            self._asked.ask(likely, new=len(new), gone=len(gone), same=len(here & known))

    def _forget(self, survey: int, gone: set[str]) -> None:
        """What the list does not have any more, since it has it otherwise."""
        session = self._run.session
        found = select(SurveyAnswer).where(
            SurveyAnswer.survey_id == survey, SurveyAnswer.respondent.is_not(None)
        )
        for one in session.scalars(found):
            if one.respondent in gone:
                session.delete(one)
        session.flush()
        self._report.remark("anonymous_replaced", people=len(gone))
