"""Appending to the audit log, and finding out whether it was tampered with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import AuditEvent, AuditHead
from engine.trust.chain import FIRST, digest
from engine.values.encoding import to_plain

BATCH = 1_000
OPERATOR = "operator"
# Somebody got a role, or heads a unit: whoever decides about authority is told (see `context`).
GRANT = "grant_role"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done: what (`action`), to what (`subject`), and the figures and evidence."""

    action: str
    subject: str
    detail: dict[str, Any] = field(default_factory=dict)
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """By which somebody came: a channel, and what he came in with ("session 7: login", "token
    3", "account 5: email", "operator")."""

    channel: str
    began: str | None = None


@dataclass(frozen=True, slots=True)
class ChainReport:
    """`broken_at` is the first sequence that does not fit, with `code` saying how:
    row_changed, row_missing, row_inserted or end_missing; None for a whole chain. `head` is
    the last hash: who notes it down elsewhere can prove later that nothing was rewritten."""

    rows: int
    head: str
    broken_at: int | None
    code: str | None


def append(session: Session, actor: str, way: Way, at: datetime, deeds: Sequence[Deed]) -> None:
    """Add `deeds` to the log. Called last in a transaction: it holds the log's end locked."""
    head = session.scalars(select(AuditHead).with_for_update()).one()
    session.refresh(head)
    for deed in deeds:
        event = AuditEvent(
            sequence=head.sequence + 1,
            at=at,
            actor=actor,
            channel=way.channel,
            began=way.began,
            action=deed.action,
            subject=deed.subject,
            detail=to_plain(deed.detail),
            idempotency_key=deed.key,
            previous_hash=head.hash,
        )
        event.hash = digest(_values(event), head.hash)
        session.add(event)
        head.sequence, head.hash = event.sequence, event.hash
    session.flush()


def verify(session: Session, expected: str | None = None) -> ChainReport:
    """Walk the whole log. With `expected`, a hash noted down earlier, it must also occur.

    Finds a changed, removed, inserted or reordered row, and a cut-off end.
    """
    previous, count, seen = FIRST, 0, expected in (None, FIRST)
    for event in events(session):
        count += 1
        if event.sequence != count:
            code = "row_missing" if event.sequence > count else "row_inserted"
            return ChainReport(count - 1, previous, count, code)
        if event.previous_hash != previous or digest(_values(event), previous) != event.hash:
            return ChainReport(count - 1, previous, count, "row_changed")
        previous = event.hash
        seen = seen or previous == expected
    head = session.scalars(select(AuditHead)).one_or_none()
    if head is None or (head.sequence, head.hash) != (count, previous) or not seen:
        return ChainReport(count, previous, count + 1, "end_missing")
    return ChainReport(count, previous, None, None)


def events(session: Session) -> Iterator[AuditEvent]:
    """Every row, in order, a batch at a time."""
    statement = select(AuditEvent).order_by(AuditEvent.sequence)
    yield from session.scalars(statement.execution_options(yield_per=BATCH))


def plain(event: AuditEvent) -> dict[str, Any]:
    """A row as it is exported: its hash can be recomputed from it."""
    return {**_values(event), "previous_hash": event.previous_hash, "hash": event.hash}


def _values(event: AuditEvent) -> dict[str, Any]:
    """What its hash covers; rows of before it was said how somebody came in are as they were."""
    began = {} if event.began is None else {"began": event.began}
    return {
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "channel": event.channel,
        "action": event.action,
        "subject": event.subject,
        "detail": event.detail,
        "idempotency_key": event.idempotency_key,
        **began,
    }
