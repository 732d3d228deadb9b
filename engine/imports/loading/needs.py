"""Training needs: what somebody, or a unit, wants to learn in a year."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from engine.imports.amounts import is_nothing
from engine.imports.loading.asking import Asked
from engine.imports.loading.fields import Fields
from engine.imports.loading.keyed import bare
from engine.imports.loading.plain import subject_of
from engine.imports.loading.run import Run
from engine.imports.loading.years import Years
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.catalogue import key_of
from engine.imports.values.people import People
from engine.imports.values.units import Units
from engine.queries.numbers import next_number
from engine.queries.teaching import course_teaching, skill_taught
from engine.store.tables import Employee, Kpi, Need, OrgUnit

PRIORITIES = {"high": Decimal("0.9"), "medium": Decimal("0.5"), "low": Decimal("0.1")}
# One's own wish weighs little, what a unit asks for more, where the file does not say.
UNSAID = {"employee": PRIORITIES["low"], "business": PRIORITIES["medium"]}
EMPLOYEE, BUSINESS = "employee", "business"
OPEN = "open"
LONGEST_NUMBER = 64
LONGEST_TOPIC = 200
LONGEST_REASON = 1000
# What form tools put between several answers.
_ANSWERS = re.compile(r"\s*[┋|;；\n]\s*")
_CLOCK = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)")
_LISTED = re.compile(r"\s*[、,，]\s*")
Key = tuple[int, int, str, int]


class Loader:
    """The same need of the same person or unit for the same year is one; a row may have several
    topics in its cell."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._fields = Fields(run, report)
        self._units = Units(run.session)
        self._years = Years(run, report, run.company.fiscal.year_of(run.today) + 1)
        self._raiser = Asked(run, report, "raised_by", "emp_no")
        self._numbers = set(run.session.scalars(select(Need.number)))
        self._known: dict[Key, Need] = {}
        for need in run.session.scalars(select(Need).where(Need.status == OPEN).order_by(Need.id)):
            self._known[self._key(need)] = need

    def take(self, row: Row) -> None:
        topics = self._topics(row)
        if not topics:
            self._report.took(row.number, Fate.LEFT_OUT)
            return
        whose = self._whose(row)
        year = self._years.year(row) if whose is not None else None
        if whose is None or year is None:
            return
        person, unit, origin = whose
        details = self._details(row, origin)
        if details["headcount"] and details["headcount"] > 1:
            unit = self._unit_named(row) or unit
        for topic in topics:
            if row.ok:
                self._keep(row, person, unit, topic, {**details, "year": year})

    def finish(self) -> None:
        self._run.session.flush()
        self._years.ask()
        self._raiser.ask()

    # ---- what

    def _topics(self, row: Row) -> list[str]:
        """The topics of a row: as its cell says them, each of several; else its skill or course."""
        text = next(
            (row.text(name, 1000) for name in ("topic", "course", "skill") if row.raw(name)), None
        )
        if text is None or is_nothing(text):
            return []
        if self._thing(text) is not None:
            return [text]
        parts = [one for one in _ANSWERS.split(row.raw("topic")) if one]
        listed = [one for one in _LISTED.split(text) if one]
        if len(parts) > 1:
            return parts
        return listed if all(self._thing(one) is not None for one in listed) else [text]

    def _thing(self, text: str) -> tuple[int | None, int | None] | None:
        """Skill and course of the catalogue that a topic means, if it means one."""
        session = self._run.session
        try:
            course = self._fields.catalogue("course").find(text)
            if course is not None:
                return skill_taught(session, course.id), course.id
            skill = self._fields.catalogue("skill").find(text)
        except Wrong:
            return None
        if skill is None:
            return None
        taught = next(iter(course_teaching(session, skill.id)), None)
        return skill.id, taught.id if taught is not None else None

    def _details(self, row: Row, origin: str) -> dict[str, Any]:
        priority = row.word("priority")
        reason = row.text("reason", LONGEST_REASON)
        headcount = row.whole("headcount")
        if headcount is not None and headcount < 1:
            row.wrong("headcount", "no_people")
            headcount = None
        weight = self._fields.read(row, "weight")
        return {
            "origin": origin,
            "priority": weight or (PRIORITIES[priority] if priority else None),
            "kpi_id": self._fields.read(row, "kpi"),
            "reason": reason,
            "headcount": headcount,
        }

    # ---- whose

    def _whose(self, row: Row) -> tuple[int, int, str] | None:
        """Who raised it, for which unit, and at which level."""
        said = row.word("origin")
        if row.raw("emp_no") or row.raw("name") or row.raw("last_name"):
            person = self._fields.person(row)
            return (person, self._home(person), said or EMPLOYEE) if person is not None else None
        unit = self._units.of(row) if row.raw("unit") else None
        raiser = self._raised_by(row, unit) if row.ok else None
        if raiser is None:
            return None
        return raiser, unit if unit is not None else self._home(raiser), said or BUSINESS

    def _unit_named(self, row: Row) -> int | None:
        """What somebody wants for several people is wanted for the unit that the row names."""
        try:
            return self._units.find(row.raw("unit"))
        except Wrong:
            return None

    def _home(self, person: int) -> int:
        return self._run.session.get_one(Employee, person).org_unit_id

    def _raised_by(self, row: Row, unit: int | None) -> int | None:
        """A unit's need is raised by its head, else by whoever loads it, else by whom it is said."""
        head = self._run.session.get_one(OrgUnit, unit).head_employee_id if unit else None
        raiser = head or self._run.actor.employee_id or self._answered()
        if not raiser:
            self._raiser.wait(row)
        return raiser

    def _answered(self) -> int | None:
        if self._raiser.answer is None:
            return None
        try:
            return People(self._run.session).find(self._raiser.answer)
        except Wrong:
            return None

    # ---- keeping

    def _keep(self, row: Row, person: int, unit: int, topic: str, details: dict[str, Any]) -> None:
        if len(topic) > LONGEST_TOPIC:
            row.refuse("topic", "too_long")
            return
        key = (person, unit, key_of(topic), details["year"])
        known = self._known.get(key) or self._elsewhere(row, key)
        if known is None:
            self._known[key] = self._new(row, person, unit, topic, details)
            self._report.took(row.number, Fate.ADDED)
        else:
            self._correct(row, known, details)

    def _elsewhere(self, row: Row, key: Key) -> Need | None:
        """What he raised for another unit than his own, if it is there."""
        try:
            unit = self._units.find(row.raw("unit")) if row.raw("unit") else None
        except Wrong:
            return None
        return self._known.get((key[0], unit, *key[2:])) if unit is not None else None

    def _new(self, row: Row, person: int, unit: int, topic: str, details: dict[str, Any]) -> Need:
        skill, course = self._thing(topic) or (None, None)
        origin = details["origin"]
        need = Need(
            number=self._number(row),
            origin=origin,
            raised_by_id=person,
            org_unit_id=unit,
            skill_id=skill,
            course_id=course,
            kpi_id=details["kpi_id"],
            topic=topic,
            reason=details["reason"],
            headcount=details["headcount"] or 1,
            priority=details["priority"] or UNSAID.get(origin, PRIORITIES["medium"]),
            year=details["year"],
            status=OPEN,
            created_at=self._raised_at(row),
        )
        self._run.session.add(need)
        self._run.session.flush()
        return need

    def _raised_at(self, row: Row) -> datetime:
        """As the row says, with its time of day where it has one."""
        day = row.day("raised_at")
        if day is None:
            return self._run.now
        clock = _CLOCK.search(row.raw("raised_at"))
        hours, minutes = (int(clock[1]), int(clock[2])) if clock else (0, 0)
        return self._run.company.start_of(day) + timedelta(hours=hours, minutes=minutes)

    def _number(self, row: Row) -> str:
        """The company's own, where the row has one that no need has."""
        own = row.text("number", LONGEST_NUMBER)
        if own is not None and own not in self._numbers:
            self._numbers.add(own)
            return own
        day = self._run.today
        return next_number(self._run.session, Need.number, f"ND-{day.year}-")

    def _correct(self, row: Row, need: Need, details: dict[str, Any]) -> None:
        other = {
            name: value
            for name, value in details.items()
            if value is not None and getattr(need, name) != value and name != "origin"
        }
        for name, value in other.items():
            field, *said = self._told(name, getattr(need, name), value)
            self._report.change(row.number, subject_of(row), field, *said)
            setattr(need, name, value)
        if not other:
            self._report.took(row.number, Fate.SAME)

    def _told(self, name: str, old: Any, new: Any) -> tuple[str, Any, Any]:
        """A value and the one before, as people know them."""
        if name != "kpi_id":
            return name, bare(old), bare(new)
        before, after = (self._run.session.get(Kpi, one) if one else None for one in (old, new))
        return "kpi", before.name if before else None, after.name if after else None

    @staticmethod
    def _key(need: Need) -> Key:
        return (need.raised_by_id, need.org_unit_id, key_of(need.topic), need.year)
