"""Which version of a year's plan is meant, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from engine.access import Right, scope
from engine.access.paths import is_whole_company
from engine.queries.catalogue import named
from engine.queries.plans import StoredLine, lines_of_plan, newest_planned_year, plan_versions
from engine.store.tables import Employee, OrgUnit, TrainingPlan
from engine.usecases.context import Context
from engine.usecases.disclosure import sees_people
from engine.usecases.units import unit_for
from engine.values.errors import NotFound
from engine.values.money import Money
from engine.values.results import Named

K = TypeVar("K", bound=Hashable)
DRAFT, FROZEN = "draft", "frozen"
ALLOCATION, HAND = "allocation", "hand"
EMPLOYEE = "employee"
# Why a line is in: the best set has it, it is mandatory, it got its share, somebody took it in.
CHOSEN, MANDATORY, SHARED, BY_HAND = "chosen", "mandatory", "shared", "by_hand"
# Why one is out, beside what the allocation tells (`engine.analysis.left_out`) and by hand: nothing
# tells its price, it was not to be looked at, its share was nothing.
NO_PRICE, EXCLUDED, NO_SHARE = "no_price", "excluded", "no_share"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLineView:
    """`unit` and `headcount` are None where they would tell of single people who are not the
    reader's to see. `stands_for` are the need and the request that it is in the plan for."""

    course: Named | None
    topic: str
    unit: Named | None
    headcount: int | None
    quarter: int | None
    amount: Money | None
    origin: str
    mandatory: bool
    is_in: bool
    reason: str
    extra: Money | None
    said: str | None
    stands_for: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.course.code if self.course else self.topic

    @property
    def name(self) -> Named:
        return self.course or Named("", self.topic)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """`status` is draft or frozen; of the frozen ones the newest is in force. `total` is what there
    was to share, for who sees the whole company."""

    fiscal_year: int
    version: int
    status: str
    in_force: bool
    made_from: str
    based_on: int | None
    total: Money | None
    note: str | None
    made_by: str
    made_at: datetime
    frozen_by: str | None
    frozen_at: datetime | None
    policy_version: str
    explanation_id: int | None


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What of a plan falls to a unit (None: it is not told whose)."""

    unit: Named | None
    lines: int
    amount: Money


@dataclass(frozen=True, slots=True)
class OfQuarter:
    """What of a plan falls to a quarter (None: none is said)."""

    quarter: int | None
    lines: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """`lines` are those of the unit asked about and of what is under it; `planned` is what those
    that are in come to. `left` is what the whole plan leaves of its total, below nothing where it
    goes beyond. `withheld`: lines of a few people are not told of a part of the company."""

    plan: VersionView
    unit: Named
    lines: tuple[PlanLineView, ...]
    planned: Money
    left: Money | None
    by_unit: tuple[OfUnit, ...]
    by_quarter: tuple[OfQuarter, ...]
    withheld: bool


def plan_meant(
    context: Context, year: int | None = None, version: int | None = None
) -> TrainingPlan:
    """The version that is named; else the one in force, or the newest where none is; of the newest
    year that has a plan, where none is named.

    Raises:
        NotFound: there is none.
    """
    of_year = newest_planned_year(context.session) if year is None else year
    versions = plan_versions(context.session, of_year) if of_year is not None else ()
    if not versions:
        raise NotFound("no_plan", year=of_year or context.fiscal_year + 1)
    if version is None:
        return in_force(versions) or versions[-1]
    found = next((one for one in versions if one.version_no == version), None)
    if found is None:
        raise NotFound("unknown_plan_version", year=of_year, version=version, newest=len(versions))
    return found


def newest_plan(
    context: Context, year: int | None = None, version: int | None = None
) -> TrainingPlan:
    """What a change begins with: the version that is named, or else the newest.

    Raises:
        NotFound: there is none.
    """
    if version is not None:
        return plan_meant(context, year, version)
    found = plan_meant(context, year)
    return plan_versions(context.session, found.fiscal_year)[-1]


def in_force(versions: Sequence[TrainingPlan]) -> TrainingPlan | None:
    """Of the frozen ones the newest."""
    return next((one for one in reversed(versions) if one.frozen_at is not None), None)


def version_view(context: Context, plan: TrainingPlan) -> VersionView:
    session = context.session
    versions = plan_versions(session, plan.fiscal_year)
    based_on = session.get(TrainingPlan, plan.based_on_id or 0)
    frozen_by = session.get(Employee, plan.frozen_by_id or 0)
    whole = any(map(is_whole_company, scope(context.actor, Right.SEE_BUDGET)))
    return VersionView(
        fiscal_year=plan.fiscal_year,
        version=plan.version_no,
        status=DRAFT if plan.frozen_at is None else FROZEN,
        in_force=in_force(versions) is plan,
        made_from=plan.made_from,
        based_on=based_on.version_no if based_on else None,
        total=Money(plan.total, plan.currency) if whole else None,
        note=plan.note,
        made_by=session.get_one(Employee, plan.made_by_id).name,
        made_at=plan.made_at,
        frozen_by=frozen_by.name if frozen_by else None,
        frozen_at=plan.frozen_at,
        policy_version=plan.policy_version,
        explanation_id=plan.explanation_id,
    )


def plan_view(context: Context, plan: TrainingPlan, unit_code: str | None = None) -> PlanView:
    """The plan as the actor may see it.

    Raises:
        NotPermitted: he sees no budgets there.
        NotFound: no such unit.
    """
    unit = unit_for(context, Right.SEE_BUDGET, unit_code)
    stored = lines_of_plan(context.session, plan.id)
    lines, withheld = told(context, unit, stored)
    version = version_view(context, plan)
    whole = sum_of((one.amount for one in stored if one.row.is_in), plan.currency)
    return PlanView(
        plan=version,
        unit=named(unit),
        lines=lines,
        planned=sum_of((one.amount for one in lines if one.is_in), plan.currency),
        left=version.total - whole if version.total else None,
        by_unit=_by_unit(lines, plan.currency),
        by_quarter=_by_quarter(lines, plan.currency),
        withheld=withheld,
    )


def told(
    context: Context, unit: OrgUnit, stored: Iterable[StoredLine]
) -> tuple[tuple[PlanLineView, ...], bool]:
    """Those of a unit that may be told; whether some may not. What single people said they lack is
    told of the whole company, without whose it is, as in the priorities."""
    lines: list[PlanLineView] = []
    withheld = False
    for one in stored:
        if not one.path.startswith(unit.path):
            continue
        single = tells_of_few(context, one)
        if single and not is_whole_company(unit.path):
            withheld = True
        else:
            lines.append(line_view(one, single))
    return tuple(lines), withheld


def tells_of_few(context: Context, line: StoredLine) -> bool:
    """Whether it says what a few people lack, to who may not see them."""
    few = line.row.headcount < context.policy.need.smallest_group
    return line.row.origin == EMPLOYEE and few and not sees_people(context, line.path)


def line_view(line: StoredLine, single: bool = False) -> PlanLineView:
    row = line.row
    extra = None if row.extra is None else Money(row.extra, row.currency)
    return PlanLineView(
        course=line.course,
        topic=row.topic,
        unit=None if single else line.unit,
        headcount=None if single else row.headcount,
        quarter=row.quarter,
        amount=line.amount,
        origin=row.origin,
        mandatory=row.mandatory,
        is_in=row.is_in,
        reason=row.reason,
        extra=extra,
        said=row.said,
        stands_for=() if single else tuple(one for one in (line.need, line.request) if one),
    )


def sum_of(amounts: Iterable[Money | None], currency: str) -> Money:
    return sum((one for one in amounts if one is not None), Money.zero(currency))


def _by_unit(lines: Sequence[PlanLineView], currency: str) -> tuple[OfUnit, ...]:
    """The largest sum first."""
    found = _parts(lines, lambda one: one.unit)
    sums = (OfUnit(unit, len(of), _sum(of, currency)) for unit, of in found.items())
    return tuple(sorted(sums, key=lambda one: -one.amount.amount))


def _by_quarter(lines: Sequence[PlanLineView], currency: str) -> tuple[OfQuarter, ...]:
    """What has no quarter comes last."""
    found = _parts(lines, lambda one: one.quarter)
    sums = (OfQuarter(quarter, len(of), _sum(of, currency)) for quarter, of in found.items())
    return tuple(sorted(sums, key=lambda one: (one.quarter is None, one.quarter or 0)))


def _parts(
    lines: Sequence[PlanLineView], part: Callable[[PlanLineView], K]
) -> dict[K, list[PlanLineView]]:
    """The lines that are in, by what they fall to."""
    found: dict[K, list[PlanLineView]] = {}
    for line in lines:
        if line.is_in:
            found.setdefault(part(line), []).append(line)
    return found


def _sum(lines: Iterable[PlanLineView], currency: str) -> Money:
    return sum_of((one.amount for one in lines), currency)
