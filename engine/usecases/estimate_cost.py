"""What a training would cost for so many people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right, require
from engine.analysis.unit_cost import (
    SessionCost,
    UnitCost,
    planned_sessions,
    prediction_factor,
    scaled,
    unit_cost,
)
from engine.queries.budget import whole_budget
from engine.queries.catalogue import by_code, named
from engine.queries.people import headcount as count_people
from engine.queries.training import category_history, course_history, course_teaching
from engine.store.tables import Course, Skill
from engine.usecases.context import Context
from engine.usecases.explanations import record_explanation
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat, MoneyInterval, Named


@dataclass(frozen=True, slots=True)
class Training:
    """What is asked for: a course or a skill of the catalogue by code, or a topic in words.

    A quotation is an outside price, per head or for all, in the home currency.
    """

    course: str | None = None
    skill: str | None = None
    topic: str | None = None
    quoted_per_head: Decimal | None = None
    quoted_total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CostHistory:
    """The sessions a price was computed from."""

    unit_cost: Money
    total: Money
    sessions: int
    participants: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CostEstimate:
    """`priced_by` is history, category (of courses alike) or quotation.

    `interval` is for the total; None where there is too little history for one, and for
    a quotation.
    """

    course: Named | None
    topic: str
    headcount: int
    unit_cost: Money
    total: Money
    interval: MoneyInterval | None
    priced_by: str
    history: CostHistory | None
    caveats: tuple[Caveat, ...]
    explanation_id: int


def estimate_cost(context: Context, training: Training, headcount: int) -> CostEstimate:
    """Cost per participant × headcount, from the course's own history, else its category's,
    else the quotation.

    Raises:
        InvalidInput: a headcount that is not from 1 to the company's own; a negative price.
        NotEnoughData: no history and no quotation.
        NotPermitted: an employee asks (amounts are for those who plan).
    """
    require(context.actor, Right.SEE_COSTS)
    check_headcount(context, headcount)
    course = resolve_course(context, training)
    history, priced_by, caveats = _history(context, course)
    quoted = _quotation(training, headcount, context.currency)
    cost = unit_cost(history) if history else None
    if quoted is None and cost is None:
        raise NotEnoughData("no_cost_history", topic=_topic(context, training, course))
    if quoted is not None:
        caveats, priced_by = [Caveat("outside_quotation")], "quotation"
    price = quoted if quoted is not None else _value(cost)
    interval = _interval(context, course, cost, headcount, price) if quoted is None else None
    if quoted is None and interval is None and cost is not None:
        caveats.append(Caveat("too_few_sessions", {"sessions": cost.sessions}))
    total = (
        price * headcount
        if training.quoted_total is None
        else Money(training.quoted_total, context.currency)
    )
    summary = _summary(cost, history)
    output = {
        "unit_cost": price,
        "total": total,
        "interval": interval,
        "priced_by": priced_by,
        "caveats": caveats,
    }
    explanation = record_explanation(
        context,
        "unit_cost_from_history",
        None,
        {
            "training": asdict(training),
            "headcount": headcount,
            "topic": named(course) if course else _topic(context, training, course),
            "level": context.policy.cost.interval_level,
        },
        history,
        output,
    )
    return CostEstimate(
        named(course) if course else None,
        _topic(context, training, course),
        headcount,
        price,
        total,
        interval,
        priced_by,
        summary,
        tuple(caveats),
        explanation,
    )


def check_headcount(context: Context, headcount: int) -> None:
    """Refuse what cannot be a number of the company's people.

    Raises:
        InvalidInput: below 1, or more than work in the whole company.
    """
    if headcount < 1:
        raise InvalidInput("headcount_not_positive", headcount=headcount)
    company = count_people(context.session, "/")
    if headcount > company:
        raise InvalidInput("headcount_beyond_company", headcount=headcount, company=company)


def check_amount(context: Context, amount: Money, years: Sequence[int]) -> None:
    """Refuse a slip of the keyboard: more than the company's whole budget of any of `years`.

    Raises:
        InvalidInput: beyond the whole budget.
    """
    largest = max(whole_budget(context.session, year) for year in years)
    if largest and amount.amount > largest:
        raise InvalidInput(
            "amount_beyond_budget", amount=amount, budget=Money(largest, amount.currency)
        )


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
    context: Context, course: Course | None
) -> tuple[Sequence[SessionCost], str, list[Caveat]]:
    """The sessions to price by: the course's own of the last years, else its older ones,
    else its category's; with what kind it is and what must be said of it."""
    if course is None:
        return [], "quotation", []
    since = date(context.today.year - context.policy.cost.history_years, 1, 1)
    if own := course_history(context.session, course.id, since):
        return own, "history", []
    if older := course_history(context.session, course.id, date.min):
        return older, "history", [Caveat("old_history", {"last": older[-1].start_date})]
    alike = category_history(context.session, course.category, since) if course.category else []
    return alike, "category", [Caveat("priced_by_category", {"category": course.category})]


def _quotation(training: Training, headcount: int, currency: str) -> Money | None:
    for amount in (training.quoted_per_head, training.quoted_total):
        if amount is not None and amount < 0:
            raise InvalidInput("amount_negative", amount=amount)
    if training.quoted_per_head is not None:
        return Money(training.quoted_per_head, currency)
    if training.quoted_total is not None:
        return Money(training.quoted_total, currency).per(headcount)
    return None


def _interval(
    context: Context, course: Course | None, cost: UnitCost | None, headcount: int, price: Money
) -> MoneyInterval | None:
    rules = context.policy.cost
    if cost is None or cost.spread is None or cost.sessions < rules.fewest_sessions_for_interval:
        return None
    planned = planned_sessions(headcount, course.capacity if course else None, cost)
    factor = prediction_factor(cost.spread, cost.sessions, planned, rules.interval_level)
    total = price * headcount
    return MoneyInterval(scaled(total, 1 / factor), scaled(total, factor), rules.interval_level)


def _summary(cost: UnitCost | None, history: Sequence[SessionCost]) -> CostHistory | None:
    if cost is None:
        return None
    starts = [session.start_date for session in history]
    return CostHistory(
        cost.value, cost.total, cost.sessions, cost.participants, min(starts), max(starts)
    )


def _value(cost: UnitCost | None) -> Money:
    if cost is None:
        raise NotEnoughData("no_cost_history")
    return cost.value


def _topic(context: Context, training: Training, course: Course | None) -> str:
    """What the training is called: the course's name, the skill's, or the words used."""
    if course is not None:
        return course.name
    if training.skill:
        return by_code(context.session, Skill, training.skill).name
    return training.topic or ""
