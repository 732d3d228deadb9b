"""The values of a goal, as somebody says them of a KPI."""

from __future__ import annotations

from engine.analysis.kpi import SHARE
from engine.queries.catalogue import by_code, catalogue_names, named
from engine.store.tables import Kpi
from engine.usecases.context import Context, reads
from engine.values.results import Figure, Named

PER_CENT = 100


@reads
def kpi_called(context: Context, words: str) -> Named | None:
    """The KPI of that name; None where there is none."""
    said = words.casefold()
    for one in catalogue_names(context.session):
        if one.kind == "kpi" and one.name.casefold() == said:
            return named(by_code(context.session, Kpi, one.code))
    return None


@reads
def value_of_kpi(context: Context, code: str, said: float) -> Figure:
    """A bare figure as the value of the KPI: that of a share is in per cent, of anything else
    as it was said."""
    unit = by_code(context.session, Kpi, code).unit
    return Figure(said / PER_CENT if unit == SHARE and said > 1 else said, unit)
