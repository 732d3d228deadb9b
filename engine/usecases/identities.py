"""Whose chat account is whose: proved by a code, an e-mail address or the directory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, or_, select, true, update
from sqlalchemy.orm import Session

from engine.access import Right, scope
from engine.access.standing import BY_HR, stands
from engine.queries.addresses import is_settled, with_address
from engine.queries.catalogue import named
from engine.queries.people import actor_of, in_units, is_here
from engine.store.tables import ChannelIdentity, Employee, OrgUnit
from engine.usecases.context import BudgetEngine, Context, reads
from engine.values.errors import InvalidInput, NotFound
from engine.values.results import Named

BY_CODE, BY_EMAIL, BY_DIRECTORY = "code", "email", "directory"


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account in a chat tool; `tenant` is the corporation or team it belongs to."""

    channel: str
    tenant: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Owner:
    """An employee number, the language last spoken from the account, and how it was proved
    whose it is."""

    person: str
    language: str | None
    began: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPerson:
    """Whose account is linked, since when, and how it was proved."""

    id: int
    account: Account
    person: Named
    unit: Named
    linked_by: str
    linked_at: datetime


def whose(engine: BudgetEngine, account: Account) -> Owner | None:
    """Whose account it is; None for a stranger's or a leaver's, or where what linked it counts no
    more."""
    today = engine.today()
    with engine.database.reading() as session:
        found = _linked(session, account, today)
        if found is None:
            return None
        link, employee = found
        return Owner(employee.emp_no, link.language, f"account {link.id}: {link.linked_by}")


def linked_to(context: Context, account: Account) -> tuple[ChannelIdentity, Employee] | None:
    """The same in a transaction, with how it was linked."""
    return _linked(context.session, account, context.today)


def _linked(
    session: Session, account: Account, today: date
) -> tuple[ChannelIdentity, Employee] | None:
    found = session.execute(
        select(ChannelIdentity, Employee)
        .join(Employee, Employee.id == ChannelIdentity.employee_id)
        .where(*_is(account), is_here(today))
    ).one_or_none()
    if found is None or not _counts(session, found[0], found[1], today):
        return None
    return found[0], found[1]


def speaks(context: Context, account: Account, language: str) -> None:
    """The language that was just spoken there."""
    context.session.execute(update(ChannelIdentity).where(*_is(account)).values(language=language))


def account_of(engine: BudgetEngine, channel: str, person: str) -> Account | None:
    """Where an employee can be reached on a channel."""
    today = engine.today()
    with engine.database.reading() as session:
        employee = session.scalar(select(Employee).where(Employee.emp_no == person, is_here(today)))
        if employee is None:
            return None
        links = _links_of(session, employee, today)
        return next((_account(one) for one in links if one.channel == channel), None)


def links_of(context: Context, employee: Employee) -> list[ChannelIdentity]:
    """His linked accounts that count, the latest first."""
    return list(_links_of(context.session, employee, context.today))


def _links_of(session: Session, employee: Employee, today: date) -> Iterator[ChannelIdentity]:
    found = session.scalars(
        select(ChannelIdentity)
        .where(ChannelIdentity.employee_id == employee.id)
        .order_by(ChannelIdentity.linked_at.desc(), ChannelIdentity.id.desc())
    ).all()
    return (one for one in found if _counts(session, one, employee, today))


def _counts(session: Session, link: ChannelIdentity, employee: Employee, today: date) -> bool:
    return link.linked_by != BY_HR or stands(actor_of(session, employee, today), BY_HR)


def link_by_directory(context: Context, account: Account, emp_no: str, email: str) -> Named:
    """Link the account to whom the chat tool's own directory has it for: the employee with
    this number, or else the one with this address.

    Raises:
        NotFound: there is nobody, or more than one has the address; or the account was
            unlinked on purpose.
    """
    if _is_settled(context, account):
        raise NotFound("no_such_email")
    if (employee := numbered(context, emp_no)) is not None:
        return link_account(context, account, employee, BY_DIRECTORY)
    employee = with_email(context, email)
    by = BY_EMAIL if is_settled(employee, context.now) else BY_HR
    return link_account(context, account, employee, by)


def _is_settled(context: Context, account: Account) -> bool:
    """Whether it is known whose it is, or that it is to be nobody's: what linked it counts."""
    known = context.session.scalar(select(ChannelIdentity).where(*_is(account)))
    if known is None or known.employee_id is None:
        return known is not None
    return _linked(context.session, account, context.today) is not None


