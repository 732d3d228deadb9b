"""What of a line is meant for each quarter, and what requests hold of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.store.tables import BudgetEntry, BudgetPhase, RequestLine
from engine.values.fiscal import FiscalCalendar

QUARTERS = (1, 2, 3, 4)
BOUND = ("reserve", "commit", "actual")


def planned_phases(session: Session, line_ids: Collection[int]) -> dict[int, dict[int, Decimal]]:
    """By line and quarter; a line without any is left out."""
    rows = session.execute(
        select(BudgetPhase.line_id, BudgetPhase.quarter, BudgetPhase.planned)
        .where(BudgetPhase.line_id.in_(line_ids))
        .order_by(BudgetPhase.line_id, BudgetPhase.quarter)
    )
    planned: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for line_id, quarter, amount in rows:
        planned[line_id][quarter] = amount
    return dict(planned)


def bound_by_request(session: Session, line_id: int) -> dict[int, Decimal]:
    """What each request (id) has reserved, committed and spent on a line."""
    held = session.execute(
        select(BudgetEntry.request_id, func.sum(BudgetEntry.amount))
        .where(
            BudgetEntry.line_id == line_id,
            BudgetEntry.kind.in_(BOUND),
            BudgetEntry.request_id.is_not(None),
        )
        .group_by(BudgetEntry.request_id)
    ).all()
    return {request_id or 0: amount for request_id, amount in held if amount}


def bound_by_quarter(
    session: Session, line_id: int, fiscal: FiscalCalendar, fiscal_year: int
) -> dict[int, Decimal]:
    """What requests have reserved, committed and spent on a line, by the quarter in which their
    trainings begin. What a store began with belongs to no quarter."""
    amounts = bound_by_request(session, line_id)
    shares = shares_of(session, amounts, fiscal, fiscal_year)
    bound: dict[int, Decimal] = defaultdict(Decimal)
    for request_id, amount in amounts.items():
        for quarter, share in shares.get(request_id, {}).items():
            bound[quarter] += amount * share
    return bound


def shares_of(
    session: Session, requests: Collection[int], fiscal: FiscalCalendar, fiscal_year: int
) -> dict[int, dict[int, Decimal]]:
    """Which part of each request's sum falls into which quarter."""
    rows = session.execute(
        select(RequestLine.request_id, RequestLine.period_start, RequestLine.total)
        .where(RequestLine.request_id.in_(requests))
        .order_by(RequestLine.request_id, RequestLine.position_no)
    )
    sums: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for request_id, start, total in rows:
        first, last = fiscal.days(fiscal_year)
        sums[request_id][fiscal.quarter_of(min(max(start, first), last))] += total
    return {request_id: _shares(parts) for request_id, parts in sums.items()}


def _shares(parts: Mapping[int, Decimal]) -> dict[int, Decimal]:
    whole = sum(parts.values(), Decimal(0))
    if not whole:
        return {min(parts): Decimal(1)}
    return {quarter: part / whole for quarter, part in parts.items()}
