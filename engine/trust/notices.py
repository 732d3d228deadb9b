"""Notices: stored with what they tell of, carried out afterwards, tried again on failure."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.database import Database
from engine.store.tables import Employee, Notice, Outbox
from engine.values.encoding import to_plain

logger = logging.getLogger(__name__)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
MOST_TRIES = 12
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice to be said to `person` (an employee number): a code with plain arguments."""

    id: int
    person: str
    code: str
    args: dict[str, Any]
    created_at: datetime


class Carrier(Protocol):
    """A way to reach people beside the web page, which reads notices itself."""

    name: str

    def reaches(self, person: str) -> bool:
        """Whether this person can be reached this way at all."""

    def carry(self, notice: NoticeView) -> None:
        """Deliver it, or raise; `notice.id` tells the far side that it is the same again."""


def store_notice(
    session: Session,
    recipients: Collection[int],
    code: str,
    args: dict[str, Any],
    now: datetime,
    carriers: Collection[str],
) -> None:
    """Put a notice to each recipient beside the rest of the transaction's work."""
    for recipient in sorted(recipients):
        notice = Notice(
            recipient_id=recipient, code=code, args=to_plain(args), created_at=now, seen_at=None
        )
        session.add(notice)
        session.flush()
        for carrier in carriers:
            session.add(Outbox(notice_id=notice.id, carrier=carrier, tries=0, next_try_at=now))


def work_off(database: Database, carriers: Sequence[Carrier], now: datetime) -> int:
    """Carry out what is due; how many were tried. A failure is tried again later, at growing
    intervals, and given up after `MOST_TRIES`; nothing is lost, since the notice stays."""
    by_name = {carrier.name: carrier for carrier in carriers}
    done = 0
    for outbox_id in _due(database, tuple(by_name), now):
        done += _try(database, by_name, outbox_id, now)
    return done


def _due(database: Database, names: Collection[str], now: datetime) -> list[int]:
    with database.reading() as session:
        return list(
            session.scalars(
                select(Outbox.id)
                .where(
                    Outbox.done_at.is_(None),
                    Outbox.next_try_at <= now,
                    Outbox.carrier.in_(names),
                )
                .order_by(Outbox.id)
                .limit(AT_ONCE)
            )
        )


def _try(database: Database, carriers: dict[str, Carrier], outbox_id: int, now: datetime) -> int:
    """One attempt. It is claimed first, for the time until the next one, so that two workers
    do not carry the same; carried with no transaction open, since the far side may be slow;
    one that dies half-way leaves it due again."""
    claimed = _claim(database, outbox_id, now)
    if claimed is None:
        return 0
    carrier, notice = carriers[claimed[0]], claimed[1]
    done, outcome = True, "carried"
    try:
        if carrier.reaches(notice.person):
            carrier.carry(notice)
        else:
            outcome = "not reachable"
    except Exception as error:
        logger.warning("notice %s by %s: %s", notice.id, carrier.name, error)
        done, outcome = False, str(error)[:300] or type(error).__name__
    _settle(database, outbox_id, now, done, outcome)
    return 1


def _claim(database: Database, outbox_id: int, now: datetime) -> tuple[str, NoticeView] | None:
    with database.transaction() as session:
        row = session.scalar(
            select(Outbox)
            .where(Outbox.id == outbox_id, Outbox.done_at.is_(None), Outbox.next_try_at <= now)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.tries += 1
        row.next_try_at = now + min(FIRST_WAIT * 2 ** (row.tries - 1), LONGEST_WAIT)
        return row.carrier, _view(session, session.get_one(Notice, row.notice_id))


def _settle(database: Database, outbox_id: int, now: datetime, done: bool, outcome: str) -> None:
    with database.transaction() as session:
        row = session.get_one(Outbox, outbox_id)
        row.outcome = outcome
        if done or row.tries >= MOST_TRIES:
            row.done_at = now


def _view(session: Session, notice: Notice) -> NoticeView:
    person = session.get_one(Employee, notice.recipient_id).emp_no
    return NoticeView(notice.id, person, notice.code, notice.args, notice.created_at)


def unseen(session: Session, employee_id: int, most: int) -> list[NoticeView]:
    """What the person was not shown yet, the oldest first."""
    rows = session.scalars(
        select(Notice)
        .where(Notice.recipient_id == employee_id, Notice.seen_at.is_(None))
        .order_by(Notice.id)
        .limit(most)
    ).all()
    return [_view(session, notice) for notice in rows]
