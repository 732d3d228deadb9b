"""One-time codes: to sign in to the page with, or to link a chat account with. A code goes to
whose it is, not to who had it made."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select

from engine.access import Right, Role, require
from engine.access.paths import is_whole_company
from engine.access.standing import BY_HR, FIRST, PRINTED, SENT, stands
from engine.queries.addresses import is_settled, proves
from engine.queries.people import actor_of, find_employee, is_here
from engine.store.tables import Employee, OneTimeCode, OrgUnit, StoreIdentity
from engine.trust.audit import OPERATOR
from engine.usecases.context import SETUP, Context
from engine.usecases.identities import BY_CODE, Account, link_account, links_of
from engine.usecases.setup.roles import hr_has_signed_in
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from engine.values.results import Named

LINK, SIGN_IN = "link", "sign_in"
# Of a code that somebody asks for himself, and of one that waits until he comes.
ASKED, INVITED = timedelta(minutes=10), timedelta(days=7)
# No letter or digit that is taken for another when it is read out.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
CHAT, MAIL, BY_HAND = "chat", "mail", "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Codes for somebody, in clear this once. They go to `account`, or else to `address`; where
    there is neither, to who asked, as `proof` says. `link` is for a chat tool, if there is one
    of which no account of his is linked; `language` is the one he spoke last."""

    person: Named
    proof: str
    sign_in: str
    link: str | None
    expires_at: datetime
    account: Account | None = None
    address: str | None = None
    language: str | None = None

    @property
    def way(self) -> str:
        """How it goes: by chat, by mail, or else from hand to hand."""
        return CHAT if self.account else MAIL if self.address else BY_HAND


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Whom a code stood for, what it proves, and who had it made."""

    employee: Employee
    proof: str
    issued_by: str


def ask_code(context: Context, mails: bool, browser: str | None = None) -> Invitation:
    """A code for the actor himself, to be sent to where only he reads it; it signs in nowhere but
    in the `browser` that asked for it.

    Raises:
        NotFound: nothing reaches him.
    """
    employee = context.session.get_one(Employee, context.actor.employee_id)
    ways = ways_to(context, employee, mails)
    if ways.account is None and ways.address is None:
        raise NotFound("nothing_reaches", person=employee.name, emp_no=employee.emp_no)
    code = _issue(context, employee, SIGN_IN, ways.proof, ASKED, browser)
    return replace(ways, sign_in=code)


def invite(context: Context, person: str, mails: bool) -> Invitation:
    """Codes for one of HR's people. `mails`: there is a mail server.

    Raises:
        InvalidInput: nothing reaches him, and a code that HR sees would open a power.
        NotFound: nobody has that number.
        NotPermitted: the actor is not HR there.
    """
    require(context.actor, Right.LINK_PEOPLE)
    employee = _colleague(context, person)
    ways = ways_to(context, employee, mails)
    if ways.account is None and ways.address is None:
        ways = replace(ways, proof=seen_proof(context, employee))
    return _invited(context, employee, ways)


def print_codes(context: Context, person: str) -> Invitation:
    """The same for anybody, by whoever runs the installation: at the command line, and no door.

    Raises:
        NotFound: nobody has that number.
    """
    employee = find_employee(context.session, person, is_here(context.today))
    if employee is None:
        raise NotFound("unknown_person", person=person)
    ways = replace(ways_to(context, employee, mails=False), account=None, proof=PRINTED)
    return _invited(context, employee, ways)


def link_by_code(context: Context, account: Account, code: str) -> Named:
    """Link the account to whom a code stands for that was made for that; it is used up.

    Raises:
        NotFound: there is no such code, or it expired or was used.
    """
    found = redeem(context, code, LINK)
    by = BY_HR if found.proof == BY_HR else BY_CODE
    return link_account(context, account, found.employee, by, found.issued_by)


def redeem(context: Context, code: str, purpose: str, browser: str | None = None) -> Redeemed:
    """Whom the code stands for; it is used up.

    Raises:
        NotFound: there is none for that, it expired or was used, it was asked for in another
            browser, or it was seen by somebody else and would open a power now.
    """
    found = context.session.scalar(
        select(OneTimeCode)
        .where(
            OneTimeCode.code_hash == _hash(context, code),
            OneTimeCode.purpose == purpose,
            or_(OneTimeCode.browser.is_(None), OneTimeCode.browser == _of_browser(browser)),
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at >= context.now,
        )
        .with_for_update()
    )
    employee = _still_here(context, found.employee_id) if found else None
    if found is None or employee is None or not _opens(context, found, employee):
        raise NotFound("no_such_code")
    found.used_at = context.now
    return Redeemed(employee, found.proof, found.issued_by)


def _opens(context: Context, code: OneTimeCode, employee: Employee) -> bool:
    if code.proof == FIRST and hr_has_signed_in(context):
        return False
    actor = actor_of(context.session, employee, context.today)
    return stands(actor, code.proof)


def _still_here(context: Context, employee: int) -> Employee | None:
    return context.session.scalar(
        select(Employee).where(Employee.id == employee, is_here(context.today))
    )


def ways_to(context: Context, employee: Employee, mails: bool) -> Invitation:
    """Where a code for him goes, without the code."""
    links = [one for one in links_of(context, employee) if one.channel in context.carriers]
    link = links[0] if links else None
    reads_mail = mails and proves(context.session, employee, context.now, context.today)
    is_own = link.linked_by != BY_HR if link else is_settled(employee, context.now)
    return Invitation(
        person=Named(employee.emp_no, employee.name),
        proof=SENT if is_own else BY_HR,
        sign_in="",
        link=None,
        expires_at=context.now + ASKED,
        account=Account(link.channel, link.tenant, link.user_id) if link else None,
        address=employee.email if reads_mail and link is None else None,
        language=next((one.language for one in links_of(context, employee) if one.language), None),
    )


def seen_proof(context: Context, employee: Employee) -> str:
    """As what a code counts that is shown to who asks for it: the first one of HR, while the
    company is set up; later, of people without any power.

    Raises:
        InvalidInput: neither.
    """
    actor = actor_of(context.session, employee, context.today)
    if context.channel != SETUP and stands(actor, BY_HR):
        return BY_HR
    is_hr = any(is_whole_company(path) for path in actor.paths.get(Role.HR, ()))
    if context.channel == SETUP and is_hr and stands(actor, FIRST):
        return FIRST
    raise InvalidInput("operator_prints_code", person=employee.name, emp_no=employee.emp_no)


def _invited(context: Context, employee: Employee, ways: Invitation) -> Invitation:
    unlinked = set(context.carriers) - {one.channel for one in links_of(context, employee)}
    links = unlinked and ways.proof != FIRST
    invited = replace(
        ways,
        sign_in=_issue(context, employee, SIGN_IN, ways.proof, INVITED),
        link=_issue(context, employee, LINK, ways.proof, INVITED) if links else None,
        expires_at=context.now + INVITED,
    )
    context.alert(
        employee.id,
        "code_printed" if context.channel in (OPERATOR, SETUP) else "code_issued",
        by=context.actor.name,
        way=invited.way,
        address=invited.address or "",
    )
    return invited


def _colleague(context: Context, person: str) -> Employee:
    employee = find_employee(context.session, person, is_here(context.today))
    if employee is None:
        raise NotFound("unknown_person", person=person)
    unit = context.session.get_one(OrgUnit, employee.org_unit_id)
    try:
        require(context.actor, Right.LINK_PEOPLE, unit.path)
    except NotPermitted:
        raise NotFound("unknown_person", person=person) from None
    return employee


def _issue(
    context: Context,
    employee: Employee,
    purpose: str,
    proof: str,
    life: timedelta,
    browser: str | None = None,
) -> str:
    """An earlier one of that person for the same is void, as is any other first one; expired
    ones are removed."""
    same = (
        OneTimeCode.proof == FIRST
        if proof == FIRST
        else (OneTimeCode.employee_id == employee.id)
        & (OneTimeCode.purpose == purpose)
        & (OneTimeCode.proof == proof)
    )
    context.session.execute(
        delete(OneTimeCode).where(or_(OneTimeCode.expires_at < context.now, same))
    )
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    context.session.add(
        OneTimeCode(
            code_hash=_hash(context, code),
            purpose=purpose,
            proof=proof,
            issued_by=context.actor.emp_no,
            employee_id=employee.id,
            created_at=context.now,
            expires_at=context.now + life,
            used_at=None,
            browser=_of_browser(browser),
        )
    )
    context.record("issue_code", employee.emp_no, purpose=purpose, proof=proof)
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def _hash(context: Context, code: str) -> str:
    """Slow to make, and another in each store: who has got hold of one finds no code by trying all
    of them while it counts."""
    bare = "".join(letter for letter in code.upper() if letter in ALPHABET)
    salt = context.session.scalars(select(StoreIdentity.identity)).one()
    return hashlib.scrypt(bare.encode(), salt=salt.encode(), n=2**13, r=8, p=1, dklen=32).hex()


def _of_browser(browser: str | None) -> str | None:
    return hashlib.sha256(browser.encode()).hexdigest() if browser else None
