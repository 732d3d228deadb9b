"""The plans of years: a row for each line of each version; of the version that counts, unless said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, Subquery, and_, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from engine.access import Right
from engine.analysis.left_out import BUDGET, CEILING, VARIANT
from engine.queries.need_records import LIVE
from engine.queries.people import in_units
from engine.query.subject import (
    COUNT,
    COURSE,
    CURRENCY,
    MONEY,
    NUMBER,
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
from engine.query.subjects.budgets import ACTUAL, COMMIT
from engine.query.subjects.needs import BUSINESS, EMPLOYEE, STRATEGY
from engine.query.subjects.units import joins_of_units, of_units
from engine.query.value import Condition
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    Course,
    OrgUnit,
    Request,
    RequestLine,
    TrainingPlan,
    TrainingPlanLine,
)
from engine.store.types import as_double, money_amount

IN, OUT = "in", "out"
DRAFT, FROZEN = "draft", "frozen"
VERSION, VALIDITY = "version", "validity"
CURRENT, EARLIER = "current", "earlier"
# As `engine.usecases.plans.versions` and `engine.analysis.left_out` have them.
REASONS = (
    "chosen",
    "mandatory",
    "shared",
    "by_hand",
    BUDGET,
    VARIANT,
    CEILING,
    "no_price",
    "excluded",
    "no_share",
)
_NOTHING = literal(Decimal(0), money_amount())
# Of a year the newest frozen version, or the newest where none is.
_current = (
    select(
        TrainingPlan.fiscal_year,
        func.coalesce(
            func.max(case((TrainingPlan.frozen_at.is_not(None), TrainingPlan.version_no))),
            func.max(TrainingPlan.version_no),
        ).label("version_no"),
    )
    .group_by(TrainingPlan.fiscal_year)
    .subquery("current_plan")
)


def plans(asked: Asked) -> Subject:
    requested, booked = _requested(), _booked()
    planned = func.coalesce(
        func.sum(case((TrainingPlanLine.is_in, TrainingPlanLine.amount))), _NOTHING
    )
    committed, spent = (func.coalesce(func.sum(booked.c[kind]), 0.0) for kind in (COMMIT, ACTUAL))
    return Subject(
        base=_base,
        dimensions={
            **{name: replace(one, attribute=True) for name, one in of_units(asked).items()},
            **_of_lines(),
            **_of_versions(),
        },
        measures={
            "plan_lines": Measure(kind=COUNT, value=func.count(TrainingPlanLine.id), adds=True),
            "planned": Measure(kind=MONEY, value=planned, adds=True),
            # Of what is out, too: what it would cost.
            "cost": Measure(kind=MONEY, value=func.sum(TrainingPlanLine.amount), adds=True),
            "people": Measure(
                kind=COUNT,
                value=func.sum(case((TrainingPlanLine.is_in, TrainingPlanLine.headcount), else_=0)),
                adds=True,
            ),
            "requested": Measure(
                kind=MONEY,
                value=func.coalesce(func.sum(requested.c.requested), _NOTHING),
                joins=("requested",),
                adds=True,
            ),
            "committed": Measure(kind=MONEY, value=committed, joins=("booked",), adds=True),
            "spent": Measure(kind=MONEY, value=spent, joins=("booked",), adds=True),
            "deviation": Measure(
                kind=MONEY,
                value=committed + spent - as_double(planned),
                joins=("booked",),
                adds=True,
            ),
        },
        joins={
            **joins_of_units(asked, TrainingPlanLine.org_unit_id),
            "requested": _beside(requested),
            "booked": _beside(booked),
        },
        scope=lambda paths, _: in_units(TrainingPlanLine.org_unit_id, paths),
        person=TrainingPlanLine.id,
        whom=func.sum(case((TrainingPlanLine.origin == EMPLOYEE, TrainingPlanLine.headcount))),
        time="year",
        right=Right.SEE_BUDGET,
        own={},
        guarded=True,
        things={COURSE: TrainingPlanLine.course_id, UNIT: TrainingPlanLine.org_unit_id},
        usually=Condition(name=VALIDITY, values=(CURRENT,)),
        unless=frozenset({VERSION, VALIDITY}),
    )


def _of_lines() -> dict[str, Dimension]:
    line = TrainingPlanLine
    return {
        "course": Dimension(
            kind=THING,
            key=func.coalesce(Course.code, ""),
            names=(func.coalesce(Course.name, line.topic), Course.name_en),
            table=Course,
        ),
        "topic": Dimension(kind=WORDS, key=line.topic),
        "category": Dimension(kind=WORDS, key=Course.category),
        "quarter": Dimension(kind=NUMBER, key=line.quarter),
        "in_plan": Dimension(kind=STATE, key=case((line.is_in, IN), else_=OUT), values=(IN, OUT)),
        "why": Dimension(kind=STATE, key=line.reason, values=REASONS),
        "origin": Dimension(kind=STATE, key=line.origin, values=(STRATEGY, BUSINESS, EMPLOYEE)),
        "headcount_of": Dimension(kind=NUMBER, key=line.headcount, attribute=True),
        "cost_of": Dimension(kind=NUMBER, key=line.amount),
        CURRENCY: Dimension(kind=WORDS, key=line.currency),
    }


def _of_versions() -> dict[str, Dimension]:
    frozen = TrainingPlan.frozen_at.is_not(None)
    current = TrainingPlan.version_no == _current.c.version_no
    return {
        "year": Dimension(kind=NUMBER, key=TrainingPlan.fiscal_year),
        VERSION: Dimension(kind=NUMBER, key=TrainingPlan.version_no),
        "status": Dimension(
            kind=STATE, key=case((frozen, FROZEN), else_=DRAFT), values=(DRAFT, FROZEN)
        ),
        VALIDITY: Dimension(
            kind=STATE, key=case((current, CURRENT), else_=EARLIER), values=(CURRENT, EARLIER)
        ),
    }


def _base() -> Select[Any]:
    return (
        select()
        .select_from(TrainingPlanLine)
        .join(TrainingPlan, TrainingPlan.id == TrainingPlanLine.plan_id)
        .join(_current, _current.c.fiscal_year == TrainingPlan.fiscal_year)
        .outerjoin(Course, Course.id == TrainingPlanLine.course_id)
    )


def _beside(found: Subquery) -> Join:
    return Join(target=found, on=found.c.line_id == TrainingPlanLine.id, outer=True)


def _requested() -> Subquery:
    """What was asked for of a line that is in, as in `plan_carried_out`: by its unit and those under
    it. Only in the plan's currency: there is no rate in a statement."""
    statement, line = _asked_for()
    return (
        statement.add_columns(
            line.id.label("line_id"), func.sum(RequestLine.total).label("requested")
        )
        .where(Request.currency == line.currency)
        .group_by(line.id)
        .subquery("requested_of_plan")
    )


