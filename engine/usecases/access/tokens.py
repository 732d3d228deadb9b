"""Bearer tokens: made by whoever runs the installation; seen and revoked by whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, false, select, true

from engine.queries.people import find_employee, is_here
from engine.store.tables import ApiToken, Employee
from engine.trust.tokens import API, LONGEST_DAYS, SCIM, hash_of, new_secret
from engine.usecases.access.whose import in_reach, reaches_everybody
from engine.usecases.context import Context, reads
from engine.values.errors import InvalidInput, NotFound
from engine.values.results import Named

MOST_LETTERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenView:
    """A token, without its secret; nobody's is the identity provider's."""

    id: int
    kind: str
    person: Named | None
    name: str
    made_by: str
    since: datetime
    until: datetime
    last_used: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class MadeToken:
    """The secret is shown now, and never again."""

    id: int
    secret: str
    until: datetime


def make_token(context: Context, person: str | None, name: str, days: int) -> MadeToken:
    """A token with which programs call as `person`; for nobody, with which the identity provider
    keeps people here, and does nothing else. For whoever runs the installation, and no door.

    Raises:
        InvalidInput: for no time or for longer than a year, or a name that is too long.
        NotFound: nobody works here under that number.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise InvalidInput("token_days", most=LONGEST_DAYS)
    if len(name) > MOST_LETTERS:
        raise InvalidInput("token_name", most=MOST_LETTERS)
    employee = None
    if person is not None:
        employee = find_employee(context.session, person, is_here(context.today))
        if employee is None:
            raise NotFound("unknown_person", person=person)
    secret = new_secret()
    token = ApiToken(
        kind=API if employee else SCIM,
        secret_hash=hash_of(secret),
        employee_id=employee.id if employee else None,
        name=name,
        made_by=context.actor.emp_no,
        since=context.now,
        until=context.now + timedelta(days=days),
        last_used=None,
        revoked_at=None,
    )
    context.session.add(token)
    context.session.flush()
    whose = employee.emp_no if employee else SCIM
    context.record("make_token", whose, token=token.id, name=name, days=days)
    return MadeToken(token.id, secret, token.until)


@reads
def tokens_held(context: Context) -> tuple[TokenView, ...]:
    """The actor's own and HR's people's that open something; all that there are, for whoever runs
    the installation."""
    which: ColumnElement[bool] = true()
    if not reaches_everybody(context):
        which = (ApiToken.revoked_at.is_(None)) & (ApiToken.until > context.now)
    rows = context.session.execute(_in_reach(context).where(which).order_by(ApiToken.id))
    return tuple(
        TokenView(
            id=token.id,
            kind=token.kind,
            person=Named(person.emp_no, person.name) if person else None,
            name=token.name,
            made_by=token.made_by,
            since=token.since,
            until=token.until,
            last_used=token.last_used,
            revoked_at=token.revoked_at,
        )
        for token, person in rows
    )


def revoke_token(context: Context, token_id: int) -> None:
    """It opens nothing any more.

    Raises:
        NotFound: there is none that holds and that the actor may revoke.
    """
    one = (ApiToken.id == token_id) & ApiToken.revoked_at.is_(None)
    found = context.session.execute(_in_reach(context).where(one)).one_or_none()
    if found is None:
        raise NotFound("no_such_token")
    token, person = found
    token.revoked_at = context.now
    context.record("revoke_token", person.emp_no if person else token.kind, token=token.id)


def _in_reach(context: Context) -> Select[ApiToken, Employee]:
    nobodys = ApiToken.employee_id.is_(None) if reaches_everybody(context) else false()
    return (
        select(ApiToken, Employee)
        .outerjoin(Employee, Employee.id == ApiToken.employee_id)
        .where(in_reach(context) | nobodys)
    )
