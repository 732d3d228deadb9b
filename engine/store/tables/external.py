"""What other systems call what is here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Identified


class ExternalId(Identified, Base):
    """A unit or person (`kind`) as one system ("dingtalk", "scim"), in one of its tenants,
    knows it: each has at most one id there, and each id is of one.

    The id is empty where that system gave none. `login` is the name somebody signs in with
    there. `said` holds what the system said last, so that what it says anew can be told from
    what was changed here meanwhile.
    """

    __tablename__ = "external_id"
    __table_args__ = (
        UniqueConstraint("system", "tenant", "kind", "external_id"),
        UniqueConstraint("system", "tenant", "kind", "object_id"),
        UniqueConstraint("system", "tenant", "kind", "login"),
        Index(None, "kind", "object_id"),
    )

    system: Mapped[str] = mapped_column(String(20))
    tenant: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    external_id: Mapped[str | None] = mapped_column(String(255))
    # The id of the OrgUnit or Employee; neither is ever deleted.
    object_id: Mapped[int]
    login: Mapped[str | None] = mapped_column(String(255))
    said: Mapped[Any] = mapped_column(JSON, default=dict)
