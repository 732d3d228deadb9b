"""The period of a row, with its year from wherever it is told: the row, the sheet, an answer."""

from __future__ import annotations

from engine.imports.loading.asking import Asked
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.periods import NO_YEAR, Period, read_period, year_of, years_in

YEAR = "year"


class Years:
    """`field` is that of the year in rows; where it is silent the sheet's year is asked, with
    the one that its title or name tells proposed."""

    def __init__(self, run: Run, report: SheetReport, usual: int | None = None) -> None:
        self._run, self._report, self._usual = run, report, usual
        self._fiscal = run.company.fiscal
        self._asked: Asked | None = None
        self._told: set[str] = set()
        self._read: dict[tuple[str, int | None], Period | str] = {}

    def year(self, row: Row) -> int | None:
        """The fiscal year of a row; none where it was refused, or waits."""
        said = row.raw(YEAR)
        if said:
            year = year_of(said, self._fiscal)
            if year is None:
                row.refuse(YEAR, "no_year")
            return year
        asked = self._question(row)
        answered = year_of(asked.answer, self._fiscal) if asked.answer else None
        if answered is None:
            asked.wait(row)
        return answered

    def period(self, row: Row, field: str = "period") -> Period | None:
        """The period that a field of the row tells; of a row without one, its year."""
        text = row.raw(field)
        if not text:
            year = self.year(row)
            return self._of(str(year), None, row, field) if year is not None else None
        own = year_of(row.raw(YEAR), self._fiscal) if row.raw(YEAR) else None
        found = self._tried(text, own)
        if found == NO_YEAR and own is None:
            year = self.year(row)
            return self._of(text, year, row, field) if year is not None else None
        return self._of(text, own, row, field)

    def ask(self) -> None:
        if self._asked is not None:
            self._asked.ask()

    def _of(self, text: str, year: int | None, row: Row, field: str) -> Period | None:
        found = self._tried(text, year)
        if isinstance(found, str):
            row.refuse(field, found)
            return None
        if found.numbered and found.numbered not in self._told:
            self._told.add(found.numbered)
            args = {"said": text, "taken": found.name}
            self._report.remark("quarter_by_months", row.number, **args)
        return found

    def _tried(self, text: str, year: int | None) -> Period | str:
        """The period, or why it is none; each text is read once."""
        if (text, year) not in self._read:
            try:
                self._read[text, year] = read_period(text, self._fiscal, year)
            except Wrong as wrong:
                self._read[text, year] = wrong.code
        return self._read[text, year]

    def _question(self, row: Row) -> Asked:
        if self._asked is None:
            likely = likely_year(row, self._report) or self._usual
            proposed = str(likely) if likely else None
            self._asked = Asked(self._run, self._report, YEAR, YEAR, proposed=proposed)
        return self._asked


def likely_year(row: Row, report: SheetReport) -> int | None:
    """The year that stands in the title, the sheet's name or the file's, if one does."""
    for text in (*row.rows.table.title, report.sheet, report.file):
        if len(found := years_in(text)) == 1:
            return found[0]
    return None
