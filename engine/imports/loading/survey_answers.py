"""Answers to surveys, question by question: a score where the answer is a number, else its text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import PurePath
from typing import Any

from sqlalchemy import select

from engine.imports.amounts import is_nothing, plain
from engine.imports.loading.anonymous import MARK, Anonymous
from engine.imports.loading.fields import Fields
from engine.imports.loading.keyed import SOURCE, Keyed
from engine.imports.loading.respondents import Respondents
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.catalogue import code_of
from engine.imports.values.levels import SAYS_NUMBER
from engine.store.tables import Employee, Survey, SurveyAnswer

PERSON = ("emp_no", "name", "last_name", "email")
LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_NAME = 500, 2000, 200


class Loader:
    """A survey is named by its column, else by file and sheet. Whose an answer is may be told by
    the address that the form tool noted; where a row names nobody, it is one respondent's."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._fields = Fields(run, report)
        key = ("survey_id", "employee_id", "respondent", "question")
        self._answers = Keyed(run, report, SurveyAnswer, key)
        self._respondents = Respondents()
        self._anonymous = Anonymous(run, report, self._answers)
        self._surveys = {one.name: one.id for one in run.session.scalars(select(Survey))}
        self._addresses: dict[str, list[int]] | None = None

    def take(self, row: Row) -> None:
        text = row.text("answer", LONGEST_ANSWER)
        if text is None:
            if row.number not in self._report.fates:
                self._report.took(row.number, Fate.LEFT_OUT)
            return
        question = row.text("question", LONGEST_QUESTION)
        if question is None and row.ok:
            row.refuse("question", "empty")
        person, respondent = self._whose(row) if row.ok else (None, None)
        if not row.ok:
            return
        score = _number(text)
        values: dict[str, Any] = {
            "survey_id": self._survey(row),
            "employee_id": person,
            "respondent": respondent,
            "question": question,
            "score": score,
            "text": text if score is None else None,
            "answered_on": row.day("answered_on"),
            SOURCE: row.source,
        }
        code = self._answers.fits("score", score)
        if code is not None:
            row.refuse("answer", code)
            return
        subject = f"{row.raw('emp_no') or row.raw('name')} {question}"
        if respondent is not None and MARK.fullmatch(respondent):
            self._anonymous.add(row, subject, values)
        else:
            self._answers.put(row.number, subject, values, {})

    def finish(self) -> None:
        self._anonymous.settle()
        self._answers.write()
        if self._respondents.count:
            self._report.remark("anonymous_answers", people=self._respondents.count)

    def _whose(self, row: Row) -> tuple[int | None, str | None]:
        if all(is_nothing(row.raw(name)) for name in PERSON):
            return None, self._respondents.of(row)
        return self._person(row), None

    def _person(self, row: Row) -> int | None:
        if (
            row.raw("emp_no")
            or row.raw("name")
            or row.raw("last_name")
            or is_nothing(row.raw("email"))
        ):
            return self._fields.person(row)
        if self._addresses is None:
            self._addresses = {}
            for key, address in self._run.session.execute(select(Employee.id, Employee.email)):
                self._addresses.setdefault(address or "", []).append(key)
        found = self._addresses.get(row.raw("email").strip().casefold(), [])
        if len(found) != 1:
            row.refuse("email", "unknown_employee")
            return None
        return found[0]

    def _survey(self, row: Row) -> int:
        name = (row.text("survey") or self._named_after_file())[:LONGEST_NAME]
        if name not in self._surveys:
            taken = set(self._run.session.scalars(select(Survey.code)))
            survey = Survey(code=_free(code_of(name), taken), name=name, source=row.source)
            self._run.session.add(survey)
            self._run.session.flush()
            self._surveys[name] = survey.id
            self._report.things["survey"] += 1
        return self._surveys[name]

    def _named_after_file(self) -> str:
        return " ".join(filter(None, (PurePath(self._report.file).stem, self._report.sheet)))


def _number(text: str) -> Decimal | None:
    """The score that an answer is, if it is nothing else."""
    bare = plain(text)
    return Decimal(bare.replace(",", ".")) if SAYS_NUMBER.fullmatch(bare) else None


def _free(code: str, taken: set[str]) -> str:
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code[:60]}-{number}"
    return free
