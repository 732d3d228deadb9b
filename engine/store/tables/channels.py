"""People at the doors: whom a chat account belongs to, codes that prove it, messages taken in,
and buttons that were offered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Identified
from engine.store.types import UtcDateTime


class ChannelIdentity(Identified, Base):
    """Whose account `user_id` of a channel's tenant (its corporation or team) is; at most one
    for each employee there. `linked_by` says how it was proved: code, shown_code (one that HR
    saw), email or directory.
    Without an employee it was unlinked on purpose: a directory does not link it again."""

    __tablename__ = "channel_identity"
    __table_args__ = (
        UniqueConstraint("channel", "tenant", "user_id"),
        UniqueConstraint("channel", "tenant", "employee_id"),
    )

    channel: Mapped[str] = mapped_column(String(20))
    tenant: Mapped[str] = mapped_column(String(120))
    user_id: Mapped[str] = mapped_column(String(120))
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    # The language last spoken there, for what is said unasked.
    language: Mapped[str | None] = mapped_column(String(2))
    linked_by: Mapped[str] = mapped_column(String(20))
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime())


class OneTimeCode(Identified, Base):
    """A code that stands for an employee once, until it expires; only its hash is kept.

    `purpose` is link (a chat account) or sign_in (the web page); `proof` is who knows it
    besides (`engine.access.standing`), `issued_by` the employee number of who had it made, or
    operator. One that was asked for on the page is of no use but in that `browser` (a hash).
    """

    __tablename__ = "one_time_code"

    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    proof: Mapped[str] = mapped_column(String(20))
    issued_by: Mapped[str] = mapped_column(String(64))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    browser: Mapped[str | None] = mapped_column(String(64))


class CountedTry(Identified, Base):
    """That something was tried which may be tried so often only (see `engine.api.counted_tries`)."""

    __tablename__ = "counted_try"

    key: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime())


class UsedSignature(Identified, Base):
    """A vendor's signature that was used with a body (hashes of both), until it counts no more."""

    __tablename__ = "used_signature"

    signature: Mapped[str] = mapped_column(String(64), unique=True)
    body: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)


class StoredMessage(Identified, Base):
    """What somebody said at a door, stored before it was acknowledged.

    `state` is waiting, working (until `lease_until`), done or failed. `replies` are kept
    before they are sent, `sent` of them were, so that what was answered is not asked again.
    """

    __tablename__ = "inbound_message"
    __table_args__ = (
        UniqueConstraint("channel", "tenant", "message_id"),
        Index(None, "state", "next_try_at"),
        Index(None, "dialogue", "state"),
    )

    channel: Mapped[str] = mapped_column(String(20))
    tenant: Mapped[str] = mapped_column(String(120))
    message_id: Mapped[str] = mapped_column(String(200))
    user_id: Mapped[str] = mapped_column(String(120))
    # channel:tenant:user:conversation, the name of the dialogue with Rasa.
    dialogue: Mapped[str] = mapped_column(String(400))
    content: Mapped[Any] = mapped_column(JSON)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    state: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime())
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime())
    replies: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    sent: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None] = mapped_column(String(300))
    # When it was last taken up, when its replies were known, when they were sent.
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class OfferedButton(Base):
    """One button of one message, pressed at most once, by the person it was offered to.

    `deed` is what pressing it does: nothing given, it says its title where it was offered;
    else a decision about a request in one version. Buttons of one `offer` are used up
    together. `origin` is the message that was answered, so that one knows where to go on.
    """

    __tablename__ = "offered_button"

    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    offer: Mapped[str] = mapped_column(String(40), index=True)
    dialogue: Mapped[str] = mapped_column(String(400), index=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    title: Mapped[str] = mapped_column(Text)
    deed: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    origin: Mapped[Any] = mapped_column(JSON)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class ChannelUsage(Base):
    """How many calls and messages a channel had in a month ("2026-11"): vendors set quotas."""

    __tablename__ = "channel_usage"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    used: Mapped[int]
