"""Certificates that people hold, from their day of issue to that of expiry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from engine.imports.loading import plain
from engine.imports.loading.keyed import Key, Keyed
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import Fate
from engine.store.tables import Certificate
from engine.values.months import add_months

ISSUED, EXPIRES = "issued_on", "expires_on"
# By which a certificate whose day of issue is not said is the one that is there.
SAME = ("employee_id", "certificate_id", EXPIRES)


class ByDay(Keyed):
    """Told apart by the day of issue; where that is not known, by the last day."""

    def key_of(self, values: Mapping[str, Any]) -> Key:
        return super().key_of({**values, ISSUED: values.get(ISSUED) or values.get(EXPIRES)})

    def put(
        self, row: int, subject: str, values: Mapping[str, Any], defaults: Mapping[str, Any]
    ) -> Fate:
        """Nobody has two of one kind that end on one day: it is the one that is there, whose day
        of issue was not known, or is another now."""
        issued, expires = values.get(ISSUED), values.get(EXPIRES)
        if issued and expires and self.stored(self.key_of(values)) is None:
            ending = [one for one in self._ending[_end(values)] if not self.is_said(one)]
            if len(ending) == 1:
                self._ending[_end(values)].remove(ending[0])
                self.rekey(ending[0], row, subject, {ISSUED: issued})
        return super().put(row, subject, values, defaults)

    @cached_property
    def _ending(self) -> dict[Key, list[Key]]:
        """The keys of those that are there, by what they are and their last day."""
        found = defaultdict(list)
        for one in self.all():
            found[_end(one)].append(self.key_of(one))
        return found


def _end(values: Mapping[str, Any]) -> Key:
    return tuple(values.get(name) for name in SAME)


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
        return self._issues.get(_end(values))

    @cached_property
    def _issues(self) -> dict[Key, date | None]:
        return {_end(one): one[ISSUED] for one in self.rows.all()}
