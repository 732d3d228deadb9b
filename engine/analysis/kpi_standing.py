"""Every KPI of a unit against its target."""

from __future__ import annotations

from dataclasses import dataclass

from engine.analysis.kpi import SHARE, KpiStanding, standing
from engine.analysis.method import Method
from engine.values.errors import EngineError, NotEnoughData
from engine.values.results import Caveat, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiValue:
    """Target and actual; `part_of` and `whole` where it is a part of a sum. `people` whose
    results these are (None: the unit's own)."""

    kpi: Named
    unit: str
    direction: str
    target: float | None
    actual: float
    people: int | None
    part_of: Named | None = None
    whole: float | None = None


@dataclass(frozen=True, slots=True)
class StandingInputs:
    unit: str
    rows: tuple[KpiValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiGap:
    """`standing` is None where no target says what would be enough (the caveat says why).
    `share_of_whole`: of the sum it is a part of."""

    kpi: Named
    unit: str
    direction: str
    actual: float
    people: int | None
    standing: KpiStanding | None
    part_of: Named | None
    share_of_whole: float | None
    caveats: tuple[Caveat, ...]

    @property
    def is_short(self) -> bool:
        return self.standing is not None and self.standing.gap > 0


def kpi_standings(inputs: StandingInputs) -> tuple[KpiGap, ...]:
    """Those furthest from their targets first, relatively; those without a target last.

    Raises:
        NotEnoughData: no KPI has a result.
    """
    if not inputs.rows:
        raise NotEnoughData("no_kpi_results", unit=inputs.unit)
    return tuple(sorted((_gap(row) for row in inputs.rows), key=_order))


def _order(gap: KpiGap) -> tuple[bool, float, str]:
    attainment = gap.standing.attainment if gap.standing else 1.0
    return gap.standing is None, attainment, gap.kpi.code


def _gap(row: KpiValue) -> KpiGap:
    found, caveats = None, []
    try:
        found = standing(row.target, row.actual, row.direction, row.unit)
    except EngineError as error:
        caveats.append(Caveat(error.code, {"kpi": row.kpi}))
    if row.people is not None:
        code = "mean_of_people" if row.unit == SHARE else "sum_of_people"
        caveats.append(Caveat(code, {"people": row.people}))
    share = row.actual / row.whole if row.whole else None
    return KpiGap(
        kpi=row.kpi,
        unit=row.unit,
        direction=row.direction,
        actual=row.actual,
        people=row.people,
        standing=found,
        part_of=row.part_of,
        share_of_whole=share,
        caveats=tuple(caveats),
    )


KPI_STANDING = Method(
    name="kpi_standing",
    version=1,
    formula="gap = target − actual, attainment = actual / target; the other way round where lower is "
    "better",
    inputs=StandingInputs,
    compute=kpi_standings,
)
