"""Who heads a unit, and who is HR, finance, management or auditor: looked at, given, taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select, true

from engine.access import Right, Role, require, scope
from engine.access.granting import may_grant, require_grant, vouches
from engine.queries.catalogue import by_code, named
from engine.queries.people import find_employee, grant_holds, is_here, within
from engine.store.tables import AuditEvent, Employee, OrgUnit, RoleGrant
from engine.trust.audit import GRANT
from engine.usecases.context import Context, reads
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from engine.values.results import Named

GRANTED = (Role.HR, Role.FINANCE, Role.MANAGEMENT, Role.AUDITOR)
MOST_FOUND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitHead:
    """A unit with the names of those above it, the topmost first, and who heads it: by HR's word
    alone, if `unconfirmed`; he has left, if it `lapsed`."""

    unit: Named
    above: tuple[str, ...]
    head: Named | None
    unconfirmed: bool
    lapsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHeld:
    """Somebody's role over a unit and all under it: since when, through which day and by whom it
    was given, where that is known; `may` says whether the asker may take it. One that `lapsed`
    counts no more: its last day is over, or he has left."""

    person: Named
    role: Role
    unit: Named
    since: datetime | None
    until: date | None
    granted_by: str | None
    may: bool
    lapsed: bool


@dataclass(frozen=True, slots=True)
class RolesNow:
    """`may_give` are the roles that the asker may give over the whole company; `may_confirm`, that
    whom HR put at the head of a unit may ask with his word."""

    held: tuple[RoleHeld, ...]
    units: tuple[UnitHead, ...]
    may_give: tuple[Role, ...]
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class PersonToChoose:
    person: Named
    unit: Named


@reads
def roles_now(context: Context) -> RolesNow:
    """Every role that somebody has, and every unit with its head.

    Raises:
        NotPermitted: who loads the company's data may see it.
    """
    require_company(context, Right.SEE_SETUP)
    tops = context.session.scalars(select(OrgUnit.path).where(OrgUnit.parent_id.is_(None))).all()
    may_give = tuple(
        role
        for role in (*GRANTED, Role.HEAD)
        if any(may_grant(context.actor, role, top) for top in tops)
    )
    return RolesNow(_held(context), _units(context), may_give, _may_confirm(context))


@reads
def people_called(context: Context, words: str) -> tuple[PersonToChoose, ...]:
    """Those whose name has these words in it, or whose number begins with them; a few.

    Raises:
        NotPermitted: as `roles_now`.
    """
    require_company(context, Right.SEE_SETUP)
    words = words.strip().lower()
    rows = context.session.execute(
        select(Employee, OrgUnit)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .where(
            is_here(context.today),
            or_(
                func.lower(Employee.name).contains(words, autoescape=True),
                func.lower(Employee.emp_no).startswith(words, autoescape=True),
            ),
        )
        .order_by(Employee.emp_no)
        .limit(MOST_FOUND)
    )
    return tuple(
        PersonToChoose(Named(person.emp_no, person.name), named(unit)) for person, unit in rows
    )


def give_role(
    context: Context,
    person: str,
    role: str,
    unit_code: str | None = None,
    until: date | None = None,
) -> Named:
    """Give `person` a role over a unit (the whole company, unless said), through its last day if
    it has one; the unit. A unit has one head: who was it before is it no more.

    Raises:
        InvalidInput: no such role, or it is the actor himself; a last day that is over, or of a
            head.
        NotFound: no such person or unit.
        NotPermitted: the actor may not give it there.
    """
    here = is_here(context.today)
    employee, unit, kind = _meant(context, person, role, unit_code, here)
    if until is not None and (kind is Role.HEAD or until < context.today):
        raise InvalidInput("role_until", today=context.today)
    if kind is Role.HEAD:
        _put_at_head(context, unit, employee)
    else:
        _give(context, employee, kind, unit, until)
    last = {"until": str(until)} if until else {}
    context.record(GRANT, employee.emp_no, role=kind.value, unit=unit.code, **last)
    return named(unit)


def _put_at_head(context: Context, unit: OrgUnit, employee: Employee) -> None:
    """Said again by who decides about authority, it is confirmed."""
    unit.head_employee_id = employee.id
    if vouches(context.actor):
        unit.head_unconfirmed = False


def _give(
    context: Context, employee: Employee, role: Role, unit: OrgUnit, until: date | None
) -> None:
    """What he has already, through the same day, stays as it was given."""
    grant = _grant(context, employee, role, unit)
    if grant is None:
        grant = RoleGrant(employee_id=employee.id, role=role.value, org_unit_id=unit.id)
        context.session.add(grant)
    elif grant.until == until:
        return
    grant.since, grant.until, grant.granted_by = context.now, until, context.actor.emp_no


def confirm_heads(context: Context) -> int:
    """Let all whom HR put at the head of the actor's units head them by his word too; how many.

    Raises:
        NotPermitted: he does not decide about authority, or is HR himself.
    """
    require(context.actor, Right.SET_AUTHORITY)
    if not vouches(context.actor):
        raise NotPermitted(Right.SET_AUTHORITY.value, who_has=Role.MANAGEMENT.value)
    rows = context.session.execute(
        select(OrgUnit, Employee.emp_no)
        .join(Employee, Employee.id == OrgUnit.head_employee_id)
        .where(OrgUnit.head_unconfirmed, within(scope(context.actor, Right.SET_AUTHORITY)))
        .where(Employee.id != context.actor.employee_id)
        .order_by(OrgUnit.path)
    ).all()
    for unit, emp_no in rows:
        unit.head_unconfirmed = False
        context.record("confirm_head", emp_no, unit=unit.code)
    return len(rows)


def take_role(context: Context, person: str, role: str, unit_code: str | None = None) -> None:
    """Take it away again. Nobody takes his own, so that somebody stays who can give it.

    Raises:
        InvalidInput, NotPermitted: as `give_role`.
        NotFound: no such person or unit, or he does not have it there.
    """
    employee, unit, kind = _meant(context, person, role, unit_code, true())
    grant = None if kind is Role.HEAD else _grant(context, employee, kind, unit)
    if grant is not None:
        context.session.delete(grant)
    elif kind is Role.HEAD and unit.head_employee_id == employee.id:
        unit.head_employee_id = None
    else:
        raise NotFound("role_not_held", person=employee.name)
    context.record("revoke_role", employee.emp_no, role=kind.value, unit=unit.code)


def end_roles(context: Context) -> int:
    """Those whose last day is over are taken away; how many there were. (They have not counted
    since: this clears the table.)"""
    rows = context.session.execute(
        select(RoleGrant, Employee.emp_no, OrgUnit.code)
        .join(Employee, Employee.id == RoleGrant.employee_id)
        .join(OrgUnit, OrgUnit.id == RoleGrant.org_unit_id)
        .where(RoleGrant.until < context.today)
        .order_by(RoleGrant.id)
    ).all()
    for grant, person, unit in rows:
        context.session.delete(grant)
        context.record("role_ended", person, role=grant.role, unit=unit, until=str(grant.until))
    return len(rows)


@reads
def hr_has_signed_in(context: Context) -> bool:
    """Whether anybody who is HR of the whole company has been on the page as himself."""
    signed_in = select(AuditEvent.subject).where(AuditEvent.action == "sign_in")
    found = context.session.scalar(
        select(RoleGrant.id)
        .join(Employee, Employee.id == RoleGrant.employee_id)
        .join(OrgUnit, OrgUnit.id == RoleGrant.org_unit_id)
        .where(
            RoleGrant.role == Role.HR.value,
            OrgUnit.parent_id.is_(None),
            is_here(context.today),
            Employee.emp_no.in_(signed_in),
            grant_holds(context.today),
        )
        .limit(1)
    )
    return found is not None


def _meant(
    context: Context, person: str, role: str, unit_code: str | None, who: ColumnElement[bool]
) -> tuple[Employee, OrgUnit, Role]:
    if role not in (*GRANTED, Role.HEAD):
        raise InvalidInput("unknown_role", role=role, roles=[*GRANTED, Role.HEAD])
    unit, kind = _unit(context, unit_code), Role(role)
    require_grant(context.actor, kind, unit.path)
    employee = find_employee(context.session, person, who)
    if employee is None:
        raise NotFound("unknown_person", person=person)
    if employee.id == context.actor.employee_id:
        raise InvalidInput("own_role")
    return employee, unit, kind


def _unit(context: Context, code: str | None) -> OrgUnit:
    if code is not None:
        return by_code(context.session, OrgUnit, code)
    top = select(OrgUnit).where(OrgUnit.parent_id.is_(None)).order_by(OrgUnit.id)
    unit = context.session.scalars(top).first()
    if unit is None:
        raise NotFound("unknown_name", kind="org_unit", name="")
    return unit


def _grant(context: Context, employee: Employee, role: Role, unit: OrgUnit) -> RoleGrant | None:
    return context.session.scalar(
        select(RoleGrant).where(
            RoleGrant.employee_id == employee.id,
            RoleGrant.role == role.value,
            RoleGrant.org_unit_id == unit.id,
        )
    )


def _held(context: Context) -> tuple[RoleHeld, ...]:
    holds = is_here(context.today) & grant_holds(context.today)
    rows = context.session.execute(
        select(Employee, RoleGrant, OrgUnit, holds)
        .join(RoleGrant, RoleGrant.employee_id == Employee.id)
        .join(OrgUnit, OrgUnit.id == RoleGrant.org_unit_id)
        .order_by(OrgUnit.path, Employee.emp_no)
    ).all()
    rows = sorted(rows, key=lambda row: (not row[3], GRANTED.index(Role(row[1].role))))
    actor = context.actor
    return tuple(
        RoleHeld(
            person=Named(person.emp_no, person.name),
            role=Role(grant.role),
            unit=named(unit),
            since=grant.since,
            until=grant.until,
            granted_by=grant.granted_by,
            may=person.id != actor.employee_id and may_grant(actor, Role(grant.role), unit.path),
            lapsed=not holding,
        )
        for person, grant, unit, holding in rows
    )


def _may_confirm(context: Context) -> bool:
    return vouches(context.actor) and bool(scope(context.actor, Right.SET_AUTHORITY))


def _units(context: Context) -> tuple[UnitHead, ...]:
    rows = context.session.execute(
        select(OrgUnit, Employee, is_here(context.today))
        .outerjoin(Employee, Employee.id == OrgUnit.head_employee_id)
        .where(or_(OrgUnit.valid_to.is_(None), OrgUnit.valid_to >= context.today))
        .order_by(OrgUnit.path)
    ).all()
    every = context.session.execute(select(OrgUnit.id, OrgUnit.name, OrgUnit.parent_id)).all()
    names = {unit.id: unit.name for unit in every}
    parents = {unit.id: unit.parent_id for unit in every}
    return tuple(
        UnitHead(
            unit=named(unit),
            above=tuple(names[one] for one in _above(unit.id, parents)),
            head=Named(head.emp_no, head.name) if head else None,
            unconfirmed=unit.head_unconfirmed,
            lapsed=head is not None and not here,
        )
        for unit, head, here in rows
    )


def _above(unit: int, parents: dict[int, int | None]) -> list[int]:
    found: list[int] = []
    while (parent := parents[unit]) is not None:
        found.insert(0, parent)
        unit = parent
    return found
