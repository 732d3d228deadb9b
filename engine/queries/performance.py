"""KPI results of people and of units, and how KPIs hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from engine.analysis.kpi import SHARE
from engine.analysis.kpi_tree import SUM, KpiEdge, KpiNode
from engine.queries.catalogue import named
from engine.queries.people import of_people_in, working_in
from engine.store.tables import (
    Employee,
    Kpi,
    KpiLink,
    KpiResult,
    KpiSkill,
    OrgUnit,
)
from engine.values.results import Figure, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFigure:
    """Target and actual of a KPI in one period: the unit's own result, or that of its people
    (`people` of them; shares averaged, everything else summed)."""

    target: float | None
    actual: float
    start: date
    end: date
    people: int | None


def kpis_moved_by(session: Session, skill_id: int) -> list[Kpi]:
    """The KPIs that the company says a skill moves."""
    return list(
        session.scalars(
            select(Kpi)
            .join(KpiSkill, KpiSkill.kpi_id == Kpi.id)
            .where(KpiSkill.skill_id == skill_id)
            .order_by(Kpi.code)
        )
    )


def kpis_by_skill(session: Session) -> dict[int, list[Kpi]]:
    """The same of all skills."""
    found: dict[int, list[Kpi]] = defaultdict(list)
    moved = select(KpiSkill.skill_id, Kpi).join(Kpi, Kpi.id == KpiSkill.kpi_id)
    for skill, kpi in session.execute(moved.order_by(Kpi.code)):
        found[skill].append(kpi)
    return found


def skills_behind(session: Session, kpi_ids: Collection[int]) -> list[KpiSkill]:
    """The skills that the company says move any of these KPIs."""
    return list(
        session.scalars(select(KpiSkill).where(KpiSkill.kpi_id.in_(kpi_ids)).order_by(KpiSkill.id))
    )


def latest_period(session: Session, kpi_id: int) -> date | None:
    """The newest period with a person's result in the KPI."""
    return session.scalar(
        select(KpiResult.period_start)
        .where(KpiResult.kpi_id == kpi_id, KpiResult.employee_id.is_not(None))
        .order_by(KpiResult.period_start.desc())
        .limit(1)
    )


def kpi_figure(session: Session, kpi: Kpi, unit: OrgUnit) -> KpiFigure | None:
    """How a KPI stands in a unit, in its latest period; None where nothing is known."""
    return _own_figure(session, kpi.id, unit.id) or _people_figure(session, kpi, unit.path)


def kpis_of(session: Session, unit: OrgUnit) -> list[Kpi]:
    """The KPIs in which the unit, or anybody in it, has a result."""
    own = select(KpiResult.kpi_id).where(KpiResult.org_unit_id == unit.id)
    people = (
        select(KpiResult.id)
        .join(Employee, Employee.id == KpiResult.employee_id)
        .where(KpiResult.kpi_id == Kpi.id, working_in([unit.path]))
        .exists()
    )
    return list(session.scalars(select(Kpi).where(Kpi.id.in_(own) | people).order_by(Kpi.code)))


def wholes_of(session: Session, kpi_id: int) -> list[Kpi]:
    """The KPIs that this one is a part of the sum of."""
    return list(
        session.scalars(
            select(Kpi)
            .join(KpiLink, KpiLink.parent_id == Kpi.id)
            .where(KpiLink.child_id == kpi_id, KpiLink.form == SUM)
            .order_by(Kpi.code)
        )
    )


def kpi_figure_between(
    session: Session, kpi_id: int, unit_id: int, first: date, last: date
) -> KpiFigure | None:
    """The unit's own result in the last period that ended between two days."""
    statement = _own(kpi_id, unit_id).where(KpiResult.period_end.between(first, last))
    return _figure(session, statement)


def _own_figure(session: Session, kpi_id: int, unit_id: int) -> KpiFigure | None:
    return _figure(session, _own(kpi_id, unit_id))


def _own(kpi_id: int, unit_id: int) -> Select[Decimal | None, Decimal, date, date]:
    return (
        select(KpiResult.target, KpiResult.actual, KpiResult.period_start, KpiResult.period_end)
        .where(KpiResult.kpi_id == kpi_id, KpiResult.org_unit_id == unit_id)
        .order_by(KpiResult.period_start.desc())
        .limit(1)
    )


def _figure(
    session: Session, statement: Select[Decimal | None, Decimal, date, date]
) -> KpiFigure | None:
    row = session.execute(statement).first()
    if row is None:
        return None
    target, actual, start, end = row
    return KpiFigure(
        target=None if target is None else float(target),
        actual=float(actual),
        start=start,
        end=end,
        people=None,
    )


