"""Positions beside each other."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import Position, PositionCertificate, PositionSkill


def of_family(session: Session, held: Position) -> list[Position]:
    """The other positions of its family for which a skill or a certificate is required."""
    if held.family is None:
        return []
    requiring = select(PositionSkill.position_id).union(select(PositionCertificate.position_id))
    asked = select(Position).where(
        Position.family == held.family, Position.id != held.id, Position.id.in_(requiring)
    )
    return list(session.scalars(asked.order_by(Position.code)))