def _booked() -> Subquery:
    """What is committed and spent of it; of a request of several trainings the share that each has
    of what was asked for."""
    statement, line = _asked_for()
    share: Expression = (
        as_double(BudgetEntry.amount)
        * as_double(RequestLine.total)
        / func.nullif(as_double(Request.total), 0.0)
    )
    return (
        statement.join(BudgetEntry, BudgetEntry.request_id == Request.id)
        .join(BudgetLine, BudgetLine.id == BudgetEntry.line_id)
        .add_columns(
            line.id.label("line_id"),
            *(
                func.sum(case((BudgetEntry.kind == kind, share))).label(kind)
                for kind in (COMMIT, ACTUAL)
            ),
        )
        .where(BudgetLine.currency == line.currency)
        .group_by(line.id)
        .subquery("booked_of_plan")
    )


def _asked_for() -> tuple[Select[Any], type[TrainingPlanLine]]:
    """The requests that stand for what a line is."""
    line, plan = aliased(TrainingPlanLine), aliased(TrainingPlan)
    unit, asker = aliased(OrgUnit), aliased(OrgUnit)
    in_words = and_(
        line.course_id.is_(None),
        RequestLine.course_id.is_(None),
        func.lower(RequestLine.topic) == func.lower(line.topic),
    )
    statement = (
        select()
        .select_from(line)
        .join(plan, plan.id == line.plan_id)
        .join(unit, unit.id == line.org_unit_id)
        .join(RequestLine, or_(RequestLine.course_id == line.course_id, in_words))
        .join(Request, Request.id == RequestLine.request_id)
        .join(asker, asker.id == Request.org_unit_id)
        .where(
            line.is_in,
            Request.fiscal_year == plan.fiscal_year,
            Request.state.in_(LIVE),
            func.substr(asker.path, 1, func.length(unit.path)) == unit.path,
        )
    )
    return statement, line
