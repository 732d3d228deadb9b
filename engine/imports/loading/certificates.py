"""Certificates that people hold, from their day of issue to that of expiry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from engine.imports.loading import plain
from engine.imports.loading.keyed import Key, Keyed
from engine.imports.reading.rows import Row
from engine.store.tables import Certificate
from engine.values.months import add_months

ISSUED, EXPIRES = "issued_on", "expires_on"
# By which a certificate whose day of issue is not said is the one that is there.
SAME = ("employee_id", "certificate_id", EXPIRES)


class ByDay(Keyed):
    """Told apart by the day of issue; where that is not known, by the last day."""

    def key_of(self, values: Mapping[str, Any]) -> Key:
        return super().key_of({**values, ISSUED: values.get(ISSUED) or values.get(EXPIRES)})


class Loader(plain.Loader):
    """Either day may be missing; it follows where it is known for how long the certificate holds."""

    keyed = ByDay

    def complete(self, row: Row, values: dict[str, Any]) -> None:
        issued, expires = values[ISSUED], values[EXPIRES]
        if issued is None and expires is None:
            row.refuse(ISSUED, "empty")
            return
        months = self._run.session.get_one(Certificate, values["certificate_id"]).validity_months
        if issued is None:
            follows = add_months(expires, -months) if months else None
            values[ISSUED] = self._known_issue(values) or follows
        elif expires is None:
            values[EXPIRES] = add_months(issued, months) if months else None
        elif expires < issued:
            row.refuse(EXPIRES, "ends_before_it_begins")

    def lacks(self, values: dict[str, Any], column: str) -> bool:
        return column != ISSUED and super().lacks(values, column)

    def _known_issue(self, values: dict[str, Any]) -> date | None:
        """Of one that the store has with the same last day."""
        return self._issues.get(tuple(values[name] for name in SAME))

    @cached_property
    def _issues(self) -> dict[tuple[Any, ...], date | None]:
        return {tuple(one[name] for name in SAME): one[ISSUED] for one in self.rows.all()}
