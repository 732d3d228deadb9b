"""What positions require: skills at a level, and certificates."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from engine.imports.amounts import is_nothing
from engine.imports.loading.fields import Fields
from engine.imports.loading.keyed import Keyed
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.shares import share_reader
from engine.store.tables import PositionCertificate, PositionSkill

# How critical a skill is where the file says it in words, or not at all.
WORDS = {
    "critical": Decimal(1),
    "high": Decimal("0.8"),
    "medium": Decimal("0.5"),
    "low": Decimal("0.2"),
}
UNSAID = Decimal(1)
NO = "no"
_SEVERAL = re.compile(r"\s*[、;；\n]\s*")


class Loader:
    def __init__(self, run: Run, report: SheetReport) -> None:
        self._report = report
        self._fields = Fields(run, report, made=("position", "skill", "certificate"))
        self._skills = Keyed(run, report, PositionSkill, ("position_id", "skill_id"))
        self._certificates = Keyed(
            run, report, PositionCertificate, ("position_id", "certificate_id")
        )

    def take(self, row: Row) -> None:
        if self._says_nothing(row):
            self._report.took(row.number, Fate.LEFT_OUT)
            return
        position = self._fields.read(row, "position")
        if not row.ok or position is None:
            return
        if row.text("skill") is not None:
            self._skill(row, position)
        if row.ok and not is_nothing(row.raw("certificate")):
            self._certificate(row, position)
        if row.number not in self._report.fates:
            row.refuse("skill", "empty")

    def finish(self) -> None:
        self._skills.write()
        self._certificates.write()
        self._fields.finish()

    def _says_nothing(self, row: Row) -> bool:
        """A cell of many columns that is empty, "-" or "no"."""
        cells = [name for name, one in row.fields.items() if one.of]
        if cells and all(is_nothing(row.raw(name)) for name in cells):
            return True
        return row.has("needed") and row.word("needed") == NO

    def _skill(self, row: Row, position: int) -> None:
        level = self._fields.read(row, "level")
        if row.ok and level is None:
            row.refuse("level", "empty")
        if not row.ok:
            return
        if not level:
            # Level 0 is required of nobody.
            self._report.took(row.number, Fate.LEFT_OUT)
            return
        skill = self._fields.read(row, "skill")
        if row.ok and skill is not None:
            self._put(
                self._skills,
                row,
                {
                    "position_id": position,
                    "skill_id": skill,
                    "required_level": level,
                    "criticality": self._criticality(row),
                },
            )

    def _criticality(self, row: Row) -> Decimal | None:
        """In words, or as a share; of importances from 1 to 5 or 10, their share of the best."""
        word = self._fields.kind.words["criticality"]
        text = row.raw("criticality").casefold().strip()
        said = next((value for value, spelt in word.items() if text in spelt), None)
        if said is not None:
            return WORDS[said]
        if is_nothing(text):
            return None
        return row.value("criticality", "share", share_reader)

    def _certificate(self, row: Row, position: int) -> None:
        """One, or several in a cell."""
        text = row.text("certificate", 1000) or ""
        known = self._fields.catalogue("certificate").find(text)
        for name in [text] if known is not None else _SEVERAL.split(text):
            found = self._fields.thing(row, "certificate", name)
            if found is not None and row.ok:
                values = {"position_id": position, "certificate_id": found.id}
                self._put(self._certificates, row, values)

    def _put(self, rows: Keyed, row: Row, values: dict[str, Any]) -> None:
        subject = " ".join(filter(None, (row.raw("position"), row.raw("skill"))))
        defaults = {"criticality": UNSAID} if rows is self._skills else {}
        rows.put(row.number, subject, values, defaults)
