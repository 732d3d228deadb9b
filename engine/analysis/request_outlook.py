"""What a request would move: the gap it closes, and the KPI behind it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.method import Method
from engine.values.money import Money
from engine.values.results import Caveat, Figure, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFacts:
    """A KPI that the skill moves: by `coefficient` points a level (`coefficient_unit` pp), or
    relatively, by that share for a relative change of the mean level (relative)."""

    kpi: Named
    unit: str
    actual: float
    target: float | None
    coefficient: Decimal | None
    coefficient_unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOutlookFacts:
    """`short` of `assessed` people are `shortfall` levels (mean of theirs) below what is
    required; the course adds `gain` levels. None: not known."""

    line: int
    headcount: int
    total: Money
    skill: Named | None
    assessed: int
    short: int
    shortfall: float
    mean: float
    gain: Decimal | None
    kpi: KpiFacts | None


@dataclass(frozen=True, slots=True)
class OutlookInputs:
    number: str
    rows: tuple[LineOutlookFacts, ...]


@dataclass(frozen=True, slots=True)
class KpiOutlook:
    """Where the KPI is expected to go; `after` None where nothing says by how much."""

    kpi: Named
    actual: Figure
    target: Figure | None
    after: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOutlook:
    """Of those with the gap, `reached` would come `closes` levels nearer (mean), at
    `per_level`: the cost of one person's one level."""

    line: int
    skill: Named | None
    reached: int
    short: int
    closes: float | None
    per_level: Money | None
    kpi: KpiOutlook | None
    caveats: tuple[Caveat, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    lines: tuple[LineOutlook, ...]


def outlook(inputs: OutlookInputs) -> Outlook:
    return Outlook(tuple(_line(row) for row in inputs.rows))


def _line(row: LineOutlookFacts) -> LineOutlook:
    if row.skill is None or row.assessed == 0:
        code = "teaches_no_known_skill" if row.skill is None else "nobody_assessed"
        return LineOutlook(
            line=row.line,
            skill=row.skill,
            reached=0,
            short=0,
            closes=None,
            per_level=None,
            kpi=None,
            caveats=(Caveat(code),),
        )
    reached = min(row.headcount, row.short)
    if row.gain is None:
        caveats = (Caveat("gain_unknown"),)
        return LineOutlook(
            line=row.line,
            skill=row.skill,
            reached=reached,
            short=row.short,
            closes=None,
            per_level=None,
            kpi=_kpi(row, None),
            caveats=caveats,
        )
    closes = min(float(row.gain), row.shortfall)
    levels = reached * closes
    per_level = _per_level(row.total, levels)
    kpi = _kpi(row, levels / row.assessed)
    unknown = (Caveat("kpi_effect_unknown"),) if kpi is not None and kpi.after is None else ()
    return LineOutlook(
        line=row.line,
        skill=row.skill,
        reached=reached,
        short=row.short,
        closes=closes,
        per_level=per_level,
        kpi=kpi,
        caveats=unknown,
    )


def _per_level(total: Money, levels: float) -> Money | None:
    if levels <= 0:
        return None
    return Money(total.amount / Decimal(str(levels)), total.currency)


def _kpi(row: LineOutlookFacts, rise: float | None) -> KpiOutlook | None:
    """`rise` is by how many levels the mean of all who were assessed would go up."""
    facts = row.kpi
    if facts is None:
        return None
    after = None
    if rise is not None and facts.coefficient is not None:
        coefficient = float(facts.coefficient)
        if facts.coefficient_unit != "relative":
            after = facts.actual + coefficient * rise
        elif row.mean:
            after = facts.actual * (1 + coefficient * rise / row.mean)
    return KpiOutlook(
        facts.kpi,
        Figure(facts.actual, facts.unit),
        Figure(facts.target, facts.unit) if facts.target is not None else None,
        Figure(after, facts.unit) if after is not None else None,
    )


REQUEST_OUTLOOK = Method(
    name="request_outlook",
    version=1,
    formula="closes = min(gain, shortfall); KPI + coefficient × reached × closes ÷ assessed",
    inputs=OutlookInputs,
    compute=outlook,
)
