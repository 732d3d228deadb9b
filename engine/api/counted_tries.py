"""How often something may be tried in a while, counted in the store: by all processes together,
and so that many at once are no more. For what is seldom and must not be guessed: codes."""

from __future__ import annotations

import hashlib
import math
from datetime import UTC, datetime, timedelta

from limits import parse
from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from engine.store.database import Database
from engine.store.tables import CountedTry

# No limit is of a longer while.
LONGEST = timedelta(days=1)
POSTGRESQL = "postgresql"


class CountedTries:
    """`allowed` as "5/hour", of `what`. Whose they are is kept as a hash."""

    def __init__(self, database: Database, allowed: str, what: str) -> None:
        rule = parse(allowed)
        self._database = database
        self._most, self._while = rule.amount, timedelta(seconds=rule.get_expiry())
        self._what = what

    def take(self, who: str) -> int:
        """0 if one more is within the limit, and counted; else in how many seconds it will be."""
        key, now = self._key(who), datetime.now(UTC)
        with self._database.transaction() as session:
            _one_after_the_other(session, key)
            session.execute(delete(CountedTry).where(CountedTry.at < now - LONGEST))
            recent = (CountedTry.key == key, CountedTry.at > now - self._while)
            found = select(func.count(), func.min(CountedTry.at)).where(*recent)
            count, oldest = session.execute(found).one()
            if count >= self._most:
                left: timedelta = oldest + self._while - now
                return max(1, math.ceil(left.total_seconds()))
            session.add(CountedTry(key=key, at=now))
        return 0

    def give_back(self, who: str) -> None:
        """The latest one was none of those that count."""
        last = select(func.max(CountedTry.id)).where(CountedTry.key == self._key(who))
        with self._database.transaction() as session:
            session.execute(delete(CountedTry).where(CountedTry.id == session.scalar(last)))

    def _key(self, who: str) -> str:
        return hashlib.sha256(f"{self._what} {who}".encode()).hexdigest()


def _one_after_the_other(session: Session, key: str) -> None:
    """On SQLite one transaction writes at a time; on a server, one of a key."""
    if session.get_bind().dialect.name == POSTGRESQL:
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(key[:15], 16)})
