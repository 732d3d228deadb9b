"""Courses whose hours show no relation with results, what cutting them would set free, and which
courses with measured effects that could pay for: a proposal, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.analysis.correlation import CUT, Correlation, CorrelationInputs, correlate
from engine.analysis.method import Method
from engine.analysis.pearson import FEWEST, PairSums
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat, Named


@dataclass(frozen=True, slots=True)
class KpiPairs:
    """Hours in a course beside people's results in a KPI."""

    kpi: Named
    direction: str
    pairs: PairSums


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStanding:
    """What a course cost, whether it must be held, what next year's rule proposes for it, and its
    hours beside KPIs."""

    course: Named
    mandatory: bool
    spent: Money
    proposed: Money
    relations: tuple[KpiPairs, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReallocationInputs:
    """Of `asked` courses; of all, where none are."""

    year: int
    level: float
    significance: float
    worth_keeping: float
    asked: tuple[str, ...]
    rows: tuple[CourseStanding, ...]


@dataclass(frozen=True, slots=True)
class KpiRelation:
    kpi: Named
    found: Correlation


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFound:
    """`kept_for` says why it is not proposed to cut it: mandatory, better (its evaluations earn it
    more), related, or unknown (its hours stand beside nobody's results)."""

    course: Named
    spent: Money
    relations: tuple[KpiRelation, ...]
    kept_for: str | None


@dataclass(frozen=True, slots=True)
class Receiver:
    """A course that the rule gives so much more for what was measured of it."""

    course: Named
    more: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Reallocation:
    """`cut` are those proposed to be cut, the dearest first; `kept` the others that were asked
    about. `left` of what is released is nobody's yet."""

    year: int
    cut: tuple[CourseFound, ...]
    kept: tuple[CourseFound, ...]
    released: Money
    receivers: tuple[Receiver, ...]
    left: Money
    caveats: tuple[Caveat, ...]


def reallocate(inputs: ReallocationInputs) -> Reallocation:
    """Raises:
    NotEnoughData: nothing was held.
    """
    if not inputs.rows:
        raise NotEnoughData("nothing_held_in_year", year=inputs.year)
    found = [_judge(inputs, row) for row in inputs.rows if _is_asked(inputs, row)]
    found.sort(key=lambda one: (-one.spent.amount, one.course.code))
    cut = [one for one in found if one.kept_for is None]
    nothing = Money.zero(inputs.rows[0].spent.currency)
    released = sum((one.spent for one in cut), nothing)
    gone = {one.course.code for one in cut}
    receivers, left = _receivers(
        [row for row in inputs.rows if row.course.code not in gone], released
    )
    return Reallocation(
        year=inputs.year,
        cut=tuple(cut),
        kept=tuple(one for one in found if one.kept_for is not None),
        released=released,
        receivers=receivers,
        left=left,
        caveats=(Caveat("correlation_is_no_cause"),) if cut else (),
    )


def _is_asked(inputs: ReallocationInputs, row: CourseStanding) -> bool:
    return not inputs.asked or row.course.code in inputs.asked


def _judge(inputs: ReallocationInputs, row: CourseStanding) -> CourseFound:
    relations = tuple(
        KpiRelation(one.kpi, _correlation(inputs, row, one))
        for one in row.relations
        if one.pairs.free >= FEWEST and one.pairs.varies
    )
    return CourseFound(
        course=row.course,
        spent=row.spent,
        relations=relations,
        kept_for=_kept_for(row, relations),
    )


def _correlation(inputs: ReallocationInputs, row: CourseStanding, one: KpiPairs) -> Correlation:
    return correlate(
        CorrelationInputs(
            course=row.course,
            kpi=one.kpi,
            direction=one.direction,
            level=inputs.level,
            significance=inputs.significance,
            worth_keeping=inputs.worth_keeping,
            spent=row.spent,
            rows=one.pairs,
        )
    )


def _kept_for(row: CourseStanding, relations: Sequence[KpiRelation]) -> str | None:
    if row.mandatory:
        return "mandatory"
    if row.proposed.amount > row.spent.amount:
        return "better"
    if not relations:
        return "unknown"
    return None if all(one.found.action == CUT for one in relations) else "related"


def _receivers(
    rows: Sequence[CourseStanding], released: Money
) -> tuple[tuple[Receiver, ...], Money]:
    """Those that the rule gives more, the greatest rise for its cost first, as far as it goes."""
    better = [row for row in rows if row.proposed.amount > row.spent.amount]
    better.sort(key=lambda row: (-row.proposed.amount / (row.spent.amount or 1), row.course.code))
    found, left = [], released
    for row in better:
        more = row.proposed - row.spent
        if more.amount > left.amount:
            more = left
        if more.amount > 0:
            found.append(Receiver(row.course, more))
            left = left - more
    return tuple(found), left


REALLOCATION = Method(
    name="reallocation",
    version=1,
    formula="cut proposed where r² of hours and results is below the policy's limit in every KPI; "
    "what is released goes where next year's rule gives more",
    inputs=ReallocationInputs,
    compute=reallocate,
)
