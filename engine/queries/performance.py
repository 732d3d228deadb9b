"""KPI results of people and of units, over the latest period there is."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.analysis.need_evidence import PersonResult
from engine.queries.people import WORKING, within
from engine.store.tables import Employee, Kpi, KpiResult, OrgUnit


def kpi_moved_by(session: Session, skill_id: int) -> Kpi | None:
    """The KPI that the company says a skill moves."""
    return session.scalar(select(Kpi).where(Kpi.skill_id == skill_id).order_by(Kpi.code).limit(1))


def latest_results(session: Session, kpi_id: int, path: str) -> list[PersonResult]:
    """Everybody's result under the unit at `path` in the KPI's latest period."""
    newest = (
        select(func.max(KpiResult.period_start))
        .where(KpiResult.kpi_id == kpi_id, KpiResult.employee_id.is_not(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(KpiResult.employee_id, KpiResult.actual, KpiResult.target)
        .join(Employee, Employee.id == KpiResult.employee_id)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .where(
            KpiResult.kpi_id == kpi_id,
            KpiResult.period_start == newest,
            within([path]),
            Employee.status.in_(WORKING),
        )
        .order_by(KpiResult.employee_id)
    )
    return [
        PersonResult(person, float(actual), None if target is None else float(target))
        for person, actual, target in rows
        if person is not None
    ]


def only(results: list[PersonResult], people: Collection[int]) -> list[PersonResult]:
    """The results of these people."""
    return [result for result in results if result.employee_id in people]
