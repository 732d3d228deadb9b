"""Bearer tokens: for one person, or for the identity provider; kept as hashes, until a day."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from engine.queries.company import company_of
from engine.queries.people import is_here
from engine.store.database import Database
from engine.store.tables import ApiToken, Employee

API, SCIM = "api", "scim"
LONGEST_DAYS = 366
# By which those who look for secrets that leaked find them.
PREFIX = "peisuan_"
NOTED_EVERY = timedelta(minutes=1)
ASK = "ask whoever runs Peisuan for a new one (./peisuan token)"
# How each token began that was signed, before tokens were kept in the store.
SIGNED = "eyJ"


class InvalidToken(Exception):
    """It was not made here, is for something else, was revoked, or has expired."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who calls with a token: somebody, or the identity provider."""

    token: int
    person: str | None

    @property
    def proof(self) -> str:
        """What the audit log says of who came in with it."""
        return f"token {self.token}"


class Tokens:
    """Finds whom tokens stand for, at the moment that `clock` shows."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def bearer(self, secret: str, kind: str) -> Bearer:
        """Who calls with it.

        Raises:
            InvalidToken: saying why.
        """
        now = self._clock()
        with self._database.reading() as session:
            today = company_of(session).day_of(now)
            found = session.execute(
                select(ApiToken, Employee.emp_no, is_here(today))
                .outerjoin(Employee, Employee.id == ApiToken.employee_id)
                .where(ApiToken.secret_hash == hash_of(secret), ApiToken.kind == kind)
            ).one_or_none()
        if found is None:
            raise InvalidToken(_unknown(secret))
        token, person, here = found
        if token.revoked_at is not None or (person is not None and not here):
            raise InvalidToken(f"the token was revoked: {ASK}")
        if token.until <= now:
            raise InvalidToken(f"the token has expired: {ASK}")
        self._used(token, now)
        return Bearer(token.id, person)

    def _used(self, token: ApiToken, now: datetime) -> None:
        """Noted now and then."""
        if token.last_used is not None and now - token.last_used < NOTED_EVERY:
            return
        with self._database.transaction() as session:
            session.execute(update(ApiToken).where(ApiToken.id == token.id).values(last_used=now))


def _unknown(secret: str) -> str:
    if secret.startswith(SIGNED):
        return f"the token is of an earlier version of Peisuan and counts no more: {ASK}"
    return f"the token is not valid: {ASK}"


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
