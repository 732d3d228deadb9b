"""Numbers that people quote: TR-2026-0001, ND-2026-0001."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.store.tables import NumberSeries


def next_number(session: Session, numbers: InstrumentedAttribute[str], prefix: str) -> str:
    """The next of the column `numbers` under a prefix ("TR-2026-"), with four digits or more;
    two who ask at once wait for each other."""
    series = session.scalar(
        select(NumberSeries).where(NumberSeries.prefix == prefix).with_for_update()
    )
    if series is None:
        series = NumberSeries(prefix=prefix, last=_highest(session, numbers, prefix))
        session.add(series)
    series.last += 1
    session.flush()
    return f"{prefix}{series.last:04d}"


def _highest(session: Session, numbers: InstrumentedAttribute[str], prefix: str) -> int:
    """The longest is the highest, and among those the last in order."""
    last = session.scalar(
        select(numbers)
        .where(numbers.startswith(prefix, autoescape=True))
        .order_by(func.length(numbers).desc(), numbers.desc())
        .limit(1)
    )
    return int(last.removeprefix(prefix)) if last else 0
