"""Required against actual levels, certificates, and what would close the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.analysis.appraisal import DimensionGap, DimensionSums, dimension_gap
from engine.analysis.method import Method
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from engine.values.price import Price
from engine.values.results import Caveat, Named

CERTIFICATE, SKILL = "certificate", "skill"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSums:
    """People of a group (or assessed in a skill) of whom `required` is required: how many,
    the sum of their levels (0–5), how many are below, and the sum of those levels."""

    group: Named
    required: Decimal
    criticality: Decimal
    people: int
    total: Decimal
    short: int
    short_total: Decimal

    @property
    def shortfall(self) -> Decimal:
        """Σ max(0, required − level) × criticality."""
        return (self.required * self.short - self.short_total) * self.criticality


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How one skill stands in a group; or one group over all its skills, where `assessed`
    and `short` count person and skill. `shortfall` = Σ max(0, required − level) × criticality."""

    group: Named
    assessed: int
    mean: float
    short: int
    shortfall: float


@dataclass(frozen=True, slots=True)
class CertificateCount:
    """Of `required` people who need a certificate, `missing` have no valid one; `expired` of
    these had one."""

    certificate: Named
    required: int
    missing: int
    expired: int


@dataclass(frozen=True, slots=True)
class Remedy:
    """The course that teaches a skill, or what a certificate certifies; `price` is None where
    it was never held."""

    subject: Named
    course: Named | None
    price: Price | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapInputs:
    """The group's assessments by skill, its certificates and appraisals."""

    group: str
    smallest_group: int
    rows: tuple[GapSums, ...]
    certificates: tuple[CertificateCount, ...]
    appraisals: tuple[DimensionSums, ...]
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlaggedNeed:
    """`headcount` people lack a certificate or the level of a skill; `total` is what the
    course for them costs. `supported`: the group's appraisals are below the others', too; it
    takes both to speak of a need. None where there are no appraisals to compare."""

    kind: str
    subject: Named
    headcount: int
    share: float
    supported: bool | None
    course: Named | None
    total: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """Worst first; groups smaller than may be shown are left out."""

    skills: tuple[Gap, ...]
    certificates: tuple[CertificateCount, ...]
    appraisals: tuple[DimensionGap, ...]
    needs: tuple[FlaggedNeed, ...]
    caveats: tuple[Caveat, ...]


def merge_gaps(rows: Sequence[GapSums]) -> list[Gap]:
    """One row a group, worst shortfall first."""
    parts: dict[Named, list[GapSums]] = {}
    for row in rows:
        parts.setdefault(row.group, []).append(row)
    gaps = [_merge(group, rows) for group, rows in parts.items()]
    return sorted(gaps, key=lambda gap: (-gap.shortfall, gap.group.code))


def _merge(group: Named, rows: Sequence[GapSums]) -> Gap:
    people = sum(row.people for row in rows)
    return Gap(
        group=group,
        assessed=people,
        mean=float(sum(row.total for row in rows)) / people,
        short=sum(row.short for row in rows),
        shortfall=float(sum(row.shortfall for row in rows)),
    )


def report_gaps(inputs: GapInputs) -> GapReport:
    """gap = max(0, required − level) × criticality; a missing or expired certificate is one.

    Raises:
        NotEnoughData: too few were assessed in anything, and no certificate is required.
    """
    least = inputs.smallest_group
    skills = [gap for gap in merge_gaps(inputs.rows) if gap.assessed >= least]
    certificates = [row for row in inputs.certificates if row.required >= least]
    if not skills and not certificates:
        raise NotEnoughData("no_assessments", unit=inputs.group)
    appraisals = _appraisals(inputs)
    needs = _needs(inputs, skills, certificates, appraisals)
    return GapReport(
        skills=tuple(skills),
        certificates=tuple(certificates),
        appraisals=tuple(appraisals),
        needs=needs,
        caveats=_caveats(needs),
    )


