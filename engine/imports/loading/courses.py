"""The catalogue of courses: what they are, what they cost by list, and what they teach."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from engine.imports.loading import catalogue
from engine.imports.loading.asking import Asked
from engine.imports.loading.numbers_said import BEST, number_said
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row, Wrong
from engine.imports.recognising.vocabulary import is_per_head
from engine.imports.sheet_report import SheetReport
from engine.imports.values.catalogue import Catalogue
from engine.store.tables import CourseSkill, Skill
from engine.values.money import Money

HEAD = "head"
MOST_HOURS = 24
_PARTS = re.compile(r"[、,，;；|/\n]+")


class Loader(catalogue.Loader):
    """A price is of a head where its heading says so; else nobody knows of what it is."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        super().__init__(run, report)
        self._skills = Catalogue(run.session, Skill)
        self._hours = Asked(run, report, "hours_a_day", "hours", proposed="8")
        self._gain = Asked(run, report, "expected_gain", "gain", proposed="1")
        columns = (CourseSkill.course_id, CourseSkill.skill_id)
        self._taught = {(course, skill) for course, skill in run.session.execute(select(*columns))}
        self._price: Money | None = None

    def take(self, row: Row) -> None:
        self._price = None
        super().take(row)
        if self._price is not None:
            (self.report.pay if row.ok else self.report.leave_unpaid)(self._price)
        if row.ok and row.raw("skills"):
            self._teach(row)

    def finish(self) -> None:
        super().finish()
        self._hours.ask()
        self._gain.ask()

    def _values(self, row: Row, name: str) -> dict[str, Any]:
        values = super()._values(row, name)
        days = row.amount("days") if row.has("days") and "hours" not in values else None
        if days is not None:
            a_day = number_said(self._hours.answer, MOST_HOURS)
            if a_day is None:
                self._hours.wait(row)
            else:
                values["hours"] = days * a_day
        self._price = row.money("price").money if row.has("price") else None
        if self._price is not None:
            by_head = is_per_head(row.fields["price"].column or "")
            values |= {
                "list_price": self._price.amount,
                "list_currency": self._price.currency,
                "list_price_per": HEAD if by_head else None,
            }
        return {column: one for column, one in values.items() if one is not None}

    def _teach(self, row: Row) -> None:
        """The skills of a cell, which come into being by being named."""
        course = self._found(row.needed("name"), row.text("code", 64))
        names = [one.strip() for one in _PARTS.split(row.raw("skills")) if one.strip()]
        gain = row.amount("gain") if row.has("gain") else None
        gain = gain or number_said(self._gain.answer, BEST)
        for name in names:
            try:
                skill = self._skills.find_or_add(name, self.report)
            except Wrong as wrong:
                self.report.leave_out(row.number, "skills", name, wrong.code)
                continue
            if (course.id, skill.id) in self._taught:
                continue
            if gain is None:
                self._gain.note(row)
                continue
            self._taught.add((course.id, skill.id))
            taught = CourseSkill(course_id=course.id, skill_id=skill.id, expected_gain=gain)
            self._run.session.add(taught)
            self.report.things["course_skill"] += 1
