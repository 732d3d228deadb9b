"""What trainings cost so far, session by session and by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select
from sqlalchemy.orm import Session

from engine.analysis.unit_cost import SessionCost
from engine.queries.rates import Rates
from engine.queries.request_sessions import HELD, WHOLE_SESSION
from engine.queries.session_sizes import heads_counted
from engine.store.tables import (
    CostLine,
    Course,
    Participation,
    TrainingSession,
)
from engine.store.types import money_amount
from engine.values.money import Money
from engine.values.price import Price

# What prices were longer ago than this many sessions says nothing that these do not.
MOST_SESSIONS = 500
LEARNER_TIME = "learner_time"


def course_history(
    session: Session,
    course_id: int,
    since: date,
    rates: Rates,
    convert_all: bool = False,
    without: Collection[str] = (),
) -> list[SessionCost]:
    """The sessions of a course held since `since`, oldest first; the newest 500 of more.

    Where all were paid in one currency, it is kept (unless `convert_all`): a price in dollars
    is best known in dollars. Else each is converted by the rate of its day. `without` some kinds
    of cost lines.

    Raises:
        NotEnoughData: one was paid in a currency that had no rate on its day.
    """
    return _history(session, Course.id == course_id, since, rates, convert_all, without)


def category_history(
    session: Session,
    category: str,
    since: date,
    rates: Rates,
    convert_all: bool = False,
    without: Collection[str] = (),
) -> list[SessionCost]:
    """The same of all courses of a category."""
    return _history(session, Course.category == category, since, rates, convert_all, without)


def _history(
    session: Session,
    which: ColumnElement[bool],
    since: date,
    rates: Rates,
    convert_all: bool,
    without: Collection[str],
) -> list[SessionCost]:
    rows = session.execute(_history_statement(which, since, without)).all()
    currencies = {row.currency for row in rows}
    if len(currencies) == 1 and not convert_all:
        rates = Rates(session, *currencies)
    # A session that was paid in several currencies is one session still.
    sums: dict[str, list[Decimal]] = {}
    about: dict[str, tuple[str, date, int]] = {}
    undivided: set[str] = set()
    for code, course, start, currency, people, divided, *parts in rows:
        about[code] = course, start, people
        undivided |= set() if divided else {code}
        before = sums.get(code, [Decimal(0)] * len(parts))
        sums[code] = [
            old + rates.exact(part, currency, start)
            for old, part in zip(before, parts, strict=True)
        ]
    return [
        _session_cost(
            code,
            *about[code],
            [Money(part, rates.quote) for part in sums[code]],
            is_divided=code not in undivided,
        )
        for code in reversed(sums)
    ]


def _session_cost(
    code: str, course: str, start: date, people: int, parts: list[Money], is_divided: bool
) -> SessionCost:
    total, fixed, per_learner = parts
    return SessionCost(
        code=code,
        course=course,
        start_date=start,
        participants=people,
        total=total,
        fixed=fixed if is_divided else None,
        per_learner=per_learner if is_divided else None,
    )


def _history_statement(
    which: ColumnElement[bool], since: date, without: Collection[str]
) -> Select[Any]:
    wanted = (
        select(TrainingSession.id)
        .join(Course, Course.id == TrainingSession.course_id)
        .where(which, TrainingSession.status == HELD, TrainingSession.start_date >= since)
        .order_by(TrainingSession.start_date.desc(), TrainingSession.id.desc())
        .limit(MOST_SESSIONS)
    )
    people = (
        select(Participation.session_id, func.count().label("people"))
        .where(Participation.session_id.in_(wanted), Participation.attended)
        .group_by(Participation.session_id)
        .subquery()
    )
    heads = heads_counted(people)
    # Learners' time is shown apart: it gives wages away, and no invoice is paid for it.
    cost = (
        select(
            CostLine.session_id,
            CostLine.currency,
            # Of one sum for all, nobody knows what it grows with.
            func.max(case((CostLine.reference == WHOLE_SESSION, 0), else_=1)).label("divided"),
            func.sum(CostLine.amount).label("total"),
            _sum_of("fixed").label("fixed"),
            _sum_of("per_learner").label("per_learner"),
        )
        .where(CostLine.session_id.in_(wanted), CostLine.category.not_in([LEARNER_TIME, *without]))
        .group_by(CostLine.session_id, CostLine.currency)
        .subquery()
    )
    return (
        select(
            TrainingSession.code,
            Course.code,
            TrainingSession.start_date,
            cost.c.currency,
            heads.label("people"),
            cost.c.divided,
            cost.c.total,
            cost.c.fixed,
            cost.c.per_learner,
        )
        .join(Course, Course.id == TrainingSession.course_id)
        .join(cost, cost.c.session_id == TrainingSession.id)
        .outerjoin(people, people.c.session_id == TrainingSession.id)
        .where(heads > 0)
        .order_by(TrainingSession.start_date.desc(), TrainingSession.code.desc())
    )


def _sum_of(behaviour: str) -> ColumnElement[Decimal]:
    part = case((CostLine.behaviour == behaviour, CostLine.amount))
    return func.coalesce(func.sum(part), literal(Decimal(0), money_amount()))


def unit_prices(session: Session, since: date, rates: Rates) -> dict[str, Price]:
    """Cost per participant of every course held since `since`, by code (the article's way).

    Raises:
        NotEnoughData: a session was paid in a currency that had no rate on its day.
    """
    people: dict[str, int] = defaultdict(int)
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    counted: set[int] = set()
    rows = session.execute(_unit_cost_statement(since, rates.quote)).all()
    if any(one.abroad is not None for one in rows):
        counted |= _paid_at_home_too(session, rates.quote)
    for code, currency, abroad, day, amount, attended in rows:
        amounts[code] += rates.exact(amount, currency, day)
        if abroad is None or abroad not in counted:
            people[code] += int(attended)
            counted |= {abroad} if abroad is not None else set()
    return {code: Price(amounts[code], count, rates.quote) for code, count in people.items()}


def _unit_cost_statement(since: date, home: str) -> Select[Any]:
    """Sessions paid in the home currency summed by course; others one by one (`abroad`)."""
    # Counted by session first: the planners then read each index once, in its own order.
    people = (
        select(Participation.session_id, func.count().label("people"))
        .where(Participation.attended)
        .group_by(Participation.session_id)
        .subquery()
    )
    heads = heads_counted(people)
    abroad = case((CostLine.currency != home, CostLine.session_id))
    spent = (
        select(
            CostLine.session_id,
            CostLine.currency,
            func.max(abroad).label("abroad"),
            func.sum(CostLine.amount).label("amount"),
        )
        .where(CostLine.category != LEARNER_TIME)
        .group_by(CostLine.session_id, CostLine.currency)
        .subquery()
    )
    return (
        select(
            Course.code,
            spent.c.currency,
            spent.c.abroad,
            func.max(TrainingSession.start_date),
            func.sum(spent.c.amount),
            func.sum(heads),
        )
        .join(TrainingSession, TrainingSession.course_id == Course.id)
        .outerjoin(people, people.c.session_id == TrainingSession.id)
        .join(spent, spent.c.session_id == TrainingSession.id)
        .where(TrainingSession.status == HELD, TrainingSession.start_date >= since, heads > 0)
        .group_by(Course.code, spent.c.currency, spent.c.abroad)
        .order_by(Course.code)
    )


def _paid_at_home_too(session: Session, home: str) -> set[int]:
    """The sessions with costs in the home currency and in another one."""
    elsewhere = select(CostLine.session_id).where(
        CostLine.currency != home, CostLine.category != LEARNER_TIME
    )
    both = select(CostLine.session_id).where(
        CostLine.currency == home,
        CostLine.category != LEARNER_TIME,
        CostLine.session_id.in_(elsewhere),
    )
    return set(session.scalars(both.distinct()))


def cost_parts(session: Session, course_id: int) -> list[str]:
    """The kinds of cost lines that sessions of a course had, learners' time apart."""
    rows = session.scalars(
        select(CostLine.category)
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .where(TrainingSession.course_id == course_id, CostLine.category != LEARNER_TIME)
        .distinct()
        .order_by(CostLine.category)
    )
    return list(rows)
