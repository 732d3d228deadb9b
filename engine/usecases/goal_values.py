"""The values of a goal, as somebody says them of a KPI."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from engine.analysis.kpi import SHARE
from engine.queries.catalogue import by_code, named
from engine.store.tables import Kpi
from engine.usecases.context import Context, reads
from engine.values.results import Figure, Named

PER_CENT = 100


@reads
def kpi_called(context: Context, words: str) -> Named | None:
    """The KPI of that name; None where there is none."""
    said = words.lower()
    is_called = or_(func.lower(Kpi.name) == said, func.lower(Kpi.name_en) == said)
    found = context.session.scalars(select(Kpi).where(is_called).order_by(Kpi.code)).first()
    return None if found is None else named(found)


@reads
def value_of_kpi(context: Context, code: str, said: float) -> Figure:
    """A bare figure as the value of the KPI: that of a share is in per cent, of anything else
    as it was said."""
    unit = by_code(context.session, Kpi, code).unit
    return Figure(said / PER_CENT if unit == SHARE and said > 1 else said, unit)
