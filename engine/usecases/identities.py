"""Whose chat account is whose: proved by a code, an e-mail address or the directory."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, true, update

from engine.access import Right, require, scope
from engine.queries.catalogue import named
from engine.queries.people import WORKING, find_employee, in_units
from engine.store.database import Database
from engine.store.tables import ChannelIdentity, Employee, OneTimeCode, OrgUnit
from engine.usecases.context import Context, reads
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from engine.values.results import Named

LINK, SIGN_IN = "link", "sign_in"
LIFE = {LINK: timedelta(days=7), SIGN_IN: timedelta(minutes=10)}
# No letter or digit that is taken for another when it is read out.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
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


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code that stands for `person` once; shown now, and never again."""

    code: str
    person: Named
    expires_at: datetime


def whose(database: Database, account: Account) -> Owner | None:
    """Whose account it is; None for a stranger's."""
    with database.reading() as session:
        found = session.execute(
            select(Employee.emp_no, ChannelIdentity)
            .join(ChannelIdentity, ChannelIdentity.employee_id == Employee.id)
            .where(*_is(account))
        ).one_or_none()
        if found is None:
            return None
        person, link = found
        return Owner(person, link.language, f"account {link.id}: {link.linked_by}")


def speaks(context: Context, account: Account, language: str) -> None:
    """The language that was just spoken there."""
    context.session.execute(update(ChannelIdentity).where(*_is(account)).values(language=language))


def account_of(database: Database, channel: str, person: str) -> Account | None:
    """Where an employee can be reached on a channel."""
    with database.reading() as session:
        found = session.scalars(
            select(ChannelIdentity)
            .join(Employee, Employee.id == ChannelIdentity.employee_id)
            .where(ChannelIdentity.channel == channel, Employee.emp_no == person)
            .order_by(ChannelIdentity.linked_at.desc())
        ).first()
        return Account(channel, found.tenant, found.user_id) if found else None


def email_of(database: Database, person: str) -> str | None:
    """Where mail reaches an employee."""
    with database.reading() as session:
        return session.scalar(select(Employee.email).where(Employee.emp_no == person))


def issue_link_code(context: Context, person: str) -> IssuedCode:
    """A code that HR hands to one of its people, to link a chat account with.

    Raises:
        NotPermitted: the actor is not HR there.
        NotFound: nobody has that number.
    """
    require(context.actor, Right.LINK_PEOPLE)
    return _issue(context, _colleague(context, person), LINK)


def issue_link_code_as_operator(context: Context, person: str) -> IssuedCode:
    """The same, by whoever runs the installation: HR needs a first way in as well.

    Raises:
        NotFound: nobody has that number.
    """
    employee = find_employee(context.session, person)
    if employee is None or employee.status not in WORKING:
        raise NotFound("unknown_person", person=person)
    return _issue(context, employee, LINK)


def issue_sign_in_code(context: Context) -> IssuedCode:
    """A code for the actor himself, to be sent to where only he reads it."""
    employee = context.session.get_one(Employee, context.actor.employee_id)
    return _issue(context, employee, SIGN_IN)


def link_by_code(context: Context, account: Account, code: str) -> Named:
    """Link the account to whom the code stands for; the code is used up.

    Raises:
        NotFound: there is no such code, or it expired or was used.
    """
    return _link(context, account, _redeem(context, code, LINK), BY_CODE)


def link_by_directory(context: Context, account: Account, emp_no: str, email: str) -> Named:
    """Link the account to whom the chat tool's own directory has it for: the employee with
    this number, or else the one with this address.

    Raises:
        NotFound: there is nobody, or more than one has the address; or the account was
            unlinked on purpose.
    """
    if context.session.scalar(select(ChannelIdentity.id).where(*_is(account))) is not None:
        raise NotFound("no_such_email")
    if (employee := _numbered(context, emp_no)) is not None:
        return _link(context, account, employee, BY_DIRECTORY)
    return _link(context, account, _with_email(context, email), BY_EMAIL)


def sign_in_by_code(context: Context, code: str) -> str:
    """The employee number that a code stands for: one that was sent, or that HR handed out.

    Raises:
        NotFound: there is no such code, or it expired or was used.
    """
    employee = _redeem(context, code, SIGN_IN, LINK)
    context.record("sign_in", employee.emp_no, by=BY_CODE)
    return employee.emp_no


