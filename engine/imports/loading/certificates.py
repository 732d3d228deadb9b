"""Certificates that people hold, from their day of issue to that of expiry."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from engine.imports.loading import plain
from engine.imports.loading.asking import Asked
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import SheetReport
from engine.store.tables import Certificate
from engine.values.months import add_months

# By which a certificate whose day of issue is not said is the one that is there.
SAME = ("employee_id", "certificate_id", "expires_on")


class Loader(plain.Loader):
    """Either day may be missing where it is known for how long a certificate holds; of the day of
    issue alone that is asked."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        super().__init__(run, report)
        self._validity = Asked(run, report, "validity_months", "issued_on")
        self._unsaid: list[str] = []

    def complete(self, row: Row, values: dict[str, Any]) -> None:
        issued, expires = values["issued_on"], values["expires_on"]
        if issued is None and expires is None:
            row.refuse("issued_on", "empty")
        elif issued is None:
            values["issued_on"] = self._known_issue(values) or self._issued(row, values)
        elif expires is None:
            months = self._certificate(values).validity_months
            values["expires_on"] = add_months(issued, months) if months else None
        elif expires < issued:
            row.refuse("expires_on", "ends_before_it_begins")

    def finish(self) -> None:
        super().finish()
        self._validity.ask(certificate=", ".join(self._unsaid))

    def _certificate(self, values: dict[str, Any]) -> Certificate:
        return self._run.session.get_one(Certificate, values["certificate_id"])

    def _known_issue(self, values: dict[str, Any]) -> date | None:
        """Of one that the store has with the same last day."""
        return self._issues.get(tuple(values[name] for name in SAME))

    @cached_property
    def _issues(self) -> dict[tuple[Any, ...], date]:
        return {tuple(one[name] for name in SAME): one["issued_on"] for one in self.rows.all()}

    def _issued(self, row: Row, values: dict[str, Any]) -> date | None:
        certificate = self._certificate(values)
        months = certificate.validity_months or self._said_months(row, certificate)
        return add_months(values["expires_on"], -months) if months else None

    def _said_months(self, row: Row, certificate: Certificate) -> int | None:
        """For how many months it holds, by an answer for it or for all of the sheet."""
        answer = self._run.answers.to("validity_months", certificate.name) or self._validity.answer
        if answer is None or not answer.isdigit() or not int(answer):
            if certificate.name not in self._unsaid:
                self._unsaid.append(certificate.name)
            self._validity.wait(row)
            return None
        return int(answer)