@reads
def linked_people(context: Context) -> tuple[LinkedPerson, ...]:
    """Who of the actor's people is linked, and his own accounts."""
    reach = scope(context.actor, Right.LINK_PEOPLE)
    own = Employee.id == context.actor.employee_id
    return _links(context, or_(in_units(Employee.org_unit_id, reach), own))


@reads
def all_links(context: Context) -> tuple[LinkedPerson, ...]:
    """Who is linked at all: for whoever runs the installation, and no door."""
    return _links(context, true())


def _links(context: Context, which: ColumnElement[bool]) -> tuple[LinkedPerson, ...]:
    rows = context.session.execute(
        select(ChannelIdentity, Employee, OrgUnit)
        .join(Employee, Employee.id == ChannelIdentity.employee_id)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .where(which)
        .order_by(Employee.emp_no, ChannelIdentity.id)
    )
    return tuple(
        LinkedPerson(
            id=link.id,
            account=_account(link),
            person=Named(employee.emp_no, employee.name),
            unit=named(unit),
            linked_by=link.linked_by,
            linked_at=link.linked_at,
        )
        for link, employee, unit in rows
    )


def unlink(context: Context, link_id: int) -> None:
    """Take a link away: one's own, or HR that of one of its people.

    Raises:
        NotFound: there is none that the actor may take away.
    """
    link = context.session.get(ChannelIdentity, link_id)
    employee = (
        context.session.get(Employee, link.employee_id) if link and link.employee_id else None
    )
    if link is None or employee is None or not _may_unlink(context, employee):
        raise NotFound("no_such_link")
    if employee.id != context.actor.employee_id:
        context.alert(employee.id, "account_unlinked", by=context.actor.name, channel=link.channel)
    link.employee_id = None
    context.record("unlink_account", employee.emp_no, channel=link.channel, account=link.user_id)


def numbered(context: Context, emp_no: str) -> Employee | None:
    """Who works here and has this number."""
    return context.session.scalar(
        select(Employee).where(Employee.emp_no == emp_no, is_here(context.today))
    )


def with_email(context: Context, email: str) -> Employee:
    """Who works here and has this address.

    Raises:
        NotFound: nobody, or more than one; or it became his just now, and he has a power.
    """
    employee = with_address(context.session, email, context.now, context.today)
    if employee is None:
        raise NotFound("no_such_email")
    return employee


def _may_unlink(context: Context, employee: Employee) -> bool:
    if employee.id == context.actor.employee_id:
        return True
    unit = context.session.get_one(OrgUnit, employee.org_unit_id)
    return unit.path.startswith(scope(context.actor, Right.LINK_PEOPLE))


def link_account(
    context: Context, account: Account, employee: Employee, by: str, issued_by: str | None = None
) -> Named:
    """Link them, as proved `by`, and tell the person. What the account or the person was linked to on that channel before is replaced."""
    if not account.user_id:
        raise InvalidInput("no_account")
    # Where nothing else reaches him, the account itself would be told of itself.
    if links_of(context, employee) or (context.alarms and employee.email):
        context.alert(employee.id, "account_linked", channel=account.channel)
    context.session.execute(
        delete(ChannelIdentity).where(
            ChannelIdentity.channel == account.channel,
            ChannelIdentity.tenant == account.tenant,
            or_(
                ChannelIdentity.user_id == account.user_id,
                ChannelIdentity.employee_id == employee.id,
            ),
        )
    )
    context.session.add(
        ChannelIdentity(
            channel=account.channel,
            tenant=account.tenant,
            user_id=account.user_id,
            employee_id=employee.id,
            language=None,
            linked_by=by,
            linked_at=context.now,
        )
    )
    context.record(
        "link_account",
        employee.emp_no,
        channel=account.channel,
        account=account.user_id,
        by=by,
        issued_by=issued_by,
    )
    return Named(employee.emp_no, employee.name)


def _account(link: ChannelIdentity) -> Account:
    return Account(link.channel, link.tenant, link.user_id)


def _is(account: Account) -> tuple[ColumnElement[bool], ...]:
    return (
        ChannelIdentity.channel == account.channel,
        ChannelIdentity.tenant == account.tenant,
        ChannelIdentity.user_id == account.user_id,
    )
