"""Cases of `query_table`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from engine.query.subject import COUNT, HOURS
from engine.query.table import Column, Raw, TableInputs
from engine.query.value import Query
from engine.values.encoding import to_plain
from engine.values.results import Named
from tests.engine.analysis.cases.plain import Plain


def raw(unit: str, people: int, hours: str | None = None, over: int | None = None) -> Raw:
    count, told = Decimal(people), None if hours is None else Decimal(hours)
    return Raw(
        keys=(Named(unit, unit),),
        values=(count, told),
        over=(None, None if over is None else Decimal(over)),
        whom=people,
        size=people,
    )


THREE = TableInputs(
    query=Query(of="people", measures=("people", "hours_per_head"), by=("unit",)),
    columns=(
        Column(name="unit", kind="thing"),
        Column(name="people", kind=COUNT),
        Column(name="hours_per_head", kind=HOURS),
    ),
    divided=(False, True),
    least=1,
    telling=True,
    rows=(raw("A", 12, "100", 12), raw("B", 9, None, 9), raw("C", 3, "7", 0)),
)

CASES: dict[str, dict[str, Plain]] = {
    "query_table": {
        "three units": to_plain(THREE),
        "one of too few": to_plain(replace(THREE, least=5)),
    }
}
