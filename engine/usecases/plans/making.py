"""A version of a year's plan made from an allocation: what it chose is in, all else out, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right
from engine.analysis.allocation import BestSet
from engine.analysis.proportional_split import ProportionalSplit
from engine.queries.needs import CourseNeed, course_needs
from engine.queries.plans import AskedFor, largest_needs, requests_for_courses
from engine.queries.training_prices import unit_prices
from engine.store.tables import Course, OrgUnit
from engine.usecases.allocation_asked import AllocationAsked, strongest
from engine.usecases.context import Context
from engine.usecases.estimate_cost import first_day_of_history
from engine.usecases.plans.storing import LineDraft, VersionDraft, store_version, subject_of
from engine.usecases.plans.versions import (
    ALLOCATION,
    CHOSEN,
    EXCLUDED,
    MANDATORY,
    NO_PRICE,
    NO_SHARE,
    SHARED,
    PlanView,
    plan_view,
)
from engine.usecases.simulate_allocation import SimulatedAllocation, simulate_allocation
from engine.usecases.units import require_company
from engine.values.encoding import to_plain
from engine.values.errors import InvalidInput
from engine.values.fiscal import FiscalCalendar
from engine.values.money import Money
from engine.values.price import Price


@dataclass(frozen=True, slots=True)
class PlanReceipt:
    """The version that was made or frozen."""

    plan: PlanView
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """What the allocation says of a course; `extra` is by how much more money it would come in."""

    is_in: bool
    reason: str
    amount: Money | None
    extra: Money | None = None


def make_plan(
    context: Context,
    asked: AllocationAsked,
    key: str,
    year: int | None = None,
    note: str | None = None,
) -> PlanReceipt:
    """Allocate as `simulate_allocation` does, and keep it as the next version of the plan of the
    year that needs are open for: a draft. Every course that somebody needs has a line.

    Raises:
        NotPermitted: HR of the whole company makes it.
        InvalidInput: `year` is another one than needs are open for; a note that is too long.
        what `simulate_allocation` raises.
    """
    require_company(context, Right.MAKE_PLAN)
    simulated = simulate_allocation(context, asked)
    if year not in (None, simulated.year):
        raise InvalidInput("plan_other_year", year=year, open=simulated.year)
    draft = VersionDraft(
        fiscal_year=simulated.year,
        made_from=ALLOCATION,
        total=simulated.total,
        note=note,
        asked=to_plain(asked),
        explanation_id=simulated.explanation_id,
    )
    plan = store_version(context, draft, list(_lines(context, simulated)))
    view = plan_view(context, plan)
    context.record("make_plan", subject_of(plan), key, total=simulated.total, planned=view.planned)
    return PlanReceipt(view)


def _lines(context: Context, simulated: SimulatedAllocation) -> Iterator[LineDraft]:
    """What is in first; then what is out, in the allocation's order: the most valuable first."""
    session, year = context.session, simulated.year
    needs = {one.course.code: one for one in course_needs(session, year)}
    verdicts = _verdicts(simulated.allocation)
    prices = unit_prices(session, first_day_of_history(context), context.rates())
    rest = {code: _left(need, prices) for code, need in needs.items() if code not in verdicts}
    every = {**verdicts, **rest}
    known = _Known.of(context, year)
    for code in sorted(every, key=lambda one: not every[one].is_in):
        origin = strongest(needs[code], simulated.weights)
        yield known.line(needs[code], every[code], origin)


def _verdicts(allocation: BestSet | ProportionalSplit) -> dict[str, _Verdict]:
    if isinstance(allocation, ProportionalSplit):
        return {one.course.code: _of_share(one.amount) for one in allocation.allotments}
    inside = {
        one.course.code: _Verdict(
            is_in=True, reason=MANDATORY if one.mandatory else CHOSEN, amount=one.cost
        )
        for one in sorted(allocation.chosen, key=lambda one: (-one.value, one.course.code))
    }
    outside = {
        one.course.code: _Verdict(
            is_in=False, reason=one.reason, amount=one.cost, extra=one.extra_money
        )
        for one in allocation.left_out
    }
    return {**inside, **outside}


def _of_share(amount: Money) -> _Verdict:
    got = amount.amount > 0
    return _Verdict(is_in=got, reason=SHARED if got else NO_SHARE, amount=amount)


def _left(need: CourseNeed, prices: Mapping[str, Price]) -> _Verdict:
    """Of what the allocation did not look at."""
    price = prices.get(need.course.code)
    if price is None:
        return _Verdict(is_in=False, reason=NO_PRICE, amount=None)
    return _Verdict(is_in=False, reason=EXCLUDED, amount=price.total(need.headcount))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a year's needs stand on: courses and units (by code), the needs and requests of courses."""

    courses: Mapping[str, int]
    units: Mapping[str, tuple[int, str]]
    needs: Mapping[str, int]
    requests: Mapping[str, list[AskedFor]]
    fiscal: FiscalCalendar

    @classmethod
    def of(cls, context: Context, year: int) -> _Known:
        session = context.session
        units = session.execute(select(OrgUnit.code, OrgUnit.id, OrgUnit.path))
        courses = session.execute(select(Course.code, Course.id))
        return cls(
            courses={code: number for code, number in courses},  # noqa: C416 - rows
            units={code: (number, path) for code, number, path in units},
            needs=largest_needs(session, year),
            requests=requests_for_courses(session, year),
            fiscal=context.fiscal,
        )

    def line(self, need: CourseNeed, verdict: _Verdict, origin: str) -> LineDraft:
        code = need.course.code
        unit_id, path = self.units[need.unit.code]
        asked = self.requests.get(code, ())
        request = next((one for one in asked if one.path.startswith(path)), None)
        return LineDraft(
            course_id=self.courses[code],
            topic=need.course.name,
            org_unit_id=unit_id,
            headcount=need.headcount,
            quarter=self.fiscal.quarter_of(request.begins) if request else None,
            amount=_amount(verdict.amount),
            origin=origin,
            mandatory=need.mandatory,
            is_in=verdict.is_in,
            reason=verdict.reason,
            extra=_amount(verdict.extra),
            need_id=self.needs.get(code),
            request_id=request.id if request else None,
        )


def _amount(money: Money | None) -> Decimal | None:
    return None if money is None else money.amount
