"""Budgets: a row for every movement on a budget line in force; and the ledger, which tells of each
movement who booked it, and what for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Integer, Select, case, cast, extract, func, literal, or_, select

from engine.access import Right
from engine.queries.budget import ALLOCATING, IN_FORCE
from engine.queries.people import in_units
from engine.query.subject import (
    COUNT,
    CURRENCY,
    DATE,
    MONEY,
    NUMBER,
    SHARE,
    STATE,
    THING,
    UNIT,
    WORDS,
    Asked,
    Dimension,
    Expression,
    Join,
    Measure,
    Subject,
)
from engine.query.subjects.units import FOR_UNIT, joins_of_units, of_units
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetVersion,
    Course,
    Employee,
    Request,
)
from engine.store.types import money_amount

YEAR, KIND = "year", "kind"
RESERVE, COMMIT, ACTUAL = "reserve", "commit", "actual"
KINDS = (*ALLOCATING, RESERVE, COMMIT, ACTUAL)
# What moved in one month leaves nothing: that is told of a year, as it stood on a day.
_MOVED = frozenset({"booked_on", "quarter", "month"})
_NOTHING = literal(Decimal(0), money_amount())


def budgets(asked: Asked) -> Subject:
    allocated, spent = _sum_of(*ALLOCATING), _sum_of(ACTUAL)
    left = allocated - _sum_of(RESERVE, COMMIT, ACTUAL)
    due = _sum_of(COMMIT, ACTUAL)
    return Subject(
        base=lambda: _lines().outerjoin(BudgetEntry, BudgetEntry.line_id == BudgetLine.id),
        dimensions={**of_units(asked), **_of_lines()},
        measures={
            "lines": Measure(
                kind=COUNT, value=func.count(BudgetLine.id.distinct()), adds=True, overlaps=_MOVED
            ),
            # What is left over is carried on: over years it would count twice.
            "allocated": Measure(kind=MONEY, value=allocated, one=YEAR, adds=True),
            "reserved": Measure(kind=MONEY, value=_sum_of(RESERVE), one=YEAR, adds=True),
            "committed": Measure(kind=MONEY, value=_sum_of(COMMIT), one=YEAR, adds=True),
            "spent": Measure(kind=MONEY, value=spent, adds=True),
            "allocated_per_head": _per_head(allocated, one=YEAR),
            "spent_per_head": _per_head(spent),
            "left": _standing(left, adds=True),
            "overspent": _standing(case((left < _NOTHING, -left), else_=_NOTHING)),
            "execution": _rate(spent, allocated),
            "bound": _rate(_sum_of(RESERVE, COMMIT, ACTUAL), allocated),
            # At the year's end, once all that is committed is invoiced and nothing new comes.
            "forecast": _standing(due, adds=True),
            "forecast_left": _standing(allocated - due, adds=True),
            "forecast_execution": _rate(due, allocated),
        },
        joins={**joins_of_units(asked, BudgetLine.org_unit_id), **_joins()},
        scope=lambda paths, _: in_units(BudgetLine.org_unit_id, paths),
        person=BudgetLine.id,
        time="booked_on",
        right=Right.SEE_BUDGET,
        things={UNIT: BudgetLine.org_unit_id},
    )


def ledger(asked: Asked) -> Subject:
    return Subject(
        base=lambda: _lines().join(BudgetEntry, BudgetEntry.line_id == BudgetLine.id),
        dimensions={
            **of_units(asked),
            **_of_lines(),
            "entry": Dimension(kind=NUMBER, key=BudgetEntry.id),
            KIND: Dimension(kind=STATE, key=BudgetEntry.kind, values=KINDS),
            "posting": Dimension(kind=WORDS, key=BudgetPosting.kind, joins=("posting",)),
            "document": Dimension(kind=WORDS, key=BudgetPosting.document, joins=("posting",)),
            "note": Dimension(kind=WORDS, key=BudgetEntry.note),
            "request": Dimension(kind=WORDS, key=Request.number, joins=("request",)),
            "posted_by": Dimension(
                kind=THING,
                key=Employee.emp_no,
                names=(Employee.name,),
                joins=("posted_by",),
                table=Employee,
            ),
            "amount_of": Dimension(kind=NUMBER, key=BudgetEntry.amount),
        },
        measures={
            "entries": Measure(kind=COUNT, value=func.count(BudgetEntry.id), adds=True),
            "requests": Measure(kind=COUNT, value=func.count(BudgetEntry.request_id.distinct())),
            "amount": Measure(kind=MONEY, value=func.sum(BudgetEntry.amount), one=KIND, adds=True),
        },
        joins={**joins_of_units(asked, BudgetLine.org_unit_id), **_joins()},
        scope=lambda paths, _: in_units(BudgetLine.org_unit_id, paths),
        person=BudgetEntry.id,
        time="booked_on",
        right=Right.SEE_LEDGER,
        things={UNIT: BudgetLine.org_unit_id},
    )


def _of_lines() -> dict[str, Dimension]:
    """`year` is the fiscal year; months and quarters, in which something was booked, are the
    calendar's."""
    month = cast(extract("month", BudgetEntry.booked_on), Integer)
    return {
        "programme": Dimension(
            kind=THING,
            key=BudgetLine.programme,
            names=(func.coalesce(Course.name, BudgetLine.programme), Course.name_en),
            joins=("programme",),
        ),
        YEAR: Dimension(kind=NUMBER, key=BudgetVersion.fiscal_year),
        "version_status": Dimension(kind=STATE, key=BudgetVersion.status, values=IN_FORCE),
        "booked_on": Dimension(kind=DATE, key=BudgetEntry.booked_on),
        "quarter": Dimension(kind=NUMBER, key=(month + 2) // 3),
        "month": Dimension(kind=NUMBER, key=month),
        CURRENCY: Dimension(kind=WORDS, key=BudgetLine.currency),
    }


def _joins() -> dict[str, Join]:
    """A programme that grew from requests is the code of a course and of the unit that pays."""
    of_course = func.substr(BudgetLine.programme, 1, func.length(Course.code) + 1)
    is_course = or_(BudgetLine.programme == Course.code, of_course == Course.code + "@")
    return {
        "programme": Join(target=Course, on=is_course, outer=True),
        "posting": Join(target=BudgetPosting, on=BudgetPosting.id == BudgetEntry.posting_id),
        "request": Join(target=Request, on=Request.id == BudgetEntry.request_id, outer=True),
        "posted_by": Join(target=Employee, on=Employee.id == BudgetEntry.posted_by_id, outer=True),
    }


def _lines() -> Select[Any]:
    """A draft holds no money yet, and what was superseded no longer does."""
    return (
        select()
        .select_from(BudgetLine)
        .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
        .where(BudgetVersion.status.in_(IN_FORCE))
    )


def _sum_of(*kinds: str) -> Expression:
    moved = case((BudgetEntry.kind.in_(kinds), BudgetEntry.amount))
    return func.coalesce(func.sum(moved), _NOTHING)


def _per_head(amount: Expression, one: str | None = None) -> Measure:
    """For everybody in the units asked about, or in each part of them."""
    lines = frozenset({FOR_UNIT, "programme"})
    return Measure(kind=MONEY, value=amount, per_head=True, of_lines=True, one=one, not_by=lines)


def _standing(amount: Expression, adds: bool = False) -> Measure:
    return Measure(kind=MONEY, value=amount, one=YEAR, not_in=_MOVED, adds=adds)


def _rate(part: Expression, whole: Expression) -> Measure:
    return Measure(kind=SHARE, value=part, over=whole, of_money=True, one=YEAR, not_in=_MOVED)
