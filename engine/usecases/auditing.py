"""The audit log, for auditors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from engine.access import Right
from engine.store.tables import AuditEvent
from engine.trust.audit import ChainReport, plain, verify
from engine.usecases.context import Context, reads
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput

LARGEST_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """A row of the log, with the hashes from which it can be checked."""

    sequence: int
    at: datetime
    actor: str
    channel: str
    began: str | None
    action: str
    subject: str
    detail: dict[str, Any]
    previous_hash: str
    hash: str


@reads
def audit_events(
    context: Context, subject: str | None = None, page_after: int = 0, size: int = 100
) -> tuple[AuditRow, ...]:
    """Rows in order, of one subject or all; that somebody reads them is not logged.

    Raises:
        InvalidInput: a page size out of range.
        NotPermitted: for anybody but auditors.
    """
    require_company(context, Right.SEE_AUDIT)
    if not 1 <= size <= LARGEST_PAGE:
        raise InvalidInput("page_size", most=LARGEST_PAGE)
    statement = select(AuditEvent).where(AuditEvent.sequence > page_after)
    if subject is not None:
        statement = statement.where(AuditEvent.subject == subject)
    rows = context.session.scalars(statement.order_by(AuditEvent.sequence).limit(size))
    return tuple(_row(event) for event in rows)


@reads
def verify_audit(context: Context, expected: str | None = None) -> ChainReport:
    """Whether the log is whole; `expected` is a head noted down earlier.

    Raises:
        NotPermitted: for anybody but auditors.
    """
    require_company(context, Right.SEE_AUDIT)
    return verify(context.session, expected)


def _row(event: AuditEvent) -> AuditRow:
    values = plain(event)
    return AuditRow(
        sequence=event.sequence,
        at=event.at,
        actor=event.actor,
        channel=event.channel,
        began=event.began,
        action=event.action,
        subject=event.subject,
        detail=values["detail"],
        previous_hash=event.previous_hash,
        hash=event.hash,
    )
