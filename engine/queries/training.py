"""Trainings held: what they cost and how many took part, aggregated in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.access.paths import is_whole_company
from engine.analysis.training_history import CourseHeld
from engine.analysis.unit_cost import SessionCost
from engine.queries.belonging import ever_in, unit_then, with_former_unit
from engine.queries.people import in_units, within, working_in
from engine.queries.rates import Rates
from engine.store.tables import (
    CostLine,
    Course,
    CourseRating,
    CourseSkill,
    Employee,
    Evaluation,
    OrgUnit,
    Participation,
    TrainingSession,
)
from engine.store.types import money_amount
from engine.values.money import Money
from engine.values.price import Price
from engine.values.results import Named

# What prices were longer ago than this many sessions says nothing that these do not.
MOST_SESSIONS = 500


def course_history(
    session: Session, course_id: int, since: date, rates: Rates, convert_all: bool = False
) -> list[SessionCost]:
    """The sessions of a course held since `since`, oldest first; the newest 500 of more.

    Where all were paid in one currency, it is kept (unless `convert_all`): a price in dollars
    is best known in dollars. Else each is converted by the rate of its day.

    Raises:
        NotEnoughData: one was paid in a currency that had no rate on its day.
    """
    return _history(session, Course.id == course_id, since, rates, convert_all)


def category_history(
    session: Session, category: str, since: date, rates: Rates, convert_all: bool = False
) -> list[SessionCost]:
    """The same of all courses of a category."""
    return _history(session, Course.category == category, since, rates, convert_all)


def _history(
    session: Session,
    which: ColumnElement[bool],
    since: date,
    rates: Rates,
    convert_all: bool,
) -> list[SessionCost]:
    rows = session.execute(_history_statement(which, since)).all()
    currencies = {row.currency for row in rows}
    if len(currencies) == 1 and not convert_all:
        rates = Rates(session, *currencies)
    # A session that was paid in several currencies is one session still.
    sums: dict[str, list[Decimal]] = {}
    about: dict[str, tuple[str, date, int]] = {}
    for code, course, start, currency, people, *parts in rows:
        about[code] = course, start, people
        before = sums.get(code, [Decimal(0)] * len(parts))
        sums[code] = [
            old + rates.exact(part, currency, start)
            for old, part in zip(before, parts, strict=True)
        ]
    return [
        _session_cost(code, *about[code], [Money(part, rates.quote) for part in sums[code]])
        for code in reversed(sums)
    ]


def _session_cost(
    code: str, course: str, start: date, people: int, parts: list[Money]
) -> SessionCost:
    total, fixed, per_learner = parts
    return SessionCost(
        code=code,
        course=course,
        start_date=start,
        participants=people,
        total=total,
        fixed=fixed,
        per_learner=per_learner,
    )


def _history_statement(which: ColumnElement[bool], since: date) -> Select[Any]:
    wanted = (
        select(TrainingSession.id)
        .join(Course, Course.id == TrainingSession.course_id)
        .where(which, TrainingSession.status == "held", TrainingSession.start_date >= since)
        .order_by(TrainingSession.start_date.desc(), TrainingSession.id.desc())
        .limit(MOST_SESSIONS)
    )
    people = (
        select(Participation.session_id, func.count().label("people"))
        .where(Participation.session_id.in_(wanted), Participation.attended)
        .group_by(Participation.session_id)
        .subquery()
    )
    heads = _heads(people)
    # Learners' time is shown apart: it gives wages away, and no invoice is paid for it.
    cost = (
        select(
            CostLine.session_id,
            CostLine.currency,
            func.sum(CostLine.amount).label("total"),
            _sum_of("fixed").label("fixed"),
            _sum_of("per_learner").label("per_learner"),
        )
        .where(CostLine.session_id.in_(wanted), CostLine.category != "learner_time")
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


def _heads(people: Subquery) -> ColumnElement[int]:
    """How many took part in a session: those by name, and those that were only counted."""
    return func.coalesce(people.c.people, 0) + TrainingSession.unnamed


def _sum_of(behaviour: str) -> ColumnElement[Decimal]:
    part = case((CostLine.behaviour == behaviour, CostLine.amount))
    return func.coalesce(func.sum(part), literal(Decimal(0), money_amount()))


def course_teaching(session: Session, skill_id: int) -> list[Course]:
    """The courses that teach a skill, the one with the greatest expected gain first."""
    return list(
        session.scalars(
            select(Course)
            .join(CourseSkill, CourseSkill.course_id == Course.id)
            .where(CourseSkill.skill_id == skill_id)
            .order_by(CourseSkill.expected_gain.desc(), Course.code)
        )
    )


def skill_taught(session: Session, course_id: int) -> int | None:
    """The skill (id) that a course adds most to, if it is known."""
    return session.scalar(
        select(CourseSkill.skill_id)
        .where(CourseSkill.course_id == course_id)
        .order_by(CourseSkill.expected_gain.desc(), CourseSkill.skill_id)
        .limit(1)
    )


def courses_held(
    session: Session,
    path: str,
    first: date,
    last: date,
    rates: Rates,
    course_id: int | None = None,
) -> list[CourseHeld]:
    """What the people under `path` attended from `first` to `last`, by course.

    Raises:
        NotEnoughData: something was paid in a currency that had no rate on its day.
    """
    during = held_between(first, last, course_id)
    counts: dict[Named, list[int]] = defaultdict(lambda: [0, 0])
    amounts: dict[Named, Decimal] = defaultdict(Decimal)
    for code, name, name_en, people, sessions, count, mine, common in session.execute(
        _held_statement(path, during, rates.quote)
    ):
        course = Named(code, name, name_en)
        counts[course][0] += sessions
        counts[course][1] += int(count)
        amounts[course] += (mine or Decimal(0)) + (common or Decimal(0)) / people
    for statement in _held_abroad(path, during, rates.quote):
        for code, name, name_en, currency, day, people, amount in session.execute(statement):
            amounts[Named(code, name, name_en)] += rates.exact(amount, currency, day) / people
    return [
        CourseHeld(course, sessions, count, Money(amounts[course], rates.quote))
        for course, (sessions, count) in counts.items()
    ]


def _held_abroad(path: str, during: ColumnElement[bool], home: str) -> list[Select[Any]]:
    """What `_held_statement` leaves out: costs in other currencies, by course, currency, day
    and how many share them. First what is shared (times our people), then our people's own."""
    sessions = sessions_of(path, during)
    ours, size = our_people(path, sessions), session_sizes(sessions)
    abroad = (CostLine.currency != home) & (CostLine.category != "learner_time") & during
    keys = (Course.code, Course.name, Course.name_en, CostLine.currency, TrainingSession.start_date)
    shared = (
        select(*keys, size.c.people, func.sum(CostLine.amount * ours.c.people))
        .select_from(CostLine)
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .join(Course, Course.id == TrainingSession.course_id)
        .join(ours, ours.c.session_id == TrainingSession.id)
        .join(size, size.c.session_id == TrainingSession.id)
        .where(abroad, CostLine.employee_id.is_(None))
        .group_by(*keys, size.c.people)
    )
    own = (
        select(*keys, literal(1), func.sum(CostLine.amount))
        .select_from(CostLine)
        .join(Employee, Employee.id == CostLine.employee_id)
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .join(Course, Course.id == TrainingSession.course_id)
        .where(abroad)
        .group_by(*keys)
    )
    return [shared, of_unit(own, path)]


