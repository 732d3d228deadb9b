"""Requests for budget: a row for each training that one asks for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, extract, func, or_, select

from engine.access import Right
from engine.access.deciders import DECIDERS
from engine.queries.people import in_units
from engine.query.days import day_at, days_until
from engine.query.subject import (
    COUNT,
    COURSE,
    CURRENCY,
    DATE,
    MONEY,
    NUMBER,
    STATE,
    THING,
    UNIT,
    WORDS,
    Asked,
    Dimension,
    Expression,
    Measure,
    Subject,
)
from engine.query.subjects.units import joins_of_units, of_units
from engine.query.value import ME
from engine.store.tables import ApprovalStep, Course, Employee, Request, RequestLine
from engine.workflow.life import BOUND, OPEN, PENDING, State

WITH_REQUESTER, WAITING, APPROVED = "with_requester", "waiting", "approved"
YES, NO = "yes", "no"
MINE = "mine_to_decide"
_STAGES = {WITH_REQUESTER: OPEN, WAITING: PENDING, APPROVED: BOUND}
_OVER = (State.REJECTED, State.WITHDRAWN, State.CLOSED)
# A request with several lines is one request still.
_OF_LINES = frozenset({"course", "topic", "category", "priced_by", "starts_on"})

_turn = (
    select(
        ApprovalStep.request_id,
        ApprovalStep.role,
        ApprovalStep.duty,
        ApprovalStep.opened_at,
        ApprovalStep.due_at,
        ApprovalStep.escalated_at,
    )
    .where(ApprovalStep.decision.is_(None), ApprovalStep.opened_at.is_not(None))
    .subquery("open_step")
)


def requests(asked: Asked) -> Subject:
    made = day_at(Request.created_at, asked.minutes)
    number = func.count(Request.id.distinct())
    waiting = days_until(day_at(_turn.c.opened_at, asked.minutes), asked.today)
    first = or_(RequestLine.position_no.is_(None), RequestLine.position_no == 1)
    amount = func.sum(RequestLine.total)
    return Subject(
        base=_base,
        dimensions={
            **of_units(asked),
            "request": Dimension(kind=WORDS, key=Request.number),
            "requester": Dimension(
                kind=THING, key=Employee.emp_no, names=(Employee.name,), table=Employee
            ),
            "state": Dimension(kind=STATE, key=Request.state, values=tuple(State)),
            "stage": Dimension(kind=STATE, key=_stage(), values=(*_STAGES, *_OVER)),
            "amount_of": Dimension(kind=NUMBER, key=Request.total),
            **_of_lines(),
            **_of_days(made),
            **_of_turn(asked, waiting),
        },
        measures={
            "requests": Measure(kind=COUNT, value=number, adds=True, overlaps=_OF_LINES),
            "amount": Measure(kind=MONEY, value=amount, adds=True),
            "mean_amount": Measure(kind=MONEY, value=amount, over=number, not_by=_OF_LINES),
            "people_asked_for": Measure(
                kind=COUNT, value=func.sum(RequestLine.headcount), adds=True
            ),
            "longest_waiting": Measure(kind=NUMBER, value=func.max(waiting)),
            "mean_waiting": Measure(
                kind=NUMBER,
                value=func.sum(case((first, waiting))),
                over=func.sum(case((and_(first, waiting.is_not(None)), 1), else_=0)),
                not_by=_OF_LINES,
            ),
        },
        joins=joins_of_units(asked, Request.org_unit_id),
        scope=lambda paths, _: in_units(Request.org_unit_id, paths),
        person=Request.id,
        time="asked_on",
        right=Right.SEE_REQUESTS,
        own={"requester": ME, MINE: YES},
        things={COURSE: RequestLine.course_id, UNIT: Request.org_unit_id},
    )


def _stage() -> Expression:
    """The states of requests in a few words: whose hands they are in, or how they ended."""
    stages = [(Request.state.in_(states), name) for name, states in _STAGES.items()]
    return case(*stages, else_=Request.state)


def _of_lines() -> dict[str, Dimension]:
    return {
        "course": Dimension(
            kind=THING,
            key=func.coalesce(Course.code, ""),
            names=(func.coalesce(Course.name, RequestLine.topic), Course.name_en),
            table=Course,
        ),
        "topic": Dimension(kind=WORDS, key=RequestLine.topic),
        "category": Dimension(kind=WORDS, key=Course.category),
        "priced_by": Dimension(
            kind=STATE,
            key=RequestLine.priced_by,
            values=("history", "category", "quotation"),
        ),
        "starts_on": Dimension(kind=DATE, key=RequestLine.period_start),
    }


def _of_days(made: Expression) -> dict[str, Dimension]:
    """`year` is the fiscal year that is to pay; months and quarters are the calendar's."""
    month = cast(extract("month", made), Integer)
    return {
        "year": Dimension(kind=NUMBER, key=Request.fiscal_year),
        "asked_on": Dimension(kind=DATE, key=made),
        "quarter": Dimension(kind=NUMBER, key=(month + 2) // 3),
        "month": Dimension(kind=NUMBER, key=month),
        CURRENCY: Dimension(kind=WORDS, key=Request.currency),
    }


def _of_turn(asked: Asked, waiting: Expression) -> dict[str, Dimension]:
    """Whose turn it is, and since when."""
    return {
        "turn": Dimension(kind=STATE, key=_turn.c.role, values=tuple(DECIDERS)),
        "duty": Dimension(kind=STATE, key=_turn.c.duty, values=("validate", "evaluate", "approve")),
        "waiting_since": Dimension(kind=DATE, key=day_at(_turn.c.opened_at, asked.minutes)),
        "days_waiting": Dimension(kind=NUMBER, key=waiting),
        "due_on": Dimension(kind=DATE, key=day_at(_turn.c.due_at, asked.minutes)),
        "passed_on": _yes(_turn.c.escalated_at.is_not(None)),
        MINE: _yes(asked.waits, joins=("for_unit",)),
    }


def _yes(condition: ColumnElement[bool], joins: tuple[str, ...] = ()) -> Dimension:
    key = case((condition, YES), else_=NO)
    return Dimension(kind=STATE, key=key, values=(YES, NO), joins=joins)


def _base() -> Select[Any]:
    return (
        select()
        .select_from(Request)
        .join(Employee, Employee.id == Request.requester_id)
        .outerjoin(RequestLine, RequestLine.request_id == Request.id)
        .outerjoin(Course, Course.id == RequestLine.course_id)
        .outerjoin(_turn, _turn.c.request_id == Request.id)
    )
