"""What can be relied on: whose store it is, where its rows came from, who did what, and that
who has to know was told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Currency, Identified
from engine.store.types import UtcDateTime


class StoreInfo(Base):
    """One row: `kind` is sample (the generated company) or company (somebody's own); `story` that
    a demonstration was laid over the sample."""

    __tablename__ = "store_info"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    story: Mapped[bool] = mapped_column(default=False)


class StoreIdentity(Base):
    """One row, in an empty store too: which store it is (see `engine.store.identity`)."""

    __tablename__ = "store_identity"

    identity: Mapped[str] = mapped_column(String(32), primary_key=True)


class TableChange(Base):
    """How often a table was changed by transactions (see `engine.store.changes`)."""

    __tablename__ = "table_change"

    name: Mapped[str] = mapped_column(String(63), primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


class CompanySettings(Base):
    """One row: what holds for the whole company (see `engine.values.company`)."""

    __tablename__ = "company_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(String(200))
    currency: Mapped[Currency]
    time_zone: Mapped[str] = mapped_column(String(60))
    fiscal_first_month: Mapped[int]
    fiscal_named_by_start: Mapped[bool]


class PolicyVersion(Identified, Base):
    """The company's policy from `since` on, as TOML (see `engine.policy`); never changed. Of
    those of one day the last holds. `by_id` is None where the operator set it."""

    __tablename__ = "policy_version"

    toml: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())


class AuditEvent(Base):
    """Who did what to what, through which channel, on which evidence; appended, never changed.

    `hash` covers the row and the `hash` of the one before (see `engine.trust.chain`).
    """

    __tablename__ = "audit_event"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime())
    # As text: the log must read the same when the people have left.
    actor: Mapped[str] = mapped_column(String(64), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    # What the actor came in with (see `engine.trust.audit.Way`).
    began: Mapped[str | None] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(150), index=True)
    detail: Mapped[Any] = mapped_column(JSON)
    idempotency_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class CommandReceipt(Base):
    """What somebody's command with a key answered (see `engine.trust.receipts`).

    `key` has the number of whose it is before it; `fingerprint` covers the command and what it
    was given; `receipt` is the answer as JSON.
    """

    __tablename__ = "command_receipt"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    command: Mapped[str] = mapped_column(String(60))
    fingerprint: Mapped[str] = mapped_column(String(64))
    receipt: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())


class AuditHead(Base):
    """One row: where the log ends. Locked by whoever appends; a removed end is noticed."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class NumberSeries(Base):
    """The last number given under a prefix ("TR-2026-"); locked by whoever takes the next."""

    __tablename__ = "number_series"

    prefix: Mapped[str] = mapped_column(String(20), primary_key=True)
    last: Mapped[int]


class Notice(Identified, Base):
    """Something a person has to know: a code with its arguments, said where it is read."""

    __tablename__ = "notice"
    __table_args__ = (Index(None, "recipient_id", "seen_at"),)

    recipient_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    code: Mapped[str] = mapped_column(String(40))
    args: Mapped[Any] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class Outbox(Identified, Base):
    """A notice to be carried out by one carrier; stored with what it tells of.

    Open while `done_at` is empty; after `tries` failures it is tried again at `next_try_at`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("notice_id", "carrier"),
        Index(None, "done_at", "next_try_at"),
    )

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    carrier: Mapped[str] = mapped_column(String(20))
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime())
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    outcome: Mapped[str | None] = mapped_column(String(300))


class ReportFile(Identified, Base):
    """A file made for somebody, to be fetched by its secret until it expires."""

    __tablename__ = "report_file"

    secret: Mapped[str] = mapped_column(String(64), unique=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
