"""A unit that is called otherwise from now on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import Alias, OrgUnit

KIND = "org_unit"


def rename_unit(session: Session, unit: OrgUnit, name: str) -> None:
    """Call a unit otherwise; all that is its own stays, and the old name still finds it."""
    alias = {"kind": KIND, "code": unit.code, "name": unit.name}
    if session.scalar(select(Alias.id).filter_by(**alias)) is None:
        session.add(Alias(**alias))
    unit.name = name[:200]
    session.flush()
