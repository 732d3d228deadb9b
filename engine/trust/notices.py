"""Notices: stored with what they tell of, carried out afterwards, tried again on failure."""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.queries.company import company_of
from engine.queries.people import is_here
from engine.store.database import Database
from engine.store.tables import Employee, Notice, Outbox
from engine.values.encoding import to_plain

logger = logging.getLogger(__name__)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
MOST_TRIES = 12
AT_ONCE = 200
CARRIED = "carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """A notice to be said to `person` (an employee number): a code with plain arguments."""

    id: int
    person: str
    code: str
    args: dict[str, Any]
    created_at: datetime

    @property
    def content(self) -> str:
        """The same for notices that say the same."""
        return json.dumps([self.code, self.args], sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row of the outbox that is this worker's for now."""

    outbox_id: int
    carrier: str
    notice: NoticeView


class Carrier(Protocol):
    """A way to reach people beside the web page, which reads notices itself."""

    name: str

    def reaches(self, person: str) -> bool:
        """Whether this person can be reached this way at all."""

    def carry(self, notices: Sequence[NoticeView]) -> Collection[int]:
        """Deliver notices that say the same to different people; the ids of those that were
        not taken, to be tried again. What it raises holds for all of them."""


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
    claimed = [_claim(database, one, now) for one in _due(database, tuple(by_name), now)]
    same: dict[tuple[str, str], list[Claimed]] = defaultdict(list)
    for one in claimed:
        if one is not None:
            same[one.carrier, one.notice.content].append(one)
    for (carrier, _), batch in same.items():
        _try(database, by_name[carrier], batch, now)
    return sum(one is not None for one in claimed)


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


def _try(database: Database, carrier: Carrier, batch: Sequence[Claimed], now: datetime) -> None:
    """One attempt with notices of one content. They were claimed before, for the time until
    the next one, so that two workers do not carry the same; carried with no transaction open,
    since the far side may be slow; who dies half-way leaves them due again."""
    outcomes = {one.outbox_id: _not_to_be_carried(database, carrier, one, now) for one in batch}
    going = [one for one in batch if outcomes[one.outbox_id] is None]
    failed: Collection[int] = ()
    why = "not taken"
    try:
        failed = carrier.carry([one.notice for one in going]) if going else ()
    except Exception as error:
        why = str(error)[:300] or type(error).__name__
        logger.warning("%s notices by %s: %s", len(going), carrier.name, why)
        failed = [one.notice.id for one in going]
    for one in batch:
        if one.notice.id in failed:
            _settle(database, one.outbox_id, now, False, why)
        else:
            _settle(database, one.outbox_id, now, True, outcomes[one.outbox_id] or CARRIED)


def _not_to_be_carried(
    database: Database, carrier: Carrier, one: Claimed, now: datetime
) -> str | None:
    """Why this notice is not to go that way; None when it is."""
    if not _works_here(database, one.notice.person, now):
        return "has left"
    if not carrier.reaches(one.notice.person):
        return "not reachable"
    return "told the same today" if _told_today(database, one, now) else None


def _works_here(database: Database, person: str, now: datetime) -> bool:
    with database.reading() as session:
        here = is_here(company_of(session).day_of(now))
        return bool(session.scalar(select(here).where(Employee.emp_no == person)))


def _told_today(database: Database, one: Claimed, now: datetime) -> bool:
    """Whether the same carrier told this person the same within a day."""
    with database.reading() as session:
        told = session.scalars(
            select(Notice)
            .join(Outbox, Outbox.notice_id == Notice.id)
            .join(Employee, Employee.id == Notice.recipient_id)
            .where(
                Employee.emp_no == one.notice.person,
                Notice.code == one.notice.code,
                Notice.id != one.notice.id,
                Outbox.carrier == one.carrier,
                Outbox.outcome == CARRIED,
                Outbox.done_at > now - timedelta(days=1),
            )
        ).all()
        return any(_view(session, notice).content == one.notice.content for notice in told)


def _claim(database: Database, outbox_id: int, now: datetime) -> Claimed | None:
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
        notice = _view(session, session.get_one(Notice, row.notice_id))
        return Claimed(row.id, row.carrier, notice)


def _settle(database: Database, outbox_id: int, now: datetime, done: bool, outcome: str) -> None:
    with database.transaction() as session:
        row = session.get_one(Outbox, outbox_id)
        row.outcome = outcome
        if done or row.tries >= MOST_TRIES:
            row.done_at = now


def _view(session: Session, notice: Notice) -> NoticeView:
    person = session.get_one(Employee, notice.recipient_id).emp_no
    return NoticeView(
        id=notice.id,
        person=person,
        code=notice.code,
        args=notice.args,
        created_at=notice.created_at,
    )


def unseen(session: Session, employee_id: int, most: int) -> list[NoticeView]:
    """What the person was not shown yet, the oldest first."""
    rows = session.scalars(
        select(Notice)
        .where(Notice.recipient_id == employee_id, Notice.seen_at.is_(None))
        .order_by(Notice.id)
        .limit(most)
    ).all()
    return [_view(session, notice) for notice in rows]
