"""Signing in to the page: by a code, by the company's login, by a chat tool's."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access.standing import BY_HR
from engine.queries.addresses import is_settled
from engine.trust.sessions import LOGIN
from engine.usecases.codes import SIGN_IN, redeem
from engine.usecases.context import Context
from engine.usecases.identities import (
    Account,
    link_by_directory,
    linked_to,
    numbered,
    with_email,
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The employee number of who came in, and how that was proved."""

    person: str
    proof: str


def sign_in_by_code(context: Context, code: str, browser: str | None = None) -> SignedIn:
    """Whom a code stands for that was made to sign in with, in this `browser` or any.

    Raises:
        NotFound: there is no such code, or it expired or was used.
    """
    found = redeem(context, code, SIGN_IN, browser)
    context.record("sign_in", found.employee.emp_no, by=found.proof, issued_by=found.issued_by)
    return SignedIn(found.employee.emp_no, found.proof)


def sign_in_by_login(context: Context, emp_no: str, email: str) -> SignedIn:
    """Whom the company's own login vouches for: the one with this number, or else the one with
    this address, which the login must have verified.

    Raises:
        NotFound: nobody, or more than one, has it.
    """
    proof = LOGIN
    if (employee := numbered(context, emp_no)) is None:
        employee = with_email(context, email)
        proof = LOGIN if is_settled(employee, context.now) else BY_HR
    context.record("sign_in", employee.emp_no, by=proof)
    return SignedIn(employee.emp_no, proof)


def sign_in_by_account(context: Context, account: Account, emp_no: str, email: str) -> SignedIn:
    """Who is behind a chat account that its tool vouches for: whose it is, or whom the tool's
    directory has it for, linked from now on.

    Raises:
        NotFound: nobody's.
    """
    if linked_to(context, account) is None:
        link_by_directory(context, account, emp_no, email)
    found = linked_to(context, account)
    assert found is not None, "it is linked by now"
    link, employee = found
    proof = BY_HR if link.linked_by == BY_HR else account.channel
    context.record("sign_in", employee.emp_no, by=proof)
    return SignedIn(employee.emp_no, proof)
