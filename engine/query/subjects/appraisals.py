"""Appraisals: a row for each score that somebody got in a cycle; and agreements to stay after a training."""

from __future__ import annotations

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from engine.access import Right
from engine.query.subject import (
    COUNT,
    CURRENCY,
    DATE,
    MONEY,
    NUMBER,
    SHARE,
    STATE,
    WORDS,
    Asked,
    Dimension,
    Measure,
    Subject,
)
from engine.query.subjects.people import joins_of_people, of_people, present_in
from engine.store.tables import Appraisal, Employee, ServiceAgreement

CYCLE = "cycle"
YES, NO = "yes", "no"
_newer = aliased(Appraisal)


def appraisals(asked: Asked) -> Subject:
    """Scores of several cycles may stand on several scales: only as parts of the best one there is
    are they told together."""
    newest = select(func.max(_newer.cycle)).scalar_subquery()
    scored, best = func.count(Appraisal.score), Appraisal.scale_max
    of_best = case((best.is_not(None), Appraisal.score))
    return Subject(
        base=lambda: (
            select().select_from(Appraisal).join(Employee, Employee.id == Appraisal.employee_id)
        ),
        dimensions={
            **of_people(asked),
            CYCLE: Dimension(kind=WORDS, key=Appraisal.cycle),
            "latest": Dimension(
                kind=STATE, key=case((Appraisal.cycle == newest, YES), else_=NO), values=(YES, NO)
            ),
            "rating": Dimension(kind=WORDS, key=Appraisal.rating, attribute=True),
            "score_of": Dimension(kind=NUMBER, key=Appraisal.score, attribute=True),
        },
        measures={
            "appraisals": Measure(kind=COUNT, value=func.count(Appraisal.id), adds=True),
            "people": Measure(kind=COUNT, value=func.count(Employee.id.distinct())),
            "mean_score": Measure(
                kind=NUMBER, value=func.sum(Appraisal.score), over=scored, one=CYCLE
            ),
            "of_best": Measure(
                kind=SHARE,
                value=func.sum(of_best),
                over=func.sum(case((of_best.is_not(None), best))),
            ),
        },
        joins=joins_of_people(asked, Employee.org_unit_id),
        scope=present_in,
        person=Employee.id,
        time=CYCLE,
        right=Right.SEE_PERFORMANCE,
    )


def agreements(asked: Asked) -> Subject:
    """Who was trained at special expense agreed to stay for some months."""
    return Subject(
        base=lambda: (
            select()
            .select_from(ServiceAgreement)
            .join(Employee, Employee.id == ServiceAgreement.employee_id)
        ),
        dimensions={
            **of_people(asked),
            "starts_on": Dimension(kind=DATE, key=ServiceAgreement.starts_on, attribute=True),
            "months": Dimension(kind=NUMBER, key=ServiceAgreement.months, attribute=True),
            CURRENCY: Dimension(kind=WORDS, key=ServiceAgreement.currency),
        },
        measures={
            "agreements": Measure(kind=COUNT, value=func.count(ServiceAgreement.id), adds=True),
            "people": Measure(kind=COUNT, value=func.count(Employee.id.distinct())),
            "agreed_cost": Measure(
                kind=MONEY, value=func.sum(ServiceAgreement.agreed_cost), adds=True
            ),
        },
        joins=joins_of_people(asked, Employee.org_unit_id),
        scope=present_in,
        person=Employee.id,
        time="starts_on",
        right=Right.SEE_AGREEMENTS,
    )
