"""Appraisal scores of a group beside those of everybody else, by position."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from engine.analysis.appraisal import DimensionSums, PersonScore
from engine.queries.people import WORKING, working_in
from engine.store.tables import Appraisal, AppraisalItem, Employee, Position
from engine.store.types import as_double

# Scores without a scale are from 0 to 5.
USUAL_BEST = 5.0


def latest_cycle(session: Session) -> str | None:
    """The newest appraisal cycle by its name ("2026-H1")."""
    return session.scalar(select(func.max(Appraisal.cycle)))


def dimension_sums(
    session: Session, path: str, cycle: str, position_id: int | None = None
) -> list[DimensionSums]:
    """For each dimension that somebody under `path` was appraised in, by position: people, sum
    and sum of squares of their scores, and of everybody else's in the company; all on the widest
    scale of the cycle."""
    score = as_double(AppraisalItem.score) * _widened(session, cycle)
    inside = case((working_in([path], position_id), 1), else_=0)
    position = func.coalesce(Position.code, "").label("position_code")
    statement = (
        select(
            AppraisalItem.dimension,
            func.sum(inside),
            func.sum(inside * score),
            func.sum(inside * score * score),
            func.sum(1 - inside),
            func.sum((1 - inside) * score),
            func.sum((1 - inside) * score * score),
            position,
        )
        .join(Appraisal, Appraisal.id == AppraisalItem.appraisal_id)
        .join(Employee, Employee.id == Appraisal.employee_id)
        .outerjoin(Position, Position.id == Employee.position_id)
        .where(Appraisal.cycle == cycle, Employee.status.in_(WORKING))
        .group_by(AppraisalItem.dimension, "position_code")
        .order_by(AppraisalItem.dimension, "position_code")
    )
    rows = [
        DimensionSums(
            dimension=dimension,
            n=int(n),
            total=total,
            squares=squares,
            other_n=int(other_n),
            other_total=other,
            other_squares=other_squares,
            position=position,
        )
        for dimension, n, total, squares, other_n, other, other_squares, position in session.execute(
            statement
        )
    ]
    ours = {row.dimension for row in rows if row.n}
    return [row for row in rows if row.dimension in ours]


def _widened(session: Session, cycle: str) -> ColumnElement[float]:
    """By what a score is multiplied to stand on the widest scale of its cycle."""
    best = func.coalesce(as_double(Appraisal.scale_max), USUAL_BEST)
    widest = session.scalar(select(func.max(best)).where(Appraisal.cycle == cycle))
    return literal(widest or USUAL_BEST) / best


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAppraisal:
    """One person's result of one cycle; `best` is the best score there is."""

    cycle: str
    score: Decimal | None
    best: Decimal | None
    rating: str | None


def person_appraisals(session: Session, employee_id: int) -> list[PersonAppraisal]:
    """One person's results, the newest cycle first."""
    rows = session.execute(
        select(Appraisal.cycle, Appraisal.score, Appraisal.scale_max, Appraisal.rating)
        .where(Appraisal.employee_id == employee_id)
        .order_by(Appraisal.cycle.desc())
    )
    return [
        PersonAppraisal(cycle=cycle, score=score, best=best, rating=rating)
        for cycle, score, best, rating in rows
    ]


def person_scores(session: Session, employee_id: int) -> list[PersonScore]:
    """One person's scores in the latest cycle he was appraised in."""
    cycle = session.scalar(
        select(func.max(Appraisal.cycle)).where(Appraisal.employee_id == employee_id)
    )
    rows = session.execute(
        select(AppraisalItem.dimension, AppraisalItem.score)
        .join(Appraisal, Appraisal.id == AppraisalItem.appraisal_id)
        .where(Appraisal.employee_id == employee_id, Appraisal.cycle == cycle)
        .order_by(AppraisalItem.dimension)
    )
    return [PersonScore(cycle or "", dimension, float(score)) for dimension, score in rows]
