"""A version of a plan changed by hand: what comes of it is the next version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Literal

from engine.access import Right
from engine.queries.catalogue import by_code, named
from engine.queries.need_records import BUSINESS
from engine.queries.plans import StoredLine, lines_of_plan
from engine.queries.training_prices import unit_prices
from engine.store.tables import Course, OrgUnit, TrainingPlan, TrainingPlanLine
from engine.usecases.context import Context, reads
from engine.usecases.estimate_cost import check_headcount, first_day_of_history
from engine.usecases.needs.topics import same_topic
from engine.usecases.plans.comparing import LineDifference, differences
from engine.usecases.plans.making import PlanReceipt
from engine.usecases.plans.storing import LineDraft, VersionDraft, store_version, subject_of
from engine.usecases.plans.versions import (
    BY_HAND,
    HAND,
    VersionView,
    line_view,
    newest_plan,
    plan_view,
    sum_of,
    version_view,
)
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput, NotFound
from engine.values.money import Money
from engine.values.results import Named

IN, OUT = "in", "out"
QUARTERS = (1, 2, 3, 4)
LONGEST_TOPIC = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """What becomes of one line: of a course (by code), or of a topic in words. `take` it in or out;
    another quarter, number of people or sum. Of one that is new `unit` says whose it is."""

    course: str | None = None
    topic: str | None = None
    take: Literal["in", "out"] | None = None
    quarter: int | None = None
    headcount: int | None = None
    amount: Money | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPlan:
    """What a change would make of a version: each line before and after, and the sums."""

    plan: VersionView
    lines: tuple[LineDifference, ...]
    before: Money
    after: Money
    total: Money


@reads
def preview_plan_change(
    context: Context,
    changes: Sequence[PlanChange],
    year: int | None = None,
    version: int | None = None,
) -> ChangedPlan:
    """What `change_plan` would do to the newest version, or to another; nothing is stored.

    Raises:
        what `change_plan` raises, but that a reason may be missing.
    """
    base, before, after = _changed(context, changes, year, version)
    old, new = map(line_view, before), map(line_view, after)
    return ChangedPlan(
        plan=version_view(context, base),
        lines=differences(list(old), list(new)),
        before=_planned(before, base),
        after=_planned(after, base),
        total=Money(base.total, base.currency),
    )


def change_plan(
    context: Context,
    changes: Sequence[PlanChange],
    key: str,
    reason: str | None = None,
    year: int | None = None,
    version: int | None = None,
) -> PlanReceipt:
    """Make the next version of the plan of `year` (the newest that has one) from the newest
    version, or from another: a draft, in which these lines are as said. People without a sum cost
    what they cost so far.

    Raises:
        NotPermitted: HR of the whole company changes it.
        NotFound: no plan, no such version, course or unit.
        InvalidInput: nothing would change; a line that is not in the plan; what is taken in or
            out without a reason; a line that lacks something, or cannot be as said.
    """
    base, _, lines = _changed(context, changes, year, version)
    if any(one.take for one in changes) and not (reason or "").strip():
        raise InvalidInput("plan_reason")
    lines = [_explained(line, reason) for line in lines]
    draft = VersionDraft(
        fiscal_year=base.fiscal_year,
        made_from=HAND,
        total=Money(base.total, base.currency),
        note=reason,
        based_on=base,
        asked=base.asked,
        explanation_id=base.explanation_id,
    )
    plan = store_version(context, draft, [LineDraft.of(one.row) for one in lines])
    view = plan_view(context, plan)
    context.record(
        "change_plan",
        subject_of(plan),
        key,
        of=base.version_no,
        changes=list(changes),
        reason=reason,
        planned=view.planned,
    )
    return PlanReceipt(view)


def _changed(
    context: Context, changes: Sequence[PlanChange], year: int | None, version: int | None
) -> tuple[TrainingPlan, list[StoredLine], list[StoredLine]]:
    """The version that is changed, its lines, and these as they become."""
    require_company(context, Right.MAKE_PLAN)
    base = newest_plan(context, year, version)
    before = lines_of_plan(context.session, base.id)
    after = {same_topic(one.key): one for one in before}
    for change in changes:
        key = _key(context, change)
        line = after.get(key)
        after[key] = _with(context, base, line or _new(context, base, change), change)
    lines = list(after.values())
    if [LineDraft.of(one.row) for one in lines] == [LineDraft.of(one.row) for one in before]:
        raise InvalidInput("plan_unchanged")
    return base, before, lines


def _key(context: Context, change: PlanChange) -> str:
    """What the line is in the plan, whoever wrote it how."""
    if change.course is not None:
        return same_topic(by_code(context.session, Course, change.course).code)
    if not (change.topic or "").strip():
        raise InvalidInput("no_topic")
    return same_topic(change.topic or "")


def _new(context: Context, base: TrainingPlan, change: PlanChange) -> StoredLine:
    """A line that the plan did not have; what it lacks, `_with` says.

    Raises:
        NotFound: it was not to be taken in.
        InvalidInput: it is not said whose it is, or for how many.
    """
    course = by_code(context.session, Course, change.course) if change.course else None
    topic = course.name if course else (change.topic or "").strip()
    if change.take != IN:
        raise NotFound("not_in_plan", course=named(course) if course else Named("", topic))
    if change.unit is None:
        raise InvalidInput("plan_lacks_unit", course=topic)
    if change.headcount is None:
        raise InvalidInput("plan_lacks_headcount", course=topic)
    unit = by_code(context.session, OrgUnit, change.unit)
    draft = LineDraft(
        course_id=course.id if course else None,
        topic=topic[:LONGEST_TOPIC],
        org_unit_id=unit.id,
        headcount=0,
        quarter=None,
        amount=None,
        origin=BUSINESS,
        mandatory=bool(course and course.mandatory),
        is_in=False,
        reason=BY_HAND,
    )
    row = TrainingPlanLine(**asdict(draft), currency=base.currency)
    return StoredLine(
        row=row,
        course=named(course) if course else None,
        unit=named(unit),
        path=unit.path,
        need=None,
        request=None,
    )


def _with(context: Context, base: TrainingPlan, line: StoredLine, change: PlanChange) -> StoredLine:
    """The line as it becomes."""
    was = LineDraft.of(line.row)
    unit = by_code(context.session, OrgUnit, change.unit) if change.unit else None
    now = replace(
        was,
        org_unit_id=unit.id if unit else was.org_unit_id,
        headcount=was.headcount if change.headcount is None else change.headcount,
        quarter=_quarter(change) or was.quarter,
        is_in=was.is_in if change.take is None else change.take == IN,
    )
    now = replace(now, amount=_amount(context, base, line, now, change))
    if now.is_in != was.is_in:
        now = replace(now, reason=BY_HAND, extra=None)
    if now.is_in and now.amount is None:
        raise InvalidInput("plan_lacks_amount", course=line.topic)
    row = TrainingPlanLine(**asdict(now), currency=base.currency)
    return replace(
        line,
        row=row,
        unit=named(unit) if unit else line.unit,
        path=unit.path if unit else line.path,
    )


def _quarter(change: PlanChange) -> int | None:
    if change.quarter not in (None, *QUARTERS):
        raise InvalidInput("unknown_quarter", quarter=change.quarter)
    return change.quarter


def _amount(
    context: Context, base: TrainingPlan, line: StoredLine, now: LineDraft, change: PlanChange
) -> Decimal | None:
    """As said; else of another number of people what they cost so far."""
    if change.amount is not None:
        return _in_currency(base, change.amount)
    if change.headcount is None:
        return now.amount
    check_headcount(context, change.headcount)
    if change.headcount == line.row.headcount:
        return now.amount
    prices = unit_prices(context.session, first_day_of_history(context), context.rates())
    price = prices.get(line.key) if line.course else None
    if price is None:
        raise InvalidInput("plan_lacks_amount", course=line.topic)
    return _in_currency(base, price.total(change.headcount))


def _in_currency(base: TrainingPlan, amount: Money) -> Decimal:
    if amount.currency != base.currency:
        raise InvalidInput("plan_currency", currency=base.currency, given=amount.currency)
    return amount.amount


def _explained(line: StoredLine, reason: str | None) -> StoredLine:
    """A line that was made anew has the reason beside it."""
    if line.row.id is None:
        line.row.said = (reason or "").strip() or None
    return line


def _planned(lines: Sequence[StoredLine], base: TrainingPlan) -> Money:
    return sum_of((one.amount for one in lines if one.row.is_in), base.currency)
