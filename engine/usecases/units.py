"""Which org unit somebody means: the one named, or the one the person stands for."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engine.access import Right, Role, require, scope
from engine.queries.catalogue import by_code, named
from engine.queries.company import whole_company
from engine.queries.people import headcount, holders_of, within, working_in
from engine.store.tables import Employee, OrgUnit, Position, PositionSkill, Skill
from engine.usecases.context import Context, asks_whether, reads
from engine.values.results import Named


def unit_for(context: Context, right: Right, code: str | None) -> OrgUnit:
    """The unit with that code, or else the topmost in which the actor has `right`.

    Raises:
        NotPermitted: the actor has no such right there.
        NotFound: no unit has that code.
    """
    require(context.actor, right)
    if code is None:
        top = min(scope(context.actor, right), key=len)
        unit = context.session.scalars(select(OrgUnit).where(OrgUnit.path == top)).one()
    else:
        unit = by_code(context.session, OrgUnit, code)
    require(context.actor, right, unit.path)
    return unit


def require_company(context: Context, right: Right) -> None:
    """Refuse who has `right` in a part of the company only, for what concerns all of it.

    Raises:
        NotPermitted: naming the role to turn to.
    """
    require(context.actor, right, whole_company(context.session))


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of one position under a unit, or everybody there."""

    group: Named
    headcount: int


@reads
def requesting_roster(
    context: Context, unit_code: str | None = None, position_code: str | None = None
) -> Roster:
    """Whom a request of this unit can be for, counted from the roster.

    Raises:
        NotPermitted: the actor may not ask for that unit.
    """
    unit = unit_for(context, Right.REQUEST_BUDGET, unit_code)
    position = by_code(context.session, Position, position_code) if position_code else None
    count = headcount(context.session, unit.path, position.id if position else None)
    return Roster(named(position or unit), count)


@reads
def common_unit(context: Context, unit_codes: Sequence[str]) -> Named:
    """The lowest unit that all of these are in.

    Raises:
        NotFound: there is no such unit.
    """
    paths = [by_code(context.session, OrgUnit, code).path for code in unit_codes]
    path = posixpath.commonpath(paths).rstrip("/") + "/"
    return named(context.session.scalars(select(OrgUnit).where(OrgUnit.path == path)).one())


@reads
def units_in(context: Context, unit_code: str | None = None) -> tuple[Named, ...]:
    """A unit and all below it.

    Raises:
        NotPermitted: the actor may not see how people there stand.
    """
    unit = unit_for(context, Right.SEE_GAPS, unit_code)
    found = context.session.scalars(
        select(OrgUnit).where(within([unit.path])).order_by(OrgUnit.code)
    )
    return tuple(named(one) for one in found)


@reads
def positions_in(context: Context, unit_code: str | None = None) -> tuple[Named, ...]:
    """The positions that people under a unit hold.

    Raises:
        NotPermitted: the actor may not see how people there stand.
    """
    unit = unit_for(context, Right.SEE_GAPS, unit_code)
    held = select(Employee.position_id).where(working_in([unit.path])).distinct()
    found = context.session.scalars(
        select(Position).where(Position.id.in_(held)).order_by(Position.code)
    )
    return tuple(named(one) for one in found)


@reads
def skills_in(
    context: Context, unit_code: str | None = None, position_code: str | None = None
) -> tuple[Named, ...]:
    """The skills that the positions of people under a unit require, or one of these positions.

    Raises:
        NotPermitted: the actor may not see how people there stand.
    """
    unit = unit_for(context, Right.SEE_GAPS, unit_code)
    held = select(Employee.position_id).where(working_in([unit.path]))
    required = select(PositionSkill.skill_id).where(PositionSkill.position_id.in_(held))
    if position_code is not None:
        position = by_code(context.session, Position, position_code)
        required = required.where(PositionSkill.position_id == position.id)
    found = context.session.scalars(
        select(Skill).where(Skill.id.in_(required)).order_by(Skill.code)
    )
    return tuple(named(one) for one in found)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Who helps with what the assistant cannot do; whether the actor plans budgets, and whether
    he is one of HR himself."""

    hr: tuple[str, ...]
    planner: bool
    is_hr: bool = False


@reads
def contacts(context: Context) -> Contacts:
    """HR's people for the actor's unit, without himself: nobody is sent to himself."""
    actor = context.actor
    path = context.session.get_one(OrgUnit, actor.org_unit_id).path
    planner = actor.roles != {Role.EMPLOYEE}
    hr = holders_of(context.session, Role.HR, path, context.today, but=actor.employee_id)
    return Contacts(tuple(hr), planner, Role.HR in actor.roles)


@asks_whether
def may(context: Context, right: Right) -> None:
    """Refuse who has `right` nowhere, before anything is asked of him.

    Raises:
        NotPermitted: naming the role to turn to.
    """
    require(context.actor, right)


@asks_whether
def may_in_company(context: Context, right: Right) -> None:
    """Refuse who does not have `right` in the whole company.

    Raises:
        NotPermitted: naming the role to turn to.
    """
    require_company(context, right)
