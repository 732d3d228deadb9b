"""What other systems call what is here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Base, Identified


class ExternalId(Identified, Base):
    """A unit or a person (`kind`) as one system ("dingtalk", "scim"), in one of its tenants,
    knows it: each has at most one id there, and each id is of one.

    The id is empty where that system gave none. `login` is the name somebody signs in with
    there. `said` holds what the system said last, so that what it says anew can be told from
    what was changed here meanwhile.
    """

    __tablename__ = "external_id"
    __table_args__ = (
        UniqueConstraint("system", "tenant", "kind", "external_id"),
        UniqueConstraint("system", "tenant", "kind", "login"),
        UniqueConstraint("system", "tenant", "org_unit_id"),
        UniqueConstraint("system", "tenant", "employee_id"),
    )

    system: Mapped[str] = mapped_column(String(20))
    tenant: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    external_id: Mapped[str | None] = mapped_column(String(255))
    org_unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    login: Mapped[str | None] = mapped_column(String(255))
    said: Mapped[Any] = mapped_column(JSON, default=dict)
