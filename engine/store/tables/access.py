"""Who is let in: sessions of the page, and tokens of programs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Identified
from engine.store.types import UtcDateTime


class PageSession(Identified, Base):
    """A session of the page. The visitor's cookie names it, here is the hash of that alone.

    `began` says how it was proved who it is (see `engine.usecases.sessions`). One that sets the
    company up is nobody's; `setup` is then the hash of the code that opened it.
    """

    __tablename__ = "page_session"

    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    began: Mapped[str] = mapped_column(String(20))
    setup: Mapped[str | None] = mapped_column(String(64))
    since: Mapped[datetime] = mapped_column(UtcDateTime())
    last_seen: Mapped[datetime] = mapped_column(UtcDateTime())
    until: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime())


class ApiToken(Identified, Base):
    """A bearer token of a program; the hash of it alone is here.

    `kind` is api, for whatever its person may, or scim: of the identity provider, and nobody's.
    `made_by` is text, to read the same when they have left.
    """

    __tablename__ = "api_token"

    kind: Mapped[str] = mapped_column(String(10))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    made_by: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime] = mapped_column(UtcDateTime())
    until: Mapped[datetime] = mapped_column(UtcDateTime())
    last_used: Mapped[datetime | None] = mapped_column(UtcDateTime())
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
