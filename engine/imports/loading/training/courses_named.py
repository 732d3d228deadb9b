"""Which course a row of trainings is about; one that nobody knows is a new one of that name."""

from __future__ import annotations

from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.catalogue import Catalogue, Thing, code_of, key_of
from engine.store.tables import Course

LONGEST_CODE = 64
LONGEST_CATEGORY = 60
Said = tuple[str | None, str | None]


class CoursesNamed:
    """`names` are those of all courses that were met, by id."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._report = report
        self._catalogue = Catalogue(run.session, Course)
        self._known: dict[Said, int] = {}
        self.names: dict[int, str] = {}

    def said(self, row: Row) -> Said | None:
        """Its name and its code; one of both is enough, without any the row is refused."""
        code = row.text("course_code", LONGEST_CODE) if row.has("course_code") else None
        name = row.text("course") if code else row.needed("course")
        return (name or None, code) if name or code else None

    def of(self, row: Row, said: Said) -> int | None:
        """Its id; None where the row was refused."""
        if said not in self._known:
            try:
                course = self._found(*said) or self._made(row, *said)
            except Wrong as wrong:
                row.refuse("course", wrong.code)
                return None
            self._known[said] = course.id
            self.names[course.id] = course.name
        return self._known[said]

    def _found(self, name: str | None, code: str | None) -> Thing | None:
        """A code says more than a name; a course without one takes that of the file."""
        known = self._catalogue.by_code(code) if code else None
        if known is not None or name is None:
            return known
        known = self._catalogue.find(name)
        if known is None or code is None or key_of(known.code) == key_of(code):
            return known
        # Another course of that name has a code of its own.
        return known if self._catalogue.recode(known, code) else None

    def _made(self, row: Row, name: str | None, code: str | None) -> Thing:
        category = row.text("category", LONGEST_CATEGORY) if row.has("category") else None
        called = name or code or ""
        own = code or (
            code_of(called) if self._catalogue.by_code(code_of(called)) is None else None
        )
        return self._catalogue.add(
            called, self._report, own, category=category, mandatory=False, source=row.source
        )
