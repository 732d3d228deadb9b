"""What is known of people and of what training did: skills, certificates, results, appraisals,
evaluations, needs, answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.analysis.kpi import SHARE
from engine.imports.loading.evaluations import ROI
from engine.imports.loading.needs import OPEN, PRIORITIES
from engine.imports.values.units import Units
from engine.store.tables import (
    Appraisal,
    AppraisalItem,
    Employee,
    EmployeeCertificate,
    EmployeeSkill,
    Evaluation,
    Kpi,
    KpiResult,
    Need,
    OrgUnit,
    Request,
    Survey,
    SurveyAnswer,
)
from engine.usecases.imports.filling.rows import STREAMED, Said, called, per_cent

OfPerson = TypeVar("OfPerson", EmployeeSkill, EmployeeCertificate)


def skills(session: Session) -> Iterator[Said]:
    names = called(session, "skill")
    for one, whose in _of_people(session, EmployeeSkill):
        yield {
            **whose,
            "skill": names[one.skill_id],
            "level": one.level,
            "assessed_on": one.assessed_on,
            "source": one.assessed_by,
        }


def certificates(session: Session) -> Iterator[Said]:
    names = called(session, "certificate")
    for one, whose in _of_people(session, EmployeeCertificate):
        yield {
            **whose,
            "certificate": names[one.certificate_id],
            "issued_on": one.issued_on,
            "expires_on": one.expires_on,
        }


def _of_people(session: Session, table: type[OfPerson]) -> Iterator[tuple[OfPerson, Said]]:
    """The rows of a table that are somebody's each, with whose."""
    rows = session.execute(
        select(table, Employee.emp_no, Employee.name)
        .join(Employee, Employee.id == table.employee_id)
        .order_by(table.id),
        execution_options=STREAMED,
    )
    for one, number, name in rows:
        yield one, {"emp_no": number, "name": name}


def kpi_results(session: Session) -> Iterator[Said]:
    names, units = called(session, "kpi"), Units(session)
    rows = session.execute(
        select(KpiResult, Kpi.unit, Employee.emp_no)
        .join(Kpi, Kpi.id == KpiResult.kpi_id)
        .outerjoin(Employee, Employee.id == KpiResult.employee_id)
        .order_by(KpiResult.id),
        execution_options=STREAMED,
    )
    for one, measured_in, number in rows:
        written = per_cent if measured_in == SHARE else _as_it_is
        yield {
            "emp_no": number,
            "unit": units.name(one.org_unit_id) if one.org_unit_id else None,
            "kpi": names[one.kpi_id],
            "period": _period(one.period_start, one.period_end),
            "target": written(one.target),
            "actual": written(one.actual),
        }


def appraisals(session: Session) -> Iterator[Said]:
    """A row a dimension; the score of the whole stands in the first of them. The best score is
    always a column: where it is not known, it is not to be guessed."""
    rows = session.execute(
        select(Appraisal, Employee.emp_no, Employee.name, AppraisalItem)
        .join(Employee, Employee.id == Appraisal.employee_id)
        .outerjoin(AppraisalItem, AppraisalItem.appraisal_id == Appraisal.id)
        .order_by(Appraisal.id, AppraisalItem.id),
        execution_options=STREAMED,
    )
    before = None
    for one, number, name, item in rows:
        yield {
            "emp_no": number,
            "name": name,
            "cycle": one.cycle,
            "score": one.score if one.id != before else None,
            "rating": one.rating if one.id != before else None,
            "scale_max": one.scale_max if one.scale_max is not None else "",
            "dimension": item.dimension if item else None,
            "dimension_score": item.score if item else None,
            "weight": per_cent(item.weight) if item else None,
        }
        before = one.id


def evaluations(session: Session) -> Iterator[Said]:
    courses, kpis = called(session, "course"), called(session, "kpi")
    rows = session.execute(
        select(Evaluation, Request.number)
        .outerjoin(Request, Request.id == Evaluation.request_id)
        .order_by(Evaluation.id)
    )
    for one, request in rows:
        # Without a measure before, what is kept is a share of the best.
        bare = one.baseline is not None or one.level == ROI
        written = _as_it_is if bare else per_cent
        yield {
            "course": courses[one.course_id],
            "request": request,
            "measured_on": one.measured_on,
            "year": one.year,
            "level": one.level,
            "measure": one.measure,
            "baseline": one.baseline,
            "value": written(one.value),
            "planned": written(one.planned),
            "scale_max": "",
            "n": one.n,
            "kpi": kpis[one.kpi_id] if one.kpi_id else None,
            "isolation": per_cent(one.isolation),
            "confidence": per_cent(one.confidence),
        }


def needs(session: Session) -> Iterator[Said]:
    """Those that are open. What the head of a unit asks for is the unit's."""
    units = Units(session)
    words = {share: word for word, share in PRIORITIES.items()}
    rows = session.execute(
        select(Need, Employee.emp_no, OrgUnit.head_employee_id)
        .join(Employee, Employee.id == Need.raised_by_id)
        .join(OrgUnit, OrgUnit.id == Need.org_unit_id)
        .where(Need.status == OPEN)
        .order_by(Need.id)
    )
    for one, number, head in rows:
        yield {
            "emp_no": None if head == one.raised_by_id else number,
            "unit": units.name(one.org_unit_id),
            "topic": one.topic,
            "reason": one.reason,
            "headcount": one.headcount,
            "priority": words.get(one.priority),
            "year": one.year,
            "origin": one.origin,
        }


def survey_answers(session: Session) -> Iterator[Said]:
    rows = session.execute(
        select(SurveyAnswer, Survey.name, Employee.emp_no)
        .join(Survey, Survey.id == SurveyAnswer.survey_id)
        .join(Employee, Employee.id == SurveyAnswer.employee_id)
        .order_by(SurveyAnswer.id),
        execution_options=STREAMED,
    )
    for one, survey, number in rows:
        yield {
            "emp_no": number,
            "answered_on": one.answered_on,
            "survey": survey,
            "question": one.question,
            "answer": one.score if one.score is not None else one.text,
        }


def _as_it_is(value: Decimal | None) -> Decimal | None:
    return value


def _period(first: date, last: date) -> str:
    months = f"{first:%Y-%m}", f"{last:%Y-%m}"
    return months[0] if months[0] == months[1] else "~".join(months)
