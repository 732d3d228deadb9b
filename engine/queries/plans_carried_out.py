"""What was asked for, committed, spent and held of the trainings of a year, request by request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.queries.catalogue import named
from engine.queries.need_records import LIVE
from engine.queries.people import within
from engine.store.tables import BudgetEntry, BudgetLine, Course, OrgUnit, Request, RequestLine
from engine.values.money import Money
from engine.values.results import Named

COMMIT, ACTUAL = "commit", "actual"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedTraining:
    """A training of a request that stands. What is committed and spent for a request of several
    is shared by what each was asked for; `came` is how many took part, None while it was not held."""

    course: Named | None
    topic: str
    unit: Named
    path: str
    headcount: int
    requested: Money
    committed: Money
    spent: Money
    came: int | None

    @property
    def key(self) -> str:
        return self.course.code if self.course else self.topic


def requested_trainings(
    session: Session, fiscal_year: int, paths: Sequence[str]
) -> list[RequestedTraining]:
    """Of the units under `paths`, the oldest request first. What is booked is in the currency of
    the line that pays."""
    rows = session.execute(
        select(RequestLine, Request, Course, OrgUnit)
        .join(Request, Request.id == RequestLine.request_id)
        .join(OrgUnit, OrgUnit.id == Request.org_unit_id)
        .outerjoin(Course, Course.id == RequestLine.course_id)
        .where(Request.fiscal_year == fiscal_year, Request.state.in_(LIVE), within(paths))
        .order_by(Request.id, RequestLine.position_no)
    ).all()
    lines: dict[int, list[RequestLine]] = {}
    for line, *_ in rows:
        lines.setdefault(line.request_id, []).append(line)
    booked = _booked(session, fiscal_year)
    shares = {
        line.id: share
        for number, of in lines.items()
        for line, share in zip(of, _shared(booked.get(number, {}), of), strict=True)
    }
    return [
        RequestedTraining(
            course=named(course) if course else None,
            topic=line.topic,
            unit=named(unit),
            path=unit.path,
            headcount=line.headcount,
            requested=Money(line.total, request.currency),
            committed=shares[line.id].get(COMMIT, Money.zero(request.currency)),
            spent=shares[line.id].get(ACTUAL, Money.zero(request.currency)),
            came=line.delivered,
        )
        for line, request, course, unit in rows
    ]


def _booked(session: Session, fiscal_year: int) -> dict[int, dict[str, Money]]:
    """By request and kind of entry."""
    rows = session.execute(
        select(
            BudgetEntry.request_id,
            BudgetEntry.kind,
            BudgetLine.currency,
            func.sum(BudgetEntry.amount),
        )
        .join(BudgetLine, BudgetLine.id == BudgetEntry.line_id)
        .join(Request, Request.id == BudgetEntry.request_id)
        .where(Request.fiscal_year == fiscal_year, BudgetEntry.kind.in_((COMMIT, ACTUAL)))
        .group_by(BudgetEntry.request_id, BudgetEntry.kind, BudgetLine.currency)
    )
    found: dict[int, dict[str, Money]] = {}
    for number, kind, currency, amount in rows:
        found.setdefault(int(number or 0), {})[kind] = Money(amount, currency)
    return found


def _shared(booked: Mapping[str, Money], lines: Sequence[RequestLine]) -> list[dict[str, Money]]:
    """What each line of a request has of it, exactly."""
    weights = [line.total for line in lines]
    if not sum(weights, Decimal(0)):
        weights = [Decimal(1)] * len(lines)
    parts: list[dict[str, Money]] = [{} for _ in lines]
    for kind, amount in booked.items():
        for part, share in zip(parts, amount.split(weights), strict=True):
            part[kind] = share
    return parts