def _people_figure(session: Session, kpi: Kpi, path: str) -> KpiFigure | None:
    period = latest_period(session, kpi.id)
    row = session.execute(
        select(
            func.count(),
            func.sum(KpiResult.actual),
            func.count(KpiResult.target),
            func.sum(KpiResult.target),
            func.max(KpiResult.period_end),
        )
        .join(Employee, Employee.id == KpiResult.employee_id)
        .where(
            KpiResult.kpi_id == kpi.id,
            KpiResult.period_start == period,
            of_people_in(KpiResult.employee_id, [path]),
        )
    ).one()
    people, actual, with_target, target, end = row
    if not people or period is None:
        return None
    # A target for some only is none for the group.
    target = target if with_target == people else None
    divisor = people if kpi.unit == SHARE else 1
    return KpiFigure(
        target=None if target is None else float(target) / divisor,
        actual=float(actual) / divisor,
        start=period,
        end=end,
        people=people,
    )


def kpi_tree(session: Session, unit: OrgUnit, top: Kpi) -> tuple[list[KpiNode], list[KpiEdge]]:
    """`top` and everything below it, with the values in a unit; KPIs without one are left out."""
    edges, kpis, frontier = [], {top.id: top}, {top.id}
    while frontier:
        links = session.scalars(
            select(KpiLink).where(KpiLink.parent_id.in_(frontier)).order_by(KpiLink.id)
        ).all()
        children = {link.child_id for link in links} - set(kpis)
        for kpi in session.scalars(select(Kpi).where(Kpi.id.in_(children))):
            kpis[kpi.id] = kpi
        edges += [_edge(kpis, link) for link in links]
        frontier = children
    nodes = [_node(session, kpi, unit) for kpi in kpis.values()]
    return [node for node in nodes if node is not None], edges


def _edge(kpis: dict[int, Kpi], link: KpiLink) -> KpiEdge:
    return KpiEdge(
        parent=kpis[link.parent_id].code,
        child=kpis[link.child_id].code,
        form=link.form,
        coefficient=None if link.coefficient is None else float(link.coefficient),
        coefficient_unit=link.coefficient_unit,
    )


def _node(session: Session, kpi: Kpi, unit: OrgUnit) -> KpiNode | None:
    figure = kpi_figure(session, kpi, unit)
    if figure is None:
        return None
    low, high = observed_range(session, kpi, unit)
    return KpiNode(
        kpi=named(kpi),
        unit=kpi.unit,
        direction=kpi.direction,
        actual=figure.actual,
        target=figure.target,
        low=low,
        high=high,
    )


def observed_range(session: Session, kpi: Kpi, unit: OrgUnit) -> tuple[float | None, float | None]:
    """The lowest and highest value seen in a unit; Nones where it never varied.

    A share means the same for one person as for many, so people's results count too.
    """
    of_unit = KpiResult.org_unit_id == unit.id
    conditions = [of_unit]
    if kpi.unit == SHARE:
        people = select(Employee.id).where(working_in([unit.path]))
        conditions.append(KpiResult.employee_id.in_(people))
    ends: list[float] = []
    for condition in conditions:
        low, high = session.execute(
            select(func.min(KpiResult.actual), func.max(KpiResult.actual)).where(
                KpiResult.kpi_id == kpi.id, condition
            )
        ).one()
        ends += [float(end) for end in (low, high) if end is not None]
    return (min(ends), max(ends)) if len(set(ends)) > 1 else (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonResult:
    """One person's KPI in the last period that it was measured in."""

    kpi: Named
    actual: Figure
    target: Figure | None
    last_day: date


def person_results(session: Session, employee_id: int) -> list[PersonResult]:
    """The latest result of each KPI by which one person is measured."""
    latest = (
        select(KpiResult.kpi_id, func.max(KpiResult.period_end).label("last"))
        .where(KpiResult.employee_id == employee_id)
        .group_by(KpiResult.kpi_id)
        .subquery()
    )
    rows = session.execute(
        select(Kpi, KpiResult.actual, KpiResult.target, KpiResult.period_end)
        .join(KpiResult, KpiResult.kpi_id == Kpi.id)
        .join(latest, (latest.c.kpi_id == Kpi.id) & (latest.c.last == KpiResult.period_end))
        .where(KpiResult.employee_id == employee_id)
        .order_by(Kpi.code)
    )
    return [
        PersonResult(
            kpi=named(kpi),
            actual=Figure(float(actual), kpi.unit),
            target=None if target is None else Figure(float(target), kpi.unit),
            last_day=last,
        )
        for kpi, actual, target, last in rows
    ]