def our_people(path: str, sessions: Select[int] | None) -> Subquery:
    """How many people under `path` took part in each session; of a whole company, with those
    whom nobody named."""
    taken = (
        select(Participation.session_id, func.count().label("people"))
        .join(Employee, Employee.id == Participation.employee_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(_among(Participation.session_id, sessions))
        .group_by(Participation.session_id)
    )
    ours = of_unit(taken, path).subquery()
    return _with_unnamed(ours, sessions, path) if is_whole_company(path) else ours


def _with_unnamed(
    people: Subquery, sessions: Select[int] | None, path: str | None = None
) -> Subquery:
    """The heads of each session that had any. Whose the unnamed are cannot be told where there
    are more units at the top than the one at `path`."""
    heads = _heads(people)
    if path is not None:
        others = select(OrgUnit.id).where(OrgUnit.parent_id.is_(None), OrgUnit.path != path)
        heads = case((others.exists(), func.coalesce(people.c.people, 0)), else_=heads)
    return (
        select(TrainingSession.id.label("session_id"), heads.label("people"))
        .outerjoin(people, people.c.session_id == TrainingSession.id)
        .where(_among(TrainingSession.id, sessions), heads > 0)
        .subquery()
    )


def first_day_held(session: Session, path: str, course_id: int | None = None) -> date | None:
    """When the first session began that people under `path` attended."""
    attended = (
        select(TrainingSession.start_date)
        .join(Participation, Participation.session_id == TrainingSession.id)
        .join(Employee, Employee.id == Participation.employee_id)
        .where(held_between(date.min, date.max, course_id))
        .order_by(TrainingSession.start_date)
        .limit(1)
    )
    found: date | None = session.scalar(of_unit(attended, path))
    return found


def _held_statement(path: str, during: ColumnElement[bool], home: str) -> Select[Any]:
    """Sessions by course and by how many share their cost: how many there are, how many of
    our people took part, their own costs, and Σ shared cost × our people; costs in the
    currency `home` alone."""
    sessions = sessions_of(path, during)
    paid = (
        select(CostLine.session_id, func.sum(CostLine.amount).label("amount"))
        .join(Employee, Employee.id == CostLine.employee_id)
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .where(
            CostLine.currency == home,
            CostLine.category != "learner_time",
            _among(CostLine.session_id, sessions),
        )
        .group_by(CostLine.session_id)
    )
    ours, own = our_people(path, sessions), of_unit(paid, path).subquery()
    shared, size = _shared_costs(sessions, home), session_sizes(sessions)
    keys = (Course.code, Course.name, Course.name_en, size.c.people)
    return (
        select(
            *keys,
            func.count(),
            func.sum(ours.c.people),
            func.sum(own.c.amount),
            func.sum(shared.c.amount * ours.c.people),
        )
        .select_from(TrainingSession)
        .join(Course, Course.id == TrainingSession.course_id)
        .join(ours, ours.c.session_id == TrainingSession.id)
        .join(size, size.c.session_id == TrainingSession.id)
        .outerjoin(own, own.c.session_id == TrainingSession.id)
        .outerjoin(shared, shared.c.session_id == TrainingSession.id)
        .where(during)
        .group_by(*keys)
        .order_by(Course.code)
    )


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
    heads = _heads(people)
    abroad = case((CostLine.currency != home, CostLine.session_id))
    spent = (
        select(
            CostLine.session_id,
            CostLine.currency,
            func.max(abroad).label("abroad"),
            func.sum(CostLine.amount).label("amount"),
        )
        .where(CostLine.category != "learner_time")
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
        .where(TrainingSession.status == "held", TrainingSession.start_date >= since, heads > 0)
        .group_by(Course.code, spent.c.currency, spent.c.abroad)
        .order_by(Course.code)
    )


def _paid_at_home_too(session: Session, home: str) -> set[int]:
    """The sessions with costs in the home currency and in another one."""
    elsewhere = select(CostLine.session_id).where(
        CostLine.currency != home, CostLine.category != "learner_time"
    )
    both = select(CostLine.session_id).where(
        CostLine.currency == home,
        CostLine.category != "learner_time",
        CostLine.session_id.in_(elsewhere),
    )
    return set(session.scalars(both.distinct()))


def held_between(first: date, last: date, course_id: int | None) -> ColumnElement[bool]:
    condition = TrainingSession.start_date.between(first, last)
    return condition if course_id is None else condition & (TrainingSession.course_id == course_id)


def of_unit(statement: Select[*tuple[Any, ...]], path: str) -> Select[*tuple[Any, ...]]:
    """What is of somebody who was under `path` on the session's day, of a statement that has
    Employee and TrainingSession; former employees count, for what they attended was paid."""
    if is_whole_company(path):
        return statement.where(in_units(Employee.org_unit_id, [path]))
    units = select(OrgUnit.id).where(within([path]))
    return with_former_unit(statement).where(Employee.id.in_(ever_in(path)), unit_then().in_(units))


def sessions_of(path: str, which: ColumnElement[bool]) -> Select[int] | None:
    """The sessions that people who are or were under `path` took part in; None for a whole
    company, where asking which would take longer than taking all."""
    if is_whole_company(path):
        return None
    return (
        select(Participation.session_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(Participation.employee_id.in_(ever_in(path)), which)
    )


def _shared_costs(sessions: Select[int] | None, currency: str) -> Subquery:
    return (
        select(CostLine.session_id, func.sum(CostLine.amount).label("amount"))
        .where(
            CostLine.employee_id.is_(None),
            CostLine.currency == currency,
            CostLine.category != "learner_time",
            _among(CostLine.session_id, sessions),
        )
        .group_by(CostLine.session_id)
        .subquery()
    )


def session_sizes(sessions: Select[int] | None) -> Subquery:
    """By how many the costs that all share are divided: also those whom nobody named."""
    people = (
        select(Participation.session_id, func.count().label("people"))
        .where(_among(Participation.session_id, sessions))
        .group_by(Participation.session_id)
        .subquery()
    )
    return _with_unnamed(people, sessions)


def _among(column: InstrumentedAttribute[int], sessions: Select[int] | None) -> ColumnElement[bool]:
    return true() if sessions is None else column.in_(sessions)


def outcomes(session: Session, path: str) -> dict[str, int]:
    """How participations of people under `path` ended."""
    ended = (
        select(Participation.outcome, func.count())
        .join(Employee, Employee.id == Participation.employee_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(Participation.outcome.is_not(None))
        .group_by(Participation.outcome)
    )
    rows = session.execute(of_unit(ended, path))
    return {outcome: count for outcome, count in rows if outcome}


@dataclass(frozen=True, slots=True)
class TrainingTaken:
    """One participation of one person."""

    course: Named
    started_on: date
    hours: Decimal | None
    outcome: str | None


def trainings_of(session: Session, employee_id: int) -> list[TrainingTaken]:
    """What one person took part in, the newest first."""
    rows = session.execute(
        select(
            Course.code,
            Course.name,
            Course.name_en,
            TrainingSession.start_date,
            Participation.hours,
            Participation.outcome,
        )
        .join(TrainingSession, TrainingSession.course_id == Course.id)
        .join(Participation, Participation.session_id == TrainingSession.id)
        .where(Participation.employee_id == employee_id, Participation.attended)
        .order_by(TrainingSession.start_date.desc(), Course.code)
    )
    return [
        TrainingTaken(Named(code, name, en), started_on, hours, outcome)
        for code, name, en, started_on, hours, outcome in rows
    ]


def expected_gain(session: Session, course_id: int, skill_id: int) -> Decimal | None:
    """The levels that a course is expected to add to a skill."""
    return session.scalar(
        select(CourseSkill.expected_gain).where(
            CourseSkill.course_id == course_id, CourseSkill.skill_id == skill_id
        )
    )


def people_trained_since(session: Session, course_id: int, path: str, today: date) -> int:
    """How many people of a unit took the course within the last year."""
    people = (
        select(func.count(Participation.employee_id.distinct()))
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .join(Employee, Employee.id == Participation.employee_id)
        .where(
            TrainingSession.course_id == course_id,
            TrainingSession.start_date > today - timedelta(days=365),
            TrainingSession.start_date <= today,
            Participation.attended,
            working_in([path]),
        )
    )
    return session.scalar(people) or 0


def measured_levels(
    session: Session, request_id: int, course_ids: Sequence[int], since_year: int, since: datetime
) -> list[str]:
    """The evaluation levels that were entered for a request, or measured of any of its courses
    as a whole from a fiscal year on; what those who took them said from the moment `since` on
    counts as their reaction."""
    of_course = Evaluation.request_id.is_(None) & (Evaluation.year >= since_year)
    levels = set(
        session.scalars(
            select(Evaluation.level)
            .where(
                Evaluation.course_id.in_(course_ids),
                of_course | (Evaluation.request_id == request_id),
            )
            .distinct()
        )
    )
    rated = select(CourseRating.id).where(
        CourseRating.course_id.in_(course_ids),
        CourseRating.created_at >= since,
        CourseRating.stars.is_not(None),
    )
    if session.scalar(rated.limit(1)) is not None:
        levels.add("reaction")
    return sorted(levels)
