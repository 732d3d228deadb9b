"""Which course a row of trainings is about; one that nobody knows is a new one of that name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.catalogue import Catalogue, Thing, code_of, key_of
from engine.store.tables import Course

LONGEST_CODE = 64
LONGEST_CATEGORY = 60
Said = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class New:
    """A course to be made, once something of it is stored."""

    name: str
    code: str | None
    category: str | None
    source: str | None


class CoursesNamed:
    """`names` are those of all courses that were met, by id; a new one has an id below zero until
    it is made."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._report = report
        self._catalogue = Catalogue(run.session, Course)
        self._known: dict[Said, int] = {}
        self._new: dict[int, New] = {}
        self._coded: dict[str, int] = {}
        self._called: dict[str, int] = {}
        self._made: dict[int, int] = {}
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
                course = self._found(*said)
            except Wrong as wrong:
                row.refuse("course", wrong.code)
                return None
            self._known[said] = course.id if course is not None else self._to_be(row, *said)
            if course is not None:
                self.names[course.id] = course.name
        return self._known[said]

    def made(self, course: int) -> int:
        """The id under which a course is stored."""
        if course >= 0:
            return course
        if course not in self._made:
            new = self._new[course]
            taken = self._catalogue.by_code(code_of(new.name)) is not None
            thing = self._catalogue.add(
                new.name,
                self._report,
                new.code or (None if taken else code_of(new.name)),
                category=new.category,
                mandatory=False,
                source=new.source,
            )
            self._made[course] = thing.id
            self.names[thing.id] = thing.name
        return self._made[course]

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

    def _to_be(self, row: Row, name: str | None, code: str | None) -> int:
        """One that the file named before, by its code or, where one of both has none, its name."""
        called = name or code or ""
        known = self._coded.get(key_of(code)) if code else None
        if known is None:
            known = self._called.get(key_of(called))
            if known is not None and code and self._new[known].code:
                known = None
        if known is None:
            known = -1 - len(self._new)
            category = row.text("category", LONGEST_CATEGORY) if row.has("category") else None
            self._new[known] = New(called, code, category, row.source)
            self.names[known] = called
            self._called.setdefault(key_of(called), known)
        if code:
            self._coded[key_of(code)] = known
            self._new[known] = replace(self._new[known], code=self._new[known].code or code)
        return known
