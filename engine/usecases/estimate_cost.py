"""What a training would cost for so many people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right, require
from engine.analysis.cost_estimate import (
    CATEGORY,
    COST_ESTIMATE,
    HISTORY,
    PER_PARTICIPANT,
    CostInputs,
    Estimate,
)
from engine.analysis.quoted import QuotedSum
from engine.analysis.session_cost import SessionPlan
from engine.analysis.shrinkage import CourseSpread, course_spreads
from engine.analysis.unit_cost import SessionCost
from engine.queries.budget import whole_budget
from engine.queries.catalogue import by_code, named
from engine.queries.people import count_working
from engine.queries.rates import Conversion, Rates, convert
from engine.queries.teaching import course_teaching
from engine.queries.training_prices import category_history, cost_parts, course_history
from engine.store.tables import Course, Skill
from engine.usecases.context import Context, reads
from engine.usecases.explanations import explained
from engine.usecases.needed import anywhere
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.price import Price
from engine.values.quotation import EXCLUDED, INCLUDED, Quotation, Tax
from engine.values.results import Caveat, MoneyInterval, Named

# Nobody employs more; and it is a number that every database takes.
MOST_PEOPLE = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What is asked for: a course or a skill of the catalogue by code, or a topic in words.

    A quotation is an outside price for it. `basis` is how a course with a history is priced:
    per_participant, or by_session where its cost lines allow.
    """

    course: str | None = None
    skill: str | None = None
    topic: str | None = None
    quotation: Quotation | None = None
    basis: str = PER_PARTICIPANT


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Prices so many `times` what history says; so many people in a session; some kinds of costs
    (instructor, venue, travel) not counted."""

    times: Decimal = Decimal(1)
    capacity: int | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CostHistory:
    """The sessions a price was computed from."""

    unit_cost: Money
    total: Money
    sessions: int
    participants: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CostEstimate:
    """`priced_by` is history, category (of courses alike) or quotation; `basis` is
    per_participant or by_session.

    `interval` is for the total; None where there is too little history for one, and for
    a quotation. `by_session` is the full cost in steps, where cost lines allow, and
    `pays_sessions` is False where `total` falls short of it. `price` is `unit_cost` before it
    was rounded: what other headcounts are worked out from. `quoted` is
    how a quotation's sum came about, and `home` (for a sum in another currency) what `total`
    is in the home currency by the latest rate.
    """

    course: Named | None
    topic: str
    headcount: int
    price: Price
    unit_cost: Money
    total: Money
    interval: MoneyInterval | None
    priced_by: str
    basis: str
    by_session: SessionPlan | None
    pays_sessions: bool
    history: CostHistory | None
    caveats: tuple[Caveat, ...]
    explanation_id: int
    quoted: QuotedSum | None = None
    home: Conversion | None = None
    # How long the course is.
    hours: Decimal | None = None

    @property
    def at_home(self) -> Money:
        """`total` in the home currency."""
        return self.home.converted if self.home else self.total


@reads
def estimate_cost(
    context: Context,
    training: Training,
    headcount: int,
    planned: date | None = None,
    basis: str | None = None,
    what_if: WhatIf | None = None,
) -> CostEstimate:
    """Cost per participant × headcount (or in steps, by session), from the course's own
    history, else its category's, else the quotation; at the prices of the planned day.
    `basis`: the training's own, unless said. `what_if` some of it were otherwise.

    Raises:
        InvalidInput: a headcount that is not from 1 to the company's own; a negative price.
        NotEnoughData: no history and no quotation; no costs of a kind that is to be left out; no exchange rate for a quotation (or for
            what was paid in the past); the number of sessions or the tax rate is missing.
        NotPermitted: an employee asks (amounts are for those who plan).
    """
    require(context.actor, Right.SEE_COSTS)
    check_headcount(context, headcount)
    course = resolve_course(context, training)
    training = replace(training, basis=basis or training.basis)
    inputs = cost_inputs(
        context, training, course, headcount, planned or context.today, what_if or WhatIf()
    )
    answer = explained(context, COST_ESTIMATE, inputs, anywhere(Right.SEE_COSTS))
    result = answer.result
    return CostEstimate(
        course=named(course) if course else None,
        topic=topic_of(context, training, course),
        headcount=headcount,
        price=result.price,
        unit_cost=result.unit_cost,
        total=result.total,
        interval=result.interval,
        priced_by=result.priced_by,
        basis=result.basis,
        by_session=result.by_session,
        pays_sessions=result.pays_sessions,
        history=_summary(result, inputs.rows),
        caveats=result.caveats,
        explanation_id=answer.explanation_id,
        quoted=result.quoted,
        home=_at_home(context, result.total),
        hours=course.hours if course else None,
    )


def _at_home(context: Context, total: Money) -> Conversion | None:
    if total.currency == context.currency:
        return None
    return convert(context.session, total, context.currency, context.today)


def cost_inputs(
    context: Context,
    training: Training,
    course: Course | None,
    headcount: int,
    planned: date,
    what_if: WhatIf,
) -> CostInputs:
    """What a price is worked out from."""
    rates = context.rates()
    if what_if.without:
        _require_parts(context, course, what_if.without)
    rows, priced_by = _history(context, training, course, rates, what_if.without)
    return CostInputs(
        topic=named(course) if course else topic_of(context, training, course),
        headcount=headcount,
        planned=planned,
        today=context.today,
        basis=training.basis,
        capacity=what_if.capacity or (course.capacity if course else None),
        quotation=training.quotation,
        with_tax=context.policy.money.budgets_include_vat,
        converted=rates.caveats,
        priced_by=priced_by,
        rules=context.policy.cost,
        rows=tuple(rows),
        alike=_alike(context, course, rows, priced_by),
        fiscal=context.fiscal,
        times=what_if.times,
        without=what_if.without,
    )


def _require_parts(context: Context, course: Course | None, parts: Sequence[str]) -> None:
    """That the course had such costs: a price without what was never paid would be no other."""
    known = cost_parts(context.session, course.id) if course else []
    for part in parts:
        if part not in known:
            raise NotEnoughData("no_such_costs", part=part, parts=known)


def check_headcount(context: Context, headcount: int) -> None:
    """Refuse what cannot be a number of the company's people.

    Raises:
        InvalidInput: below 1, or more than work in the whole company.
    """
    if headcount < 1:
        raise InvalidInput("headcount_not_positive", headcount=headcount)
    company = count_working(context.session, min(headcount, MOST_PEOPLE))
    if headcount > company:
        raise InvalidInput("headcount_beyond_company", headcount=headcount, company=company)


@reads
def counts_with_tax(context: Context) -> Tax:
    """Whether budgets count sums with value added tax (included) or without (excluded).

    Raises:
        NotPermitted: an employee asks.
    """
    require(context.actor, Right.SEE_COSTS)
    return INCLUDED if context.policy.money.budgets_include_vat else EXCLUDED


def check_amount(context: Context, amount: Money, years: Sequence[int]) -> None:
    """Refuse a slip of the keyboard: more than the company's whole budget of any of `years`;
    in another currency than the home one, by today's rate.

    Raises:
        InvalidInput: beyond the whole budget.
    """
    rates, today = context.rates(), context.today
    budgets = [whole_budget(context.session, year, rates, today) for year in years]
    largest = max(budgets, key=lambda budget: budget.amount)
    if largest.amount and rates.convert(amount, today) > largest:
        raise InvalidInput("amount_beyond_budget", amount=amount, budget=largest)


def resolve_course(context: Context, training: Training) -> Course | None:
    """The course named, or the one that teaches the skill named; None for a new topic."""
    if training.course:
        return by_code(context.session, Course, training.course)
    if training.skill:
        skill = by_code(context.session, Skill, training.skill)
        return next(iter(course_teaching(context.session, skill.id)), None)
    if training.topic:
        return context.session.scalar(select(Course).where(Course.name == training.topic))
    raise InvalidInput("no_topic")


def _history(
    context: Context,
    training: Training,
    course: Course | None,
    rates: Rates,
    without: Sequence[str],
) -> tuple[Sequence[SessionCost], str]:
    """The sessions to price by, with what kind they are. Beside a quotation they are only to
    compare with: none, where a rate is missing."""
    if course is None:
        return [], HISTORY
    try:
        return _sessions(context, course, rates, without)
    except NotEnoughData:
        if training.quotation is None:
            raise
        return [], HISTORY


def _sessions(
    context: Context, course: Course, rates: Rates, without: Sequence[str]
) -> tuple[Sequence[SessionCost], str]:
    """The course's own of the last years, else its older ones, else its category's."""
    since = first_day_of_history(context)
    own = course_history(
        context.session, course.id, since, rates, without=without
    ) or course_history(context.session, course.id, date.min, rates, without=without)
    if own or not course.category:
        return own, HISTORY
    return (
        category_history(context.session, course.category, since, rates, without=without),
        CATEGORY,
    )


def first_day_of_history(context: Context) -> date:
    """That of the fiscal year so many years before this one."""
    return context.fiscal.first_day(context.fiscal_year - context.policy.cost.history_years)


def _alike(
    context: Context, course: Course | None, rows: Sequence[SessionCost], priced_by: str
) -> tuple[CourseSpread, ...]:
    """The (other) courses of the category: what they cost, and how prices moved; in the
    currency of `rows`, and none where a rate is missing for that."""
    if priced_by == CATEGORY:
        return course_spreads(rows)
    if course is None or not course.category or not rows:
        return ()
    rates = Rates(context.session, rows[0].total.currency)
    try:
        category = category_history(
            context.session, course.category, first_day_of_history(context), rates, True
        )
    except NotEnoughData:
        return ()
    return course_spreads([session for session in category if session.course != course.code])


def _summary(estimate: Estimate, rows: Sequence[SessionCost]) -> CostHistory | None:
    cost = estimate.history
    if cost is None:
        return None
    starts = [session.start_date for session in rows]
    return CostHistory(
        unit_cost=cost.value,
        total=cost.total,
        sessions=cost.sessions,
        participants=cost.participants,
        first=min(starts),
        last=max(starts),
    )


def topic_of(context: Context, training: Training, course: Course | None) -> str:
    """What the training is called: the course's name, the skill's, or the words used."""
    if course is not None:
        return course.name
    if training.skill:
        return by_code(context.session, Skill, training.skill).name
    return training.topic or ""
