"""An employee takes back a need that he reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from engine.access import Right, require
from engine.queries.catalogue import named
from engine.store.tables import Course, Need, Skill
from engine.usecases.context import Context, reads
from engine.values.errors import NotFound
from engine.values.results import Named

OPEN, WITHDRAWN, SETTLED = "open", "withdrawn", "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNeed:
    """A need as its author knows it: what he said, and the skill or course meant by it."""

    number: str
    topic: str
    about: Named | None
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWish:
    """A need that was reported, as it stands now: open, withdrawn, or settled, where the year that
    it was for has begun. `people` is for how many it was reported."""

    number: str
    topic: str
    about: Named | None
    year: int
    people: int
    state: str
    raised_on: date


@reads
def own_wishes(context: Context) -> tuple[OwnWish, ...]:
    """All that the actor ever reported, the latest first."""
    require(context.actor, Right.REPORT_NEED)
    mine = (
        select(Need)
        .where(Need.raised_by_id == context.actor.employee_id, Need.origin == "employee")
        .order_by(Need.id.desc())
    )
    return tuple(_wish(context, one) for one in context.session.scalars(mine))


@reads
def own_needs(context: Context) -> tuple[OwnNeed, ...]:
    """The actor's own needs that can still be taken back, the latest first."""
    require(context.actor, Right.REPORT_NEED)
    return tuple(_view(context, need) for need in context.session.scalars(_open(context)))


def withdraw_need(context: Context, number: str | None, key: str) -> OwnNeed:
    """Take back an own need of the open year, the latest where no number is given; once.

    It stays in the store as withdrawn, and is counted nowhere.

    Raises:
        NotFound: the actor has no such need that is open.
    """
    require(context.actor, Right.REPORT_NEED)
    asked = _open(context).limit(1)
    if number is not None:
        asked = asked.where(Need.number == number)
    need = context.session.scalar(asked.with_for_update())
    if need is None:
        raise NotFound("no_open_need", number=number)
    need.status = WITHDRAWN
    context.session.flush()
    context.record("withdraw_need", need.number, key, topic=need.topic)
    return _view(context, need)


def _open(context: Context) -> Select[Need]:
    """The year that is being planned is the open one: those before it are settled."""
    return (
        select(Need)
        .where(
            Need.raised_by_id == context.actor.employee_id,
            Need.origin == "employee",
            Need.status == OPEN,
            Need.year > context.fiscal_year,
        )
        .order_by(Need.id.desc())
    )


def _wish(context: Context, need: Need) -> OwnWish:
    view = _view(context, need)
    settled = need.status == OPEN and need.year <= context.fiscal_year
    return OwnWish(
        number=view.number,
        topic=view.topic,
        about=view.about,
        year=view.year,
        people=need.headcount,
        state=SETTLED if settled else need.status,
        raised_on=context.company.day_of(need.created_at),
    )


def _view(context: Context, need: Need) -> OwnNeed:
    session = context.session
    skill = session.get(Skill, need.skill_id) if need.skill_id else None
    course = session.get(Course, need.course_id) if need.course_id else None
    thing = skill or course
    return OwnNeed(
        number=need.number,
        topic=need.topic,
        about=named(thing) if thing else None,
        year=need.year,
    )
