"""Sessions of the page: kept in the store, named by a secret that the visitor alone has."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from engine.access.standing import PASSING, stands
from engine.queries.company import company_of
from engine.queries.people import actor_of, is_here
from engine.store.database import Database
from engine.store.tables import Employee, PageSession
from engine.trust.audit import Deed, Way, append

# How it was proved who somebody is, where no code did it (`engine.access.standing`).
LOGIN, DINGTALK, DEMONSTRATION, SETUP = "login", "dingtalk", "demonstration", "setup"
# How often it is noted that a session is in use, and how long one that is over can be looked up.
NOTED_EVERY = timedelta(minutes=1)
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """A session ends when it was not used for `idle`, and after `longest` whatever was done."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A session that holds: whose, how it began, and what only its own page knows besides.

    Nobody's session sets the company up, while the code whose hash is `setup` holds.
    """

    id: int
    person: str | None
    began: str
    setup: str | None
    csrf: str
    conversation: str
    last_seen: datetime

    @property
    def proof(self) -> str:
        """What the audit log says of who came in with it."""
        return proof_of(self.id, self.began)


class Sessions:
    """Begins, finds and ends sessions, each at the moment that `clock` shows."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], lifetimes: Lifetimes
    ) -> None:
        self._database = database
        self._clock = clock
        self.lifetimes = lifetimes

    def begin(
        self, person: str | None, began: str, setup: str | None = None, instead_of: str = ""
    ) -> str:
        """The secret of a new session; the one named by `instead_of` ends."""
        secret, now = secrets.token_urlsafe(32), self._clock()
        with self._database.transaction() as session:
            session.execute(delete(PageSession).where(PageSession.until < now - KEPT))
            _end(session, now, PageSession.secret_hash == _hash(instead_of))
            session.add(
                PageSession(
                    secret_hash=_hash(secret),
                    employee_id=_id_of(session, person) if person is not None else None,
                    began=began,
                    setup=setup,
                    since=now,
                    last_seen=now,
                    until=now + self.lifetimes.longest,
                    ended_at=None,
                )
            )
        return secret

    def find(self, secret: str) -> Visit | None:
        """The session with that secret; None when there is none, or it is over, or whose it is
        does not work here any more."""
        now = self._clock()
        with self._database.reading() as session:
            today = company_of(session).day_of(now)
            found = session.execute(
                select(PageSession, Employee)
                .outerjoin(Employee, Employee.id == PageSession.employee_id)
                .where(
                    PageSession.secret_hash == _hash(secret),
                    is_open(now, self.lifetimes.idle),
                    or_(PageSession.employee_id.is_(None), is_here(today)),
                )
            ).one_or_none()
            if found is None or not _stands(session, *found, today):
                return None
        row, employee = found
        return Visit(
            id=row.id,
            person=employee.emp_no if employee is not None else None,
            began=row.began,
            setup=row.setup,
            csrf=_derived(secret, "csrf"),
            conversation=_derived(secret, "conversation")[:12],
            last_seen=row.last_seen,
        )

    def seen(self, visit: Visit) -> None:
        """The session is in use; noted now and then."""
        now = self._clock()
        if now - visit.last_seen < NOTED_EVERY:
            return
        with self._database.transaction() as session:
            session.execute(
                update(PageSession).where(PageSession.id == visit.id).values(last_seen=now)
            )

    def end(self, secret: str) -> None:
        """It holds no longer, wherever its secret is; whether or not whose it is still works
        here. The log says so, where it was somebody's."""
        now = self._clock()
        with self._database.transaction() as session:
            found = session.execute(
                select(PageSession, Employee.emp_no)
                .join(Employee, Employee.id == PageSession.employee_id)
                .where(PageSession.secret_hash == _hash(secret), PageSession.ended_at.is_(None))
            ).one_or_none()
            _end(session, now, PageSession.secret_hash == _hash(secret))
            if found is not None:
                row, person = found
                deed = Deed("end_session", person, {"session": row.id})
                append(session, person, Way("web", proof_of(row.id, row.began)), now, [deed])


def proof_of(session: int, began: str) -> str:
    """What the audit log says of who came in with that session."""
    return f"session {session}: {began}"


def _stands(session: Session, row: PageSession, employee: Employee | None, today: date) -> bool:
    """Whether what it began with still counts for whose it is."""
    if employee is None or row.began not in PASSING:
        return True
    return stands(actor_of(session, employee, today), row.began)


def is_open(now: datetime, idle: timedelta) -> ColumnElement[bool]:
    """Whether a session is not over."""
    return and_(
        PageSession.ended_at.is_(None),
        PageSession.until > now,
        PageSession.last_seen > now - idle,
    )


def _end(session: Session, now: datetime, *which: ColumnElement[bool]) -> None:
    session.execute(
        update(PageSession).where(PageSession.ended_at.is_(None), *which).values(ended_at=now)
    )


def _id_of(session: Session, person: str) -> int:
    return session.scalars(select(Employee.id).where(Employee.emp_no == person)).one()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _derived(secret: str, what: str) -> str:
    """Something that belongs to this session alone, and tells nothing of its secret."""
    return hmac.new(secret.encode(), what.encode(), hashlib.sha256).hexdigest()
