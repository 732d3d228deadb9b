"""Courses by whatever they are called: code, name, name in English, or another name."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.amounts import plain
from engine.imports.sheet_report import SheetReport
from engine.store.tables import Alias, Course

KIND = "course"
LONGEST_CODE = 64


class CourseNames:
    """All courses of the store; new ones are made as they are met."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.names: dict[int, str] = {}
        self.codes: dict[str, int] = {}
        self._called: dict[str, int] = {}
        others = select(Course.id, Alias.name).join(Alias, Alias.code == Course.code)
        for course, name in session.execute(others.where(Alias.kind == KIND)):
            self._called.setdefault(plain(name), course)
        rows = session.execute(select(Course.id, Course.code, Course.name, Course.name_en))
        for course, code, name, name_en in rows:
            self._know(course, code, name, name_en)

    def find(self, name: str, code: str | None = None) -> int | None:
        """The id of a course; its code says more than its name."""
        if code is not None:
            return self.codes.get(code)
        return self._called.get(plain(name)) or self.codes.get(name)

    def found_or_made(
        self, name: str, code: str | None, source: str, report: SheetReport, category: str | None
    ) -> int:
        """A course that nobody knew is a new one of that name."""
        known = self.find(name, code)
        if known is None and code is not None:
            known = self._without_code(name)
        if known is not None:
            return known
        course = Course(
            code=self.free_code(code or name),
            name=name,
            category=category[:60] if category else None,
            mandatory=False,
            source=source,
        )
        self._session.add(course)
        self._session.flush()
        self._know(course.id, course.code, name, None)
        report.things["course"] += 1
        return course.id

    def free_code(self, wanted: str) -> str:
        """The text itself, if it is short enough and nobody has it."""
        code = wanted[:LONGEST_CODE]
        if code == wanted and code not in self.codes:
            return code
        mark = hashlib.sha256(wanted.encode()).hexdigest()[:8]
        return f"{wanted[: LONGEST_CODE - 9]}-{mark}"

    def _without_code(self, name: str) -> int | None:
        """One of that name whose code is only its name: an earlier file had no codes."""
        course = self._called.get(plain(name))
        if course is None or self.codes.get(self.names[course]) != course:
            return None
        return course

    def _know(self, course: int, code: str, name: str, name_en: str | None) -> None:
        self.names[course] = name
        self.codes[code] = course
        for one in (name, name_en):
            if one:
                self._called[plain(one)] = course
