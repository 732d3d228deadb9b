"""Survey scores: one row for each person, one column for each question."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.mapping import Mapping
from engine.imports.report import ImportReport
from engine.imports.rows import Row
from engine.store.bulk import insert_rows
from engine.store.tables import Employee, Survey, SurveyAnswer

HIGHEST = 100


class SurveyLoader:
    def __init__(self, session: Session, mapping: Mapping, name: str) -> None:
        self._session = session
        self._questions = mapping.all_columns("score")
        self._people = dict(session.execute(select(Employee.emp_no, Employee.id)).all())
        self._survey = _survey(session, name)
        answered = select(SurveyAnswer.employee_id, SurveyAnswer.question).where(
            SurveyAnswer.survey_id == self._survey
        )
        self._answered = {(person, question) for person, question in session.execute(answered)}
        self._new: list[dict[str, Any]] = []

    def take(self, row: Row, report: ImportReport) -> None:
        person = self._people.get(row.required("emp_no"))
        if person is None and row.ok:
            row.refuse("emp_no", "unknown_employee")
        day = row.day("answered_on")
        answers = {
            question: row.number_in(question)
            for question in self._questions
            if not row.is_empty(question)
        }
        if any(score is not None and not 0 <= score < HIGHEST for score in answers.values()):
            row.refuse("score", "out_of_range")
        if not row.ok or person is None:
            return
        new = [question for question in answers if (person, question) not in self._answered]
        self._new += [
            {
                "survey_id": self._survey,
                "employee_id": person,
                "question": question,
                "score": answers[question],
                "answered_on": day,
                "source": row.source,
            }
            for question in new
        ]
        self._answered |= {(person, question) for question in new}
        report.added += bool(new)
        report.known += not new

    def finish(self, report: ImportReport) -> None:
        insert_rows(self._session, SurveyAnswer, self._new)


def _survey(session: Session, name: str) -> int:
    code = name[:64]
    survey = session.scalar(select(Survey).where(Survey.code == code))
    if survey is None:
        survey = Survey(code=code, name=name[:200])
        session.add(survey)
        session.flush()
    return survey.id
