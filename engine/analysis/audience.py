"""Who exactly should go: the people with the gap, and the shortest true description of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.analysis.method import Method
from engine.policy import NeedRules
from engine.values.errors import NotEnoughData
from engine.values.results import Named

MOST_GROUPS = 3
TENURE_FROM, TENURE_BELOW, POSITION, UNIT = "tenure_from", "tenure_below", "position", "unit"


@dataclass(frozen=True, slots=True)
class TenureCount:
    """People with so many full years in the company; None where the hire date is unknown."""

    years: int | None
    people: int
    short: int


@dataclass(frozen=True, slots=True)
class GroupCount:
    """People of one position, or of one unit, of whom `short` have the gap."""

    group: Named
    people: int
    short: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceInputs:
    """The same people counted in three ways. `asked` is the blanket request's headcount."""

    group: str
    skill: Named
    asked: int | None
    rules: NeedRules
    rows: tuple[TenureCount, ...]
    positions: tuple[GroupCount, ...]
    units: tuple[GroupCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A description of an audience. By tenure, `years` is where it begins (or ends);
    by position or unit, `groups` names them.

    `people` fit it, `covered` of those have the gap, and `missed` have the gap without
    fitting it.
    """

    kind: str
    years: int | None
    groups: tuple[Named, ...]
    people: int
    covered: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """`short` of `assessed` have the gap. `cut` describes them where a description exists
    that finds nearly all of them and few others; else they go by name."""

    assessed: int
    short: int
    share: float
    blanket_accepted: bool
    cut: Cut | None
    tenure: tuple[TenureCount, ...]
    positions: tuple[GroupCount, ...]
    units: tuple[GroupCount, ...]


def find_audience(inputs: AudienceInputs) -> Audience:
    """The best cut by tenure, position or unit; a blanket request is accepted only where
    nearly everybody has the gap.

    Raises:
        NotEnoughData: too few people were assessed.
    """
    assessed = sum(row.people for row in inputs.rows)
    short = sum(row.short for row in inputs.rows)
    if assessed < inputs.rules.smallest_group:
        raise NotEnoughData("no_assessments", unit=inputs.group)
    share = short / assessed
    accepted = share >= inputs.rules.blanket_share
    cuts = [
        *_tenure_cuts(inputs.rows),
        *_group_cuts(POSITION, inputs.positions),
        *_group_cuts(UNIT, inputs.units),
    ]
    best = max(cuts, key=lambda cut: _informedness(cut, assessed, short), default=None)
    if accepted or short == 0 or best is None or not _describes(best, short, inputs.rules):
        best = None
    return Audience(
        assessed=assessed,
        short=short,
        share=share,
        blanket_accepted=accepted,
        cut=best,
        tenure=inputs.rows,
        positions=inputs.positions,
        units=inputs.units,
    )


def _tenure_cuts(rows: Sequence[TenureCount]) -> list[Cut]:
    """From y years on, and below y years."""
    known = [row for row in rows if row.years is not None]
    cuts = []
    for years in sorted({row.years for row in known if row.years}):
        upper = [row for row in known if (row.years or 0) >= years]
        lower = [row for row in known if (row.years or 0) < years]
        cuts.append(_cut(TENURE_FROM, years, (), upper, rows))
        cuts.append(_cut(TENURE_BELOW, years, (), lower, rows))
    return cuts


def _group_cuts(kind: str, rows: Sequence[GroupCount]) -> list[Cut]:
    """The groups with the largest shares of people with the gap, one more at a time; a long
    list of groups is no description."""
    ordered = sorted(rows, key=lambda row: (-row.short / row.people, row.group.code))
    return [
        _cut(kind, None, tuple(row.group for row in ordered[:n]), ordered[:n], rows)
        for n in range(1, min(len(ordered), MOST_GROUPS + 1))
    ]


def _cut(
    kind: str,
    years: int | None,
    groups: tuple[Named, ...],
    inside: Sequence[TenureCount | GroupCount],
    everybody: Sequence[TenureCount | GroupCount],
) -> Cut:
    covered = sum(row.short for row in inside)
    total = sum(row.short for row in everybody)
    return Cut(
        kind=kind,
        years=years,
        groups=groups,
        people=sum(row.people for row in inside),
        covered=covered,
        missed=total - covered,
    )


def _informedness(cut: Cut, assessed: int, short: int) -> float:
    """Share of those with the gap it finds, less the share of the others it takes along."""
    others = assessed - short
    if short == 0 or others == 0:
        return 0.0
    return cut.covered / short - (cut.people - cut.covered) / others


def _describes(cut: Cut, short: int, rules: NeedRules) -> bool:
    return cut.covered >= rules.cut_recall * short and cut.covered >= rules.cut_precision * (
        cut.people
    )


AUDIENCE = Method(
    name="audience",
    version=1,
    formula="the cut by tenure, position or unit with the greatest (share found of those with the gap "
    "− share taken of the others)",
    inputs=AudienceInputs,
    compute=find_audience,
)