def sign_in_by_login(context: Context, emp_no: str, email: str) -> str:
    """The employee number of whom the company's own login vouches for: the one with this
    number, or else the one with this address.

    Raises:
        NotFound: nobody, or more than one, has it.
    """
    employee = _numbered(context, emp_no) or _with_email(context, email)
    context.record("sign_in", employee.emp_no, by="login")
    return employee.emp_no


def sign_in_by_account(context: Context, account: Account, emp_no: str, email: str) -> str:
    """The employee number behind a chat account that its tool vouches for: whose it is, or
    whom the tool's directory has it for, linked from now on.

    Raises:
        NotFound: nobody's.
    """
    linked = context.session.scalar(
        select(Employee.emp_no)
        .join(ChannelIdentity, ChannelIdentity.employee_id == Employee.id)
        .where(*_is(account), Employee.status.in_(WORKING))
    )
    number = linked or link_by_directory(context, account, emp_no, email).code
    context.record("sign_in", number, by=account.channel)
    return number


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
            account=Account(link.channel, link.tenant, link.user_id),
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
    link.employee_id = None
    context.record("unlink_account", employee.emp_no, channel=link.channel, account=link.user_id)


def _numbered(context: Context, emp_no: str) -> Employee | None:
    return context.session.scalar(
        select(Employee).where(Employee.emp_no == emp_no, Employee.status.in_(WORKING))
    )


def _with_email(context: Context, email: str) -> Employee:
    address = email.strip().lower()
    found = context.session.scalars(
        select(Employee).where(Employee.email == address, Employee.status.in_(WORKING))
    ).all()
    if not address or len(found) != 1:
        raise NotFound("no_such_email")
    return found[0]


def _may_unlink(context: Context, employee: Employee) -> bool:
    if employee.id == context.actor.employee_id:
        return True
    unit = context.session.get_one(OrgUnit, employee.org_unit_id)
    return unit.path.startswith(scope(context.actor, Right.LINK_PEOPLE))


def _colleague(context: Context, person: str) -> Employee:
    employee = find_employee(context.session, person)
    if employee is None or employee.status not in WORKING:
        raise NotFound("unknown_person", person=person)
    unit = context.session.get_one(OrgUnit, employee.org_unit_id)
    try:
        require(context.actor, Right.LINK_PEOPLE, unit.path)
    except NotPermitted:
        raise NotFound("unknown_person", person=person) from None
    return employee


def _issue(context: Context, employee: Employee, purpose: str) -> IssuedCode:
    """Earlier codes of that person for the same are void; expired ones are removed."""
    context.session.execute(
        delete(OneTimeCode).where(
            or_(
                OneTimeCode.expires_at < context.now,
                (OneTimeCode.employee_id == employee.id) & (OneTimeCode.purpose == purpose),
            )
        )
    )
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    expires_at = context.now + LIFE[purpose]
    context.session.add(
        OneTimeCode(
            code_hash=_hash(code),
            purpose=purpose,
            employee_id=employee.id,
            created_at=context.now,
            expires_at=expires_at,
            used_at=None,
        )
    )
    context.record("issue_code", employee.emp_no, purpose=purpose)
    shown = f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
    return IssuedCode(shown, Named(employee.emp_no, employee.name), expires_at)


def _redeem(context: Context, code: str, *purposes: str) -> Employee:
    found = context.session.scalar(
        select(OneTimeCode)
        .where(
            OneTimeCode.code_hash == _hash(code),
            OneTimeCode.purpose.in_(purposes),
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at >= context.now,
        )
        .with_for_update()
    )
    employee = context.session.get(Employee, found.employee_id) if found else None
    if found is None or employee is None or employee.status not in WORKING:
        raise NotFound("no_such_code")
    found.used_at = context.now
    return employee


def _link(context: Context, account: Account, employee: Employee, by: str) -> Named:
    """What the account or the person was linked to on that channel before is replaced."""
    if not account.user_id:
        raise InvalidInput("no_account")
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
    )
    return Named(employee.emp_no, employee.name)


def _is(account: Account) -> tuple[ColumnElement[bool], ...]:
    return (
        ChannelIdentity.channel == account.channel,
        ChannelIdentity.tenant == account.tenant,
        ChannelIdentity.user_id == account.user_id,
    )


def _hash(code: str) -> str:
    bare = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return hashlib.sha256(bare.encode()).hexdigest()
