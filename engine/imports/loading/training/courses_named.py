"""Which course a row of trainings is about; one that nobody knows is a new one of that name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.imports.loading.perhaps_same import SAME, PerhapsSame
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.catalogue import Catalogue, Thing, code_of, key_of
from engine.imports.values.waiting import wait
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
        self.perhaps_same = PerhapsSame(run, report)
        self._known: dict[Said, int] = {}
        self._waits: dict[Said, tuple[str, str]] = {}
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
        """Its id; None where the row was refused, or waits."""
        if said not in self._known and said not in self._waits:
            try:
                self._look(row, said)
            except Wrong as wrong:
                row.refuse("course", wrong.code)
                return None
        if said in self._waits:
            self.perhaps_same.wait(*self._waits[said], [row.number])
            wait(row)
            return None
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

    def _look(self, row: Row, said: Said) -> None:
        course = self._found(*said) or self._misspelt(said)
        if course is not None:
            self.names[course.id] = course.name
        if said not in self._waits:
            self._known[said] = course.id if course is not None else self._to_be(row, *said)

    def _misspelt(self, said: Said) -> Thing | None:
        """The known course that a name looks like, if somebody said that it is meant."""
        name, code = said
        known = self._catalogue.like(name, code) if name else None
        if name is None or known is None:
            return None
        answer = self.perhaps_same.answer(name, known.name)
        if answer is None:
            self._waits[said] = name, known.name
        elif answer == SAME:
            self._catalogue.also(known, [name])
            return known
        return None

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