def _appraisals(inputs: GapInputs) -> list[DimensionGap]:
    dimensions: dict[str, list[DimensionSums]] = {}
    for row in inputs.appraisals:
        dimensions.setdefault(row.dimension, []).append(row)
    least = inputs.smallest_group
    gaps = [dimension_gap(rows, least) for rows in dimensions.values()]
    return [gap for gap in gaps if gap is not None and gap.n >= least]


def _needs(
    inputs: GapInputs,
    skills: Sequence[Gap],
    certificates: Sequence[CertificateCount],
    appraisals: Sequence[DimensionGap],
) -> tuple[FlaggedNeed, ...]:
    supported = any(gap.below for gap in appraisals) if appraisals else None
    lacking = [
        (CERTIFICATE, c.certificate, c.missing, c.required) for c in certificates if c.missing
    ] + [(SKILL, gap.group, gap.short, gap.assessed) for gap in skills if gap.short]
    remedies = {remedy.subject: remedy for remedy in inputs.remedies}
    return tuple(
        _need(kind, subject, short, people, supported, remedies[subject])
        for kind, subject, short, people in lacking
        if subject in remedies
    )


def _need(
    kind: str, subject: Named, short: int, people: int, supported: bool | None, remedy: Remedy
) -> FlaggedNeed:
    total = remedy.price.total(short) if remedy.price else None
    return FlaggedNeed(
        kind=kind,
        subject=subject,
        headcount=short,
        share=short / people,
        supported=supported,
        course=remedy.course,
        total=total,
    )


def _caveats(needs: Sequence[FlaggedNeed]) -> tuple[Caveat, ...]:
    """The price of what was never held is unknown until somebody asks for a quotation."""
    return tuple(
        Caveat("no_course_known", {"skill": need.subject})
        if need.course is None
        else Caveat("no_cost_history_ask", {"course": need.course})
        for need in needs
        if need.total is None
    )


@dataclass(frozen=True, slots=True)
class BreakdownInputs:
    """Assessments of a group by person, position, team or unit (`by`)."""

    group: str
    by: str
    smallest_group: int
    rows: tuple[GapSums, ...]


def break_down(inputs: BreakdownInputs) -> tuple[Gap, ...]:
    """Each group over all its skills, worst first.

    Raises:
        NotEnoughData: nobody there was assessed.
    """
    least = 1 if inputs.by == "person" else inputs.smallest_group
    gaps = tuple(gap for gap in merge_gaps(inputs.rows) if gap.assessed >= least)
    if not gaps:
        raise NotEnoughData("no_assessments", unit=inputs.group)
    return gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSkill:
    """One person's latest level in a skill beside what the position requires, if anything."""

    skill: Named
    level: Decimal | None
    assessed_on: date | None
    required: Decimal | None
    criticality: Decimal | None


@dataclass(frozen=True, slots=True)
class ProfileInputs:
    person: str
    rows: tuple[PersonSkill, ...]


@dataclass(frozen=True, slots=True)
class PersonGap:
    skill: PersonSkill
    gap: float


def person_gaps(inputs: ProfileInputs) -> tuple[PersonGap, ...]:
    """max(0, required − level) × criticality for each skill, widest first; a required skill
    that was never assessed counts as level 0."""
    gaps = [PersonGap(row, _person_gap(row)) for row in inputs.rows]
    return tuple(sorted(gaps, key=lambda gap: (-gap.gap, gap.skill.skill.code)))


def _person_gap(row: PersonSkill) -> float:
    if row.required is None or row.criticality is None:
        return 0.0
    return float(max(Decimal(0), row.required - (row.level or Decimal(0))) * row.criticality)


SKILL_GAP = Method(
    name="skill_gap",
    version=2,
    formula="Σ max(0, required − level) × criticality; an expired certificate counts as none",
    inputs=GapInputs,
    compute=report_gaps,
)
GAP_BREAKDOWN = Method(
    name="gap_breakdown",
    version=1,
    formula="Σ max(0, required − level) × criticality, by group",
    inputs=BreakdownInputs,
    compute=break_down,
)
PERSON_GAP = Method(
    name="person_gap",
    version=1,
    formula="max(0, required − level) × criticality; never assessed counts as level 0",
    inputs=ProfileInputs,
    compute=person_gaps,
)
