"""Which unit or person an id of another system stands for."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine.store.tables import ExternalId

UNIT, PERSON = "unit", "person"
# Which column says what of ours it is.
HERE = {UNIT: ExternalId.org_unit_id, PERSON: ExternalId.employee_id}


class ExternalIds:
    """The ids that one system, in one of its tenants, has for our units and people."""

    def __init__(self, session: Session, system: str, tenant: str) -> None:
        self._session = session
        self._where = {"system": system, "tenant": tenant}

    def adopt(self) -> None:
        """Ids of before it was known which tenant they are of are this one's, if it has none."""
        mine = select(ExternalId.id).filter_by(**self._where, kind=UNIT).limit(1)
        if self._session.scalar(mine) is None:
            unknown = {**self._where, "tenant": ""}
            self._session.execute(update(ExternalId).filter_by(**unknown).values(self._where))

    def all(self, kind: str) -> Mapping[str, int]:
        """The id here by each id there."""
        rows = self._session.execute(
            select(ExternalId.external_id, HERE[kind])
            .filter_by(**self._where, kind=kind)
            .where(ExternalId.external_id.is_not(None))
        )
        return {str(there): here for there, here in rows if here is not None}

    def row(self, kind: str, here: int) -> ExternalId | None:
        """What that system says of one of ours; None where it does not know it."""
        mine = select(ExternalId).filter_by(**self._where, kind=kind)
        return self._session.scalar(mine.where(HERE[kind] == here))

    def keep(self, kind: str, here: int, there: str | None) -> ExternalId:
        """From now on it is known there by that id, and no longer by another."""
        row = self.row(kind, here)
        if row is None:
            row = ExternalId(**self._where, kind=kind, said={}, **{HERE[kind].key: here})
            self._session.add(row)
        row.external_id = there
        self._session.flush()
        return row
